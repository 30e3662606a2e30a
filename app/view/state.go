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
	undo    *kept

	Model   Model
	Pending bool   // the model is of an earlier text
	Status  string // a word on what was just done: "Copied."
	version int    // of what the model is made from
}

// kept is what "Clear" or an example replaced.
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
	if s.paste != "" {
		s.undo = &kept{s.paste, s.left, "Undo clear"}
	}
	s.secret = Secret{}
	s.keyID, s.guide, s.Status = "", "", ""
	s.SetPaste("")
}

// Replace puts another text, an example or a new paste, in the place of the one there was. Undo
// brings that back.
func (s *State) Replace(text string) {
	if s.paste != "" && s.paste != text {
		s.undo = &kept{s.paste, s.left, "Undo: bring back your text"}
	}
	s.guide = ""
	s.SetPaste(text)
}

// CanUndo names what Undo would undo, "" for nothing.
func (s *State) CanUndo() string {
	if s.undo == nil {
		return ""
	}
	return s.undo.what
}

// Undo brings back the text that Clear or Replace took away. What was typed since is kept in its place.
func (s *State) Undo() {
	if s.undo == nil {
		return
	}
	u := *s.undo
	s.undo = nil
	if s.paste != "" {
		s.undo = &kept{s.paste, s.left, "Undo: bring back the later text"}
	}
	s.SetPaste(u.paste)
	s.left = u.left
}

func (s *State) changed() {
	s.version++
	s.Pending = true
	s.Status = ""
}

// Job is the work that brings the model up to date, and its version for Finish.
func (s *State) Job() (Job, int) {
	return Job{Paste: s.paste, Left: s.left, Secret: s.secret, KeyID: s.keyID}, s.version
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
	return string(p.out)
}

// Restore takes up what Save gave. Anything else leaves an empty workbench.
func (s *State) Restore(saved string) {
	u := unpacker{in: saved}
	pasted, left, tab, guide := u.text(), u.num(), u.text(), u.text()
	if u.bad {
		return
	}
	s.SetPaste(pasted)
	s.left, s.tab, s.guide = left, tab, guide
}
