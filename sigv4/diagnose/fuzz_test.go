package diagnose

import (
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/internal/hostile"
	"countersign/sigv4/paste"
)

// FuzzDiagnose: any paste, with any key, gives a diagnosis that keeps its own rules.
func FuzzDiagnose(f *testing.F) {
	for _, s := range []string{"", serverStrings, signedRequest, signedRequest + "HTTP/1.1 403 Forbidden\n\n" + serverStrings, canonical("", ""),
		"Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 5 min.)",
		"Authorization: AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=, Signature=",
		"<Error><Code>RequestTimeTooSkewed</Code><RequestTime>1</RequestTime><ServerTime>0</ServerTime><MaxAllowedSkewMilliseconds>-1</MaxAllowedSkewMilliseconds></Error>"} {
		f.Add(s, exampleSecret, int64(0))
		f.Add(s, "", int64(1<<40))
	}
	for _, s := range readSections(f) {
		f.Add(s.paste, s.key, int64(0))
	}
	for _, x := range readIncidents(f) {
		f.Add(x.Paste, "", int64(0))
	}
	f.Fuzz(func(t *testing.T, text, key string, now int64) {
		in := Input{Evidence: paste.Parse(text), Key: sigv4.ParseKey(key), Now: time.Unix(now, 0)}
		d := Diagnose(in)
		if d.Verdict.Sentence == "" || d.Verdict.Confidence == "" {
			t.Errorf("no verdict: %+v", d.Verdict)
		}
		var marks []Mark
		for i, x := range d.Findings {
			if x.Cause == "" || x.Title == "" || x.Guide == "" || len(x.Sources) == 0 || len(x.Fixes) == 0 {
				t.Errorf("finding %+v", x)
			}
			if named(d.Findings[:i], x.Cause) {
				t.Errorf("%s is named twice", x.Cause)
			}
			for _, r := range d.RuledOut {
				if r.Cause == x.Cause {
					t.Errorf("%s is named and ruled out", x.Cause)
				}
			}
			marks = append(marks, x.Marks...)
		}
		for _, x := range d.Established {
			marks = append(marks, x.Marks...)
		}
		for _, m := range marks {
			if m.Span.Start < 0 || m.Span.Start > m.Span.End || m.Span.End > len(in.Evidence.Text) {
				t.Errorf("mark %+v outside %d bytes", m, len(in.Evidence.Text))
			}
		}
		for _, c := range d.Comparisons {
			checkComparison(t, c)
		}
	})
}

func checkComparison(t *testing.T, c Comparison) {
	t.Helper()
	if len(c.Sides) < 2 || c.Departs >= len(c.Lines) {
		t.Errorf("%d sides, %d lines, departs %d", len(c.Sides), len(c.Lines), c.Departs)
	}
	for _, l := range c.Lines {
		if len(l.Cells) != len(c.Sides) {
			t.Errorf("line %q: %d cells for %d sides", l.Name, len(l.Cells), len(c.Sides))
		}
		for _, cell := range l.Cells {
			for _, s := range cell.Differs {
				if s.Start < 0 || s.Start > s.End || s.End > len(cell.Text) {
					t.Errorf("line %q: %v outside %d bytes", l.Name, s, len(cell.Text))
				}
			}
		}
	}
}

// BenchmarkDiagnose is what a keystroke costs after parsing.
func BenchmarkDiagnose(b *testing.B) {
	in := Input{Evidence: paste.Parse(signedRequest + "HTTP/1.1 403 Forbidden\n\n" + serverStrings), Key: sigv4.SecretKey(exampleSecret)}
	for b.Loop() {
		Diagnose(in)
	}
}

// BenchmarkHostile is what a megabyte of each hostile text costs, with a key to try.
func BenchmarkHostile(b *testing.B) {
	key := sigv4.SecretKey(exampleSecret)
	hostile.Bench(b, func(text string) { Diagnose(Input{Evidence: paste.Parse(text), Key: key}) })
}
