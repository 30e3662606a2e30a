package paste

import (
	"encoding/json"
	"strings"
	"testing"

	"countersign/sigv4/pastetest"
)

// TestCatalogue parses every example of the catalogue, as it stands, in a JSON body and in an XML body.
// An answer without a message of its own is told by its code.
func TestCatalogue(t *testing.T) {
	answers, err := pastetest.Answers()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	read := 0
	for _, a := range answers {
		ids[a.ID] = true
		body, _ := json.Marshal(map[string]string{"__type": a.Code, "message": a.Text})
		ways := []string{a.Text, string(body), "<Error><Code>" + a.Code + "</Code><Message>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(a.Text) + "</Message></Error>"}
		if a.Body() {
			ways = ways[:1]
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
