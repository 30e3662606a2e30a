package check

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// isCodeCommit knows the password by its form: 20060102T150405Z and 64 hex digits.
func isCodeCommit(in *input) bool {
	stamp := len(sigv4.TimeFormat)
	return len(in.line) == stamp+64 && in.line[8] == 'T' && in.line[stamp-1] == 'Z' &&
		strings.Trim(in.line[stamp:], "0123456789abcdefABCDEF") == ""
}

func verifyCodeCommit(in *input) (*verification, error) {
	host, path := in.address()
	region := in.regionOf(host)
	if host == "" || path == "/" || region == "" {
		return nil, sigv4.NewError(sigv4.StageToken, "address", "", -1,
			"a password of CodeCommit is made for one repository; give its address, git-codecommit.REGION.amazonaws.com/v1/repos/NAME")
	}
	r := token.CodeCommitRequest{Terms: token.Terms{Credentials: sigv4.Credentials{AccessKeyID: in.AccessKeyID, Key: in.Key}, Region: region}, Host: host, Path: path}
	found, err := token.VerifyCodeCommit(in.line, r, sigv4.Theirs{})
	if err != nil {
		return nil, err
	}
	v := newVerification("CodeCommit password")
	v.Derivation = found.Derivation
	v.fact("repository", cutText(host+path))
	v.fact("region", cutText(region))
	v.fact("signed at", in.line[:len(sigv4.TimeFormat)])
	v.assume("Host, path and region are those that were given: the password states its time only.")
	v.compare(sigv4.StageCanonicalRequest, nameCanonical, found.Derivation.CanonicalRequest.String, in.Theirs.CanonicalRequest, notLogged)
	v.compare(sigv4.StageStringToSign, nameToSign, found.Derivation.StringToSign.String, in.Theirs.StringToSign, notLogged)
	v.tokenSignature(in, found.Derivation.Signature, in.line[len(sigv4.TimeFormat):])
	return v, nil
}
