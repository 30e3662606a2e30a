// Package forensics finds the mistake that a signer made, by making it: it signs the request anew with one
// known mistake after the other, and with two and three together, until one gives the very signature that was
// sent. Without a secret it looks for the change that turns the request into the one whose hash the server
// states.
//
// # The model
//
// A signature is made of eight parts that do not depend on each other: six of the canonical request
// (method, canonical URI, canonical query string, headers with their list, payload hash, and the way in which
// they are put together), the string to sign, and the signing key. Each part has fields that can be wrong: the
// order of the query, its escapes, its equals signs. A change gives one field a wrong value and belongs to a
// Mistake; an outcome is the bytes of a part under some changes of different fields. Changes that leave the
// bytes as they are fall away, those that give the same bytes stand beside each other.
//
// # The search
//
// A hypothesis is an outcome for each part. Each canonical request is hashed once, each signing key derived
// once, and a pair of them costs three blocks of SHA-256: the string to sign before the hash is the same
// for all canonical requests of a pair. Hypotheses go by cost, the sum over their changes: 2 for one that is
// met often, 3 for a rarer one and for a key or scope of a region or service that is used much, 5 and 6 for a
// member of a long list (mistake.go). All of a cost are tried before the search ends, so that no hypothesis
// that is as simple goes unmentioned. A scope that key and string to sign share, other than the right one, is
// one mistake (links.go). Last come all regions with all services, the likely dates and the likely forms of the
// secret, along the tree of the key's steps, the likelier ones first (scopes.go).
//
// # Adding a mistake
//
// It goes into the file of its family: a Mistake for what is said, and a change for each value of the
// field. Families lists the families. The tests ask for a signature of each that an independent signer made.
package forensics
