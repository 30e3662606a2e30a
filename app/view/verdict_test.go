package view

import (
	"strings"
	"testing"

	"countersign/sigv4/diagnose"
)

func TestLongHeadline(t *testing.T) {
	for _, c := range []struct {
		letters int
		class   string
	}{{longHeadline, ""}, {longHeadline + 1, "long"}} {
		head := verdict(diagnose.Verdict{Sentence: strings.Repeat("é", c.letters), Confidence: diagnose.Proved})[1]
		if head.Tag != "h1" || head.Class != c.class {
			t.Errorf("%d letters: <%s class=%q>, want class %q", c.letters, head.Tag, head.Class, c.class)
		}
	}
}
