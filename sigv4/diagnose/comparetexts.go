package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// CompareTexts sets what was found at a stage beside what was expected, the sides "found" and "expected":
// canonical requests and strings to sign by the names of their lines, any other text as one line.
func CompareTexts(stage sigv4.Stage, found, expected string) Comparison {
	var columns []column
	for _, side := range [...]struct{ name, text string }{{"found", found}, {"expected", expected}} {
		lines := []textLine{{stage.String(), "", sigv4.Span{Start: 0, End: len(side.text)}}}
		switch {
		case !strings.Contains(expected, "\n"):
		case stage == sigv4.StageCanonicalRequest:
			lines = canonicalLines(side.text)
		case stage == sigv4.StageStringToSign:
			lines = toSignLines(side.text)
		}
		columns = append(columns, column{name: side.name, text: sigv4.Text{String: side.text}, lines: lines})
	}
	return *compare(stage, columns)
}
