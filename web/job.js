// Jobs: work too long for the page's own thread runs in a blob worker, which is under the page's policy and so
// can send nothing either. It runs the same module, which finds no document and answers one job.

// runJob does the job in a worker of its own and calls done(result, true) once, or done("", false) when no
// worker could do it. Before that report(text) is called with what the job says of itself. The function returned
// ends the worker; neither is then called.
function runJob(module, job, report, done) {
  let worker;
  const end = () => {
    URL.revokeObjectURL(address);
    if (worker) worker.terminate();
    worker = undefined;
  };
  const finish = (result, ok) => {
    if (!worker) return;
    end();
    done(result, ok);
  };
  const source = [countersignGo, virtualWindow, "onmessage = " + jobWorker].join("\n");
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    worker = new Worker(scriptAddress(address));
  } catch (fault) {
    end();
    const timer = setTimeout(() => done("", false));
    return () => clearTimeout(timer);
  }
  worker.onmessage = ({ data }) => {
    if ("ok" in data) finish(data.result, data.ok);
    else if (worker) report(data.report);
  };
  worker.onerror = () => finish("", false);
  worker.postMessage({ module, job });
  return end;
}

// jobWorker is the worker's message handler; its text is the end of the worker's source.
async function jobWorker({ data }) {
  const finish = (result, ok) => postMessage({ result, ok });
  const report = (text) => postMessage({ report: text });
  const go = new (countersignGo(virtualWindow({ job: data.job, report, finish })))();
  try {
    await go.run(await WebAssembly.instantiate(data.module, go.importObject));
  } finally {
    postMessage({ result: "", ok: false }); // heard only when no result came before it
  }
}
