// Runs the benchmarks of a Go test binary, and gives what it prints.
const compiled = WebAssembly.compileStreaming(fetch("forensics.wasm"));

let printed = "";
const decoder = new TextDecoder();
globalThis.fs.writeSync = (_, bytes) => {
  printed += decoder.decode(bytes);
  return bytes.length;
};

// benchmark runs those that the pattern matches, each so many times.
globalThis.benchmark = async (pattern, times) => {
  printed = "";
  const go = new Go();
  go.argv = ["forensics.test", "-test.run=^$", "-test.bench=" + pattern, "-test.benchtime=" + times + "x"];
  go.exit = (code) => {
    if (code !== 0) throw new Error(printed);
  };
  await go.run(await WebAssembly.instantiate(await compiled, go.importObject));
  return printed;
};
