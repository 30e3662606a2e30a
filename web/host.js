// The page's side of the workbench: gets the module, runs the island, offers the program what it may have of the
// page, locks the page once all is there. Everything is kept in this closure; nothing is stored.

const script = document.currentScript;
const root = (script.getAttribute("src") || "").replace(/host\.js$/, "");
const edition = window.countersignWasm ? "single" : parent !== window ? "widget" : location.protocol === "file:" ? "offline" : "site";
window.countersignRuns = true; // web/start.js looks for this

let element; // #workbench
let typed; // the page's own box, until the program has taken its text
let pasted = null; // what was pasted into the page's own box, as it was: a textarea drops CR
let state = "";
let openExample = () => {}; // the running program's

// host is ui.Host, and which of the modes runs. It has no more than that: the program can reach nothing else of the page.
const host = {
  get mode() { return element.dataset.mode || "diagnose"; },
  root: edition === "single" ? "#" : root,
  get guides() { return window.countersignGuides || ""; },
  get examples() { return window.countersignExamples || ""; },
  get example() { return askedExample(); },
  onExample(open) { openExample = open; },
  takeTyped() {
    if (!typed) return "";
    const text = pasted !== null && normalised(pasted) === typed.value ? pasted : typed.value;
    typed = null;
    return text;
  },
  workers: navigator.hardwareConcurrency >= 2 ? 2 : 1,
  save(text) { state = text; },
  saved: () => state,
  copy(text, done) {
    const clipboard = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject();
    clipboard.then(() => true, () => copySelected(text)).then(done);
  },
};

// asked is what the address asks for: #example=NAME, #theme=dark, or both with & between. No other form counts.
const asked = (name) => {
  const found = /^#\w+=[\w-]+(&\w+=[\w-]+)*$/.test(location.hash) && new URLSearchParams(location.hash.slice(1)).get(name);
  return found || "";
};

const askedExample = () => asked("example");

const normalised = (text) => text.replace(/\r\n?/g, "\n");

// copySelected copies where the clipboard is forbidden, as it is in a sandboxed frame.
function copySelected(text) {
  const box = document.createElement("textarea");
  const focus = document.activeElement;
  box.className = "visually-hidden";
  box.value = text;
  document.body.append(box);
  box.select();
  const ok = document.execCommand("copy");
  box.remove();
  if (focus) focus.focus({ preventScroll: true });
  return ok;
}

// fail says in the page that the workbench does not run. What was typed stays, in a plain box.
function fail(reason) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.className = "notice";
  const head = document.createElement("strong");
  head.textContent = "The workbench does not run here.";
  const link = document.createElement("a");
  link.href = host.root + "guides/index.html";
  link.textContent = "The guides";
  message.append(head, " " + reason + " ", link, " work without it.");
  if (!element.querySelector(".island")) {
    element.prepend(message);
    return;
  }
  const box = document.createElement("textarea");
  box.id = "paste";
  box.value = [...element.querySelectorAll("textarea, input[type=text]")].map((field) => field.value).filter(Boolean).join("\n");
  box.setAttribute("aria-label", "What you have");
  element.replaceChildren(message, box);
}

// forget empties the secret fields when the page is left, so that going back shows nothing.
function forget() {
  for (const field of element.querySelectorAll("input[type=password]")) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// talkToFrame tells the page around a widget how high it is, and takes a colour scheme from it. Messages
// carry nothing that was typed, and no other message is heard.
function talkToFrame() {
  const height = () => Math.ceil(document.body.getBoundingClientRect().height); // of what is shown, not of the frame
  const tell = () => parent.postMessage({ type: "countersign:height", height: height() }, "*");
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data || data.type !== "countersign:theme") return;
    setTheme(data.theme);
  });
  setTheme(asked("theme"));
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || link.getAttribute("href").startsWith("#")) return;
    link.target = "_blank"; // it may not replace the widget
    link.rel = "noreferrer noopener";
    if (self.origin === "null") showAddress(link);
  });
}

// showAddress gives the address of a link to copy, above it: whether a sandbox lets the link open cannot be known.
function showAddress(link) {
  const note = document.createElement("div");
  const words = document.createElement("p");
  const address = document.createElement("input");
  const copy = document.createElement("button");
  note.className = "sheet link-address";
  note.style.top = link.getBoundingClientRect().top + scrollY + "px";
  words.setAttribute("role", "status");
  address.readOnly = true;
  address.value = link.href;
  address.setAttribute("aria-label", "Address of the link");
  copy.type = "button";
  copy.textContent = "Copy";
  copy.addEventListener("click", () => host.copy(link.href, (ok) => { copy.textContent = ok ? "Copied" : "Copy it with the keyboard"; }));
  note.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    note.remove();
    link.focus();
  });
  const old = document.querySelector(".link-address");
  if (old) old.remove();
  note.append(words, address, copy);
  document.body.append(note);
  words.textContent = "If no window opened, this frame may not open any. Here is the address:";
  address.select();
}

// followExamples opens an example in place, also one that the address names already. Nothing else than a plain
// click is taken. A click elsewhere closes the menu of examples.
function followExamples(event) {
  const menu = element.querySelector(".menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
  const link = event.target.closest("a[href]");
  const [, name] = (link && /#example=([\w-]+)$/.exec(link.href)) || [];
  if (!name || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (askedExample() === name) openExample(name);
  else location.hash = "#example=" + name;
}

function setTheme(theme) {
  if (["light", "dark"].includes(theme)) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

// unseal takes back what the page says of itself where the policy is not enforced, as Firefox does for file:.
// A data: address leads nowhere, so the attempt sends nothing even then.
function unseal() {
  const seal = document.querySelector(".seal");
  if (seal) fetch("data:,").then(() => seal.remove(), () => {});
}

// main runs while the page is still being read: the program, which takes longest, is on its way by then.
async function main() {
  const loading = window.WebAssembly && loadModule(root).then((module) => ({ module }), (fault) => ({ fault }));
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  element = document.getElementById("workbench");
  typed = element.querySelector("#paste");
  if (typed) typed.addEventListener("paste", (event) => {
    pasted = typed.selectionStart === 0 && typed.selectionEnd === typed.value.length ? event.clipboardData.getData("text") : null;
  });
  if (host.mode === "diagnose") addEventListener("click", followExamples);
  if (edition === "widget") talkToFrame();
  if (location.protocol === "file:") unseal();
  addEventListener("hashchange", () => {
    if (askedExample()) openExample(askedExample());
  });
  if (!loading) {
    fail("This browser is too old, or set up to do without WebAssembly.");
    return;
  }
  const { module, fault } = window.countersignGo ? await loading : { fault: new Error(root + "runtime.js could not be loaded") };
  if (fault) {
    fail("Its program could not be loaded: " + fault.message + ".");
    return;
  }
  host.work = (job, report, done) => runJob(module, job, report, done);
  addEventListener("pagehide", forget);
  runIsland(module, element, host, () => fail("It stopped several times in a row. What you typed is below."));
  if (document.readyState === "complete") lock();
  else addEventListener("load", lock);
}

main();
