package inject

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// step is a step of signing. A mistake edits what a step has made before the next one takes it.
type step int

const (
	theSecret step = iota
	theScope       // what the key is derived for
	theKey         // the signing key
	theMethod
	theList     // the signed headers
	theURI      // the canonical URI
	theParams   // which
	theEncoding // of parameters
	theSorting  // of parameters
	theQuery    // the canonical query string
	theHeaders  // which, with their values as they are sent
	theValues   // trimmed
	theNames    // in lower case
	theOrder    // sorted
	theLines    // one of each name
	thePayload  // the payload hash
	theRequest  // the canonical request
	theHash     // of the canonical request, and the other lines of the string to sign
	theString   // the string to sign
	theSignature
)

// field is a header on its way into the canonical request.
type field struct {
	at    int    // its place as sent
	sent  string // its name as sent
	raw   string // its value as sent
	name  string
	value string
}

// line is a line of the canonical headers.
type line struct{ name, value string }

// draft is what a signer has made so far.
type draft struct {
	r *Request

	secret    string
	prefix    string   // before the secret, in the first key
	scope     []string // the data of the key chain
	key       []byte
	method    string
	list      string // the signed headers in the canonical request
	sentList  string // the signed headers in Authorization or in the query
	uri       string
	params    []param
	query     string
	headers   []field
	lines     []line
	colon     string // between name and value of a line
	payload   string
	canonical string
	toSign    []string // the lines of the string to sign
	text      string   // the string to sign
	signature string
}

// steps make a draft from the one before, each as the specification says.
var steps = [...]func(*draft){
	theSecret: func(d *draft) { d.secret = d.r.Secret },
	theScope:  func(d *draft) { d.prefix, d.scope = "AWS4", d.r.scope() },
	theKey: func(d *draft) {
		d.key = []byte(d.prefix + d.secret)
		for _, data := range d.scope {
			d.key = mac(d.key, data)
		}
	},
	theMethod: func(d *draft) { d.method = d.r.Method },
	theList: func(d *draft) {
		d.list = strings.Join(d.r.signedNames(), ";")
		d.sentList = d.list
	},
	theURI: func(d *draft) {
		if d.r.encodesOnce() {
			d.uri = escape(unescape(d.r.Path), "/")
		} else {
			d.uri = escape(normalize(d.r.Path), "/")
		}
	},
	theParams: func(d *draft) {
		d.params = append(parseParams(strings.Split(d.r.Query, "&"), false), parseParams(d.r.authParams(d.sentList), true)...)
	},
	theEncoding: func(d *draft) { encode(d.params, canonicalParam) },
	theSorting: func(d *draft) {
		sortBy(d.params, func(p param) string { return p.name }, func(p param) string { return p.value })
	},
	theQuery: func(d *draft) {
		pairs := make([]string, len(d.params))
		for i, p := range d.params {
			pairs[i] = p.pair()
		}
		d.query = strings.Join(pairs, "&")
	},
	theHeaders: func(d *draft) {
		for i, h := range d.r.Headers {
			if h.Signed {
				d.headers = append(d.headers, field{at: i, sent: h.Name, raw: h.Value})
			}
		}
	},
	theValues: func(d *draft) { d.eachValue(func(raw string) string { return strings.Trim(collapse(raw), " ") }) },
	theNames: func(d *draft) {
		for i, f := range d.headers {
			d.headers[i].name = strings.ToLower(f.sent)
		}
	},
	theOrder: func(d *draft) { sortBy(d.headers, func(f field) string { return f.name }) },
	theLines: func(d *draft) {
		d.colon = ":"
		d.join(func(values []string) []string { return []string{strings.Join(values, ",")} })
	},
	thePayload: func(d *draft) {
		d.payload = hexHash(string(d.r.Body))
		if d.r.Unsigned {
			d.payload = "UNSIGNED-PAYLOAD"
		}
	},
	theRequest: func(d *draft) { d.canonical = strings.Join(d.parts(), "\n") },
	theHash: func(d *draft) {
		d.toSign = []string{algorithm, d.r.Time.Format(longTime), strings.Join(d.r.scope(), "/"), hexHash(d.canonical)}
	},
	theString:    func(d *draft) { d.text = strings.Join(d.toSign, "\n") },
	theSignature: func(d *draft) { d.signature = hex.EncodeToString(mac(d.key, d.text)) },
}

// sign signs a request, with mistakes.
func sign(r *Request, mistakes ...Mistake) *draft {
	d := &draft{r: r}
	d.resume(0, mistakes)
	return d
}

// resume goes through the steps from one on.
func (d *draft) resume(from step, mistakes []Mistake) {
	for at := from; at < step(len(steps)); at++ {
		steps[at](d)
		for _, m := range mistakes {
			for _, e := range m.edits {
				if e.after == at {
					e.do(d)
				}
			}
		}
	}
}

// signer signs one request again and again: it keeps what a correct signer has made before each step.
type signer struct{ before [len(steps)]*draft }

func newSigner(r *Request) *signer {
	s := &signer{}
	d := &draft{r: r}
	for at, do := range steps {
		s.before[at] = d.clone()
		do(d)
	}
	return s
}

// sign gives what sign gives, and takes up where the first mistake is made.
func (s *signer) sign(mistakes ...Mistake) *draft {
	first := theSignature
	for _, m := range mistakes {
		for _, e := range m.edits {
			first = min(first, e.after)
		}
	}
	d := s.before[first].clone()
	d.resume(first, mistakes)
	return d
}

// clone is a copy that shares nothing that a step or a mistake changes in place.
func (d *draft) clone() *draft {
	c := *d
	c.scope, c.headers, c.lines = slices.Clone(d.scope), slices.Clone(d.headers), slices.Clone(d.lines)
	c.params, c.toSign = slices.Clone(d.params), slices.Clone(d.toSign)
	return &c
}

// parts are the lines of the canonical request; the canonical headers end in a line feed of their own.
func (d *draft) parts() []string {
	return []string{d.method, d.uri, d.query, d.headerText(), d.list, d.payload}
}

func (d *draft) headerText() string {
	var b strings.Builder
	for _, l := range d.lines {
		b.WriteString(l.name + d.colon + l.value + "\n")
	}
	return b.String()
}

// eachValue sets the value of every header from the one that was sent.
func (d *draft) eachValue(value func(raw string) string) {
	for i, f := range d.headers {
		d.headers[i].value = value(f.raw)
	}
}

// join makes the lines of the canonical headers: those of one name from its values, in order.
func (d *draft) join(values func([]string) []string) {
	var names []string
	of := map[string][]string{}
	for _, f := range d.headers {
		if of[f.name] == nil {
			names = append(names, f.name)
		}
		of[f.name] = append(of[f.name], f.value)
	}
	d.lines = nil
	for _, name := range names {
		for _, value := range values(of[name]) {
			d.lines = append(d.lines, line{name, value})
		}
	}
}

// collapse makes one space of several.
func collapse(value string) string {
	for strings.Contains(value, "  ") {
		value = strings.ReplaceAll(value, "  ", " ")
	}
	return value
}

func mac(key []byte, data string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(data))
	return h.Sum(nil)
}

func hash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func hexHash(text string) string { return hex.EncodeToString(hash(text)) }
