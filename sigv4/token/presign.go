package token

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// form is what the presigned URL of one kind of token looks like, for making and for taking apart.
type form struct {
	scheme  string   // as the text has it; "" when the token leaves it out
	service string   // in the credential scope; "" when any is right
	longest int      // the most seconds of X-Amz-Expires
	must    []Param  // parameters that the service asks for
	headers []string // signed, in order
	sent    string   // a parameter that is added after signing
	sorted  bool     // X-Amz-Signature stands among the other parameters, by name
	lasting bool     // there may be no X-Amz-Expires
}

// generalRules are those of every service but the S3 family.
var generalRules = sigv4.Rules{EncodeTwice: true, Normalize: true}

// presign signs a GET of path with the form's parameters and those of its own. It gives the text of the
// URL, scheme included where the form has one.
//
// The parameters stand in the order of the canonical query string and the signature behind them, as
// aws-sdk-go-v2 writes them; no server minds.
func (f form) presign(t Terms, expires int, path string, headers []sigv4.Header, own []Param) (string, sigv4.Derivation, error) {
	fail := func(err error) (string, sigv4.Derivation, error) { return "", sigv4.Derivation{}, err }
	if t.Credentials.Key.IsZero() {
		return fail(errNoKey())
	}
	if !f.lasts(expires) {
		return fail(refuse("X-Amz-Expires", strconv.Itoa(expires), -1, "give 1 to "+strconv.Itoa(f.longest)+" seconds"))
	}
	target, err := withParams(path, append(append([]Param(nil), f.must...), own...))
	if err != nil {
		return fail(err)
	}
	d, err := f.derive(sigv4.Request{Method: "GET", Target: target, Headers: headers}, t, expires)
	if err != nil {
		return fail(err)
	}
	path, _, _ = strings.Cut(d.Signed.Target, "?")
	query := d.CanonicalQuery.String
	if f.sorted {
		query = insertSorted(query, "X-Amz-Signature", d.Signature)
	} else {
		query += "&X-Amz-Signature=" + d.Signature
	}
	if f.sent == "X-Amz-Security-Token" && t.Credentials.SessionToken != "" {
		query += "&X-Amz-Security-Token=" + escape(t.Credentials.SessionToken)
	}
	d.Signed.Target = path + "?" + query
	return f.scheme + headers[0].Value + d.Signed.Target, d, nil
}

// lasts reports whether X-Amz-Expires may be seconds; 0 stands for none.
func (f form) lasts(seconds int) bool {
	return 1 <= seconds && seconds <= f.longest || seconds == 0 && f.lasting
}

// derive signs r for seconds; for 0, without X-Amz-Expires.
func (f form) derive(r sigv4.Request, t Terms, seconds int) (sigv4.Derivation, error) {
	d, err := sigv4.Derive(r, t.Credentials, sigv4.Signing{
		Time: t.Time, Region: t.Region, Service: f.service, Rules: generalRules,
		Carrier: sigv4.QueryCarrier, Expires: max(seconds, 1), OmitSessionToken: f.sent == "X-Amz-Security-Token",
	})
	if err != nil || seconds > 0 {
		return d, err
	}
	// Derive always states a life: what it made is derived again without it
	signed := d.Signed
	claim, err := sigv4.ParseClaim(signed)
	if err != nil {
		return sigv4.Derivation{}, without(err)
	}
	for _, name := range [...]string{"X-Amz-Expires", "X-Amz-Signature", f.sent} {
		signed.Target, _ = cutParam(signed.Target, name)
	}
	return sigv4.Rederive(signed, claim, generalRules, t.Credentials.Key)
}

// withParams is a target: path, and the parameters encoded. Those of a signature are refused.
func withParams(path string, params []Param) (string, error) {
	var b strings.Builder
	b.WriteString(path)
	for i, p := range params {
		switch p.Name {
		case "":
			return "", refuse("parameter", p.Value, -1, "it has no name")
		case "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
			"X-Amz-Security-Token", "X-Amz-Signature":
			return "", refuse(p.Name, "", -1, "signing adds this parameter; leave it out")
		}
		if b.Len()+len(p.Name)+len(p.Value) > MaxToken {
			return "", refuse("parameters", "", -1, "they are longer than 64 KiB, far beyond what any service accepts")
		}
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(escape(p.Name) + "=" + escape(p.Value))
	}
	return b.String(), nil
}

// insertSorted puts a parameter into a sorted query, value not encoded.
func insertSorted(query, name, value string) string {
	pair := escape(name) + "=" + escape(value)
	for at := 0; at < len(query); {
		other, _, _ := strings.Cut(query[at:], "&")
		if otherName, _, _ := strings.Cut(other, "="); otherName > name {
			return query[:at] + pair + "&" + query[at:]
		}
		at += len(other) + 1
	}
	return query + "&" + pair
}

// cutParam takes the first parameter of that name out of a target, and gives its value decoded.
func cutParam(target, name string) (rest, value string) {
	at := strings.IndexByte(target, '?') + 1
	for at > 0 && at < len(target) && name != "" {
		pair, _, _ := strings.Cut(target[at:], "&")
		if key, value, _ := strings.Cut(pair, "="); unescape(key) == name {
			if end := at + len(pair); end < len(target) {
				return target[:at] + target[end+1:], unescape(value)
			}
			return target[:at-1], unescape(value)
		}
		at += len(pair) + 1
	}
	return target, ""
}

// param gives the decoded value of the first parameter of that name.
func param(target, name string) string {
	_, value := cutParam(target, name)
	return value
}

// unescape decodes a name or value of a query as sigv4 reads it: "+" is a space.
func unescape(text string) string {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '%' && i+2 < len(text) {
			if b, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				c, i = byte(b), i+2
			}
		} else if c == '+' {
			c = ' '
		}
		out = append(out, c)
	}
	return string(out)
}
