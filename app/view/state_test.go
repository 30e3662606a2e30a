package view

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// finish brings the model up to date, as the page does.
func finish(s *State) {
	job, version := s.Job()
	s.Finish(Workbench(job), version)
}

func TestStateFromEmptyToVerdictAndBack(t *testing.T) {
	s := NewState()
	if s.Pending || s.Model.Answered || plain(s.Model.Verdict...) == "" {
		t.Fatalf("a new state is not an empty workbench: %+v", s)
	}
	s.Type("InvalidSignatureException", "", 0)
	if !s.Pending {
		t.Error("typing leaves nothing to do")
	}
	finish(&s)
	if s.Pending || !s.Model.Answered {
		t.Error("no verdict after the work is done")
	}
	s.SetSecret(NewSecret(planted))
	s.Clear()
	if s.HasPaste() || s.HasSecret() || s.CanUndo() == "" {
		t.Errorf("cleared: paste %v, secret %v, undo %q", s.HasPaste(), s.HasSecret(), s.CanUndo())
	}
	finish(&s)
	if s.Model.Answered {
		t.Error("a verdict on nothing")
	}
	s.Undo()
	if s.Paste() != "InvalidSignatureException" || s.CanUndo() != "" || s.HasSecret() {
		t.Errorf("undone: %q, undo %q, secret %v", s.Paste(), s.CanUndo(), s.HasSecret())
	}
	s.Undo()
	if s.Paste() != "InvalidSignatureException" {
		t.Error("a second undo does something")
	}
}

// The answer to an earlier text is dropped, whenever it comes.
func TestStateDropsStaleModels(t *testing.T) {
	s := NewState()
	s.SetPaste("first")
	job, version := s.Job()
	s.SetPaste("second")
	s.Finish(Workbench(job), version)
	if !s.Pending || s.Model.Answered {
		t.Error("the model of an earlier text was taken")
	}
	finish(&s)
	if s.Pending {
		t.Error("the model of the text was not taken")
	}
}

func TestStateReplaceKeepsTheText(t *testing.T) {
	s := NewState()
	s.Replace("an example")
	if s.CanUndo() != "" {
		t.Error("there is an undo where nothing was lost")
	}
	s.SetPaste("mine\r\n")
	s.Replace("an example")
	s.Type("an example, edited", "", 0)
	s.Undo()
	if s.Paste() != "mine\r\n" {
		t.Errorf("the text came back as %q", s.Paste())
	}
	s.Undo()
	if s.Paste() != "an example, edited" {
		t.Errorf("the later text came back as %q", s.Paste())
	}
}

// Examples, one after the other, never push out the reader's own text, and pressing Undo on comes
// round to every text of the reader's.
func TestStateUndoKeepsEveryText(t *testing.T) {
	s := NewState()
	s.SetPaste("mine")
	s.OpenExample("example A")
	s.OpenExample("example B")
	if s.Undo(); s.Paste() != "mine" || s.CanUndo() != "" {
		t.Errorf("after two examples: %q, and then %q", s.Paste(), s.CanUndo())
	}

	for _, text := range []string{"1", "2", "3"} {
		s.SetPaste(text)
		s.Clear()
	}
	s.OpenExample("example A")
	s.Type("example A, edited", "", 0)
	var seen []string
	for range 5 {
		s.Undo()
		seen = append(seen, s.Paste())
	}
	if got := strings.Join(seen, "; "); got != "3; 2; 1; example A, edited; 3" {
		t.Errorf("Undo gives %s", got)
	}
	for range 2 * undoDepth {
		s.Clear()
		s.SetPaste("again")
	}
	if len(s.undo) != undoDepth {
		t.Errorf("%d texts are kept", len(s.undo))
	}
}

// The choice of an access key id ends with the text that names it.
func TestStateForgetsAKeyID(t *testing.T) {
	s := NewState()
	s.SetPaste("AKIDEXAMPLE AKIAIOSFODNN7EXAMPLE")
	s.SetKeyID("AKIDEXAMPLE")
	s.Type("AKIDEXAMPLE AKIAIOSFODNN7EXAMPLE.", "", 33)
	if s.KeyID() != "AKIDEXAMPLE" {
		t.Errorf("the key id is %q", s.KeyID())
	}
	s.SetPaste("AKIAIOSFODNN7EXAMPLE")
	if job, _ := s.Job(); job.KeyID != "" {
		t.Errorf("the key id of another text is %q", job.KeyID)
	}
}

func TestStateLimits(t *testing.T) {
	s := NewState()
	s.SetPaste(strings.Repeat("é", paste.MaxBytes))
	if len(s.Paste()) != paste.MaxBytes || !s.Large() {
		t.Errorf("%d bytes were taken", len(s.Paste()))
	}
	s.LeaveOut(10)
	if job, _ := s.Job(); job.Left != paste.MaxBytes+10 {
		t.Errorf("%d bytes were left out", job.Left)
	}
	s.Edit()
	if s.Large() {
		t.Error("the text cannot be edited")
	}
	s.Type("a", "", 1)
	s.SetPaste("a")
	if s.Large() {
		t.Error("a short text is large")
	}
	s.SetPaste("x" + strings.Repeat("é", paste.MaxBytes))
	if len(s.Paste()) != paste.MaxBytes-1 {
		t.Errorf("a character was cut: %d bytes", len(s.Paste()))
	}
}

func TestStateGuide(t *testing.T) {
	s := NewState()
	s.Model.Guide = "guides/a.html#one"
	if s.Guide() != "guides/a.html#one" {
		t.Errorf("the panel shows %q", s.Guide())
	}
	s.OpenGuide("guides/b.html#two")
	s.SetPaste("x")
	job, version := s.Job()
	_ = job
	s.Finish(Model{Guide: "guides/a.html#one"}, version)
	if s.Guide() != "guides/b.html#two" {
		t.Errorf("the same finding closed what the reader opened: %q", s.Guide())
	}
	s.SetPaste("y")
	_, version = s.Job()
	s.Finish(Model{Guide: "guides/a.html#three"}, version)
	if s.Guide() != "guides/a.html#three" {
		t.Errorf("another finding does not open its section: %q", s.Guide())
	}
}

func TestStateSurvivesARestart(t *testing.T) {
	s := NewState()
	s.SetPaste("a\r\nb\u2028 \"'<")
	s.SelectTab("macOS")
	s.Replace("AKIDEXAMPLE")
	s.SetKeyID("AKIDEXAMPLE")
	s.OpenGuide("guides/a.html#b")
	s.SetSecret(NewSecret(planted))
	next := NewState()
	next.Restore(s.Save())
	if next.Paste() != "AKIDEXAMPLE" || next.KeyID() != "AKIDEXAMPLE" || next.Tab() != "macOS" || next.Guide() != "guides/a.html#b" || next.HasSecret() || !next.Pending {
		t.Errorf("restored %+v", next)
	}
	if next.Undo(); next.Paste() != "a\r\nb\u2028 \"'<" {
		t.Errorf("Undo after a restart gives %q", next.Paste())
	}
	for _, bad := range []string{"", "x", "5:ab", "-1:", "99999999999999999999:", "1:a2;"} {
		broken := NewState()
		broken.Restore(bad)
		if broken.HasPaste() {
			t.Errorf("%q restored %q", bad, broken.Paste())
		}
	}
}

func TestSelectionIsThatOfTheBox(t *testing.T) {
	s := NewState()
	s.SetPaste("ü\r\nHost: a")
	if start, end := s.Selection(sigv4.Span{Start: 4, End: 8}); start != 2 || end != 6 {
		t.Errorf("Selection = %d, %d", start, end)
	}
}
