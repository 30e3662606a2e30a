package diagnose

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4/paste"
)

// TestClockReadings: what the figures of a message suggest comes first, and never as more than likely.
func TestClockReadings(t *testing.T) {
	expired := func(signed, limit, server, tolerance string) string {
		return "Signature expired: " + signed + " is now earlier than " + limit + " (" + server + " - " + tolerance + ")"
	}
	skewed := func(request, server, more string) string {
		return "<Error><Code>RequestTimeTooSkewed</Code><RequestTime>" + request + "</RequestTime><ServerTime>" + server + "</ServerTime>" + more + "</Error>"
	}
	const s3 = "GET /a.txt HTTP/1.1\nHost: examplebucket.s3.us-east-1.amazonaws.com\n\nHTTP/1.1 403 Forbidden\n\n"
	for _, c := range []struct {
		what, paste string
		first       string
		tolerance   time.Duration
		assumed     bool
		bad         bool
	}{
		{"just over the tolerance", expired("20260315T115456Z", "20260315T115500Z", "20260315T120000Z", "5 min."), "signed-early-sent-late", 5 * time.Minute, false, false},
		{"minutes over", expired("20260315T114000Z", "20260315T114500Z", "20260315T120000Z", "15 min."), "clock-skew", 15 * time.Minute, false, false},
		{"a whole hour", expired("20260315T110003Z", "20260315T115500Z", "20260315T120000Z", "5 min."), "clock-time-zone", 5 * time.Minute, false, false},
		{"five hours and a half", expired("20260315T062959Z", "20260315T115500Z", "20260315T120000Z", "5 min."), "clock-time-zone", 5 * time.Minute, false, false},
		{"a clock that was never set", expired("20200101T000012Z", "20260315T115500Z", "20260315T120000Z", "5 min."), "clock-skew", 5 * time.Minute, false, false},
		{"ahead by an hour", "Signature not yet current: 20260315T130002Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.)", "clock-time-zone", 5 * time.Minute, false, false},
		{"ahead by minutes", "Signature not yet current: 20260315T120702Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.)", "clock-skew", 5 * time.Minute, false, false},
		{"the tolerance by its own two times", "Signature expired: 20260315T113000Z is now earlier than 20260315T114500Z (20260315T120000Z", "clock-time-zone", 15 * time.Minute, false, false},
		{"S3's figures", skewed("20260315T113000Z", "2026-03-15T12:00:00Z", "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>"), "clock-time-zone", 15 * time.Minute, false, false},
		{"S3 without its tolerance", s3 + skewed("20260315T114000Z", "2026-03-15T12:00:00Z", ""), "clock-skew", 15 * time.Minute, true, false},
		{"a server of which nothing is known", skewed("20260315T114000Z", "2026-03-15T12:00:00Z", ""), "clock-skew", 0, false, false},
		{"within what it allows", skewed("20260315T115500Z", "2026-03-15T12:00:00Z", "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>"), "", 15 * time.Minute, false, true},
		{"a limit after the server's time", "Signature expired: 20260315T110000Z is now earlier than 20260315T121500Z (20260315T121000Z - 5 min.)", "", 5 * time.Minute, false, true},
		{"a limit that is not the server's time less the tolerance", expired("20260315T110000Z", "20260315T115000Z", "20260315T120000Z", "5 min."), "", 5 * time.Minute, false, true},
	} {
		d := diagnoseText(c.paste)
		if d.Clock == nil || d.Clock.Tolerance != c.tolerance || d.Clock.Assumed != c.assumed {
			t.Errorf("%s: clock %+v, want a tolerance of %s, assumed %v", c.what, d.Clock, c.tolerance, c.assumed)
			continue
		}
		if bad := strings.Contains(d.Verdict.Sentence, "contradict"); bad != c.bad {
			t.Errorf("%s: verdict %q", c.what, d.Verdict.Sentence)
		}
		if c.bad {
			if d.Findings[0].Cause != "evidence-edited" {
				t.Errorf("%s: names %s", c.what, list(d.Findings))
			}
			continue
		}
		if len(d.Findings) == 0 || d.Findings[0].Cause != c.first || d.Findings[0].Confidence != Likely {
			t.Errorf("%s: names %s, want %s likely", c.what, list(d.Findings), c.first)
		}
		for _, f := range d.Findings {
			if f.Test == "" || rank(f.Confidence) < rank(Likely) {
				t.Errorf("%s: %s is %s, test %q", c.what, f.Cause, f.Confidence, f.Test)
			}
		}
	}
}

// TestGenuineClocks: in what people really got, the limit is the server's time less or plus the tolerance.
func TestGenuineClocks(t *testing.T) {
	read := 0
	for _, x := range readIncidents(t) {
		b := prepare(Input{Evidence: paste.Parse(x.Paste)})
		if b.clock == nil || b.clock.Limit.IsZero() {
			continue
		}
		read++
		if b.clockBad != "" || b.clock.Server.Sub(b.clock.Limit).Abs() != b.clock.Tolerance {
			t.Errorf("%s (%s): %s %+v", x.ID, x.Source, b.clockBad, b.clock)
		}
	}
	if read < 8 {
		t.Errorf("only %d clocks were read", read)
	}
}
