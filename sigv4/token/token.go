package token

import (
	"fmt"
	"io"
	"time"

	"countersign/sigv4"
)

// Terms are what every signature here depends on besides the request itself.
type Terms struct {
	Credentials sigv4.Credentials
	Region      string
	Time        time.Time // any zone; UTC is used, to the second
}

// Param is a query parameter, name and value not encoded.
type Param struct {
	Name, Value string
}

// Token is what was made: a token, a password or a URL, with the steps that led to it. It is a secret.
// No fmt verb, encoder or panic prints it.
type Token struct {
	held **made // two pointers: package fmt follows one, even in unexported fields
}

type made struct {
	text       string
	derivation sigv4.Derivation
	notes      []string
}

func newToken(text string, d sigv4.Derivation, notes ...string) Token {
	p := &made{text, d, notes}
	return Token{&p}
}

// IsZero reports whether there is no token.
func (t Token) IsZero() bool { return t.held == nil }

// Reveal gives the text, to be handed to the program that connects. Whoever has it can connect.
func (t Token) Reveal() string {
	if t.held == nil {
		return ""
	}
	return (*t.held).text
}

// Derivation gives every step of the signature. In Signed, the parameters stand as in the token.
func (t Token) Derivation() sigv4.Derivation {
	if t.held == nil {
		return sigv4.Derivation{}
	}
	return (*t.held).derivation
}

// Notes are what whoever uses the token must know, a sentence each. They hold no secret.
func (t Token) Notes() []string {
	if t.held == nil {
		return nil
	}
	return append([]string(nil), (*t.held).notes...)
}

// Format keeps every verb from printing the token.
func (t Token) Format(f fmt.State, _ rune) {
	if t.held == nil {
		io.WriteString(f, "no token")
		return
	}
	io.WriteString(f, "[token not shown]")
}

// MarshalText keeps encoders from writing the token.
func (t Token) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(t)), nil }
