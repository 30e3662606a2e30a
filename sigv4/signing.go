package sigv4

import "time"

// Carrier says where in the request the signature travels.
type Carrier uint8

const (
	HeaderCarrier Carrier = iota // the Authorization header
	QueryCarrier                 // X-Amz-* query parameters: a presigned URL
)

// Rules are the choices in which services differ. Package endpoint knows them by service.
type Rules struct {
	// EncodeTwice encodes the wire path again (all services but the S3 family). When false,
	// the path is decoded and encoded once.
	EncodeTwice bool
	// Normalize removes dot segments and repeated slashes from the path before encoding
	// (all services but the S3 family).
	Normalize bool
	// ContentSHA256 adds and signs the header x-amz-content-sha256 (header carrier).
	ContentSHA256 bool
}

// PayloadMode says what the last line of the canonical request holds.
type PayloadMode uint8

const (
	PayloadAuto     PayloadMode = iota // the body's hash; for S3 presigned URLs UNSIGNED-PAYLOAD
	PayloadSigned                      // the body's hash; in header form x-amz-content-sha256 is added and signed
	PayloadUnsigned                    // the literal UNSIGNED-PAYLOAD
	PayloadEmpty                       // the hash of the empty string, whatever the body is
)

// Signing holds what a signature depends on besides the request and the credentials.
type Signing struct {
	Time             time.Time // any zone; UTC is used
	Region, Service  string
	Rules            Rules
	Carrier          Carrier
	Expires          int // seconds, 1 to 604800; query carrier only
	Payload          PayloadMode
	OmitSessionToken bool // the token is sent but not signed
}

// Scope is a credential scope, Date/Region/Service/Terminator.
type Scope struct {
	Date, Region, Service, Terminator string
}

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

	// Where each lies, in the header value (Header index) or the target.
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

// Stage names a step of SigV4.
type Stage uint8

const (
	StageNone Stage = iota
	StageRequest
	StageCanonicalRequest
	StageStringToSign
	StageSigningKey
	StageSignature
)

// Derivation keeps every intermediate value of one signature, each text with its source map.
type Derivation struct {
	Request          Request // in the form that is signed: headers and parameters added, no signature yet
	CanonicalURI     Text
	CanonicalQuery   Text
	CanonicalHeaders Text // each line with its newline
	SignedHeaders    Text
	PayloadHash      Text
	CanonicalRequest Text   // sources: Method, Target, HeaderName, HeaderValue, Payload, Inserted
	Hash             string // hex SHA-256 of CanonicalRequest
	StringToSign     Text
	Key              KeyChain // zero when there was no key
	Signature        string   // empty when there was no key
	Authorization    string   // the header's value; header carrier with a key only
	Signed           Request  // the request ready to send; with a key only
}

// Error says which stage could not go on, with what input, and what to do.
type Error struct {
	Stage  Stage
	Field  string // the standard term: "method", "X-Amz-Expires", "Credential" ...
	Input  string // quoted as found, shortened; never a secret
	Offset int    // byte of Input where it goes wrong, -1 when it is the whole
	Why    string // what was expected
}
