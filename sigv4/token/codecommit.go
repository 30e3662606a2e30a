package token

import (
	"strings"
	"time"

	"countersign/sigv4"
)

// CodeCommitRequest asks for the password of git for a repository of AWS CodeCommit.
type CodeCommitRequest struct {
	Terms
	Host string // git-codecommit.region.amazonaws.com, without a port
	Path string // /v1/repos/name
}

// gitTime is the time in the string to sign: that of X-Amz-Date without its Z.
const gitTime = "20060102T150405"

// CodeCommit makes the password: the time and the signature, 20060102T150405Z and 64 hex digits. What is
// signed departs from SigV4 in three places: the method is GIT, the canonical request ends with an empty
// line where the payload hash would stand, and the time in the string to sign has no Z (aws/aws-cli,
// customizations/codecommit.py; aws/git-remote-codecommit, sign). The user name is CodeCommitUser's.
// The error is of type *sigv4.Error.
func CodeCommit(r CodeCommitRequest) (Token, error) {
	if r.Credentials.Key.IsZero() {
		return Token{}, errNoKey()
	}
	d, err := gitDerivation(r)
	if err != nil {
		return Token{}, err
	}
	return newToken(r.Time.UTC().Format(gitTime)+"Z"+d.Signature, d,
		"The user name is the access key id, with temporary credentials followed by % and the session token.",
		"The session token is not signed."), nil
}

// CodeCommitUser is the user name that belongs to the password: the access key id and, with temporary
// credentials, "%" and the session token. In a URL it must be percent-encoded. The error is of type
// *sigv4.Error.
func CodeCommitUser(c sigv4.Credentials) (Token, error) {
	if err := checkVisible("access key id", c.AccessKeyID, maxName); err != nil {
		return Token{}, without(err) // it may be the secret
	}
	if c.SessionToken == "" {
		return newToken(c.AccessKeyID, sigv4.Derivation{}), nil
	}
	if err := checkVisible("session token", c.SessionToken, MaxToken); err != nil {
		return Token{}, without(err)
	}
	return newToken(c.AccessKeyID+"%"+c.SessionToken, sigv4.Derivation{}), nil
}

// VerifyCodeCommit recomputes a password for the request that it was made for; r.Time is not read, for
// the password states it. The error is of type *sigv4.Error.
func VerifyCodeCommit(password string, r CodeCommitRequest, given sigv4.Theirs) (sigv4.Verification, error) {
	if err := checkText(password); err != nil {
		return sigv4.Verification{}, err
	}
	stamp, signature, _ := strings.Cut(password, "Z")
	when, ok := parseTime(stamp)
	if !ok {
		return sigv4.Verification{}, refuse("password", "", 0, "it starts with the time, as in 20060102T150405Z")
	}
	if len(signature) != 64 {
		return sigv4.Verification{}, refuse("password", "", len(stamp)+1, "64 hex digits follow the Z")
	}
	r.Time = when
	d, err := gitDerivation(r)
	if err != nil {
		return sigv4.Verification{}, err
	}
	return compare(d, signature, given), nil
}

// gitDerivation gives the steps; with a zero key, as far as the string to sign.
func gitDerivation(r CodeCommitRequest) (sigv4.Derivation, error) {
	fail := func(err error) (sigv4.Derivation, error) { return sigv4.Derivation{}, err }
	if err := checkHost(r.Host); err != nil {
		return fail(err)
	}
	if err := checkPath(r.Path); err != nil {
		return fail(err)
	}
	if err := checkScope(r.Terms); err != nil {
		return fail(err)
	}
	stamp := r.Time.UTC().Format(gitTime)
	scope := sigv4.Scope{Date: stamp[:8], Region: r.Region, Service: "codecommit", Terminator: sigv4.Terminator}
	d, err := sigv4.Rederive(sigv4.Request{Method: "GIT", Target: r.Path, Headers: hostHeader(r.Host)},
		sigv4.Claim{Algorithm: sigv4.Algorithm, AccessKeyID: r.Credentials.AccessKeyID, Scope: scope, SignedHeaders: hostOnly, Date: stamp},
		sigv4.Rules{}, sigv4.Key{})
	if err != nil {
		return fail(err)
	}
	cutPayloadHash(&d)
	if key := r.Credentials.Key; !key.IsZero() {
		d.Key = sigv4.DeriveKeys(key, scope)
		if d.Signature, err = sigv4.SignStringToSign(d.StringToSign.String, d.Key.SigningKey()); err != nil {
			return fail(err)
		}
	}
	return d, nil
}

// cutPayloadHash takes the payload hash off the canonical request, whose own hash is then another.
func cutPayloadHash(d *sigv4.Derivation) {
	d.CanonicalRequest = d.CanonicalRequest.Slice(sigv4.Span{End: len(d.CanonicalRequest.String) - len(d.PayloadHash.String)})
	d.PayloadHash = sigv4.Text{}
	toSign := d.StringToSign.String
	d.Hash = sigv4.HashHex(d.CanonicalRequest.String)
	d.StringToSign.String = toSign[:len(toSign)-len(d.Hash)] + d.Hash
	segments := d.StringToSign.Map.Segments
	segments[len(segments)-1].Src.End = len(d.CanonicalRequest.String)
}

// parseTime reads a time in the layout gitTime, and no other.
func parseTime(stamp string) (time.Time, bool) {
	t, err := time.Parse(gitTime, stamp)
	return t, err == nil && len(stamp) == len(gitTime)
}
