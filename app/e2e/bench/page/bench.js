// The benchmark in the page. It first makes sure that all signers agree on every variant, then measures
// them in turn, round by round, so that whatever else the machine does falls on all of them.
import input from "./input.json";
import { signersOf } from "./signers.js";

const rounds = 999;
const warmUp = 200; // rounds that do not count
const batchTime = 0.5; // ms, the least that one signer gets in one round
const atOnce = 8; // signatures between two looks at the clock
const hashedSize = 100 << 20;
const hashedRounds = 7;

async function load() {
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch("engine.wasm"), go.importObject);
  go.run(instance); // its main never returns
  return instance.exports;
}

async function agree(name, signers, variants) {
  for (const n of variants.keys()) {
    const [[first, expected], ...others] = await Promise.all(
      Object.entries(signers).map(async ([signer, { authorization }]) => [signer, await authorization(n)]),
    );
    for (const [signer, got] of others) {
      if (got !== expected) throw new Error(`${name}, variant ${n}:\n${first}: ${expected}\n${signer}: ${got}`);
    }
  }
}

// batch gives the microseconds of one signature.
async function batch(r) {
  const start = performance.now();
  for (let count = 0; ; ) {
    for (let i = 0; i < atOnce; i++) {
      r.n = (r.n + 1) % r.variants;
      const result = r.run(r.n);
      if (result instanceof Promise) await result;
    }
    count += atOnce;
    const time = performance.now() - start;
    if (time >= batchTime) return (time * 1000) / count;
  }
}

async function sign(exports) {
  const runs = [];
  for (const [which, c] of input.cases.entries()) {
    const signers = signersOf(c, which, input.credentials, exports);
    await agree(c.name, signers, c.variants);
    for (const [signer, { run }] of Object.entries(signers)) {
      runs.push({ case: c.name, signer, run, n: 0, variants: c.variants.length, values: [] });
    }
  }
  for (let round = -warmUp; round < rounds; round++) {
    for (const r of runs) {
      const time = await batch(r);
      if (round >= 0) r.values.push(time);
    }
  }
  return runs.map(({ case: name, signer, values }) => ({ case: name, signer, values }));
}

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

// stream hashes the body in pieces, each copied into the module's memory.
function stream(exports, body) {
  const size = exports.pieceSize();
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    new Uint8Array(exports.mem.buffer, exports.piece(), piece.length).set(piece);
    exports.hashPiece(piece.length);
  }
  return new TextDecoder().decode(new Uint8Array(exports.mem.buffer, exports.hashSum(), 64));
}

async function hash(exports) {
  const body = new Uint8Array(hashedSize);
  for (let at = 0; at < body.length; at += 65536) crypto.getRandomValues(body.subarray(at, at + 65536));
  const name = "SHA-256 of 100 MiB";
  const whole = { case: name, signer: "WebCrypto, whole", values: [] };
  const pieces = { case: name, signer: "engine, 1 MiB pieces", values: [] };
  for (let round = 0; round < hashedRounds; round++) {
    const start = performance.now();
    const got = stream(exports, body);
    const between = performance.now();
    const expected = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", body)));
    const end = performance.now();
    if (got !== expected) throw new Error(`${name}: ${got}, not ${expected}`);
    pieces.values.push((between - start) * 1000);
    whole.values.push((end - between) * 1000);
  }
  return [whole, pieces];
}

if (!crossOriginIsolated) throw new Error("the page's clock is coarse: it is not isolated");

// measure gives [{case, signer, values}]: the microseconds of each round.
globalThis.measure = async () => {
  const exports = await load();
  return [...(await sign(exports)), ...(await hash(exports))];
};
