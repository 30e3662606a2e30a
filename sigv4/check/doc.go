// Package check verifies whatever carries a signature: it recognises the carrier in a text, verifies it with
// a key, and gives one Result for all of them, which names the first stage that departs with what was
// expected there and what was found. It uses the standard library, package sigv4 and the packages beside it
// that know one carrier each, and knows no network and no clock.
//
// # What is recognised
//
//	EKS token               k8s-aws-v1. and base64url; Options.Cluster gives the cluster's name
//	MSK token               base64url of https://kafka.region…
//	AppSync subprotocol     header- and base64url; Options.Address gives the path, Options.Body the payload
//	CodeCommit password     time, Z and 64 hex digits; Options.Address is the repository's
//	SMTP password of SES    44 bytes of base64; Options.Region or Options.Address gives the region
//	WebSocket URL           wss://…, with X-Amz-Signature
//	presigned URL           https://… or http://…, with X-Amz-Signature
//	database token          host/?Action=… without a scheme: RDS, Aurora DSQL, ElastiCache, MemoryDB
//	form upload             a POST of multipart/form-data with a policy among its fields
//	aws-chunked upload      a request whose x-amz-content-sha256 is STREAMING-…-PAYLOAD and the like
//	event stream            a request whose x-amz-content-sha256 is STREAMING-…-EVENTS, messages in its body
//	signed request          any other request, with the signature in its header
//	presigned request       the same, with the signature in its query
//
// A request is text as sigv4.ParseRequest reads it, body included. One that is signed by SigV4A is
// verified with the key pair that the secret and the access key id give, or with a public key.
//
// # Stages
//
// The stages stand in the order in which a server goes through them: the payload against the hash that is
// stated for it; the canonical request and the string to sign against those that the client logged
// (Options.Theirs); the credential scope against date, host and what Options say; the signature; then what
// is signed piece by piece: chunks, trailer, messages, or the conditions of a policy. A stage that could not
// be compared says why. Where the signature agrees, canonical request and string to sign do too.
//
// # Line ends
//
// A text that went through a text box has lost its carriage returns. Where multipart and aws-chunked need
// them they are restored if that can be done in one way only, and any body if the signature or the hash
// then agrees. Result.Assumed says so.
//
// # Secrets and errors
//
// No text of a Result holds a key, a session token or a customer's encryption key; Result.Derivation does
// hold what was signed, for showing it with such parts hidden. Signatures of tokens and passwords are cut to
// their first digits, for whoever has them can connect. Errors are of type *sigv4.Error: nothing is
// recognised, it is damaged, or what it needs besides was not given.
package check
