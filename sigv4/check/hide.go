package check

import (
	"strings"

	"countersign/sigv4"
)

// secretNames are headers and parameters whose values are shown nowhere: session tokens, and the keys that
// customers encrypt their objects with.
var secretNames = [...]string{
	"x-amz-security-token", "x-amz-s3session-token",
	"x-amz-server-side-encryption-customer-key", "x-amz-copy-source-server-side-encryption-customer-key",
}

// notShown stands for a value, whatever its length.
const notShown = "••••"

// hidden replaces the values of secretNames in a canonical request, a query or a list of headers.
func hidden(text string) string {
	lower := asciiLower(text)
	var b strings.Builder
	done := 0
	for at := 0; ; {
		i := strings.Index(lower[at:], "x-amz-")
		if i < 0 {
			break
		}
		at += i
		value, ends := secretAt(lower[at:])
		if value == 0 {
			at += len("x-amz-")
			continue
		}
		at += value
		b.WriteString(text[done:at] + notShown)
		if i := strings.IndexAny(text[at:], ends); i >= 0 {
			at += i
		} else {
			at = len(text)
		}
		done = at
	}
	if done == 0 {
		return text
	}
	return b.String() + text[done:]
}

// secretAt gives the place of the value where text, in lower case, starts with one of secretNames and its value,
// else 0, and the bytes that end the value. In a URL that stands in a parameter or a path the "=" is escaped.
func secretAt(text string) (value int, ends string) {
	for _, name := range secretNames {
		rest, ok := strings.CutPrefix(text, name)
		if !ok {
			continue
		}
		if strings.HasPrefix(rest, ":") {
			return len(name) + 1, "\r\n"
		}
		for _, equals := range [...]string{"=", "%3d", "%253d"} {
			if strings.HasPrefix(rest, equals) {
				return len(name) + len(equals), "&\r\n"
			}
		}
	}
	return 0, ""
}

// asciiLower keeps every byte in its place, as strings.ToLower does not.
func asciiLower(text string) string {
	out := []byte(text)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}

// withoutSecrets takes off an error what may be secret in the input that it repeats: anything but what is
// named here. Keys are pasted where a request line or a credential should stand.
func withoutSecrets(err error) error {
	e, ok := err.(*sigv4.Error)
	if !ok {
		return sigv4.NewError(sigv4.StageRequest, "text", "", -1, "it cannot be read")
	}
	switch e.Field {
	case "SignedHeaders", "X-Amz-Date", "algorithm", "region", "x-amz-content-sha256", "host":
		return e
	}
	shown := *e
	shown.Input = ""
	return &shown
}

// shortSignature is enough of a signature to see that it is another.
func shortSignature(signature string) string {
	const enough = 8
	if len(signature) <= enough {
		return signature
	}
	return signature[:enough] + "…"
}
