package view

import (
	"slices"
	"strings"
	"time"
)

// SignState is all that the reader has put in on the Sign page, and what it gives. Its methods are
// the only way it changes; none of them draws, waits or reads a clock.
type SignState struct {
	text    map[string]string // what was typed or chosen; the rest is the carrier's example
	own     bool              // the request and the credentials are the reader's, no longer an example's
	secret  Secret            // with own only
	token   Secret
	carrier *signCarrier // the one chosen

	revealed bool   // the four keys are shown
	unmasked bool   // the token or password is shown
	tab      string // the export chosen
	guide    string // path#section of what has the focus
	piece    int    // the piece whose way is shown, -1 for none

	Model  SignModel
	Status string // a word on what was just done
}

// NewSignState is the page with the documentation's example in it, signed.
func NewSignState() SignState {
	s := SignState{text: map[string]string{}, revealed: true, piece: -1, guide: guideSteps + "#steps", carrier: carrierOf("")}
	s.Update(time.Time{})
	return s
}

// Field gives the text of a field, "" for a secret: those are never handed out.
func (s *SignState) Field(id string) string {
	if value, typed := s.text[id]; typed {
		return value
	}
	if id == FieldSecret {
		return ""
	}
	return s.example(id)
}

// ExampleSecret gives the documented secret while it is the one in use, for the page to fill in its
// field, and "" for any other.
func (s *SignState) ExampleSecret() string {
	if used := s.secretText(); used == s.example(FieldSecret) || used == exampleSecret || used == exampleSecretS3 {
		return used
	}
	return ""
}

func (s *SignState) secretText() string {
	if s.own {
		return s.secret.typed()
	}
	return s.example(FieldSecret)
}

// Set takes what a field holds now. Credentials of one's own end the example's time: a request
// signed for 2015 is of no use.
func (s *SignState) Set(id, value string) {
	s.Status = ""
	if id == FieldSecret || id == FieldKind || id == FieldCarrier {
		s.unmasked = false
	}
	if strings.Contains(together, " "+id+" ") {
		s.settle()
	}
	switch id {
	case FieldSecret:
		s.secret = NewSecret(value)
		s.revealed = s.ExampleSecret() != ""
	case FieldToken:
		s.token = NewSecret(value)
	default:
		s.text[id] = value
	}
	if id == FieldCarrier {
		s.carrier = carrierOf(value)
		s.guide = sectionOf(s.carrier.guide)
	}
	own := s.ExampleSecret() == "" || s.Field(FieldKeyID) != s.example(FieldKeyID)
	if (id == FieldSecret || id == FieldKeyID) && own && value != "" && s.Field(FieldTime) == s.example(FieldTime) {
		s.text[FieldWhen] = "now"
	}
}

// settle makes what the fields show of an example the reader's own: it stays when the carrier changes.
func (s *SignState) settle() {
	if s.own {
		return
	}
	for _, id := range strings.Fields(together) {
		if id != FieldSecret && id != FieldToken && s.Shows(id) {
			s.text[id] = s.Field(id)
		}
	}
	s.secret = NewSecret(s.example(FieldSecret))
	s.own = true
}

// Shows reports whether a field matters for the carrier chosen.
func (s *SignState) Shows(id string) bool {
	fields := alwaysShown + s.carrier.fields
	switch id {
	case FieldRegion:
		return !s.ecdsa()
	case FieldRegionSet:
		return s.ecdsa()
	case FieldChecksum:
		return strings.Contains(fields, id) && s.Field(FieldMode) != "signed"
	case FieldOmitToken:
		return s.carrier.value == "query"
	}
	if strings.Contains(fields, " "+FieldKind+" ") {
		fields += kindOf(s.Field(FieldKind)).fields
		if id == FieldWhen || id == FieldTime || id == FieldToken {
			return s.Field(FieldKind) != "smtp"
		}
	}
	return strings.Contains(fields, " "+id+" ")
}

// ShowsAny reports whether one of the fields matters.
func (s *SignState) ShowsAny(ids ...string) bool { return slices.ContainsFunc(ids, s.Shows) }

// ecdsa reports whether SigV4A is chosen, for a carrier that there is with it.
func (s *SignState) ecdsa() bool {
	return s.Field(FieldAlgorithm) == "sigv4a" && strings.Contains(s.carrier.fields, " "+FieldAlgorithm+" ")
}

// Update signs anew what the fields hold. now is the time of the reader's clock, read when the time
// to sign with is "now". Steps that half-typed input does not give stay as they were, as stale.
func (s *SignState) Update(now time.Time) {
	m := s.sign(now)
	if m.Steps == nil {
		last := s.Model
		m.Steps, m.pieces, m.names, m.scope, m.impliedHost, m.from, m.Stale = last.Steps, last.pieces, last.names, last.scope, last.impliedHost, last.from, true
	}
	if s.piece >= len(m.pieces) {
		s.piece = -1
	}
	s.Model = m
}

// Now reports whether the time to sign with is the reader's clock's.
func (s *SignState) Now() bool { return s.Field(FieldWhen) != "pinned" }

// Reveal shows the four keys or hides them again. Update draws them.
func (s *SignState) Reveal() { s.revealed = !s.revealed }

// Unmask shows the token or password or hides it again. Update draws it.
func (s *SignState) Unmask() { s.unmasked = !s.unmasked }

// SelectTab chooses the form in which the signed request is exported.
func (s *SignState) SelectTab(name string) { s.tab = name }

// Tab is the export chosen.
func (s *SignState) Tab() string { return s.tab }

// Guide is the section to read beside what has the focus.
func (s *SignState) Guide() string { return s.guide }

// OpenGuide opens a section of a guide, path#section.
func (s *SignState) OpenGuide(ref string) { s.guide = ref }

// FocusField opens the guide at what explains a field.
func (s *SignState) FocusField(id string) {
	if section := fieldGuides[id]; section != "" {
		s.guide, s.piece = sectionOf(section), -1
	}
}

// Point shows where a piece comes from and goes to; -1 shows nothing. It reports whether that changes anything.
func (s *SignState) Point(piece int) bool {
	if piece >= len(s.Model.pieces) || piece == s.piece {
		return false
	}
	s.piece = piece
	return true
}

// FocusPiece is Point, and opens the guide at what explains the piece.
func (s *SignState) FocusPiece(piece int) {
	s.Point(piece)
	if s.piece >= 0 {
		s.guide = sectionOf(s.Model.pieces[s.piece].guide)
	}
}

// Save gives what a new run needs to go on, for the page's memory. Secret and token are not in it.
func (s *SignState) Save() string {
	var p packer
	for _, id := range signFields {
		value, typed := s.text[id]
		p.text(mark(typed) + value)
	}
	p.text(mark(s.own))
	p.text(s.tab)
	p.text(s.guide)
	return string(p.out)
}

// mark is the first letter of what Save writes of a field: whether it was typed.
func mark(typed bool) string {
	if typed {
		return "="
	}
	return ""
}

// Restore takes up what Save gave; the secret has to be given again. Anything else changes nothing.
func (s *SignState) Restore(saved string) {
	u := unpacker{in: saved}
	texts := map[string]string{}
	for _, id := range signFields {
		if value, typed := strings.CutPrefix(u.text(), "="); typed {
			texts[id] = value
		}
	}
	own, tab, guide := u.text() != "", u.text(), u.text()
	if u.bad {
		return
	}
	s.text, s.own, s.tab, s.guide = texts, own, tab, guide
	s.carrier = carrierOf(texts[FieldCarrier])
	s.secret, s.token, s.revealed, s.unmasked, s.piece = Secret{}, Secret{}, !own, false, -1
}
