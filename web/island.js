// The island: the element of the page in which the Go program lives, and its restarts. A panic ends a Go program
// while what it drew still looks alive; the program is then run again on a fresh element, with its saved state.

const restartLimit = 3; // in a row, that is within restartWindow of each other
const restartWindow = 20000; // milliseconds

// runIsland runs the module in the element, which holds the page's own box until the program has drawn.
// The program asks for what was typed when it has drawn: that is when it takes the box's place. fail(fault) is
// called when the program ends again and again.
function runIsland(module, element, host, fail) {
  let current;
  let restarts = [];

  const ended = (program, fault) => {
    if (program !== current) return;
    current = undefined;
    if (program) bury(program);
    console.error("countersign: the program ended and is started again:", String(fault));
    const now = performance.now();
    restarts = restarts.filter((time) => now - time < restartWindow);
    restarts.push(now);
    if (restarts.length > restartLimit) fail(fault);
    else start();
  };

  const start = async () => {
    const body = document.createElement("div");
    body.className = "island";
    body.append(document.createElement("div"));
    let program;
    const own = {
      ...host,
      takeTyped: () => {
        const typed = host.takeTyped();
        takeOver(element, body);
        return typed;
      },
      restart: (fault) => queueMicrotask(() => ended(program, fault)),
    };
    try {
      const Go = countersignGo(virtualWindow(own, body));
      program = new (class extends Go {
        _resume() {
          if (this.dead) return;
          try {
            super._resume();
          } catch (fault) {
            ended(this, fault);
          }
        }
      })();
      program.env = { GOGC: "400", GOMEMLIMIT: "96MiB" }; // a key makes megabytes of garbage, and its collection takes longer than the key
      current = program;
      await program.run(await WebAssembly.instantiate(module, program.importObject));
      ended(program, "exit");
    } catch (fault) {
      ended(program, fault);
    }
  };
  start();
}

// bury keeps a program that has ended from being called again. wasm_exec.js calls it for a timer until the program
// has cleared that timer, which it never would.
function bury(program) {
  program.dead = true;
  for (const timer of program._scheduledTimeouts.values()) clearTimeout(timer);
  program._scheduledTimeouts.clear();
}

// takeOver puts body in the place of what the element shows, and once the program has filled it in carries over
// the focus, the selection, and what was typed since the program last heard of it.
function takeOver(element, body) {
  const before = document.activeElement;
  const id = element.contains(before) ? before.id : "";
  const selection = id === "paste" ? [before.selectionStart, before.selectionEnd] : null;
  const old = element.querySelector("#paste");
  const text = old ? old.value : "";
  element.replaceChildren(body);
  queueMicrotask(() => {
    const box = body.querySelector("#paste");
    if (!box) return;
    if (text && box.value !== text && !box.hidden) {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const focus = id && body.querySelector("#" + CSS.escape(id));
    if (focus) focus.focus({ preventScroll: true });
    if (selection) box.setSelectionRange(...selection);
  });
}
