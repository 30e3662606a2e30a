// The loader worker: fetches and compiles the app.wasm that lies beside it and hands the module to
// the page. A worker loaded from an address has the policy of its own response, so it may fetch
// where the page may not. It never sees anything that was typed.
"use strict";

WebAssembly.compileStreaming(fetch("app.wasm")).then(
  (module) => postMessage({ module }),
  (fault) => postMessage({ fault: String(fault) }),
);
