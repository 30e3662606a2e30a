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
