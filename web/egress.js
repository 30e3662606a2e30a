// The egress self-test: tries every way out of a page that the browser has, under the policy and the lock of the
// workbench, and says of each what stopped it. The attempts carry nothing but the word "egress-test". They go to the
// page's own site, where one that got through would be seen; a page from a file has none, so there they go to a
// reserved name that leads nowhere.

const hasSite = location.protocol.startsWith("http") && location.origin !== "null";
const target = hasSite ? new URL("favicon.svg?egress-test", document.currentScript.src).href : "https://egress-test.invalid/";
const socketTarget = target.replace(/^http/, "ws");
const patience = 1500; // milliseconds that an attempt gets to end

// attempts are the ways out: name, the directive that should close it, and a function that tries it and resolves
// when it got through. It rejects, or never ends, when it did not. A missing interface is told by needs.
const attempts = [
  { name: "fetch", directive: "connect-src", run: () => fetch(target, { cache: "no-store", mode: "no-cors" }) },
  { name: "XMLHttpRequest", directive: "connect-src", run: () => settled(new XMLHttpRequest(), (request) => {
    request.open("GET", target);
    request.send();
  }) },
  { name: "sendBeacon", directive: "connect-src", needs: () => navigator.sendBeacon, run: () => unreported(() => navigator.sendBeacon(target, "egress-test")) },
  { name: "WebSocket", directive: "connect-src", run: () => settled(new WebSocket(socketTarget), () => {}, "open") },
  { name: "EventSource", directive: "connect-src", run: () => settled(new EventSource(target), () => {}, "open") },
  { name: "Image", directive: "img-src", run: () => settled(new Image(), (image) => { image.src = target; }) },
  { name: "Style sheet", directive: "style-src", run: () => added("link", (link) => { link.rel = "stylesheet"; link.href = target; }) },
  { name: "Font", directive: "font-src", run: () => new FontFace("egress-test", "url(" + JSON.stringify(target) + ")").load() },
  { name: "Script", directive: "script-src", run: () => added("script", (script) => { script.src = scriptAddress(target); }) },
  { name: "Worker from an address", directive: "worker-src", run: () => settled(new Worker(scriptAddress(target)), () => {}, "message") },
  { name: "Frame", directive: "frame-src", run: () => unreported(() => add("iframe", (frame) => { frame.hidden = true; frame.src = target; })) },
  { name: "Audio or video", directive: "media-src", run: () => settled(new Audio(), (audio) => { audio.src = target; }, "loadeddata") },
  { name: "Embedded object", directive: "object-src", run: () => added("object", (object) => { object.data = scriptAddress(target); }, document.body) },
  { name: "Form", directive: "form-action", run: () => unreported(sendForm) },
  { name: "Base address", directive: "base-uri", run: changeBase },
  { name: "fetch in a blob worker", directive: "connect-src", run: () => inWorker("fetch") },
  { name: "importScripts in a blob worker", directive: "script-src", run: () => inWorker("importScripts") },
  // Most browsers have no directive for this one. It is opened and closed, and connects to nothing.
  { name: "WebRTC", directive: "webrtc", beyond: true, needs: () => window.RTCPeerConnection, run: async () => new RTCPeerConnection().close() },
];

// settled resolves at the event that means success and rejects at an error.
function settled(subject, start, success = "load") {
  return new Promise((resolve, reject) => {
    subject.addEventListener(success, resolve);
    subject.addEventListener("error", () => reject(new Error("it failed")));
    start(subject);
  });
}

function add(tag, set) {
  const element = document.createElement(tag);
  set(element);
  document.body.append(element);
  setTimeout(() => element.remove(), patience);
  return element;
}

const added = (tag, set, parent = document.head) => settled(document.createElement(tag), (element) => {
  set(element);
  parent.append(element);
  setTimeout(() => element.remove(), patience);
});

// unreported is for attempts whose success makes no event: without a report of the policy, they count as got through.
async function unreported(attempt) {
  attempt();
  await new Promise((resolve) => setTimeout(resolve, patience / 2));
}

function sendForm() {
  const frame = add("iframe", (frame) => { frame.hidden = true; frame.name = "egress-test"; });
  const form = add("form", (form) => { form.hidden = true; form.action = target; form.target = frame.name; });
  form.submit();
}

async function changeBase() {
  const before = document.baseURI;
  const base = document.createElement("base");
  base.href = "https://egress-test.invalid/";
  document.head.append(base);
  const changed = document.baseURI !== before;
  base.remove();
  if (!changed) throw new Error("it failed");
}

// inWorker makes the attempt in the kind of worker that computes with secrets.
function inWorker(way) {
  const source = "onmessage = " + attemptInWorker;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(scriptAddress(address));
  return new Promise((resolve, reject) => {
    const end = () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    };
    worker.onmessage = ({ data }) => {
      end();
      if (data.reported) report(data.reported, target);
      if (data.through) resolve();
      else reject(new Error("it failed"));
    };
    worker.onerror = () => {
      end();
      reject(new Error("no worker"));
    };
    worker.postMessage({ way, target });
  });
}

async function attemptInWorker({ data }) {
  let reported = "";
  addEventListener("securitypolicyviolation", (event) => { reported = event.effectiveDirective; });
  let through = true;
  try {
    if (data.way === "fetch") {
      await fetch(data.target, { cache: "no-store", mode: "no-cors" });
    } else {
      const policy = self.trustedTypes && trustedTypes.createPolicy("countersign", { createScriptURL: (address) => address });
      importScripts(policy ? policy.createScriptURL(data.target) : data.target);
    }
  } catch (fault) {
    through = false;
  }
  setTimeout(() => postMessage({ through, reported }), 100);
}

// report tells the running attempt that the policy has stopped something.
let report = () => {};
document.addEventListener("securitypolicyviolation", (event) => report(event.effectiveDirective, event.blockedURI));

// tried makes one attempt and resolves to what became of it: "policy", "failed", "through", "missing", or "beyond"
// for what got through because no policy can forbid it.
async function tried(attempt) {
  if (attempt.needs && !attempt.needs()) return { outcome: "missing" };
  let blocked = "";
  report = (directive) => {
    // A browser may name the directive that it fell back to, or the part of script-src that it means.
    if (directive.startsWith(attempt.directive) || directive === "default-src") blocked = directive;
  };
  const outcome = await Promise.race([
    new Promise((resolve) => setTimeout(resolve, patience, "failed")),
    (async () => attempt.run())().then(() => "through", () => "failed"),
  ]);
  if (outcome === "failed" && !blocked) await new Promise((resolve) => setTimeout(resolve, 100)); // the report may be late
  report = () => {};
  if (blocked) return { outcome: "policy", blocked };
  return { outcome: outcome === "through" && attempt.beyond ? "beyond" : outcome };
}

const words = {
  policy: (blocked) => "Blocked by the policy: " + blocked,
  failed: () => "Did not get out, but no policy was reported to have stopped it",
  through: () => "NOT blocked",
  missing: () => "This browser does not have it",
  beyond: () => "Not blocked: policies do not cover it. See below",
};

const button = document.getElementById("egress-start");
const verdict = document.getElementById("egress-verdict");
const rows = document.getElementById("egress-results");

async function run() {
  button.disabled = true;
  rows.replaceChildren();
  rows.parentElement.hidden = false;
  const counts = { policy: 0, failed: 0, through: 0, missing: 0, beyond: 0 };
  for (const attempt of attempts) {
    verdict.textContent = "Trying: " + attempt.name + " …";
    const { outcome, blocked } = await tried(attempt);
    counts[outcome]++;
    const row = rows.insertRow();
    row.className = "outcome-" + outcome;
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = attempt.name;
    row.append(head);
    row.insertCell().textContent = words[outcome](blocked);
  }
  verdict.textContent = sentence(counts);
  verdict.className = counts.through ? "bad" : counts.failed ? "mixed" : "good";
  button.disabled = false;
  button.textContent = "Try again";
}

// sentence is the verdict. It claims no more than was seen.
function sentence({ policy, failed, through, beyond }) {
  const tries = policy + failed + through;
  const rest = beyond ? " WebRTC is beyond what a policy forbids; the program has no access to it." : "";
  if (through) {
    return through + " of " + tries + " ways out are open here: this browser does not enforce the page’s policy. " +
      "Give no secret to a page opened this way." + rest;
  }
  if (failed) return "Nothing got out: the policy blocked " + policy + " of " + tries + " attempts, " + failed + " failed for another reason." + rest;
  return "Nothing got out: the page’s policy blocked all " + tries + " attempts." + rest;
}

lock();
button.addEventListener("click", run);
button.disabled = false;
