package site

import (
	"slices"
	"strings"
	"testing"

	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

// The menu offers one example of each family of causes, in the order of the families, and its best
// finding is of that family.
func TestOneExampleForEachFamily(t *testing.T) {
	families, of := []string{}, map[string]string{}
	for _, c := range diagnose.Causes() {
		of[c.ID] = c.Family
		if !slices.Contains(families, c.Family) {
			families = append(families, c.Family)
		}
	}
	examples, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	var offered []string
	for _, e := range examples {
		if e.Family == "" {
			continue
		}
		offered = append(offered, e.Family)
		d := diagnose.Diagnose(diagnose.Input{Evidence: paste.Parse(e.Paste)})
		if len(d.Findings) == 0 || of[d.Findings[0].Cause] != e.Family {
			t.Errorf("%s leads to %+v", e.Name, d.Findings)
		}
	}
	if !slices.Equal(offered, families) {
		t.Errorf("the menu offers %v, the families of causes are %v", offered, families)
	}
}

// No two examples of the menu are of one format: neither in words nor in what is recognised.
func TestFormatsDiffer(t *testing.T) {
	examples, err := familyExamples()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, e := range examples {
		ev := paste.Parse(e.Paste)
		var kinds []string
		for _, p := range diagnose.Diagnose(diagnose.Input{Evidence: ev}).Parts {
			kinds = append(kinds, string(p.Kind))
		}
		if len(kinds) == 0 || slices.Contains(kinds, string(paste.KindUnrecognized)) {
			t.Errorf("of %s are recognised %v", e.Name, kinds)
		}
		for _, format := range []string{e.Format, strings.Join(kinds, " ")} {
			if other := seen[format]; format == "" || other != "" {
				t.Errorf("%s and %s are both %q", e.Name, other, format)
			}
			seen[format] = e.Name
		}
		if len(ev.Secrets) > 0 {
			t.Errorf("%s holds a secret", e.Name)
		}
	}
}
