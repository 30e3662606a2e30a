// The Self-test page: takes the program that the workbench runs on, has it sign every known answer, and says where
// it departs. The module comes inlined here, so that its digest is that of the very bytes that ran.

const root = document.currentScript.getAttribute("src").replace(/selftest\.js$/, "");
const button = document.getElementById("selftest-start");
const verdict = document.getElementById("selftest-verdict");
const digest = document.getElementById("selftest-digest");
const rows = document.getElementById("selftest-results");

async function moduleBytes() {
  if (!window.countersignWasm) await loadScript(root + "wasm.js");
  return new Response(unpack(window.countersignWasm)).arrayBuffer();
}

// sha256 is in lower-case hex, or empty where the browser has no digests, as on plain http.
async function sha256(bytes) {
  if (!window.crypto.subtle) return "";
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// answers runs the program in the mode that checks known answers. It resolves to an object for each case: name,
// source, step (empty when all agree), detail.
function answers(module) {
  return new Promise((resolve, reject) => {
    const cases = [];
    const host = {
      knownAnswers: JSON.parse(window.countersignKnownAnswers),
      answer: (name, source, step, detail) => { cases.push({ name, source, step, detail }); },
      finish: () => resolve(cases),
    };
    const go = new (countersignGo(virtualWindow(host)))();
    WebAssembly.instantiate(module, go.importObject)
      .then((instance) => go.run(instance))
      .then(() => reject(new Error("the program ended without an answer")))
      .catch(reject);
  });
}

function show(cases) {
  rows.replaceChildren();
  rows.parentElement.hidden = false;
  const failed = cases.filter((one) => one.step);
  for (const one of [...failed, ...cases.filter((one) => !one.step)]) {
    const row = rows.insertRow();
    row.className = one.step ? "outcome-through" : "outcome-policy";
    const head = document.createElement("th");
    head.scope = "row";
    const source = document.createElement("small");
    source.textContent = one.source;
    head.append(one.name, source);
    row.append(head);
    row.insertCell().textContent = one.step ? "Departs at the " + one.step + ": " + one.detail : "Every step agrees";
  }
  return failed.length;
}

async function run() {
  button.disabled = true;
  verdict.className = "";
  verdict.textContent = "Loading the program …";
  try {
    const bytes = await moduleBytes();
    const sum = await sha256(bytes);
    digest.textContent = sum || "not computed: this browser gives digests only to pages from https, localhost or a file";
    verdict.textContent = "Running …";
    const start = performance.now();
    const cases = await answers(await WebAssembly.compile(bytes));
    const took = Math.round(performance.now() - start);
    const failed = show(cases);
    verdict.className = failed || !cases.length ? "bad" : "good";
    verdict.textContent = failed
      ? failed + " of " + cases.length + " known answers are not reproduced in this browser. Do not trust its verdicts here."
      : "All " + cases.length + " known answers are reproduced in this browser, step by step, in " + took + " ms.";
  } catch (fault) {
    verdict.className = "bad";
    verdict.textContent = "The self-test did not run: " + String(fault);
  }
  button.textContent = "Run again";
  button.disabled = false;
}

button.addEventListener("click", run);
button.disabled = false;
