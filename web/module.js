// How the compiled module reaches the page. On the site a worker fetches it; from file: and in a sandbox, where
// no such worker can start, or when its fetch fails, it comes inlined: wasm.js, gzip in base64.

// loadModule resolves to a WebAssembly.Module. root is the relative address of the site's root.
async function loadModule(root) {
  if (!window.countersignWasm && location.origin !== "null" && location.protocol !== "file:") {
    try {
      return await loadInWorker(root + "loader.js");
    } catch (fault) {
      console.info("countersign: using the inlined module:", String(fault));
    }
  }
  if (!window.countersignWasm) await loadScript(root + "wasm.js");
  return compileInlined(window.countersignWasm);
}

function loadInWorker(address) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(scriptAddress(address));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.module) resolve(data.module);
      else reject(new Error(data.fault));
    };
    worker.onerror = () => {
      worker.terminate();
      reject(new Error("the loader worker could not start"));
    };
  });
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = () => reject(new Error(address + " could not be loaded"));
    script.src = scriptAddress(address);
    document.head.append(script);
  });
}

async function compileInlined(base64) {
  return WebAssembly.compileStreaming(new Response(unpack(base64), { headers: { "content-type": "application/wasm" } }));
}

// unpack gives the bytes of the inlined module as a stream.
function unpack(base64) {
  if (!window.DecompressionStream) throw new Error("this browser is too old to unpack it");
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}
