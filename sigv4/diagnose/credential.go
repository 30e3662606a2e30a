package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// credential is the Credential of a request as it stands there, before anyone judged it.
type credential struct {
	found    bool
	raw      string       // as written, escapes included
	source   sigv4.Source // where it is written
	span     sigv4.Span   // in that source
	sigv4a   bool         // of SigV4A, whose scope names no region
	elements []element
}

// element is one piece of a Credential between slashes.
type element struct {
	text string     // with %2F and other escapes left as they are
	span sigv4.Span // in the credential's source
}

// maxElements bounds what is split: a Credential has five, of SigV4A four.
const maxElements = 64

// findCredential reads Credential from the Authorization header, else X-Amz-Credential from the query.
func findCredential(r *paste.Request) credential {
	for i, h := range r.Headers {
		if !strings.EqualFold(h.Name, "Authorization") {
			continue
		}
		at := strings.Index(h.Value, "Credential=")
		if at < 0 {
			continue
		}
		start := at + len("Credential=")
		end := len(h.Value)
		if n := strings.IndexByte(h.Value[start:], ','); n >= 0 {
			end = start + n
		} else if n := strings.Index(h.Value[start:], " SignedHeaders="); n >= 0 {
			end = start + n
		}
		return newCredential(h.Value, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, sigv4.Span{Start: start, End: end})
	}
	const name = "x-amz-credential="
	at := strings.Index(strings.ToLower(r.Target), name)
	if at < 1 || r.Target[at-1] != '?' && r.Target[at-1] != '&' {
		return credential{}
	}
	start := at + len(name)
	end := len(r.Target)
	if n := strings.IndexAny(r.Target[start:], "&#"); n >= 0 {
		end = start + n
	}
	return newCredential(r.Target, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{Start: start, End: end})
}

// looseCredential reads the Credential of a line "Authorization: ..." that stands without its request.
func looseCredential(text string) credential {
	const name = "authorization:"
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := text[start:end]
		if at := strings.Index(line, "Credential="); at >= 0 && len(line) > len(name) && strings.EqualFold(line[:len(name)], name) {
			at += len("Credential=")
			stop := len(line)
			if n := strings.IndexAny(line[at:], ", \r"); n >= 0 {
				stop = at + n
			}
			return newCredential(text, sigv4.Source{}, sigv4.Span{Start: start + at, End: start + stop})
		}
		start = end + 1
	}
	return credential{}
}

func newCredential(text string, source sigv4.Source, span sigv4.Span) credential {
	c := credential{found: true, raw: text[span.Start:span.End], source: source, span: span, sigv4a: strings.Contains(text, sigv4.AlgorithmECDSA)}
	at := span.Start
	for rest := c.raw; len(c.elements) < maxElements; {
		n, width := nextSlash(rest, source.Part == sigv4.TargetPart)
		if n < 0 {
			c.elements = append(c.elements, element{rest, sigv4.Span{Start: at, End: at + len(rest)}})
			break
		}
		c.elements = append(c.elements, element{rest[:n], sigv4.Span{Start: at, End: at + n}})
		rest = rest[n+width:]
		at += n + width
	}
	return c
}

// nextSlash finds a slash, in a query also its escape.
func nextSlash(s string, escaped bool) (at, width int) {
	at, width = strings.IndexByte(s, '/'), 1
	if !escaped {
		return at, width
	}
	for i := 0; i+2 < len(s) && (at < 0 || i < at); i++ {
		if s[i] == '%' && s[i+1] == '2' && (s[i+2] == 'F' || s[i+2] == 'f') {
			return i, 3
		}
	}
	return at, width
}

// fault is what is wrong with an element of a Credential.
type fault struct {
	name  string // "date", "region" ...
	found string
	want  string
	span  sigv4.Span
}

// The elements of a Credential by their places in SigV4's.
const (
	dateElement = iota + 1
	regionElement
	serviceElement
	terminatorElement
)

// elementNames are the five elements, in order.
var elementNames = [...]string{"access key id", "date", "region", "service", "terminator"}

// names are the elements that the Credential should have, in order.
func (c credential) names() []string {
	if c.sigv4a {
		return []string{elementNames[0], elementNames[dateElement], elementNames[serviceElement], elementNames[terminatorElement]}
	}
	return elementNames[:]
}

// form is how the Credential is written.
func (c credential) form() string {
	if c.sigv4a {
		return "AKID/YYYYMMDD/service/aws4_request"
	}
	return credentialForm
}

// judge says which element is not as the specification has it. A Credential in which something was
// masked is judged only where nothing was.
func (c credential) judge() (faults []fault, countWrong bool) {
	if !c.found {
		return nil, false
	}
	names := c.names()
	if len(c.elements) != len(names) {
		return nil, !masked(c.raw) && !unexpanded(c.raw)
	}
	for i, e := range c.elements {
		want := ""
		switch text := e.text; {
		case masked(text), unexpanded(text):
		case text == "":
			want = "not empty"
		case i == 1 && !isDate(text):
			want = "eight digits, YYYYMMDD"
		case i == len(names)-1 && text != "aws4_request":
			want = "aws4_request"
		}
		if want != "" {
			faults = append(faults, fault{names[i], e.text, want, e.span})
		}
	}
	return faults, false
}

// isDate reports whether s is eight digits.
func isDate(s string) bool {
	if len(s) != 8 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// element gives one of the elements by its place in SigV4's, "" when the Credential has another number of
// them, and for the region of SigV4A.
func (c credential) element(i int) string { return c.at(i).text }

// at is element with its place, which is empty where there is none.
func (c credential) at(i int) element {
	if len(c.elements) != len(c.names()) || c.sigv4a && i == regionElement {
		return element{}
	}
	if c.sigv4a && i > regionElement {
		i--
	}
	return c.elements[i]
}

// readClaim reads what the request says of its own signature.
func (b *bench) readClaim() {
	if b.request == nil {
		b.credential = looseCredential(b.ev.Text)
		return
	}
	b.credential = findCredential(b.request)
	claim, err := claimOf(b.request)
	if err != nil {
		b.claimErr, _ = err.(*sigv4.Error)
		return
	}
	b.claim, b.claimed = claim, true
}

// signature is the signature that was sent: the request's own, the one that the server says it was
// given, or without a request the last that the client's log prints. "" when neither is there whole: as 64
// hex digits, or as one of SigV4A.
func (b *bench) signature() string {
	if b.claimed && (isHash(b.claim.Signature) || b.claim.Algorithm == sigv4.AlgorithmECDSA && !masked(b.claim.Signature)) {
		return b.claim.Signature
	}
	if s := strings.TrimSpace(b.anyField("SignatureProvided").String); isHash(s) {
		return s
	}
	if n := len(b.ev.Signatures); n > 0 && !b.claimed {
		return strings.ToLower(b.ev.Signatures[n-1].Value.String)
	}
	return ""
}

// accessKeyID is the access key id that was used, "" when it is not shown whole.
func (b *bench) accessKeyID() string {
	id := strings.TrimSpace(b.anyField("AWSAccessKeyId").String)
	if b.claimed {
		id = b.claim.AccessKeyID
	}
	if masked(id) {
		return ""
	}
	return id
}

// isHash reports whether s is 64 lower-case hex digits.
func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && (s[i] < 'a' || s[i] > 'f') {
			return false
		}
	}
	return true
}
