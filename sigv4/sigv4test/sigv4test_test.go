package sigv4test

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestKnownAnswers(t *testing.T) {
	suite, published, keys := 0, 0, 0
	for _, c := range Cases() {
		t.Run(c.Name, func(t *testing.T) {
			if c.Source == "" {
				t.Error("the case does not name its source")
			}
			for _, f := range Run(c) {
				t.Error(f.Error())
			}
		})
		switch {
		case strings.HasPrefix(c.Name, "suite-"):
			suite++
			if w := c.Want; w.CanonicalRequest == "" || w.StringToSign == "" || w.Signature == "" || w.SignedRequest == "" {
				t.Errorf("%s: a step has no answer", c.Name)
			}
		case strings.HasPrefix(c.Name, "published-"):
			published++
		case strings.HasPrefix(c.Name, "keys-"):
			keys++
		}
	}
	if suite != 2*38 || published != 26 || keys != 2 {
		t.Errorf("%d suite, %d published, %d key cases; want 76, 26, 2", suite, published, keys)
	}
}

// A comparison that cannot fail proves nothing: an answer with one byte changed must be reported at
// its own step, and no other.
func TestAWrongAnswerIsReportedAtItsStep(t *testing.T) {
	for _, tc := range []struct {
		step   string
		stage  sigv4.Stage
		answer func(*Answer) *string
	}{
		{"canonical request", sigv4.StageCanonicalRequest, func(a *Answer) *string { return &a.CanonicalRequest }},
		{"string to sign", sigv4.StageStringToSign, func(a *Answer) *string { return &a.StringToSign }},
		{"signature", sigv4.StageSignature, func(a *Answer) *string { return &a.Signature }},
		{"signed request", sigv4.StageSignature, func(a *Answer) *string { return &a.SignedRequest }},
		{"kService", sigv4.StageSigningKey, func(a *Answer) *string { return &a.Keys[2] }},
	} {
		tried := 0
		for _, c := range Cases() {
			answer := tc.answer(&c.Want)
			if *answer == "" {
				continue
			}
			tried++
			at := len(*answer) / 2
			*answer = (*answer)[:at] + "\x00" + (*answer)[at+1:]
			failures := Run(c)
			if len(failures) != 1 || failures[0].Step != tc.step || failures[0].Stage != tc.stage || failures[0].At != at {
				t.Errorf("%s, byte %d of its %s changed: %v", c.Name, at, tc.step, failures)
			}
		}
		if tried == 0 {
			t.Errorf("no case has a %s", tc.step)
		}
	}
}

// The same for the request: a changed request must depart at the canonical request.
func TestAChangedRequestIsReportedAtTheCanonicalRequest(t *testing.T) {
	for _, c := range Cases() {
		if c.Want.CanonicalRequest == "" {
			continue
		}
		c.Request.Method += "X"
		if f := Run(c); len(f) != 1 || f[0].Stage != sigv4.StageCanonicalRequest || f[0].At > len(c.Request.Method) {
			t.Errorf("%s: %v", c.Name, f)
		}
	}
}
