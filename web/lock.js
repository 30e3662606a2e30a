// lock leaves the page nothing to load or run but the module that it has and the workers that compute with it.
function lock() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; img-src data:; " +
    "form-action 'none'; base-uri 'none'";
  document.head.append(policy);
}
