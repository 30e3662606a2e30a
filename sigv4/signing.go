package sigv4

import "time"

// Carrier says where in the request the signature travels.
type Carrier uint8

// The carriers.
const (
	HeaderCarrier Carrier = iota // the Authorization header
	QueryCarrier                 // X-Amz-* query parameters: a presigned URL
)

// Rules are the choices in which services differ. Package endpoint knows them by service; the zero
// Rules encode once and leave everything else alone.
type Rules struct {
	// EncodeTwice encodes the wire path again (all services but the S3 family): %20 becomes %2520. When
	// false, the path is decoded and encoded once: %20 stays, %7E becomes ~, and %2F a slash.
	EncodeTwice bool
	// Normalize removes dot segments and repeated slashes from the path before encoding
	// (all services but the S3 family).
	Normalize bool
	// ContentSHA256 says that the service wants the header x-amz-content-sha256, signed, and takes
	// the payload of a presigned URL for unsigned (the S3 family).
	ContentSHA256 bool
}

// PayloadMode says what the last line of the canonical request holds.
type PayloadMode uint8

// The payload modes. "The payload's hash" is Request.PayloadHash where that is given, else the
// SHA-256 of Request.Body. In every mode x-amz-content-sha256 is added, and signed, where rules say
// ContentSHA256 (header carrier); a header of that name in the request is set anew, but for one case.
const (
	// PayloadAuto is the payload's hash; for presigned URLs under ContentSHA256 it is the query parameter
	// X-Amz-Content-Sha256 or, without one, UNSIGNED-PAYLOAD. A word such as UNSIGNED-PAYLOAD in the
	// request's own x-amz-content-sha256 is respected: that is the one case.
	PayloadAuto PayloadMode = iota
	// PayloadSigned is the payload's hash; x-amz-content-sha256 is added whatever the rules (header carrier).
	PayloadSigned
	// PayloadUnsigned is the word UNSIGNED-PAYLOAD; the header is added as with PayloadSigned.
	PayloadUnsigned
	// PayloadEmpty is the hash of the empty string, whatever the payload is.
	PayloadEmpty
)

// Signing holds what a signature depends on besides the request and the credentials.
//
// RegionSet names the regions that a SigV4A signature holds in, with commas between them and "*" for
// any part: "us-east-1,us-west-*", "*". It travels in X-Amz-Region-Set.
type Signing struct {
	Time             time.Time // any zone; UTC is used, to the second
	Region, Service  string    // as the credential scope names them
	RegionSet        string    // see below; when set, the signature is one of SigV4A and Region is not read
	Rules            Rules
	Carrier          Carrier
	Expires          int // seconds, 1 to MaxExpires; query carrier only
	Payload          PayloadMode
	OmitSessionToken bool // the token is sent but not signed
}

// algorithm is the name of the algorithm that g asks for.
func (g *Signing) algorithm() string {
	if g.RegionSet != "" {
		return AlgorithmECDSA
	}
	return Algorithm
}
