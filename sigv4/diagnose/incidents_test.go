package diagnose

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"countersign/sigv4/paste"
)

// incident is a paste from a public thread whose cause is known, or is known not to follow from it.
type incident struct {
	ID          string     `json:"id"`
	Source      string     `json:"source"`
	Paste       string     `json:"paste"`
	Accept      []string   `json:"accept"`
	Max         Confidence `json:"max_confidence"`
	Undecidable bool       `json:"undecidable"`
}

func readIncidents(t testing.TB) []incident {
	t.Helper()
	f, err := os.Open("testdata/incidents.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []incident
	for s := bufio.NewScanner(f); s.Scan(); {
		var x incident
		if err := json.Unmarshal(s.Bytes(), &x); err != nil {
			t.Fatalf("line %d: %v", len(out)+1, err)
		}
		if x.ID == "" || !strings.HasPrefix(x.Source, "https://") || x.Undecidable == (len(x.Accept) > 0) {
			t.Fatalf("line %d: incomplete: %+v", len(out)+1, x)
		}
		out = append(out, x)
	}
	if len(out) != 93 {
		t.Fatalf("%d incidents, want 93", len(out))
	}
	return out
}

// TestIncidents holds the diagnosis against what really was the matter. On all: no wrong cause is
// certain, and no confidence is above what the evidence allows. Where a rule knows an accepted
// cause, that cause comes first.
func TestIncidents(t *testing.T) {
	ruled := map[string]bool{}
	for _, r := range rules() {
		for _, c := range r.causes {
			ruled[c] = true
		}
	}
	first, withRule := 0, 0
	for _, x := range readIncidents(t) {
		d := Diagnose(Input{Evidence: paste.Parse(x.Paste)})
		checkHonesty(t, x, d)
		top := "-"
		if len(d.Findings) > 0 {
			top = d.Findings[0].Cause + " " + string(d.Findings[0].Confidence)
		}
		t.Logf("%-6s %-40s accept %-60s %s", x.ID, top, strings.Join(x.Accept, ","), d.Verdict.Sentence)
		if x.Undecidable || !anyOf(x.Accept, ruled) || laterRule(x.ID) != "" {
			continue
		}
		withRule++
		if len(d.Findings) == 0 || !contains(x.Accept, d.Findings[0].Cause) {
			t.Errorf("%s (%s): first is %s, want one of %s", x.ID, x.Source, top, strings.Join(x.Accept, ", "))
			continue
		}
		first++
	}
	t.Logf("%d of %d with a rule: an accepted cause first", first, withRule)
	if withRule < 20 {
		t.Errorf("only %d incidents were checked", withRule)
	}
}

// laterRule says why an incident with an accepted cause that some rule can name is out of that
// rule's reach: it takes another way to the cause.
func laterRule(id string) string {
	switch id {
	case "a-016":
		return "a header whose name lacks amz"
	case "a-033":
		return "a string to sign of version 2"
	case "a-088", "a-106":
		return "SignedHeaders of a URL that stands without a method"
	case "a-153":
		return "the life of a URL set against that of its credentials"
	case "a-013":
		return "SignedHeaders and a header, without their request"
	case "a-015":
		return "two lines of an access log"
	case "a-092":
		return "a string to sign of version 2, in bytes"
	case "a-116":
		return "a redirect, with its host cut"
	case "b-166":
		return "an address and a Host header, without their request"
	case "b-194":
		return "a multipart body with a boundary made anew"
	}
	return ""
}

func checkHonesty(t *testing.T, x incident, d Diagnosis) {
	t.Helper()
	for _, f := range d.Findings {
		level := rank(f.Confidence)
		switch {
		case x.Undecidable && level < rank(Possible):
			t.Errorf("%s (%s): names %s as %s, but nothing can be decided", x.ID, x.Source, f.Cause, f.Confidence)
		case !x.Undecidable && !contains(x.Accept, f.Cause) && level <= rank(Certain):
			t.Errorf("%s (%s): names %s as %s, which it is not", x.ID, x.Source, f.Cause, f.Confidence)
		case !x.Undecidable && contains(x.Accept, f.Cause) && level < rank(x.Max):
			t.Errorf("%s (%s): names %s as %s; the evidence allows %s", x.ID, x.Source, f.Cause, f.Confidence, x.Max)
		}
	}
	for _, r := range d.RuledOut {
		if contains(x.Accept, r.Cause) && !(r.Cause == "signed-early-sent-late" && len(x.Accept) > 1) {
			t.Errorf("%s (%s): rules out %s, which it may be", x.ID, x.Source, r.Cause)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func anyOf(list []string, set map[string]bool) bool {
	for _, x := range list {
		if set[x] {
			return true
		}
	}
	return false
}
