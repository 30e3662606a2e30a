package diagnose

import (
	"testing"

	"countersign/sigv4"
)

// TestGuideForLine: where no cause is found, the guide opens at the line that differs.
func TestGuideForLine(t *testing.T) {
	for _, c := range []struct {
		stage sigv4.Stage
		line  string
		want  string
	}{
		{sigv4.StageCanonicalRequest, "method", "#method"},
		{sigv4.StageCanonicalRequest, "canonical URI", "#canonical-uri"},
		{sigv4.StageCanonicalRequest, "canonical query string", "#canonical-query-string"},
		{sigv4.StageCanonicalRequest, "header host", "#host"},
		{sigv4.StageCanonicalRequest, "header x-amz-date", "#canonical-headers"},
		{sigv4.StageCanonicalRequest, "order of the headers", "#canonical-headers"},
		{sigv4.StageCanonicalRequest, "signed headers", "#signed-headers"},
		{sigv4.StageCanonicalRequest, "payload hash", "#payload-hash"},
		{sigv4.StageCanonicalRequest, "after the payload hash", "#payload-hash"},
		{sigv4.StageStringToSign, "credential scope", "#credential-scope"},
		{sigv4.StageStringToSign, "time", "#string-to-sign"},
	} {
		got := guideForLine(c.stage, c.line)
		if got != guideSteps+c.want {
			t.Errorf("%s leads to %q, want %q", c.line, got, c.want)
		}
		checkGuide(t, c.line, got)
	}
	alike := &Comparison{Stage: sigv4.StageCanonicalRequest, Lines: []ComparedLine{{Name: "method"}}, Departs: -1}
	if got := guideFor(nil, alike); got != guideSteps+"#compare" {
		t.Errorf("lines that are the same lead to %q", got)
	}
}
