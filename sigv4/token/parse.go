package token

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// Parsed is a presigned token taken apart. It is as secret as the token, and prints nothing of it.
type Parsed struct {
	held **parsed
}

type parsed struct {
	form    form
	request sigv4.Request
	claim   sigv4.Claim
}

// Request is the request that the token is the signature of. What was added after signing is taken off.
func (p Parsed) Request() sigv4.Request {
	if p.held == nil {
		return sigv4.Request{}
	}
	return (*p.held).request
}

// Claim is what the token says of its signature; its offsets count in the target of Request.
func (p Parsed) Claim() sigv4.Claim {
	if p.held == nil {
		return sigv4.Claim{}
	}
	return (*p.held).claim
}

// Param gives a parameter of the query, decoded: "DBUser", "User", "Action" ...
func (p Parsed) Param(name string) string {
	if p.held == nil {
		return ""
	}
	return param((*p.held).request.Target, name)
}

// Format keeps every verb from printing the token.
func (p Parsed) Format(f fmt.State, _ rune) { io.WriteString(f, "[token not shown]") }

// MarshalText keeps encoders from writing it.
func (p Parsed) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(p)), nil }

// Verify recomputes the token with key and names the first stage that departs. Before the signature
// stands what the token's service asks for, since it computes the rest with it:
//
//   - canonical request: the service's own parameters, the signed headers, X-Amz-Expires within bounds,
//     and given.CanonicalRequest, where there is one
//   - string to sign: the scope's date (that of X-Amz-Date), service and terminator, and
//     given.StringToSign, where there is one
//   - signature: with a key that is not zero
//
// The derivation is zero where none can be computed: a header is listed that no such token signs. Whether
// the token has expired is the caller's to judge: Claim has date and life. The error, of type
// *sigv4.Error, says that no signature can be computed for it.
func (p Parsed) Verify(key sigv4.Key, given sigv4.Theirs) (sigv4.Verification, error) {
	if p.held == nil {
		return sigv4.Verification{}, refuse("token", "", -1, "there is none; parse one first")
	}
	t := *p.held
	v, err := sigv4.Verify(t.request, t.claim, generalRules, key, given)
	if err != nil {
		if expected, found := t.queryDeparts(); expected != found { // as with a header listed and not sent
			return sigv4.Verification{Departs: sigv4.StageCanonicalRequest, Expected: expected, Found: found,
				Checked: []sigv4.Stage{sigv4.StageCanonicalRequest}}, nil
		}
		return sigv4.Verification{}, without(err)
	}
	stage, expected, found := t.departs(v.Derivation)
	if stage != sigv4.StageNone && (v.Departs == sigv4.StageNone || stage <= v.Departs) {
		v.Departs, v.Expected, v.Found = stage, expected, found
		v.Checked = slices.DeleteFunc(v.Checked, func(s sigv4.Stage) bool { return s >= stage })
		v.Checked = append(v.Checked, stage)
	}
	return v, nil
}

// departs compares the token with what its service asks for.
func (t *parsed) departs(d sigv4.Derivation) (stage sigv4.Stage, expected, found string) {
	c := &t.claim
	if expected, found := t.queryDeparts(); expected != found {
		return sigv4.StageCanonicalRequest, expected, found
	}
	date := strings.Split(d.StringToSign.String, "\n")[1]
	want := sigv4.Scope{Date: date[:min(len("20060102"), len(date))], Region: c.Scope.Region, Service: t.form.service, Terminator: sigv4.Terminator}
	if want.Service == "" {
		want.Service = c.Scope.Service
	}
	if want != c.Scope {
		return sigv4.StageStringToSign, want.String(), c.Scope.String()
	}
	return sigv4.StageNone, "", ""
}

// queryDeparts compares what a presigned URL states in its query. What is signed in headers has no such
// rules.
func (t *parsed) queryDeparts() (expected, found string) {
	c := &t.claim
	if c.Carrier != sigv4.QueryCarrier {
		return "", ""
	}
	for _, p := range t.form.must {
		rest, got := cutParam(t.request.Target, p.Name)
		if twice, other := cutParam(rest, p.Name); twice != rest {
			got += "&" + p.Name + "=" + other
		}
		if got != p.Value {
			return p.Name + "=" + p.Value, p.Name + "=" + got
		}
	}
	if !slices.Equal(c.SignedHeaders, t.form.headers) {
		return "X-Amz-SignedHeaders=" + strings.Join(t.form.headers, ";"),
			"X-Amz-SignedHeaders=" + strings.Join(c.SignedHeaders, ";")
	}
	seconds, err := strconv.ParseUint(c.Expires, 10, 31)
	if c.Expires == "" {
		seconds, err = 0, nil
	}
	if err != nil || !t.form.lasts(int(seconds)) {
		return "X-Amz-Expires of 1 to " + strconv.Itoa(t.form.longest), "X-Amz-Expires=" + c.Expires
	}
	return "", ""
}

// parse takes a presigned URL apart. headers are those that are signed besides Host.
func (f form) parse(text string, headers ...sigv4.Header) (Parsed, error) {
	if err := checkText(text); err != nil {
		return Parsed{}, err
	}
	rest, ok := strings.CutPrefix(text, f.scheme)
	if !ok {
		return Parsed{}, refuse("token", "", 0, "it starts with "+f.scheme)
	}
	if at := strings.Index(rest, "://"); f.scheme == "" && (at == len("http") || at == len("https")) {
		return Parsed{}, refuse("token", "", 0, "this token has no scheme; it starts with the host")
	}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		return Parsed{}, refuse("token", "", len(text), "a query follows the host; it is not here")
	}
	host, port, hasPort := strings.Cut(rest[:end], ":")
	if err := checkHost(host); err != nil {
		return Parsed{}, without(err)
	}
	if n, err := strconv.ParseUint(port, 10, 16); hasPort && (err != nil || n == 0) {
		return Parsed{}, refuse("port", "", len(f.scheme)+len(host)+1, "a port is 1 to 65535")
	}
	r := sigv4.Request{Method: "GET", Target: rest[end:],
		Headers: append([]sigv4.Header{{Name: "Host", Value: rest[:end]}}, headers...)}
	var sent string
	r.Target, sent = cutParam(r.Target, f.sent)
	claim, err := sigv4.ParseClaim(r)
	if err != nil {
		return Parsed{}, without(err)
	}
	if f.sent == "X-Amz-Security-Token" {
		claim.SessionToken = sent
	}
	p := &parsed{f, r, claim}
	return Parsed{&p}, nil
}

// checkText refuses a token that was damaged on its way.
func checkText(text string) error {
	switch {
	case text == "":
		return refuse("token", "", -1, "there is none")
	case len(text) > MaxToken:
		return refuse("token", "", -1, "it is longer than 64 KiB, far beyond what any service accepts")
	}
	for i := 0; i < len(text); i++ {
		if text[i] <= ' ' || text[i] >= 0x7f {
			return refuse("token", "", i, "it is one line of visible ASCII; take off spaces and line ends")
		}
	}
	return nil
}
