// lock leaves the page nothing to load or run but the module that it has and the workers that compute with it.
// From file:, where nothing could be told by it, the icon may still be read: browsers do so late, and again.
function lock() {
  const images = location.protocol === "file:" ? "'self' data:" : "data:";
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; img-src " + images + "; " +
    "form-action 'none'; base-uri 'none'";
  document.head.append(policy);
}
