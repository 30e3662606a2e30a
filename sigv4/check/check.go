package check

import (
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
)

// MaxText is the longest text that is verified, in bytes, and the longest Options.Body. Bodies are held in
// memory a few times over.
const MaxText = 64 << 20

// Options are what a text does not say itself. The zero Options verify nothing that needs a key, and show the
// canonical request and the string to sign.
type Options struct {
	Key       sigv4.Key        // the secret access key or a signing key
	PublicKey sigv4a.PublicKey // for SigV4A; when zero it is derived from Key and the access key id of the text
	Theirs    sigv4.Theirs     // what the client logged; line ends may be CRLF

	AccessKeyID     string    // that Key belongs to; "" when it is not known
	Service, Region string    // that the server expects; "" leaves both to the text
	Now             time.Time // for facts about expiry; zero when it is not known

	Method  string // of a presigned URL; "" is the one for which the signature is right, or GET
	Cluster string // the name of an EKS cluster
	Address string // of a CodeCommit repository, an SMTP server or an AppSync endpoint, with or without https://
	Body    []byte // where the text has none: of a request or a URL, the messages of an event stream, the payload of AppSync
}

// Result says where a signature departs from the one that is called for.
type Result struct {
	Carrier string // what was recognised, as the package comment names it
	Steps   []Step // the stages, in order
	Departs int    // index in Steps of the first that departs, -1: none does
	Facts   []Fact // what the text says; nothing is judged by them
	Assumed []string

	// What was computed, with tokens and keys hidden; "" where there is none.
	CanonicalRequest, StringToSign string
	Derivation                     sigv4.Derivation
}

// Fact is something that the text says of itself.
type Fact struct{ Name, Value string }

// Verified reports whether a signature was compared and nothing departs.
func (r Result) Verified() bool {
	compared := false
	for _, s := range r.Steps {
		compared = compared || s.Stage == sigv4.StageSignature && s.Status == Agrees
	}
	return compared && r.Departs < 0
}

// Verify recognises what carries a signature in text and verifies it. White space around a URL, a token or a
// password is not read. The error is of type *sigv4.Error and repeats nothing that may be secret.
func Verify(text string, o Options) (Result, error) {
	if len(text) > MaxText || len(o.Body) > MaxText {
		return Result{}, sigv4.NewError(sigv4.StageRequest, "text", "", -1, "it is longer than 64 MiB; verify a smaller request")
	}
	o.Theirs.CanonicalRequest = logged(o.Theirs.CanonicalRequest)
	o.Theirs.StringToSign = logged(o.Theirs.StringToSign)
	in := newInput(text, o)
	for _, r := range recognisers {
		if !r.is(&in) {
			continue
		}
		v, err := r.verify(&in)
		if err != nil {
			return Result{}, withoutSecrets(err)
		}
		v.settle()
		return v.Result, nil
	}
	if in.requestErr != nil && strings.Contains(in.line, "\n") {
		return Result{}, withoutSecrets(in.requestErr)
	}
	return Result{}, sigv4.NewError(sigv4.StageRequest, "text", "", -1, "it carries no signature that is known here: "+
		"give a signed request with its headers, a presigned URL, or a token")
}

// logged is a text as it was before a log changed its line ends. Neither text ends with one. White space alone
// is no text.
func logged(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}
