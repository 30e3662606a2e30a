// The signers, each brought to sign the same headers. A signer has two functions of a variant's number:
// run makes a signature; authorization makes it and gives the Authorization header.
// The other signers get every choice that makes them faster: the payload hash of an empty body given,
// the signing key kept, the query parsed beforehand where they take it so.
import { Sha256 as WebCryptoSha256 } from "@aws-crypto/sha256-browser";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";
import { AwsV4Signer } from "aws4fetch";
import { dependencies } from "./package.json";

function smithy(c, credentials, sha256) {
  const { method, host: hostname, path, query, headers } = c;
  const signer = new SignatureV4({
    credentials,
    region: c.region,
    service: c.service,
    sha256,
    uriEscapePath: c.encodeTwice,
    applyChecksum: false, // x-amz-content-sha256 is given where it is wanted
  });
  const dates = c.variants.map((v) => new Date(v.date));
  const run = (n) =>
    signer.sign(
      { protocol: "https:", method, hostname, path, query, headers, body: c.variants[n].body },
      { signingDate: dates[n] },
    );
  return { run, authorization: async (n) => (await run(n)).headers.authorization };
}

function byAws4(c, credentials) {
  const { method, host, target: path, region, service } = c;
  // It would add Content-Length and sign it.
  const headers = { ...c.headers, "Content-Length": String(c.variants[0].body?.length ?? 0) };
  const extraHeadersToIgnore = { "content-length": true };
  const run = (n) => {
    const { amzDate, body } = c.variants[n];
    const dated = { ...headers, "X-Amz-Date": amzDate };
    return aws4.sign({ method, host, path, region, service, headers: dated, body, extraHeadersToIgnore }, credentials);
  };
  return { run, authorization: (n) => run(n).headers.Authorization };
}

function byAws4fetch(c, credentials) {
  const { method, headers, region, service } = c;
  const url = "https://" + c.host + c.target;
  const cache = new Map();
  const run = (n) => {
    const { amzDate: datetime, body } = c.variants[n];
    const options = { method, url, headers, body, region, service, datetime, cache, allHeaders: true };
    return new AwsV4Signer({ ...options, ...credentials }).sign();
  };
  return { run, authorization: async (n) => (await run(n)).headers.get("Authorization") };
}

function engine(which, exports, read) {
  const decoder = new TextDecoder();
  const sign = (n) => {
    const length = exports.sign(which, n);
    if (length === 0) throw new Error("the engine gave no signature");
    return length;
  };
  const text = (n) => {
    const length = sign(n);
    return decoder.decode(new Uint8Array(exports.mem.buffer, exports.lines(), length));
  };
  return { run: read ? text : sign, authorization: (n) => text(n).match(/^Authorization: (.*)\r\n/m)[1] };
}

// signersOf gives the signers of a case by name. The engine's names are those in ../table.go.
export function signersOf(c, which, credentials, exports) {
  const named = (name) => name + " " + dependencies[name];
  return {
    [named("@smithy/signature-v4") + ", sha256-js"]: smithy(c, credentials, Sha256),
    [named("@smithy/signature-v4") + ", WebCrypto"]: smithy(c, credentials, WebCryptoSha256),
    [named("aws4") + ", sha256-js"]: byAws4(c, credentials),
    [named("aws4fetch")]: byAws4fetch(c, credentials),
    "engine": engine(which, exports, false),
    "engine, headers read as text": engine(which, exports, true),
  };
}
