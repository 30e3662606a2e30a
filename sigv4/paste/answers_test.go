package paste

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// answer is an example of testdata/answers.jsonl: a message as a server writes it, the template that has
// to recognise it, and what it has to read from it.
type answer struct {
	ID       string            `json:"id"`
	Text     string            `json:"text"`
	Code     string            `json:"code"`
	Captures map[string]string `json:"captures"`
	ByCode   bool              `json:"by_code"` // the code tells it, not the text
}

func readAnswers(t *testing.T) []answer {
	t.Helper()
	f, err := os.Open("testdata/answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []answer
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var a answer
		if err := json.Unmarshal(s.Bytes(), &a); err != nil {
			t.Fatalf("line %d: %v", len(out)+1, err)
		}
		out = append(out, a)
	}
	return out
}

// TestCatalogue parses every example of the catalogue, as it stands, in a JSON body and in an XML body.
// An answer without a message of its own is told by its code.
func TestCatalogue(t *testing.T) {
	ids := map[string]bool{}
	read := 0
	for _, a := range readAnswers(t) {
		ids[a.ID] = true
		body, _ := json.Marshal(map[string]string{"__type": a.Code, "message": a.Text})
		ways := []string{a.Text, string(body), "<Error><Code>" + a.Code + "</Code><Message>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(a.Text) + "</Message></Error>"}
		if strings.HasPrefix(a.Text, "{") || strings.HasPrefix(a.Text, "<") {
			ways = ways[:1] // a body already
		}
		if a.ByCode {
			ways = ways[1:]
		}
		for _, text := range ways {
			read++
			found, codes, captures := false, map[string]bool{}, map[string]bool{}
			for _, e := range Parse(text).Errors {
				codes[e.Code.String] = true
				for _, m := range e.Messages {
					if m.ID != a.ID {
						continue
					}
					found = true
					for _, c := range m.Captures {
						captures[c.Name+"="+strings.TrimSuffix(c.Value.String, ".")] = true
					}
				}
			}
			if !found && !(codes[a.Code] && (a.ByCode || a.ID == "compat.no_message" || a.ID == "r2.unauthorized")) {
				t.Errorf("%s is not recognised in %q; codes %v", a.ID, text, codes)
			}
			for name, value := range a.Captures {
				if !captures[name+"="+strings.TrimSuffix(value, ".")] {
					t.Errorf("%s in %q: no %s=%q among %v", a.ID, text, name, value, captures)
				}
			}
		}
	}
	t.Logf("%d entries, read in %d ways", len(ids), read)
	if len(ids) != 91 {
		t.Errorf("%d entries, want 91", len(ids))
	}
}
