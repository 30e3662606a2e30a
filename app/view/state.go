package view

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// LargePaste is the size above which a paste is shown as an excerpt and read in the worker: a text
// box that holds more is slow to set and slow to edit.
const LargePaste = 64 << 10

// State is all that the reader has put in and chosen, and the diagnosis of it. The zero State is an
// empty workbench. Its methods are the only way it changes; none of them draws or waits.
type State struct {
	paste   string // as pasted, carriage returns included
	left    int    // bytes that were not taken
	secret  Secret
	keyID   string
	tab     string // the platform or SDK chosen
	guide   string // path#section opened by the reader; "" follows the finding
	editing bool   // a large paste is in the box all the same
	example string // the example in the box, as it was opened
	undo    []kept // texts that were taken away, the last one last; all are the reader's own

	Model   Model
	Pending bool   // the model is of an earlier text
	Status  string // a word on what was just done: "Copied."
	version int    // of what the model is made from
	search  search // for the mistake in it
}

// undoDepth is how many texts are kept.
const undoDepth = 4

// kept is what "Clear" or another text replaced.
type kept struct {
	paste string
	left  int
	what  string
}

// NewState is an empty workbench.
func NewState() State { return State{Model: Workbench(Job{})} }

// Paste gives the text as pasted.
func (s *State) Paste() string { return s.paste }

// HasPaste reports whether there is any text.
func (s *State) HasPaste() bool { return s.paste != "" }

// Large reports whether the paste is shown as an excerpt instead of in the box.
func (s *State) Large() bool { return len(s.paste) > LargePaste && !s.editing }

// SetPaste replaces the text; more than paste.MaxBytes is left out.
func (s *State) SetPaste(text string) {
	s.set(text)
	s.editing = false
}

func (s *State) set(text string) {
	s.left = 0
	if len(text) > paste.MaxBytes {
		end := paste.MaxBytes
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		s.left = len(text) - end
		text = text[:end]
	}
	s.paste = text
	if !strings.Contains(text, s.keyID) {
		s.keyID = ""
	}
	s.changed()
}

// LeaveOut adds to what a paste had beyond what was taken from the browser.
func (s *State) LeaveOut(n int) { s.left += n }

// Type takes what the box shows after an edit. pasted and caret are as for Edited.
func (s *State) Type(shown, pasted string, caret int) {
	s.set(Edited(s.paste, shown, pasted, caret))
	s.editing = len(s.paste) > LargePaste
}

// Edit puts a large paste into the box.
func (s *State) Edit() { s.editing = true }

// SetSecret takes the secret or signing key as typed.
func (s *State) SetSecret(secret Secret) {
	s.secret = secret
	s.changed()
}

// HasSecret reports whether a secret was given.
func (s *State) HasSecret() bool { return s.secret.held != nil }

// KeyID is the access key id that the secret is said to belong to, "" when that is not said.
func (s *State) KeyID() string { return s.keyID }

// SetKeyID says which access key id the secret belongs to.
func (s *State) SetKeyID(id string) {
	s.keyID = id
	s.changed()
}

// SelectTab chooses a platform or SDK, for all fixes.
func (s *State) SelectTab(name string) { s.tab = name }

// Tab is the platform or SDK chosen.
func (s *State) Tab() string { return s.tab }

// OpenGuide opens a section of a guide, path#section.
func (s *State) OpenGuide(ref string) { s.guide = ref }

// Guide is the section that the panel shows: the one opened, else the one that the finding names.
func (s *State) Guide() string { return cmp.Or(s.guide, s.Model.Guide) }

// Clear empties the workbench; Undo brings the text back. The secret goes for good.
func (s *State) Clear() {
	s.keep("Undo clear")
	s.secret = Secret{}
	s.keyID, s.guide, s.Status = "", "", ""
	s.SetPaste("")
}

// Replace puts another text in the place of the one there was. Undo brings that back.
func (s *State) Replace(text string) {
	if s.paste != text {
		s.keep("Undo: bring back your text")
	}
	s.guide = ""
	s.SetPaste(text)
}

// OpenExample is Replace with an example. As long as that is not edited, it is not kept for Undo.
func (s *State) OpenExample(text string) {
	s.Replace(text)
	s.example = s.paste
}

// keep puts the reader's own text on the stack, and lets go of the oldest when that is full.
func (s *State) keep(what string) {
	if !s.own() {
		return
	}
	s.undo = append(s.undo, kept{s.paste, s.left, what})
	s.undo = s.undo[max(0, len(s.undo)-undoDepth):]
}

// own reports whether there is a text of the reader's.
func (s *State) own() bool { return s.paste != "" && s.paste != s.example }

// CanUndo names what Undo would undo, "" for nothing.
func (s *State) CanUndo() string {
	if len(s.undo) == 0 {
		return ""
	}
	return s.undo[len(s.undo)-1].what
}

// Undo brings back the text that Clear or Replace took away last. What was typed since goes below all
// that is kept, so that pressing on comes round to it.
func (s *State) Undo() {
	last := len(s.undo) - 1
	if last < 0 {
		return
	}
	u := s.undo[last]
	s.undo = s.undo[:last]
	if s.own() {
		s.undo = append([]kept{{s.paste, s.left, "Undo: bring back the later text"}}, s.undo...)
	}
	s.SetPaste(u.paste)
	s.left = u.left
}

func (s *State) changed() {
	s.search = search{}
	s.version++
	s.Pending = true
	s.Status = ""
}

// Job is the work that brings the model up to date, and its version for Finish.
func (s *State) Job() (Job, int) {
	return Job{Paste: s.paste, Left: s.left, Secret: s.secret, KeyID: s.keyID, Search: s.search.result}, s.version
}

// Finish takes the model made from a job. One of an earlier version is dropped.
func (s *State) Finish(m Model, version int) {
	if version != s.version {
		return
	}
	if m.Guide != s.Model.Guide {
		s.guide = ""
	}
	s.Model = m
	s.Pending = false
}

// Selection is the range to select in the box for the arg of ActShow.
func (s *State) Selection(span sigv4.Span) (start, end int) { return ToUTF16(s.paste, span) }

// Save gives what a new run needs to go on, for the page's memory. The secret is not in it: the
// reader types it again.
func (s *State) Save() string {
	var p packer
	p.text(s.paste)
	p.num(s.left)
	p.text(s.tab)
	p.text(s.guide)
	p.text(s.keyID)
	p.text(s.example)
	for _, k := range s.undo {
		p.text(k.paste)
		p.num(k.left)
		p.text(k.what)
	}
	return string(p.out)
}

// Restore takes up what Save gave. Anything else leaves an empty workbench.
func (s *State) Restore(saved string) {
	u := unpacker{in: saved}
	pasted, left, tab, guide := u.text(), u.num(), u.text(), u.text()
	keyID, example := u.text(), u.text()
	var undo []kept
	for u.in != "" {
		undo = append(undo, kept{u.text(), u.num(), u.text()})
	}
	if u.bad {
		return
	}
	s.SetPaste(pasted)
	s.left, s.tab, s.guide = left, tab, guide
	s.keyID, s.example, s.undo = keyID, example, undo
}
