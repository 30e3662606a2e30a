package eventstream

import (
	"encoding/hex"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/internal/sha256"
)

// Algorithm is the first line of the string to sign of a message.
const Algorithm = "AWS4-HMAC-SHA256-PAYLOAD"

// PayloadHash is the payload hash of the request that opens the stream, its x-amz-content-sha256.
const PayloadHash = "STREAMING-AWS4-HMAC-SHA256-EVENTS"

// The headers of an envelope.
const (
	DateHeader      = ":date"            // a Timestamp
	SignatureHeader = ":chunk-signature" // a ByteArray of 32 bytes
)

// StringToSign is the text that the signature of a message is made of, without a final line end: see the
// package comment. scope's own date is not used, t's day is; prior is the signature before it in hex;
// headers are the encoded header :date. Everything is taken as it is.
func StringToSign(t time.Time, scope sigv4.Scope, prior string, headers, payload []byte) string {
	date := t.UTC().Format(sigv4.TimeFormat)
	scope.Date, _, _ = strings.Cut(date, "T")
	ofHeaders, ofPayload := sha256.Sum256(headers), sha256.Sum256(payload)
	return strings.Join([]string{
		Algorithm, date, scope.String(), prior, hex.EncodeToString(ofHeaders[:]), hex.EncodeToString(ofPayload[:]),
	}, "\n")
}

// Step holds the intermediate values of one signature.
type Step struct {
	Prior        string // the signature before it, in hex
	Headers      []byte // the encoded header :date, of which the string to sign has the hash
	StringToSign string
	Signature    string // 64 hex digits
}

// Signer signs the messages of one stream, one after another.
type Signer struct {
	key   sigv4.Key
	scope sigv4.Scope
	prior string
}

// NewSigner makes a signer for the stream whose opening request has the signature seed, 64 hex digits.
// scope is that request's; a key that came derived serves its date only.
func NewSigner(key sigv4.Key, scope sigv4.Scope, seed string) (*Signer, error) {
	if key.IsZero() {
		return nil, failed("key", "", -1, "there is none; give the secret access key or the signing key")
	}
	if err := checkScope(scope); err != nil {
		return nil, err
	}
	signature, err := hex.DecodeString(seed)
	if err != nil || len(signature) != signatureLen {
		return nil, failed("seed signature", seed, -1, "it is the signature of the request that opens the stream, 64 hex digits")
	}
	return &Signer{key, scope, hex.EncodeToString(signature)}, nil
}

// Sign wraps payload, an encoded message, into its signed envelope and moves the chain on. An empty
// payload makes the last message of the stream. t counts to the second, from 1970 to 9999. After an
// error the chain stands where it stood.
func (s *Signer) Sign(payload []byte, t time.Time) (Message, Step, error) {
	if len(payload) > MaxPayload {
		return Message{}, Step{}, failed("payload", "", -1, "it has more than 25165824 bytes; send it as several messages")
	}
	if err := checkTime(t); err != nil { // before it is counted in milliseconds, which may overflow
		return Message{}, Step{}, err
	}
	date := TimestampOf(t.Truncate(time.Second))
	step, err := s.step(payload, date)
	if err != nil {
		return Message{}, Step{}, err
	}
	s.prior = step.Signature
	signature, err := hex.DecodeString(step.Signature)
	if err != nil {
		return Message{}, Step{}, err
	}
	return Message{
		Headers: []Header{{DateHeader, date}, {SignatureHeader, Value{Type: ByteArray, Data: string(signature)}}},
		Payload: payload,
	}, step, nil
}

// step computes the signature that follows s.prior. The header :date counts as it is, milliseconds
// included; the string to sign has the second.
func (s *Signer) step(payload []byte, date Value) (Step, error) {
	t, _ := date.Time()
	if err := checkTime(t); err != nil {
		return Step{}, err
	}
	if day := t.Format("20060102"); s.key.IsDerived() && day != s.scope.Date {
		return Step{}, failed(DateHeader, day, -1, "the signing key was derived for "+s.scope.Date+"; give the key of this day, or the secret access key")
	}
	headers, err := appendHeaders(nil, []Header{{DateHeader, date}})
	if err != nil {
		return Step{}, err
	}
	step := Step{Prior: s.prior, Headers: headers, StringToSign: StringToSign(t, s.scope, s.prior, headers, payload)}
	step.Signature, err = sigv4.SignStringToSign(step.StringToSign, s.key)
	return step, err
}

// checkTime refuses what :date and the string to sign cannot both hold.
func checkTime(t time.Time) error {
	if year := t.UTC().Year(); year < 1970 || year > 9999 {
		return failed(DateHeader, t.UTC().Format(time.RFC3339), -1, "give a time from 1970 to 9999")
	}
	return nil
}

// checkScope refuses what would break the credential scope's grammar.
func checkScope(scope sigv4.Scope) error {
	if _, err := time.Parse("20060102", scope.Date); err != nil {
		return failed("credential scope", scope.Date, -1, "its date is eight digits, such as 20150830")
	}
	if scope.Terminator != sigv4.Terminator {
		return failed("credential scope", scope.Terminator, -1, "it ends with aws4_request")
	}
	for _, part := range [...]string{scope.Region, scope.Service} {
		if part == "" {
			return failed("credential scope", scope.String(), -1, "region and service must be given")
		}
		for i := 0; i < len(part); i++ {
			if c := part[i]; c <= ' ' || c >= 0x7f || c == '/' || c == ',' {
				return failed("credential scope", part, i, "region and service hold letters, digits and hyphens")
			}
		}
	}
	return nil
}
