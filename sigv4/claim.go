package sigv4

import (
	"fmt"
	"io"
)

// Claim is what a signed request says about its own signature, taken from the Authorization
// header or the X-Amz-* query parameters. Every field is as found, not validated beyond the grammar.
type Claim struct {
	Carrier       Carrier
	Algorithm     string
	AccessKeyID   string
	Scope         Scope
	SignedHeaders []string // in the order given
	Signature     string
	Date          string // X-Amz-Date, or the Date header, as found
	Expires       string // X-Amz-Expires as found; query carrier only
	SessionToken  string
	RegionSet     string // X-Amz-Region-Set as found; SigV4A only

	// Where each lies.
	Where ClaimSpans
}

// ClaimSpans says where the parts of a Claim lie: offsets in the source named.
// A part that is absent has a zero Span.
type ClaimSpans struct {
	Source        Source // HeaderValue of the Authorization header, or TargetPart
	Algorithm     Span
	Credential    Span
	SignedHeaders Span
	Signature     Span
	Date          Span
	DateSource    Source
}

// Format keeps every verb from printing the session token.
func (c Claim) Format(f fmt.State, _ rune) {
	io.WriteString(f, "[claim of "+c.AccessKeyID+"/"+c.Scope.String()+"]")
}

// MarshalText keeps encoders from writing the same.
func (c Claim) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(c)), nil }
