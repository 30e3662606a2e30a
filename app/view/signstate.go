package view

import (
	"time"
)

// The fields of the Sign page, by the ids of their controls.
const (
	FieldMethod    = "method"
	FieldURL       = "url"
	FieldHeaders   = "headers"
	FieldBody      = "body"
	FieldKeyID     = "key-id"
	FieldSecret    = "secret"
	FieldToken     = "token"
	FieldRegion    = "region"
	FieldService   = "service"
	FieldTime      = "time"
	FieldWhen      = "when"
	FieldCarrier   = "carrier"
	FieldExpires   = "expires"
	FieldRules     = "rules"
	FieldPayload   = "payload"
	FieldOmitToken = "omit-token"
)

// signFields are the fields that are texts and no secrets, in the order in which Save keeps them.
var signFields = []string{FieldMethod, FieldURL, FieldHeaders, FieldBody, FieldKeyID, FieldRegion, FieldService,
	FieldTime, FieldWhen, FieldCarrier, FieldExpires, FieldRules, FieldPayload, FieldOmitToken}

// Choice is one of the values that a field can have.
type Choice struct{ Value, Words string }

// SignChoices are the values of the fields that offer a few.
var SignChoices = map[string][]Choice{
	FieldWhen:    {{"now", "Now"}, {"pinned", "A fixed time"}},
	FieldCarrier: {{"header", "Header"}, {"query", "Presigned URL"}},
	FieldRules:   {{"auto", "By service"}, {"s3", "S3’s"}, {"general", "General"}},
	FieldPayload: {{"auto", "By service"}, {"signed", "Hash, with its header"},
		{"unsigned", "UNSIGNED-PAYLOAD"}, {"empty", "Hash of nothing"}},
}

// The example that the page starts with: the request that AWS's documentation of Signature Version 4
// signed, with the credentials that it used. They sign nothing anywhere.
const (
	exampleKeyID  = "AKIDEXAMPLE"
	exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	exampleWhen   = "20150830T123600Z"
)

// SignState is all that the reader has put in on the Sign page, and what it gives. Its methods are
// the only way it changes; none of them draws, waits or reads a clock.
type SignState struct {
	text   map[string]string
	secret Secret
	token  Secret

	revealed bool   // the four keys are shown
	tab      string // the export chosen
	guide    string // path#section of what has the focus
	piece    int    // the piece whose way is shown, -1 for none

	Model  SignModel
	Status string // a word on what was just done
}

// NewSignState is the page with the documentation's example in it, signed.
func NewSignState() SignState {
	s := SignState{
		text: map[string]string{
			FieldMethod: "GET", FieldURL: "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
			FieldHeaders: "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
			FieldKeyID:   exampleKeyID, FieldTime: exampleWhen, FieldWhen: "pinned",
			FieldCarrier: "header", FieldExpires: "3600", FieldRules: "auto", FieldPayload: "auto",
		},
		secret: NewSecret(exampleSecret), revealed: true, piece: -1, guide: guideSteps + "#steps",
	}
	s.Update(time.Time{})
	return s
}

// Field gives the text of a field, "" for a secret: those are never handed out.
func (s *SignState) Field(id string) string { return s.text[id] }

// ExampleSecret gives the documented secret while it is the one in use, for the page to fill in its
// field, and "" for any other.
func (s *SignState) ExampleSecret() string {
	if s.secret.typed() == exampleSecret {
		return exampleSecret
	}
	return ""
}

// Set takes what a field holds now. Credentials of one's own end the example's time: a request
// signed for 2015 is of no use.
func (s *SignState) Set(id, value string) {
	s.Status = ""
	switch id {
	case FieldSecret:
		s.secret = NewSecret(value)
		s.revealed = value == exampleSecret
	case FieldToken:
		s.token = NewSecret(value)
	default:
		s.text[id] = value
	}
	own := s.secret.typed() != exampleSecret || s.text[FieldKeyID] != exampleKeyID
	if (id == FieldSecret || id == FieldKeyID) && own && value != "" && s.text[FieldTime] == exampleWhen {
		s.text[FieldWhen] = "now"
	}
}

// Update signs anew what the fields hold. now is the time of the reader's clock, read when the time
// to sign with is "now". Steps that half-typed input does not give stay as they were, as stale.
func (s *SignState) Update(now time.Time) {
	m := s.sign(now)
	if m.Steps == nil {
		m.Steps, m.pieces, m.Stale = s.Model.Steps, s.Model.pieces, true
	}
	if s.piece >= len(m.pieces) {
		s.piece = -1
	}
	s.Model = m
}

// Now reports whether the time to sign with is the reader's clock's.
func (s *SignState) Now() bool { return s.text[FieldWhen] != "pinned" }

// Presigned reports whether the signature goes into the URL.
func (s *SignState) Presigned() bool { return s.text[FieldCarrier] == "query" }

// Reveal shows the four keys or hides them again. Update draws them.
func (s *SignState) Reveal() { s.revealed = !s.revealed }

// SelectTab chooses the form in which the signed request is exported.
func (s *SignState) SelectTab(name string) { s.tab = name }

// Tab is the export chosen.
func (s *SignState) Tab() string { return s.tab }

// Guide is the section to read beside what has the focus.
func (s *SignState) Guide() string { return s.guide }

// OpenGuide opens a section of a guide, path#section.
func (s *SignState) OpenGuide(ref string) { s.guide = ref }

// fieldGuides are the sections that explain a field.
var fieldGuides = map[string]string{
	FieldMethod: "#method", FieldURL: "#canonical-uri", FieldHeaders: "#canonical-headers", FieldBody: "#payload-hash",
	FieldKeyID: "#credential-scope", FieldSecret: "#signing-key", FieldToken: "#session-token", FieldOmitToken: "#session-token",
	FieldRegion: "#credential-scope", FieldService: "#credential-scope", FieldTime: "#string-to-sign", FieldWhen: "#string-to-sign",
	FieldCarrier: "#presigned", FieldExpires: "#presigned", FieldRules: "#s3", FieldPayload: "#payload-hash",
}

// FocusField opens the guide at what explains a field.
func (s *SignState) FocusField(id string) {
	if section := fieldGuides[id]; section != "" {
		s.guide, s.piece = guideSteps+section, -1
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
		s.guide = guideSteps + s.Model.pieces[s.piece].guide
	}
}

// Save gives what a new run needs to go on, for the page's memory. Secret and token are not in it.
func (s *SignState) Save() string {
	var p packer
	for _, id := range signFields {
		p.text(s.text[id])
	}
	p.text(s.tab)
	p.text(s.guide)
	return string(p.out)
}

// Restore takes up what Save gave; the secret has to be given again. Anything else changes nothing.
func (s *SignState) Restore(saved string) {
	u := unpacker{in: saved}
	text := map[string]string{}
	for _, id := range signFields {
		text[id] = u.text()
	}
	tab, guide := u.text(), u.text()
	if u.bad {
		return
	}
	s.text, s.tab, s.guide = text, tab, guide
	s.secret, s.token, s.revealed, s.piece = Secret{}, Secret{}, false, -1
}
