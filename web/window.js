// The virtual window: all that the Go program sees of the browser. go-app expects to own the page: it sets
// window.onclick and onpopstate, reads every key of localStorage, pushes history. Here it gets a plain object of
// its own, so that none of this reaches the page, and nothing fails where there is no origin (file:, sandbox).

// virtualWindow is the global object of one program. body is the element whose only child it replaces;
// a worker has none, and then no document either.
function virtualWindow(countersignHost, body) {
  const shared = { Object, Array, Uint8Array, Date, Promise, Error, Map, JSON, console, crypto, performance, TextEncoder, TextDecoder };
  if (!body) return { ...shared, countersignHost };
  const address = "https://app.invalid/";
  return {
    ...shared,
    countersignHost,
    document: virtualDocument(body),
    location: { href: address, origin: "https://app.invalid", pathname: "/", search: "", hash: "" },
    history: { pushState() {}, replaceState() {} },
    localStorage: memoryStorage(),
    sessionStorage: memoryStorage(),
    open() {},
    get innerWidth() { return window.innerWidth; },
    get innerHeight() { return window.innerHeight; },
    setTimeout: (call, delay) => window.setTimeout(call, delay),
    clearTimeout: (id) => window.clearTimeout(id),
    requestAnimationFrame: (call) => window.requestAnimationFrame(call),
    matchMedia: (query) => window.matchMedia(query),
    getSelection: () => window.getSelection(),
  };
}

// virtualDocument creates elements of the real document and finds only those inside body.
function virtualDocument(body) {
  const find = (selector) => body.querySelector(selector);
  return {
    body,
    title: "",
    documentElement: body,
    createElement: (tag) => document.createElement(tag),
    createElementNS: (space, tag) => document.createElementNS(space, tag),
    createTextNode: (text) => document.createTextNode(text),
    getElementById: (id) => find("#" + CSS.escape(id)),
    querySelector: find,
    querySelectorAll: (selector) => body.querySelectorAll(selector),
    addEventListener: (name, call) => body.addEventListener(name, call),
    removeEventListener: (name, call) => body.removeEventListener(name, call),
    get activeElement() { return body.contains(document.activeElement) ? document.activeElement : null; },
  };
}

function memoryStorage() {
  const items = new Map();
  return {
    get length() { return items.size; },
    key: (i) => [...items.keys()][i] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => { items.set(key, String(value)); },
    removeItem: (key) => { items.delete(key); },
    clear: () => items.clear(),
  };
}
