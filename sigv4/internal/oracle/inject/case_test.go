package inject

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestIndependent: whatever the injector knows of signing, it does not know from the engine.
func TestIndependent(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, pkg := range strings.Fields(string(out)) {
		if strings.HasPrefix(pkg, "countersign/") && pkg != "countersign/sigv4/internal/oracle/inject" {
			t.Errorf("it depends on %s", pkg)
		}
	}
}

func TestMakeIsDeterministic(t *testing.T) {
	for n := range 4 {
		for seed := range uint64(20) {
			if a, b := Make(seed, n), Make(seed, n); !reflect.DeepEqual(a, b) {
				t.Errorf("seed %d, %d mistakes: two cases", seed, n)
			}
		}
	}
	if Make(1, 1).Raw == Make(307, 1).Raw {
		t.Error("two seeds make one case")
	}
}

// byID are the mistakes of a case again.
func byID(c Case) []Mistake {
	var made []Mistake
	for _, f := range c.Faults {
		at := slices.IndexFunc(Mistakes(), func(m Mistake) bool { return m.ID == f.ID })
		made = append(made, Mistakes()[at])
	}
	return made
}

// TestMake: a case has as many mistakes as were asked for, of fields of their own; each is needed; and what
// it says of their equivalents is so.
func TestMake(t *testing.T) {
	all := Mistakes()
	for n := range 4 {
		first := map[string]bool{}
		for seed := range uint64(len(all)) {
			c := Make(seed, n)
			made := byID(c)
			if len(made) != n {
				t.Fatalf("seed %d: %d mistakes, want %d", seed, len(made), n)
			}
			sent := "Signature=" + c.Signature + "\r\n"
			if c.Request.Presigned {
				sent = "Signature=" + escape(c.Signature, "")
			}
			if got := sign(c.Request, made...).signature; got != c.Signature || got != c.Wrong.Signature || !strings.Contains(c.Raw, sent) {
				t.Fatalf("seed %d: the case has signature %s, its mistakes make %s\n%s", seed, c.Signature, got, c.Raw)
			}
			if n == 0 && c.Signature != c.Right.Signature {
				t.Errorf("seed %d: a wrong signature without a mistake", seed)
			}
			fields := map[string]bool{}
			for i, m := range made {
				if fields[m.Field] {
					t.Errorf("seed %d: two mistakes of %s", seed, m.Field)
				}
				fields[m.Field] = true
				if without := slices.Delete(slices.Clone(made), i, i+1); sign(c.Request, without...).signature == c.Signature {
					t.Errorf("seed %d: %s changes nothing", seed, m.ID)
				}
				for _, cause := range m.Causes {
					if !slices.Contains(c.Faults[i].Causes, cause) {
						t.Errorf("seed %d: %s is not among the causes of %s", seed, cause, m.ID)
					}
				}
			}
			if n > 0 {
				first[made[0].ID] = true
			}
		}
		if n > 0 && len(first) != len(all) {
			t.Errorf("with %d mistakes, %d of %d come first", n, len(first), len(all))
		}
	}
}

// TestMistakeTable: ids are unique, and every mistake has a field and causes of the cause table's form.
func TestMistakeTable(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Mistakes() {
		if seen[m.ID] || m.Field == "" || len(m.Causes) == 0 || len(m.edits) == 0 {
			t.Errorf("%s is incomplete, or there twice", m.ID)
		}
		seen[m.ID] = true
	}
	for _, e := range equivalents {
		for _, id := range append(strings.Fields(e.second), e.first) {
			if !seen[id] {
				t.Errorf("the equivalents name %s, which is no mistake", id)
			}
		}
	}
}

// TestPastes has net/http read the raw requests and the answers back.
func TestPastes(t *testing.T) {
	forms := map[string]int{}
	for seed := range uint64(400) {
		c := Make(seed, int(seed%4))
		for _, p := range c.Pastes {
			forms[p.Form]++
			if p.Form == FormHTTP || p.Form == FormError {
				checkHTTP(t, c, p)
			}
		}
	}
	for form, least := range map[string]int{FormHTTP: 400, FormCurl: 350, FormURL: 5, FormError: 300} {
		if forms[form] < least {
			t.Errorf("%d pastes of the form %s, want %d", forms[form], form, least)
		}
	}
	t.Logf("pastes by form: %v", forms)
}

func checkHTTP(t *testing.T, c Case, p Paste) {
	t.Helper()
	in := bufio.NewReader(strings.NewReader(p.Text))
	r, err := http.ReadRequest(in)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", c.Seed, err, p.Text)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || !bytes.Equal(body, c.Request.Body) || r.RequestURI != c.Target || r.Header.Get("Authorization") != c.Authorization {
		t.Errorf("seed %d: another request is read: %v\n%s", c.Seed, err, p.Text)
	}
	if p.Form == FormHTTP {
		return
	}
	in.Discard(2)
	answer, err := http.ReadResponse(in, r)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", c.Seed, err, p.Text)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil || int64(len(text)) != answer.ContentLength {
		t.Errorf("seed %d: %v: the answer has %d bytes\n%s", c.Seed, err, len(text), p.Text)
	}
}

// TestCurl has bash take the commands apart.
func TestCurl(t *testing.T) {
	for seed := range uint64(60) {
		c := Make(seed, 1)
		for _, p := range c.Pastes {
			if p.Form != FormCurl {
				continue
			}
			out, err := exec.Command("bash", "-c", "curl() { printf '%s\\0' \"$@\"; }\n"+p.Text).Output()
			if err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, p.Text)
			}
			words := strings.Split(string(out), "\x00")
			if len(c.Request.Body) > 0 && !slices.Contains(words, string(c.Request.Body)) {
				t.Errorf("seed %d: bash does not read the body %q in\n%s", seed, c.Request.Body, p.Text)
			}
			for _, h := range c.Request.Headers {
				sent := h.Name + ": " + h.Value
				if h.Value == "" {
					sent = h.Name + ";"
				}
				if !strings.EqualFold(h.Name, "Host") && !slices.Contains(words, sent) {
					t.Errorf("seed %d: bash does not read the header %q in\n%s", seed, sent, p.Text)
				}
			}
		}
	}
}
