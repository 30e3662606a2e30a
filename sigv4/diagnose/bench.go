package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// bench holds the evidence of one diagnosis and what was worked out from it, once, for all rules.
type bench struct {
	in Input
	ev *paste.Evidence

	request    *paste.Request   // the request that the diagnosis is about, nil for none
	trials     []requestTrial   // of the given keys, on several requests
	arrived    *paste.Request   // the same request as seen elsewhere, nil for none
	places     []*paste.Request // all that show the same request, from its sender to where it arrived; none for one place
	response   *paste.Response  // the answer to it
	claim      sigv4.Claim      // of request
	claimed    bool             // the claim could be read
	claimErr   *sigv4.Error     // why not
	credential credential       // of request, read without judging it
	host       endpoint.Endpoint

	client, server             *paste.CanonicalRequest
	clientToSign, serverToSign *paste.StringToSign
	assumedClient              bool // client's text bears no label: it is taken as the reader's

	// Two texts without labels, and nobody's besides: they can be compared, but not assigned.
	first, second             *paste.CanonicalRequest
	firstToSign, secondToSign *paste.StringToSign

	sent      []derived // the request as pasted, derived under each set of rules that can apply; the best first
	guesses   []derived // ... in ways that the paste leaves open, until one is confirmed
	sentErr   *sigv4.Error
	hashes    hashCheck   // the server's canonical request against its own string to sign
	canonical *Comparison // of canonical requests, nil when there is only one
	toSign    *Comparison // of strings to sign
	contrast  *contrast   // the two canonical requests that causes are read off, nil when they agree
	clock     *Clock
	clockBad  string // why the figures of the clock message cannot all be true
	keys      []keyTrial
	searching bool     // for a search: lines are not written otherwise, one at a time
	carried   *carried // an upload in chunks, a form or a token, nil for none
	policies  *policyCase
}

// prepare works out all that the rules look at.
func prepare(in Input) *bench {
	b := &bench{in: in, ev: &in.Evidence}
	b.prepare()
	return b
}

func (b *bench) prepare() {
	b.chooseTexts()
	b.chooseRequest()
	b.chooseArrived()
	b.readClaim()
	b.derive()
	b.hashes = b.checkHashes()
	b.tryKeys()
	b.verifyCarrier()
	b.adoptSearch()
	b.compareAll()
	b.readClock()
	b.policies = b.readPolicies()
	if b.contrast = b.contrasted(); b.searched() != nil {
		b.contrast = nil // the search says more
	}
}

// said is a server's known sentence with the error that holds it.
type said struct {
	err *paste.ServerError
	msg *paste.Message
}

// says finds the first known sentence with one of the ids, in the order of the paste.
func (b *bench) says(ids ...string) (said, bool) {
	for i := range b.ev.Errors {
		e := &b.ev.Errors[i]
		for j := range e.Messages {
			for _, id := range ids {
				if e.Messages[j].ID == id {
					return said{e, &e.Messages[j]}, true
				}
			}
		}
	}
	return said{}, false
}

// code finds the first error with one of the codes.
func (b *bench) code(codes ...string) (*paste.ServerError, bool) {
	for i := range b.ev.Errors {
		for _, code := range codes {
			if b.ev.Errors[i].Code.String == code {
				return &b.ev.Errors[i], true
			}
		}
	}
	return nil, false
}

// capture is the value that a sentence has under a name, "" when it has none.
func (s said) capture(name string) string { return s.captureText(name).String }

func (s said) captureText(name string) sigv4.Text {
	for _, f := range s.msg.Captures {
		if f.Name == name {
			return f.Value
		}
	}
	return sigv4.Text{}
}

// mark marks a captured value.
func (s said) mark(name, part, note string, bad bool) []Mark {
	t := s.captureText(name)
	return markText(t, part, note, bad)
}

// markSentence marks the whole sentence in the paste.
func (s said) markSentence() []Mark {
	return markRange(s.err.Message, s.msg.Span, "", "", true)
}

// field is the text of a named member of an error body.
func field(e *paste.ServerError, name string) sigv4.Text {
	for _, f := range e.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return sigv4.Text{}
}

// anyField looks a field up in all errors.
func (b *bench) anyField(name string) sigv4.Text {
	for i := range b.ev.Errors {
		if t := field(&b.ev.Errors[i], name); t.String != "" {
			return t
		}
	}
	return sigv4.Text{}
}

// chooseTexts picks the canonical request and string to sign of each side: the last of each, since
// a log with retries ends with the attempt that failed for good.
func (b *bench) chooseTexts() {
	var bare []*paste.CanonicalRequest
	for i := range b.ev.CanonicalRequests {
		c := &b.ev.CanonicalRequests[i]
		if len(c.Text.String) > maxHead {
			continue
		}
		switch c.Side {
		case paste.Server:
			b.server = c
		case paste.Client:
			b.client = c
		default:
			bare = append(bare, c)
		}
	}
	var bareToSign []*paste.StringToSign
	for i := range b.ev.StringsToSign {
		s := &b.ev.StringsToSign[i]
		switch s.Side {
		case paste.Server:
			b.serverToSign = s
		case paste.Client:
			b.clientToSign = s
		default:
			bareToSign = append(bareToSign, s)
		}
	}
	// A text without a label is the reader's own, unless there are two and no other.
	switch n := len(bare); {
	case n > 1 && b.client == nil && b.server == nil:
		b.first, b.second = bare[n-2], bare[n-1]
	case n > 0 && b.client == nil:
		b.client, b.assumedClient = bare[n-1], true
	}
	switch n := len(bareToSign); {
	case n > 1 && b.clientToSign == nil && b.serverToSign == nil:
		b.firstToSign, b.secondToSign = bareToSign[n-2], bareToSign[n-1]
	case n > 0 && b.clientToSign == nil:
		b.clientToSign, b.assumedClient = bareToSign[n-1], true
	}
}

// carriesSignature reports whether a request names a Credential, in its header or its query.
func carriesSignature(r *paste.Request) bool {
	if strings.Contains(strings.ToLower(r.Target), "x-amz-credential=") {
		return true
	}
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, "Authorization") && strings.Contains(h.Value, "Credential=") {
			return true
		}
	}
	return false
}

// isCoral reports whether the answer uses the sentences of AWS's common front end, whose order of
// checks is known. S3 and other servers have their own, and share the first half of the sentence on
// signatures with it, where only the second half tells them apart, and a sentence on tokens.
func (b *bench) isCoral() bool {
	for i := range b.ev.Errors {
		e := &b.ev.Errors[i]
		for _, m := range e.Messages {
			if !strings.HasPrefix(m.ID, "coral.") {
				continue
			}
			if code := e.Code.String; (m.ID == "coral.unknown_access_key" || m.ID == "coral.bad_session_token") && (code == "" || code == "InvalidTokenId") {
				continue // MinIO writes the same, with a code of its own
			}
			if m.ID != "coral.mismatch" || strings.Contains(e.Message.String[m.Span.Start:m.Span.End], "AWS Secret Access Key") {
				return true
			}
		}
	}
	return false
}

// mismatchIDs are the sentences that mean: the server computed another signature.
var mismatchIDs = [...]string{"coral.mismatch_with_canonical", "coral.mismatch", "s3.mismatch", "r2.mismatch", "gcs.mismatch"}

// mismatch reports whether the server says that signatures differ: by its sentence, or by printing
// the strings that it expected.
func (b *bench) mismatch() bool {
	if _, ok := b.says(mismatchIDs[:]...); ok {
		return true
	}
	return !b.saysAnything() && (b.server != nil || b.serverToSign != nil)
}

// maybeMismatch reports whether all that is known of the answer is a code that stands for differing
// signatures, but with some services also for a wrong clock, scope or host.
func (b *bench) maybeMismatch() bool {
	_, ok := b.code("SignatureDoesNotMatch", "InvalidSignatureException", "InvalidSignature")
	return ok && !b.saysAnything() && !b.mismatch()
}

// saysAnything reports whether any known sentence was found.
func (b *bench) saysAnything() bool {
	for i := range b.ev.Errors {
		if len(b.ev.Errors[i].Messages) > 0 {
			return true
		}
	}
	return false
}

// refused reports whether a server's refusal is in the paste.
func (b *bench) refused() bool {
	return len(b.ev.Errors) > 0 || b.server != nil || b.response != nil && b.response.Status >= 400
}

// accepted reports whether the answer shows that the server took the request. A redirect does not: it
// comes before the signature is looked at.
func (b *bench) accepted() bool {
	return b.response != nil && (b.response.Status > 0 && b.response.Status < 300 || b.response.Status == 304)
}

// serverName names who answered, as far as the paste says.
func (b *bench) serverName() string {
	switch b.host.Service {
	case "execute-api":
		return "API Gateway"
	case "dynamodb":
		return "DynamoDB"
	case "s3":
		return "S3"
	case "sts":
		return "STS"
	case "lambda":
		return "Lambda"
	}
	if b.isCoral() || b.host.Known {
		return "AWS"
	}
	return "the server"
}
