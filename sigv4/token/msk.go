package token

import (
	"encoding/base64"
)

// MSKExpires is the life of an MSK token in seconds, as AWS's signers set it, and the longest here
// (aws-msk-iam-sasl-signer-go v1.0.4).
const MSKExpires = 900

// MSKRequest asks for the token of a client of Amazon MSK (SASL/OAUTHBEARER).
type MSKRequest struct {
	Terms
	UserAgent string // sent, not signed; "" leaves it out, and AWS's signers never do
	Expires   int    // 1 to MSKExpires
}

func mskForm() form {
	return form{scheme: "https://", service: "kafka-cluster", longest: MSKExpires, must: []Param{{"Action", "kafka-cluster:Connect"}},
		headers: hostOnly, sent: "User-Agent", sorted: true}
}

// MSK makes the token: the presigned URL https://kafka.region.amazonaws.com/?Action=kafka-cluster:Connect&X-Amz-…
// for service kafka-cluster, with User-Agent added after signing, in base64url without padding
// (aws-msk-iam-sasl-signer-go v1.0.4, constructAuthToken; its bytes are these). It does not depend on the
// cluster. The error is of type *sigv4.Error.
func MSK(r MSKRequest) (Token, error) {
	host := "kafka." + r.Region + ".amazonaws.com"
	if err := checkHost(host); err != nil {
		return Token{}, err
	}
	if len(r.UserAgent) > maxName {
		return Token{}, checkGiven("User-Agent", r.UserAgent, maxName)
	}
	f := mskForm()
	_, d, err := f.presign(r.Terms, r.Expires, "/", hostHeader(host), nil)
	if err != nil {
		return Token{}, err
	}
	if r.UserAgent != "" {
		d.Signed.Target = "/?" + insertSorted(d.Signed.Target[len("/?"):], "User-Agent", r.UserAgent)
	}
	return newToken(base64.RawURLEncoding.EncodeToString([]byte(f.scheme+host+d.Signed.Target)), d,
		"The token is good for every cluster of the region that the credentials may connect to."), nil
}

// ParseMSK takes an MSK token apart. The error is of type *sigv4.Error.
func ParseMSK(token string) (Parsed, error) {
	url, err := decode(token, "")
	if err != nil {
		return Parsed{}, err
	}
	return mskForm().parse(url)
}

// decode reads base64url without padding, after a prefix.
func decode(token, prefix string) (string, error) {
	if err := checkText(token); err != nil {
		return "", err
	}
	if len(token) < len(prefix) || token[:len(prefix)] != prefix {
		return "", refuse("token", "", 0, "it starts with "+prefix)
	}
	url, err := base64.RawURLEncoding.Strict().DecodeString(token[len(prefix):])
	if at, ok := err.(base64.CorruptInputError); ok {
		return "", refuse("token", "", min(len(prefix)+int(at), len(token)), "it is base64url (RFC 4648, section 5) without padding")
	}
	return string(url), nil
}
