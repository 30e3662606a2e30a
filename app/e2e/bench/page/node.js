// What aws4 needs of Node: its modules crypto and url both lead here. url is used for requests given
// as one string, and none is. A browser's own digests come as promises, and aws4 does not wait: it
// gets the hash that @smithy/signature-v4 gets. What bundlers offer instead of crypto is slower.
import { Sha256 } from "@aws-crypto/sha256-js";

const digesting = (hash) => ({
  update(text) {
    hash.update(text);
    return this;
  },
  digest(encoding) {
    const digest = hash.digestSync();
    return encoding === "hex" ? digest.toHex() : digest;
  },
});

export const createHash = () => digesting(new Sha256());
export const createHmac = (_, key) => digesting(new Sha256(key));
