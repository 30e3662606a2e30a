package site

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"countersign/sigv4/diagnose"
)

func readJSON(t *testing.T, dir, name string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(read(t, os.DirFS(dir), name)), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// collapsed is a text with its white space made single blanks, for what a browser lays out anew.
func collapsed(s string) string { return strings.Join(strings.Fields(s), " ") }

// The JSON of a code says what its page shows, all of it and nothing else.
func TestErrorTwins(t *testing.T) {
	dir := built(t, Config{})
	var list struct{ Errors []errorTwin }
	readJSON(t, dir, "errors.json", &list)
	if len(list.Errors) != len(codes()) {
		t.Errorf("errors.json lists %d codes, want %d", len(list.Errors), len(codes()))
	}
	for _, short := range list.Errors {
		var twin errorTwin
		readJSON(t, dir, short.JSON, &twin)
		page := read(t, os.DirFS(dir), short.Page)
		whole := collapsed(shownIn(page))
		if twin.Code != short.Code || twin.Title != short.Title || twin.Page != errorPath(twin.Code) || len(short.Answers) != 0 {
			t.Errorf("%s: listed as %+v", short.JSON, short)
		}
		has := func(what, s string) {
			t.Helper()
			if !strings.Contains(whole, collapsed(s)) || s == "" {
				t.Errorf("%s: %s %q is not on the page", short.JSON, what, s)
			}
		}
		links := func(what, address string) {
			t.Helper()
			if !strings.Contains(page, `href="`+address+`"`) {
				t.Errorf("%s: the page does not lead to %s %s", short.JSON, what, address)
			}
		}
		has("title", twin.Title)
		has("summary", twin.Summary)
		for _, s := range twin.Statuses {
			has("status", "HTTP "+strconv.Itoa(s.Status))
		}
		for _, s := range twin.Text {
			has("title", s.Title)
			for line := range strings.Lines(s.Text) {
				before, _, _ := strings.Cut(line, " <https://")
				has("text", before)
			}
		}
		messages := 0
		for _, a := range twin.Answers {
			has("answer", a.Title)
			for _, m := range a.Messages {
				messages++
				has("message", m.Text)
				has("verdict", sureWords(diagnose.Confidence(m.Verdict.Confidence))+": "+m.Verdict.Sentence)
				links("the example", "../index.html#example="+m.Example)
				for _, f := range m.Fields {
					has("field", f.Means)
					has("value", f.Value)
				}
			}
		}
		if shown := len(shownMessage.FindAllString(page, -1)); shown != messages {
			t.Errorf("%s has %d messages, the page %d", short.JSON, messages, shown)
		}
		if answers := strings.Count(page, "<h3 ") - len(twin.Orders); answers != len(twin.Answers) {
			t.Errorf("%s has %d answers, the page %d", short.JSON, len(twin.Answers), answers)
		}
		for _, c := range twin.Causes {
			links("the cause", "../causes/"+c.Cause+".html")
			if c.Confirmed != diagnose.Frequency(c.Cause) || twin.ConfirmedCases != diagnose.ConfirmedCases {
				t.Errorf("%s: %s confirmed %d of %d", short.JSON, c.Cause, c.Confirmed, twin.ConfirmedCases)
			}
		}
		for _, o := range twin.Orders {
			links("the source", o.Source.Address)
			for _, c := range o.Checks {
				has("check", c.Check[1:])
			}
		}
		for _, a := range twin.PasteNext {
			has("ask", strings.ReplaceAll(a.What, "`", ""))
		}
		for _, s := range twin.Sources {
			links("the source", s.Address)
		}
		links("its twin", "../"+short.JSON)
		if !strings.Contains(page, `<link rel="alternate" type="application/json" href="../`+short.JSON+`">`) {
			t.Errorf("%s does not name its twin in the head", short.Page)
		}
	}
}

// The JSON of a cause says what its page and the table of causes say.
func TestCauseTwins(t *testing.T) {
	dir := built(t, Config{})
	var list struct {
		Causes []causeTwin
		Cases  int `json:"confirmed_cases"`
	}
	readJSON(t, dir, "causes.json", &list)
	causes := diagnose.Causes()
	if len(list.Causes) != len(causes) || list.Cases != diagnose.ConfirmedCases {
		t.Fatalf("causes.json lists %d causes of %d cases", len(list.Causes), list.Cases)
	}
	for i, c := range causes {
		var twin causeTwin
		readJSON(t, dir, "causes/"+c.ID+".json", &twin)
		page := read(t, os.DirFS(dir), "causes/"+c.ID+".html")
		if list.Causes[i].ID != c.ID || twin.Meaning != c.Meaning || twin.Family != c.Family || !slices.Equal(twin.SameEvidence, c.SameEvidence) ||
			twin.Test != c.Test || twin.Confirmed != diagnose.Frequency(c.ID) {
			t.Errorf("%s: %+v", c.ID, twin)
		}
		whole := collapsed(shownIn(page))
		for _, s := range twin.Text {
			for line := range strings.Lines(s.Text) {
				for piece := range strings.SplitSeq(line, " <https://") {
					if _, after, ok := strings.Cut(piece, ">"); ok {
						piece = after
					}
					if !strings.Contains(whole, collapsed(piece)) {
						t.Errorf("%s: %q is not on the page", c.ID, piece)
					}
				}
			}
		}
		for _, s := range twin.ShownBy {
			if !strings.Contains(page, `href="../`+errorPath(s.Code)+"#"+answerID(s.Answer)+`"`) {
				t.Errorf("%s: the page does not lead to %s, %s", c.ID, s.Code, s.Answer)
			}
		}
		if len(twin.Text) < 4 || !strings.Contains(page, `<link rel="alternate" type="application/json" href="../causes/`+c.ID+`.json">`) {
			t.Errorf("%s: %d sections, or the page does not name its twin", c.ID, len(twin.Text))
		}
	}
}
