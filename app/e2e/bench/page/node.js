// What aws4 needs of Node: its modules crypto and url both lead here. url is used for requests given
// as one string, and none is.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();
const bytes = (value) => (typeof value === "string" ? encoder.encode(value) : value);

const digesting = (hash) => ({
  update(text) {
    hash.update(bytes(text));
    return this;
  },
  digest: (encoding) => (encoding === "hex" ? bytesToHex(hash.digest()) : hash.digest()),
});

export const createHash = () => digesting(sha256.create());
export const createHmac = (_, key) => digesting(hmac.create(sha256, bytes(key)));
