package sigv4test

import (
	"maps"
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestKnownAnswers(t *testing.T) {
	counts := map[string]int{} // by the first word of their files' names
	for _, c := range Cases() {
		t.Run(c.Name, func(t *testing.T) {
			if c.Source == "" {
				t.Error("the case does not name its source")
			}
			for _, f := range Run(c) {
				t.Error(f.Error())
			}
		})
		word, _, _ := strings.Cut(c.Name, "-")
		counts[word]++
		switch w := c.Want; word {
		case "suite":
			if w.CanonicalRequest == "" || w.StringToSign == "" || w.Signature == "" || w.SignedRequest == "" {
				t.Errorf("%s: a step has no answer", c.Name)
			}
		case "legacy":
			if w.CanonicalRequest == "" || w.StringToSign == "" || w.Authorization == "" || w.SignedRequest == "" {
				t.Errorf("%s: a step has no answer", c.Name)
			}
		}
	}
	want := map[string]int{
		"suite": 2 * 38, "legacy": 34, "published": 33, "keys": 2, "v4a": 38 + 4, "v4akey": 3,
		"chunked": 5, "policy": 1, "events": 2, "websocket": 8, "token": 2, "smtp": 3, "codecommit": 6, "treehash": 4,
	}
	if !maps.Equal(counts, want) {
		t.Errorf("there are %v cases, want %v", counts, want)
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
	} {
		tried := 0
		for _, c := range Cases() {
			answer := tc.answer(&c.Want)
			if *answer == "" || c.Exception != nil { // for those see TestExceptionsDepart
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

// The same for the other kinds: whatever line or section of a file is changed, the case fails or is
// refused, and every one of them is read.
func TestEveryLineOfAnotherKindCounts(t *testing.T) {
	tried := 0
	for _, text := range Texts() {
		kind := kindOf(text.Name)
		if kind == nil {
			continue
		}
		head, sections := split(text.Text)
		f := newFile(head, sections)
		if _, err := kind.run(f); err != nil {
			t.Errorf("%s: %v", text.Name, err)
		}
		if left := f.unused(); len(left) > 0 {
			t.Errorf("%s: %q are not used", text.Name, left)
		}
		for _, values := range []map[string]string{head, sections} {
			for name, value := range values {
				if name == "source" || value == "" {
					continue
				}
				tried++
				counts := false
				for _, at := range []int{len(value) / 2, len(value) / 3, 0} { // one of them may not matter
					changed := "7"
					if value[at] == '7' {
						changed = "8"
					}
					values[name] = value[:at] + changed + value[at+1:]
					c, err := parse(nil, text.Name, join(head, sections))
					if counts = err != nil || len(Run(c[0])) > 0; counts {
						break
					}
				}
				values[name] = value
				if !counts {
					t.Errorf("%s: %s may be changed", text.Name, name)
				}
			}
		}
	}
	if tried == 0 {
		t.Error("nothing was tried")
	}
}

// join writes a file that split reads.
func join(head, sections map[string]string) string {
	var b strings.Builder
	for key, value := range head {
		b.WriteString(key + ": " + value + "\n")
	}
	for name, body := range sections {
		b.WriteString("-- " + name + " --\n" + body + "\n")
	}
	return b.String()
}
