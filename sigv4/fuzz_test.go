package sigv4

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// seeds are requests that take every branch of the canonical rules.
var seeds = []string{
	"GET / HTTP/1.1\nHost: example.amazonaws.com\n",
	"GET /a//./b/../%7e%2F%zz/ü?b=2+3&&a&=x&a=%2b HTTP/1.1\nHost: h\nX-A:  1  2\t3 \nx-a: 4\nUser-Agent: u\n",
	"PUT /?X-Amz-Signature=old&a=b&X-Amz-Date=x HTTP/1.1\nHost: h\nX-Amz-Date: 20000101T000000Z\nAuthorization: old\nx-amz-content-sha256: UNSIGNED-PAYLOAD\n\nbody",
	"POST ?a?b=c=d HTTP/1.1\nHost: h\nX-Amz-Content-SHA256: 0\nX-Amz-Security-Token: t\nHost: h2\n\n",
	"PUT /?X-Amz-Content-Sha256=2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 HTTP/1.1\nHost: h\n\nhello",
	"GET //../.. HTTP/1.1\nHost: h\nB!#$: \u00a0\n",
}

// settings are the ways of signing that the fuzzing picks from.
func settings(pick uint8) Signing {
	return Signing{
		Time: exampleTime, Region: "us-east-1", Service: "service", Expires: 3600,
		Rules:            Rules{EncodeTwice: pick&1 != 0, Normalize: pick&2 != 0, ContentSHA256: pick&4 != 0},
		Carrier:          Carrier(pick >> 3 & 1),
		Payload:          PayloadMode(pick >> 4 & 3),
		OmitSessionToken: pick&64 != 0,
	}
}

// FuzzDeriveEqualsAppend: explaining and signing without allocations give the same bytes, every byte
// of every text has a source, and what was signed verifies.
func FuzzDeriveEqualsAppend(f *testing.F) {
	for _, seed := range seeds {
		for _, pick := range []uint8{0, 3, 4, 8, 12, 27, 64, 72, 100} {
			f.Add(seed, pick, "token/+")
		}
	}
	var signer Signer // one for all, so that nothing of one request shows in the next
	f.Fuzz(func(t *testing.T, raw string, pick uint8, token string) {
		r, err := ParseRequest(raw)
		if err != nil {
			return // no request: nothing to hold
		}
		c, g := exampleCredentials(), settings(pick)
		c.SessionToken = token
		d, err := Derive(r, c, g)
		sign := signer.AppendHeaders
		if g.Carrier == QueryCarrier {
			sign = signer.AppendTarget
		}
		appended, appendErr := sign(nil, r, c, g)
		if (err == nil) != (appendErr == nil) || err != nil && err.Error() != appendErr.Error() {
			t.Fatalf("derived with %v, appended with %v", err, appendErr)
		}
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("the error is no *Error: %v", err)
			}
			return
		}
		if got := string(signer.sealed.Open().engine.canonical.buf); got != d.CanonicalRequest.String {
			t.Errorf("canonical request %q, derived %q", got, d.CanonicalRequest.String)
		}
		want := d.Signed.Target
		if g.Carrier == HeaderCarrier {
			want = ""
			for _, h := range d.Signed.Headers[len(d.Signed.Headers)-1-len(signer.sealed.Open().engine.added):] {
				want += h.Name + ": " + h.Value + "\r\n"
			}
		}
		if string(appended) != want {
			t.Errorf("appended %q, derived %q", appended, want)
		}
		checkMaps(t, d, r, "20150830T123600Z", "20150830/us-east-1/service/aws4_request")
		checkVerifies(t, d, g, c)
	})
}

// checkVerifies fails unless what was signed verifies, in the form in which it is sent.
func checkVerifies(t *testing.T, d Derivation, g Signing, c Credentials) {
	t.Helper()
	if g.OmitSessionToken && g.Carrier == QueryCarrier && c.SessionToken != "" {
		return // a server must know by the service that the parameter is not signed
	}
	claim, err := ParseClaim(d.Signed)
	if err != nil {
		t.Fatalf("signed, and no claim: %v\n%q", err, d.Signed.Raw())
	}
	sent := d.Signed
	sent.PayloadHash = d.PayloadHash.String // a presigned URL does not state it
	if g.Carrier == QueryCarrier && g.Payload != PayloadAuto && strings.Contains(d.CanonicalQuery.String, "X-Amz-Content-Sha256=") {
		return // the mode contradicts the parameter, which a server believes
	}
	rules := g.Rules
	if g.Payload != PayloadAuto {
		rules.ContentSHA256 = false // a mode of its own is not what a server of the S3 family takes for granted
	}
	v, err := Verify(sent, claim, rules, c.Key, Theirs{CanonicalRequest: d.CanonicalRequest.String})
	if err != nil || v.Departs != StageNone {
		t.Errorf("signed, and departs at %v (%v): expected %q, found %q", v.Departs, err, v.Expected, v.Found)
	}
	checkMaps(t, v.Derivation, sent, claim.Date, claim.Scope.String())
	var verifier Verifier
	for signature, want := range map[string]bool{d.Signature: true, emptyHash: false} {
		altered := sent
		altered.Target = strings.Replace(sent.Target, d.Signature, signature, 1)
		altered.Headers = slices.Clone(sent.Headers)
		if last := &altered.Headers[len(altered.Headers)-1]; g.Carrier == HeaderCarrier {
			last.Value = strings.Replace(last.Value, d.Signature, signature, 1)
		}
		if ok, err := verifier.Verify(altered, rules, c.Key); ok != want || err != nil {
			t.Errorf("the verifier says %v (%v) of signature %s", ok, err, signature)
		}
	}
}

// FuzzCanonicalURI: any path gives a canonical URI that is made of unreserved characters, slashes and
// escapes, and encoding that once more under the same rules, once, changes nothing.
func FuzzCanonicalURI(f *testing.F) {
	for _, path := range []string{"/", "/a b/%2e/%", "//x/../y/", "/ü%c3", "/%25%2"} {
		f.Add(path, uint8(0))
		f.Add(path, uint8(3))
	}
	f.Fuzz(func(t *testing.T, path string, pick uint8) {
		if path, _ = splitTarget(path); path == "" || path[0] != '/' {
			return // no path: nothing to hold
		}
		rules := settings(pick).Rules
		uri := func(path string, rules Rules) Text {
			var e engine
			e.reset(true)
			e.canonicalURI(path, rules)
			return Text{string(e.canonical.buf), e.canonical.m}
		}
		got := uri(path, rules)
		checkCover(t, "canonical URI", got)
		checkEncoded(t, got.String, "/")
		rules.EncodeTwice = false
		once := uri(path, rules).String
		if again := uri(once, rules).String; again != once && !strings.Contains(path, "%2") {
			t.Errorf("%q gives %q, and that %q", path, once, again) // an escaped slash or dot may make new segments
		}
	})
}

// FuzzCanonicalQuery: any query gives sorted pairs of unreserved characters and escapes, and a canonical
// query is its own canonical form.
func FuzzCanonicalQuery(f *testing.F) {
	for _, query := range []string{"", "a", "b=1&a=2&a=1", "=&==&&", "%zz=+&ü", "X-Amz-Signature=x&a"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		canonical := func(query string) Text {
			var e engine
			e.reset(true)
			e.readQuery(query, 1, leaveNone)
			e.canonicalQuery()
			return Text{string(e.canonical.buf), e.canonical.m}
		}
		got := canonical(query)
		checkCover(t, "canonical query", got)
		checkEncoded(t, got.String, "&=")
		if again := canonical(got.String).String; again != got.String {
			t.Errorf("%q gives %q, and that %q", query, got.String, again)
		}
		pairs := strings.Split(got.String, "&")
		for i, pair := range pairs {
			if strings.Count(pair, "=") != 1 && got.String != "" {
				t.Errorf("%q gives the pair %q", query, pair)
			}
			if i > 0 && before(pair, pairs[i-1]) {
				t.Errorf("%q gives %q before %q", query, pairs[i-1], pair)
			}
		}
	})
}

// before reports whether pair a sorts before pair b, by name, then value.
func before(a, b string) bool {
	nameA, valueA, _ := strings.Cut(a, "=")
	nameB, valueB, _ := strings.Cut(b, "=")
	return nameA < nameB || nameA == nameB && valueA < valueB
}

// checkEncoded fails unless text holds only unreserved characters, escapes in upper case, and the extra ones.
func checkEncoded(t *testing.T, text, extra string) {
	t.Helper()
	for i := 0; i < len(text); i++ {
		if c := text[i]; c == '%' {
			if _, ok := escapeAt(text, i); !ok {
				t.Fatalf("%q: bad escape at byte %d", text, i)
			}
		} else if !isUnreserved(c) && strings.IndexByte(extra, c) < 0 {
			t.Fatalf("%q: byte %d is not encoded", text, i)
		}
	}
}

// FuzzHeaderValue: a canonical value has no white space around it, none but single spaces within, and
// is its own canonical form.
func FuzzHeaderValue(f *testing.F) {
	for _, value := range []string{"", " a  b ", "\ta\r\n b", "\u00a0"} {
		f.Add(value)
	}
	for i := range 20 { // eight bytes are looked at together
		f.Add(strings.Repeat("a", i) + " " + strings.Repeat("é", 20-i))
		f.Add(strings.Repeat("a", i) + "\t" + strings.Repeat("a", 20-i))
	}
	f.Fuzz(func(t *testing.T, value string) {
		canonical := func(value string) Text {
			s := sink{record: true}
			s.headerValue(Source{HeaderValue, 0}, value)
			return Text{string(s.buf), s.m}
		}
		got := canonical(value)
		checkCover(t, "header value", got)
		var unmapped sink
		if unmapped.headerValue(Source{}, value); string(unmapped.buf) != got.String {
			t.Errorf("%q gives %q, and without its map %q", value, got.String, unmapped.buf)
		}
		if got.String != strings.Join(strings.FieldsFunc(value, func(r rune) bool { return r < 128 && isHeaderSpace(byte(r)) }), " ") {
			t.Errorf("%q gives %q", value, got.String)
		}
		if again := canonical(got.String).String; again != got.String {
			t.Errorf("%q gives %q, and that %q", value, got.String, again)
		}
		left := got.Map.Segments
		kept := 0
		for _, s := range left {
			kept += s.Src.Len()
		}
		for _, d := range got.Map.Dropped {
			kept += d.Src.Len()
		}
		if kept != len(value) {
			t.Errorf("%q: %d of %d bytes are accounted for", value, kept, len(value))
		}
	})
}

// FuzzParseClaim: any request gives a claim or an *Error whose offset lies in its input.
func FuzzParseClaim(f *testing.F) {
	f.Add(exampleAuthorization, "/")
	f.Add("", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2Fb%2Fc%2Fd%2Fe&X-Amz-SignedHeaders=host&X-Amz-Signature=%")
	f.Add("AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=;;, Signature = x", "/")
	f.Fuzz(func(t *testing.T, value, target string) {
		r := Request{Method: "GET", Target: target, Headers: []Header{{"Host", "h"}, {"X-Amz-Date", "20150830T123600Z"}}}
		if value != "" {
			r.Headers = append(r.Headers, Header{"Authorization", value})
		}
		c, err := ParseClaim(r)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset > max(len(value), len(target)) || e.Why == "" {
				t.Errorf("%v", err)
			}
			return
		}
		text := target
		if c.Where.Source.Part == HeaderValue {
			text = value
		}
		for _, span := range []Span{c.Where.Algorithm, c.Where.Credential, c.Where.SignedHeaders, c.Where.Signature} {
			if span.Start < 0 || span.Len() <= 0 || span.End > len(text) {
				t.Errorf("%+v does not lie in %q", c.Where, text)
			}
		}
		if _, err := Rederive(r, c, general, SecretKey(exampleSecret)); err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("%v", err)
			}
		}
	})
}

// FuzzParseRequest: any text gives a request or an *Error, and what Raw writes reads the same.
func FuzzParseRequest(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
		f.Add(strings.ReplaceAll(seed, "\n", "\r\n"))
	}
	f.Fuzz(func(t *testing.T, raw string) {
		r, err := ParseRequest(raw)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Stage != StageRequest {
				t.Errorf("%v", err)
			}
			return
		}
		again, err := ParseRequest(r.Raw())
		if err != nil || again.Raw() != r.Raw() {
			t.Errorf("%q, written as %q, reads as %q, %v", raw, r.Raw(), again.Raw(), err)
		}
	})
}
