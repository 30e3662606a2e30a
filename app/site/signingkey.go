package site

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"countersign/app/view"
	"countersign/sigv4"
)

// drawSigningKey shows the four keys between the example secret and the signature. The engine shows
// no key to anyone, so they are derived here, by the definition, and must give the engine's signature.
func drawSigningKey(s sigv4.Signing, d sigv4.Derivation) ([]view.Node, error) {
	key := []byte("AWS4" + exampleSecret)
	var lines []string
	for _, step := range []struct{ name, from, data string }{
		{"kDate   ", "\"AWS4\" + secret", s.Time.UTC().Format("20060102")},
		{"kRegion ", "kDate", s.Region},
		{"kService", "kRegion", s.Service},
		{"kSigning", "kService", "aws4_request"},
	} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(step.data))
		key = mac.Sum(nil)
		lines = append(lines, step.name+" = HMAC("+step.from+", \""+step.data+"\")\n         = "+hex.EncodeToString(key))
	}
	signature, err := sigv4.SignStringToSign(d.StringToSign.String, sigv4.SigningKey([32]byte(key)))
	if err != nil {
		return nil, err
	}
	if signature != d.Signature {
		return nil, errors.New("the keys shown do not give the engine's signature")
	}
	return part("key", strings.Join(lines, "\n")), nil
}
