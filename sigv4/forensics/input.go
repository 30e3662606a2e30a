package forensics

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"countersign/sigv4"
)

// Input is what a search starts from: a request as it was sent or arrived, what it says of its signature,
// and either the key or the hash of the canonical request that something else made of it.
type Input struct {
	Request           sigv4.Request
	Claim             sigv4.Claim
	Rules             sigv4.Rules
	Key               sigv4.Key   // the right secret or signing key, zero for none
	Keys              []sigv4.Key // other secrets that may have been used
	Hosts             []string    // other hosts that may have been signed
	Regions, Services []string    // those that a signing key may have been derived for
	Hash              string      // without a key: hex SHA-256 of the canonical request looked for

	// NoBody says that Request.Body is not the whole body: only what the payload hash can be without it is tried.
	NoBody bool
}

// Check reports why a search for in cannot begin, as an *sigv4.Error, or nil.
func (in Input) Check() error {
	_, err := dissect(&in)
	return err
}

// target is the value that a hypothesis must give: the first bytes of a signature, or of a hash.
type target struct {
	bytes   [32]byte
	n       int       // how many of them are there
	changes []Applied // of its form
}

const minTruncated = 16 // hex digits: fewer would be met by chance

// readTarget reads a signature in any of the forms in which signers write one.
func readTarget(signature string) (t target, ok bool) {
	if raw, err := base64.StdEncoding.DecodeString(signature); err == nil && len(raw) == 32 && len(signature) == 44 {
		copy(t.bytes[:], raw)
		t.n, t.changes = 32, []Applied{{Mistake: *signatureBase64}}
		return t, true
	}
	lower := strings.ToLower(signature)
	even := lower[:len(lower)&^1]
	raw, err := hex.DecodeString(even)
	if err != nil || len(lower) < minTruncated || len(lower) > 64 {
		return target{}, false
	}
	t.n = copy(t.bytes[:], raw)
	if lower != signature {
		t.changes = append(t.changes, Applied{Mistake: *signatureUpper})
	}
	if t.n < 32 {
		t.changes = append(t.changes, Applied{Mistake: *signatureCut})
	}
	return t, true
}

// met reports whether a value is the one looked for.
func (t *target) met(value *[32]byte) bool {
	for i := range t.n {
		if value[i] != t.bytes[i] {
			return false
		}
	}
	return true
}

// subject is a request taken apart as far as the families need it.
type subject struct {
	in      *Input
	right   sigv4.Derivation
	request sigv4.Request // with an empty line for each header that is listed and not there
	missing []string      // those headers
	path    string
	query   string
	target  target
}

// dissect prepares a request for the search. The error is one of Rederive, or says what is missing.
func dissect(in *Input) (*subject, error) {
	s := &subject{in: in, request: in.Request}
	for _, name := range in.Claim.SignedHeaders {
		if !has(in.Request.Headers, name) {
			s.missing = append(s.missing, strings.ToLower(name))
			s.request.Headers = append(s.request.Headers[:len(s.request.Headers):len(s.request.Headers)], sigv4.Header{Name: name})
		}
	}
	var err error
	if s.right, err = sigv4.Rederive(s.request, in.Claim, in.Rules, sigv4.Key{}); err != nil {
		return nil, err
	}
	s.path, s.query, _ = strings.Cut(in.Request.Target, "?")
	ok := false
	if in.Key.IsZero() {
		s.target, ok = readTarget(strings.ToLower(in.Hash))
		s.target.changes = nil
	} else {
		s.target, ok = readTarget(in.Claim.Signature)
	}
	if !ok {
		return nil, sigv4.NewError(sigv4.StageSignature, "signature", in.Claim.Signature, 0,
			"a search wants a signature of at least 16 hex digits, or in base64, or the hash of a canonical request")
	}
	return s, nil
}

func has(headers []sigv4.Header, name string) bool {
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			return true
		}
	}
	return false
}
