package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// guideFor names the section to read where no finding names one: that of the line that differs, else
// how to compare.
func guideFor(comparisons ...*Comparison) string {
	for _, c := range comparisons {
		if c != nil && c.Departs >= 0 && c.Departs < len(c.Lines) {
			return guideForLine(c.Stage, c.Lines[c.Departs].Name)
		}
	}
	return guideSteps + "#compare"
}

func guideForLine(stage sigv4.Stage, name string) string {
	section := "#string-to-sign"
	switch {
	case name == "header host":
		section = "#host"
	case name == "method", name == "canonical URI", name == "canonical query string", name == "signed headers", name == "payload hash", name == "credential scope":
		section = "#" + strings.ReplaceAll(strings.ToLower(name), " ", "-")
	case name == "after the payload hash":
		section = "#payload-hash"
	case stage == sigv4.StageCanonicalRequest:
		section = "#canonical-headers"
	}
	return guideSteps + section
}
