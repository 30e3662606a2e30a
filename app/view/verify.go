package view

import (
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/diagnose"
)

// VerifyModel is a verification as it is to be drawn.
type VerifyModel struct {
	Head []Node // the verdict; read out when it changes
	Body []Node // the stages and what was computed, nil when there is nothing
}

// verify makes the model of what the fields hold.
func (v *VerifyState) verify(s *SignState, now time.Time) VerifyModel {
	text := v.text[FieldVerify]
	switch {
	case strings.TrimSpace(text) == "":
		return VerifyModel{Head: verifyHead("Verify a signature",
			"Give a signed request, a presigned URL, or a token or password made from a signature. It is recognised and verified at every key.")}
	case v.left > 0 || len(text) > maxVerified:
		return VerifyModel{Head: verifyHead("This text is too long to be verified here",
			"The program sigv4 verifies it in a terminal, up to 64 MiB.")}
	}
	var hide secrets
	hide.add(s.token.typed())
	if s.ExampleSecret() == "" {
		hide.add(s.secret.typed())
		hide.add(strings.TrimSpace(s.secret.typed()))
	}
	o := v.options(now)
	r, err := diagnose.Verify(text, o)
	unused := ""
	if err == nil {
		o.Key, unused = s.verifyKey(keyIDOf(r))
		if id := s.Field(FieldKeyID); documentedSecret(id) == "" {
			o.AccessKeyID = id
		}
		r, err = diagnose.Verify(text, o)
	}
	if err != nil {
		return VerifyModel{Head: hide.scrubAll(refusedHead(err))}
	}
	reason := r.Reason()
	if unused != "" && r.Departs < 0 {
		reason = unused
	}
	w := verifyDrawing{r: r, drawing: drawing{src: newSource("", hide)}}
	if reason == "" && r.Departs >= 0 {
		reason = "Below stands, line by line, what it calls for beside what was found."
	}
	return VerifyModel{Head: hide.scrubAll(verifyHead(r.Verdict(), reason)), Body: hide.scrubAll(w.body())}
}

//go:noinline
func verifyHead(title, detail string) []Node {
	return []Node{el("h1", "", text(title)), paragraph("detail", detail)}
}

// refusedHead says why nothing can be verified, and what to do.
func refusedHead(err error) []Node {
	e, ok := err.(*sigv4.Error) // all errors of Verify are
	if !ok {
		return verifyHead("This cannot be verified", err.Error())
	}
	words := capital(e.Field) + ": " + e.Why + "."
	if e.Input != "" {
		words = capital(e.Field) + " " + quoted(e.Input) + ": " + e.Why + "."
	}
	return verifyHead("This cannot be verified", words)
}

// keyIDOf is the access key id that a text names, "" when it names none.
func keyIDOf(r check.Result) string {
	for _, f := range r.Facts {
		if f.Name == "access key id" {
			return f.Value
		}
	}
	return ""
}
