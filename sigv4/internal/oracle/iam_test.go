package oracle

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/endpoint"
)

const form = "Action=ListUsers&Version=2010-05-08"

// listUsers is a form-encoded POST under the general rules, whose body is signed.
func listUsers(s server) attempt {
	rules := endpoint.Lookup("iam").Rules
	return attempt{
		request(s, "POST", "/", form, sigv4.Header{Name: "Content-Type", Value: "application/x-www-form-urlencoded; charset=utf-8"},
			sigv4.Header{Name: "X-Note", Value: "one"}),
		credentials(),
		sigv4.Signing{Time: time.Now(), Region: region, Service: "iam", Rules: rules},
	}
}

// TestIAMAccepted signs for a service other than S3.
func TestIAMAccepted(t *testing.T) {
	s := startIAM(t)
	for _, c := range []struct {
		name   string
		change breakage
	}{
		{"as it is", several()},
		{"x-amz-content-sha256 too", func(a *attempt) { a.signing.Payload = sigv4.PayloadSigned }},
		{"capitals and spaces", several(set("X-Amz-Meta-A", "  b   c "), set("content-type", "application/x-www-form-urlencoded"))},
		{"4 minutes slow", clock(-4 * time.Minute)},
		{"4 minutes fast", clock(4 * time.Minute)},
	} {
		a := listUsers(s)
		c.change(&a)
		got := send(t, s.address, sign(t, a.Request, a.credentials, a.signing))
		if got.status != 200 || !strings.Contains(got.body, "ListUsersResponse") {
			t.Errorf("%s: refused: %s", c.name, got.raw)
		}
	}
}

// iamRefusals start from listUsers. The server words its refusals as AWS does.
var iamRefusals = []refusal{
	{name: "wrong secret", before: otherSecret(otherKey),
		code: "SignatureDoesNotMatch"}, // the server does not show what it computed
	{name: "wrong secret, the right one is given", before: otherSecret(otherKey), secret: secret,
		code: "SignatureDoesNotMatch", want: "secret-wrong", now: none},
	{name: "unknown access key id", before: otherKeyID("AKIDEXAMPLE"),
		code: "InvalidClientTokenId", want: "access-key-unknown", now: "session-token-missing", sure: diagnose.Possible},
	{name: "wrong region", before: otherRegion("eu-west-1"),
		code: "SignatureDoesNotMatch", want: "scope-region-wrong", sure: diagnose.Certain},
	{name: "wrong service", before: otherService("s3"),
		code: "SignatureDoesNotMatch", want: "scope-service-wrong", sure: diagnose.Certain},
	{name: "wrong terminator", after: anew(swap("aws4_request", "aws5_request")),
		code: "SignatureDoesNotMatch", want: "scope-malformed", sure: diagnose.Certain},
	{name: "scope date of yesterday", after: anew(yesterday),
		code: "SignatureDoesNotMatch", want: "scope-date-mismatch", sure: diagnose.Certain},
	{name: "clock 20 minutes slow", before: clock(-20 * time.Minute),
		code: "SignatureDoesNotMatch", want: "clock-skew", sure: diagnose.Likely},
	{name: "clock 20 minutes fast", before: clock(20 * time.Minute),
		code: "SignatureDoesNotMatch", want: "clock-skew", sure: diagnose.Likely},
	{name: "clock an hour slow", before: clock(-time.Hour),
		code: "SignatureDoesNotMatch", want: "clock-time-zone", sure: diagnose.Likely},
	{name: "clock an hour fast", before: clock(time.Hour),
		code: "SignatureDoesNotMatch", want: "clock-time-zone", sure: diagnose.Likely},
	{name: "body changed", after: body("Action=ListRoles&Version=2010-05-08"),
		code: "SignatureDoesNotMatch"}, // nor can a body be told from a wrong secret
	{name: "body changed, the secret is given", after: body("Action=ListRoles&Version=2010-05-08"), secret: secret,
		code: "SignatureDoesNotMatch"},
	{name: "no x-amz-date", after: drop("X-Amz-Date"),
		code: "IncompleteSignature", want: "timestamp-missing", sure: diagnose.Certain, also: "signed-header-missing"},
	{name: "signed header removed", after: drop("X-Note"),
		code: "SignatureDoesNotMatch", want: "signed-header-missing", sure: diagnose.Possible},
	{name: "no Signature", after: swap(", Signature=", ", Sig="),
		code: "IncompleteSignature", want: "authorization-malformed", sure: diagnose.Certain},
	{name: "no SignedHeaders", after: swap(" SignedHeaders=", " Signed="),
		code: "IncompleteSignature", want: "authorization-malformed", sure: diagnose.Certain},
	{name: "host not signed", after: anew(swap("=content-type;host;", "=content-type;")),
		code: "SignatureDoesNotMatch", want: "host-not-signed", sure: diagnose.Certain},
	{name: "another algorithm", after: swap("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"),
		code: "MissingAuthenticationToken", want: "algorithm-unsupported", sure: diagnose.Likely},
	{name: "no Authorization", after: drop("Authorization"),
		code: "MissingAuthenticationToken", want: "authentication-missing", sure: diagnose.Certain},
}

func TestIAMRefused(t *testing.T) {
	s := startIAM(t)
	for _, c := range iamRefusals {
		t.Run(c.name, func(t *testing.T) { c.check(t, s.address, listUsers(s)) })
	}
}
