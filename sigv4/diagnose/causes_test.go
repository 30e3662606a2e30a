package diagnose

import (
	"strings"
	"testing"
)

// A cause is named by a sentence of its own, and what leaves the same evidence is a cause too.
func TestCauses(t *testing.T) {
	seen := map[string]string{}
	for _, c := range Causes() {
		if !strings.Contains(c.Meaning, " ") || !strings.HasSuffix(c.Meaning, ".") || seen[c.Meaning] != "" {
			t.Errorf("%s means %q; so does %q", c.ID, c.Meaning, seen[c.Meaning])
		}
		seen[c.Meaning] = c.ID
		for _, id := range c.SameEvidence {
			if _, known := causeOf(id); !known || id == c.ID {
				t.Errorf("%s has the same evidence as %q", c.ID, id)
			}
		}
		if len(c.SameEvidence) > 0 && c.Test == "" {
			t.Errorf("%s: same evidence as %v, told apart by %q", c.ID, c.SameEvidence, c.Test)
		}
	}
	if len(seen) != 79 {
		t.Errorf("%d causes, want 79", len(seen))
	}
}
