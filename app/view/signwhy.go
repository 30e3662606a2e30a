package view

import (
	"strings"

	"countersign/sigv4"
)

// The sentences that say why a line stands there. Each names what S3 and the other services do differently.

func whyMethod() string { return "The method, exactly as it is sent." }

func whyPath(rules sigv4.Rules, given, canonical string) string {
	path, _, _ := strings.Cut(given, "?")
	switch {
	case rules.EncodeTwice && rules.Normalize && path == canonical:
		return "The path, normalised and encoded a second time; here neither changes it. S3 alone does neither."
	case rules.EncodeTwice && rules.Normalize:
		return "The path: dot segments and repeated slashes removed, then encoded a second time, so that %20 becomes %2520. S3 alone does neither."
	case rules.ContentSHA256:
		return "The path, encoded once and never normalised: in S3 every byte is part of the key. Other services normalise it and encode it twice."
	}
	return "The path, encoded by the rules chosen."
}

func whyQuery(canonical string, presigned bool) string {
	switch {
	case presigned:
		return "Every parameter, encoded and sorted by name, those of the signature with them; only X-Amz-Signature is left out."
	case canonical == "":
		return "There is no query string; its line stays, empty."
	}
	return "Every parameter, encoded and sorted by name, then by value. One without a value gets an equals sign."
}

// whyHeader explains a line of the canonical headers.
func whyHeader(name string, in *signing) string {
	switch name {
	case "host":
		return "The host is always signed: the signature is good for no other."
	case "x-amz-date":
		return "The time of signing, the same as in the string to sign. Each service allows a few minutes around its own clock: 5 with some, 15 with others."
	case "x-amz-content-sha256":
		if in.carrier == "events" || in.carrier == "chunked" {
			return "The word that stands for the payload hash once more, as a header."
		}
		if in.settings.Rules.ContentSHA256 {
			return "The payload hash once more: S3 wants it as a header, and the header signed."
		}
		return "The payload hash once more, because you chose to send it."
	case "x-amz-region-set":
		return "The regions that the signature holds in. SigV4A signs them here, because the credential scope names none."
	case "x-k8s-aws-id":
		return "The cluster’s name: signed, not sent. The cluster adds its own when it asks AWS STS."
	case tokenName:
		return "The session token belongs to the temporary credentials, and is signed with the rest."
	}
	return "Name in lower case, white space around the value removed, runs of spaces made one. Lines are sorted by name."
}

func whySignedHeaders() string {
	return "The names of the headers above, sorted, joined with semicolons: what is not listed is not signed."
}

func whyPayload(hash string, in *signing) string {
	switch {
	case strings.HasPrefix(hash, "STREAMING-"):
		return "Not a hash: this word says that the body follows piece by piece. It is x-amz-content-sha256 too."
	case hash == "":
		return "Where other requests have the payload hash, git’s password signs an empty line."
	case hash == sigv4.UnsignedPayload && in.settings.Carrier == sigv4.QueryCarrier:
		return "The payload is not signed: whoever holds the URL chooses what to send. S3 takes presigned URLs so; other services want the hash."
	case hash == sigv4.UnsignedPayload:
		return "The payload is not signed. S3 takes that over HTTPS; other services want the hash."
	case in.settings.Payload == sigv4.PayloadEmpty || len(in.request.Body) == 0:
		return "The SHA-256 of the empty string, because the body is empty or taken for empty."
	}
	return "The SHA-256 of the body, byte for byte as it is sent: " + size(len(in.request.Body)) + "."
}

// whyToSign explains a line of the string to sign.
func (w *signDrawing) whyToSign(line int) string {
	why := [4]string{
		"Names the algorithm.",
		"The time of signing in UTC, the same as X-Amz-Date.",
		"The credential scope: date, region, service. The signing key is good for these alone.",
		"The SHA-256 of the canonical request: change one byte there, and this changes.",
	}[line]
	switch {
	case line == 2 && w.in.settings.RegionSet != "":
		why = "The credential scope: date and service. It names no region; the region set does, in the canonical request."
	case line == 1 && w.in.request.Method == "GIT":
		why = "The time of signing in UTC, here without its final Z."
	}
	return why
}
