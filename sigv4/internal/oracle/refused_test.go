package oracle

import (
	"encoding/xml"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// TestRefused breaks requests on purpose, has the server refuse them, and holds the diagnosis of what
// a reader would paste against what really was done.
func TestRefused(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			a := attempt{
				request(s, "PUT", "/"+bucket+"/dir/a%20b.txt?a=1", "hello",
					sigv4.Header{Name: "Content-Type", Value: "text/plain"}, sigv4.Header{Name: "X-Amz-Meta-Note", Value: "one"}),
				credentials(), s3Signing(),
			}
			c.check(t, s.address, a)
		})
	}
}

// check sends the attempt, broken as c says, and judges the diagnosis.
func (c refusal) check(t *testing.T, address string, a attempt) {
	if c.before != nil {
		c.before(&a)
	}
	d, err := sigv4.Derive(a.Request, a.credentials, a.signing)
	if err != nil {
		t.Fatal(err)
	}
	a.Request = d.Signed
	a.Headers = append([]sigv4.Header(nil), d.Signed.Headers...)
	if c.after != nil {
		c.after(&a)
	}
	got := send(t, address, a.Request)
	if code := errorCode(got.body); got.status/100 != 4 || code != c.code {
		t.Fatalf("the server answers %q, want %q: %s", code, c.code, got.raw)
	}
	text := wire(a.Request)
	switch c.paste {
	case asSigned:
		text = wire(d.Signed)
	case asLogged:
		text = "Canonical request:\n" + d.CanonicalRequest.String + "\n\nString to sign:\n" + d.StringToSign.String + "\n"
	}
	text += "\r\n" + got.raw
	in := diagnose.Input{Evidence: paste.Parse(text), Key: sigv4.ParseKey(c.secret), Now: time.Now()}
	if from, ok := diagnose.Searchable(in); ok {
		r, err := forensics.Search(from, forensics.Options{})
		if err != nil {
			t.Fatal(err)
		}
		in.Search = &r
	}
	found := diagnose.Diagnose(in)
	c.judge(t, found)
	if t.Failed() {
		t.Logf("verdict: %s: %s %s", found.Verdict.Confidence, found.Verdict.Sentence, found.Verdict.Detail)
		for _, f := range found.Findings {
			t.Logf("finding: %s: %s", f.Confidence, f.Cause)
		}
		t.Logf("paste:\n%s", text)
	}
}

// judge holds a diagnosis against what was broken: the cause comes first, as sure as the paste allows,
// nothing else is more than possible, and the line that differs is named.
func (c refusal) judge(t *testing.T, d diagnose.Diagnosis) {
	t.Helper()
	first, sure := none, diagnose.Confidence("")
	if len(d.Findings) > 0 {
		first, sure = d.Findings[0].Cause, d.Findings[0].Confidence
	}
	expected := c.now
	if expected == "" {
		expected = c.want
	}
	if expected == "" {
		expected = none
	}
	switch {
	case first == c.want && c.now != "":
		t.Errorf("a rule now finds %s (%s): take %q away", first, sure, c.now)
	case first != expected || sure != c.sure:
		t.Errorf("names %s (%s) first, want %s (%s)", first, sure, expected, c.sure)
	}
	for _, f := range d.Findings {
		right := f.Cause == c.want || f.Cause == c.now || f.Cause == c.also
		if !right && f.Confidence != diagnose.Possible {
			t.Errorf("names %s as %s, which it is not", f.Cause, f.Confidence)
		}
	}
	for _, r := range d.RuledOut {
		if r.Cause == c.want {
			t.Errorf("rules out %s, which it is: %s", r.Cause, r.Because)
		}
	}
	if line := departs(d); line != c.differs {
		t.Errorf("names %q as the line that differs, want %q", line, c.differs)
	}
}

// departs is the first line that differs in the canonical requests.
func departs(d diagnose.Diagnosis) string {
	for _, c := range d.Comparisons {
		if c.Stage == sigv4.StageCanonicalRequest && c.Departs >= 0 {
			return c.Lines[c.Departs].Name
		}
	}
	return ""
}

// errorCode reads the code of S3's and of IAM's error.
func errorCode(body string) string {
	var e struct {
		Code  string
		Inner string `xml:"Error>Code"`
	}
	if err := xml.Unmarshal([]byte(body), &e); err != nil {
		return ""
	}
	return e.Code + e.Inner
}
