package oracle

import (
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// refusal is a request that is broken on purpose, and what is to be said of it.
type refusal struct {
	name   string
	before breakage // of what it is signed with; nil for none
	after  breakage // of what was signed; nil for none
	paste  view     // what stands beside the server's answer
	secret string   // given beside the paste; "" for none

	code string // the server's
	want string // the cause; "" when it does not follow from the paste
	// now is set where no rule finds the cause yet: the cause that is named first instead, or none.
	now     string
	sure    diagnose.Confidence // of what is named first
	also    string              // another cause that is true of it as well, "" for none
	differs string              // the line of the canonical request that is named as differing; "" for none
}

const none = "none"

// view is what the reader has, besides the answer, of a request.
type view uint8

const (
	asSent   view = iota // the request as it arrived
	asSigned             // the request as the client made it: what is broken after signing happened on its way
	asLogged             // the signer's own canonical request and string to sign
)

const otherKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEX"

// refusals start from a PUT of /bucket1/dir/a b.txt?a=1 with the body "hello" and the header
// X-Amz-Meta-Note: one, signed rightly in every respect.
var refusals = []refusal{
	// The key.
	{name: "wrong secret", before: otherSecret(otherKey),
		code: "SignatureDoesNotMatch", want: "secret-wrong", sure: diagnose.Possible},
	{name: "wrong secret, signer's log", before: otherSecret(otherKey), paste: asLogged,
		code: "SignatureDoesNotMatch", want: "secret-wrong", sure: diagnose.Likely},
	{name: "wrong secret, it is given", before: otherSecret(otherKey), secret: otherKey,
		code: "SignatureDoesNotMatch", want: "secret-wrong", sure: diagnose.Certain},
	{name: "wrong secret, the right one is given", before: otherSecret(otherKey), secret: secret,
		code: "SignatureDoesNotMatch", want: "secret-wrong", now: none},
	{name: "wrong secret, presigned, it is given", before: several(presigned(60), otherSecret(otherKey)), secret: otherKey,
		code: "SignatureDoesNotMatch", want: "secret-wrong", sure: diagnose.Certain},
	{name: "unknown access key id", before: otherKeyID("AKIDEXAMPLE"),
		code: "XAdminUserNotFound", want: "access-key-unknown", sure: diagnose.Certain},
	{name: "session token beside a lasting key", before: token("AQoEXAMPLEH4aoAH0gNCAPy"),
		code: "InvalidToken", want: "session-token-wrong", sure: diagnose.Likely},

	// The scope.
	{name: "wrong region", before: otherRegion("eu-west-1"),
		code: "AuthorizationHeaderMalformed", want: "scope-region-wrong", sure: diagnose.Certain},
	{name: "wrong region, presigned", before: several(presigned(60), otherRegion("eu-west-1")),
		code: "AuthorizationQueryParametersError", want: "scope-region-wrong", sure: diagnose.Certain},
	{name: "wrong service", before: otherService("execute-api"),
		code: "AuthorizationHeaderMalformed", want: "scope-service-wrong", sure: diagnose.Certain},
	{name: "wrong service, presigned", before: several(presigned(60), otherService("execute-api")),
		code: "AuthorizationQueryParametersError", want: "scope-service-wrong", sure: diagnose.Certain},
	{name: "wrong terminator", after: anew(swap("aws4_request", "aws5_request")),
		code: "AuthorizationHeaderMalformed", want: "scope-malformed", sure: diagnose.Certain},
	{name: "scope in four parts", after: swap("/s3/aws4_request", "/aws4_request"),
		code: "AuthorizationHeaderMalformed", want: "scope-malformed", sure: diagnose.Certain},
	{name: "scope date of yesterday", after: anew(yesterday),
		code: "AuthorizationHeaderMalformed", want: "scope-date-mismatch", sure: diagnose.Certain},
	{name: "scope date of yesterday, presigned", before: presigned(60), after: anew(yesterday),
		code: "AuthorizationQueryParametersError", want: "scope-date-mismatch", sure: diagnose.Certain},

	// The time.
	{name: "clock 20 minutes slow", before: clock(-20 * time.Minute),
		code: "RequestTimeTooSkewed", want: "clock-skew", sure: diagnose.Likely},
	{name: "clock 20 minutes fast", before: clock(20 * time.Minute),
		code: "RequestTimeTooSkewed", want: "clock-skew", sure: diagnose.Likely},
	{name: "clock an hour slow", before: clock(-time.Hour),
		code: "RequestTimeTooSkewed", want: "clock-time-zone", sure: diagnose.Likely},
	{name: "clock an hour and a minute fast", before: clock(time.Hour + time.Minute),
		code: "RequestTimeTooSkewed", want: "clock-time-zone", sure: diagnose.Likely},
	{name: "clock five and a half hours fast", before: clock(5*time.Hour + 30*time.Minute),
		code: "RequestTimeTooSkewed", want: "clock-time-zone", sure: diagnose.Likely},
	{name: "no x-amz-date", after: drop("X-Amz-Date"),
		code: "AccessDenied", want: "timestamp-missing", sure: diagnose.Certain, also: "signed-header-missing"},
	{name: "x-amz-date with separators", after: set("X-Amz-Date", "2026-11-22T00:00:00Z"),
		code: "AccessDenied", want: "timestamp-format", sure: diagnose.Certain},

	// The life of a presigned URL.
	{name: "expired", before: several(presigned(60), clock(-2*time.Hour)),
		code: "AccessDenied", want: "presigned-expired", sure: diagnose.Certain},
	{name: "X-Amz-Expires 0", before: presigned(60), after: anew(swap("Expires=60", "Expires=0")),
		code: "AccessDenied", want: "presigned-expires-invalid", sure: diagnose.Certain},
	{name: "X-Amz-Expires -1", before: presigned(60), after: anew(swap("Expires=60", "Expires=-1")),
		code: "AuthorizationQueryParametersError", want: "presigned-expires-invalid", sure: diagnose.Certain},
	{name: "X-Amz-Expires 604801", before: presigned(60), after: anew(swap("Expires=60", "Expires=604801")),
		code: "AuthorizationQueryParametersError", want: "presigned-expires-invalid", sure: diagnose.Certain},
	{name: "X-Amz-Expires not a number", before: presigned(60), after: anew(swap("Expires=60", "Expires=1h")),
		code: "AuthorizationQueryParametersError", want: "presigned-expires-invalid", sure: diagnose.Certain},
	{name: "no X-Amz-Expires", before: presigned(60), after: swap("&X-Amz-Expires=60", ""),
		code: "AuthorizationQueryParametersError", want: "presigned-expires-invalid", sure: diagnose.Certain, also: "presigned-params-invalid"},
	{name: "X-Amz-Date in lower case", before: presigned(60), after: swap("X-Amz-Date=", "x-amz-date="),
		code: "AuthorizationQueryParametersError", want: "presigned-params-invalid", sure: diagnose.Certain},

	// Changed after signing, as the signer's side shows it: the line is named.
	{name: "host changed", after: set("Host", "example.com"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "host-rewritten-by-proxy", sure: diagnose.Likely, differs: "header host"},
	{name: "host changed, signer's log", after: set("Host", "example.com"), paste: asLogged,
		code: "SignatureDoesNotMatch", want: "host-differs", sure: diagnose.Likely, differs: "header host"},
	{name: "method changed", after: method("DELETE"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "method-mismatch", sure: diagnose.Certain, differs: "method"},
	{name: "method changed, presigned", before: presigned(60), after: method("DELETE"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "method-mismatch", sure: diagnose.Certain, differs: "method"},
	{name: "path changed", after: swap("a%20b.txt", "a-b.txt"), paste: asSigned,
		code: "SignatureDoesNotMatch", differs: "canonical URI"},
	{name: "query changed", after: swap("a=1", "a=2"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "query-changed-after-signing", sure: diagnose.Likely, differs: "canonical query string"},
	{name: "parameter added, presigned", before: presigned(60), after: swap("a=1", "a=1&b=2"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "query-changed-after-signing", sure: diagnose.Likely, differs: "canonical query string"},
	{name: "header changed", after: set("X-Amz-Meta-Note", "two"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "signed-header-changed", sure: diagnose.Certain, differs: "header x-amz-meta-note"},
	{name: "header changed, signer's log", after: set("X-Amz-Meta-Note", "two"), paste: asLogged,
		code: "SignatureDoesNotMatch", want: "signed-header-changed", sure: diagnose.Proved, differs: "header x-amz-meta-note"},
	{name: "header changed, the secret is given", after: set("X-Amz-Meta-Note", "two"), paste: asSigned, secret: secret,
		code: "SignatureDoesNotMatch", want: "signed-header-changed", sure: diagnose.Certain, differs: "header x-amz-meta-note"},
	{name: "signed header removed", after: drop("X-Amz-Meta-Note"), paste: asSigned,
		code: "SignatureDoesNotMatch", want: "signed-header-missing", sure: diagnose.Likely, differs: "header x-amz-meta-note"},
	{name: "path encoded twice, signer's log", before: encodeTwice, paste: asLogged,
		code: "SignatureDoesNotMatch", want: "path-encoding-count", sure: diagnose.Proved, differs: "canonical URI"},

	// The same, as it arrived: nothing tells it from a wrong secret.
	{name: "host changed, as sent", after: set("Host", "example.com"),
		code: "SignatureDoesNotMatch", now: "secret-wrong", sure: diagnose.Possible},
	{name: "path changed, as sent", after: swap("a%20b.txt", "a-b.txt"),
		code: "SignatureDoesNotMatch", now: "secret-wrong", sure: diagnose.Possible},
	{name: "header changed, as sent", after: set("X-Amz-Meta-Note", "two"),
		code: "SignatureDoesNotMatch", now: "secret-wrong", sure: diagnose.Possible},
	{name: "header changed, as sent, the secret is given", after: set("X-Amz-Meta-Note", "two"), secret: secret,
		code: "SignatureDoesNotMatch"},
	{name: "signed header removed, as sent", after: drop("X-Amz-Meta-Note"),
		code: "SignatureDoesNotMatch", want: "signed-header-missing", sure: diagnose.Likely},
	{name: "path encoded twice, the secret is given", before: encodeTwice, secret: secret,
		code: "SignatureDoesNotMatch", want: "path-encoding-count", sure: diagnose.Proved, differs: "canonical URI"},

	// What must be signed.
	{name: "x-amz- header added", after: set("X-Amz-Meta-More", "1"),
		code: "AccessDenied", want: "unsigned-amz-header", sure: diagnose.Certain},
	{name: "x-amz- header added, presigned", before: presigned(60), after: set("X-Amz-Acl", "private"),
		code: "AccessDenied", want: "unsigned-amz-header", sure: diagnose.Certain},
	{name: "host not signed", after: anew(swap("=content-type;host;", "=content-type;")),
		code: "AccessDenied", want: "host-not-signed", sure: diagnose.Certain},

	// The payload.
	{name: "body changed", after: body("hallo"),
		code: "XAmzContentSHA256Mismatch", want: "payload-changed", sure: diagnose.Likely},
	{name: "hash of the empty string beside a body", before: func(a *attempt) { a.signing.Payload = sigv4.PayloadEmpty },
		code: "XAmzContentSHA256Mismatch", want: "payload-not-signed", sure: diagnose.Certain, also: "payload-changed"},
	{name: "no x-amz-content-sha256", before: generalRules,
		code: "InvalidRequest", want: "content-sha256-missing", sure: diagnose.Certain},
	{name: "x-amz-content-sha256 is no hash", after: anew(set("X-Amz-Content-Sha256", "hello")),
		code: "InvalidArgument", want: "payload-hash-format", sure: diagnose.Certain},

	{name: "x-amz-content-sha256 in capitals", after: anew(set("X-Amz-Content-Sha256", strings.ToUpper(sigv4.HashHex("hello")))),
		code: "XAmzContentSHA256Mismatch", want: "payload-hash-format", sure: diagnose.Certain, also: "payload-changed"},

	// The Authorization header.
	{name: "algorithm in lower case", after: swap("AWS4-HMAC-SHA256", "aws4-hmac-sha256"),
		code: "InvalidArgument", want: "algorithm-unsupported", sure: diagnose.Certain},
	{name: "another algorithm", after: swap("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"),
		code: "InvalidArgument", want: "algorithm-unsupported", sure: diagnose.Certain},
	{name: "Signature Version 2", after: set("Authorization", "AWS "+accessKeyID+":frJIUN8DYpKDtOLCwo//yllqDzg="),
		code: "InvalidRequest", want: "algorithm-unsupported", sure: diagnose.Certain},
	{name: "signature truncated", after: truncated,
		code: "SignatureDoesNotMatch", want: "signature-format", sure: diagnose.Certain},
	{name: "no Signature", after: swap(", Signature=", ", Sig="),
		code: "AuthorizationHeaderMalformed", want: "authorization-malformed", sure: diagnose.Certain},
	{name: "no SignedHeaders", after: swap(" SignedHeaders=", " Signed="),
		code: "AuthorizationHeaderMalformed", want: "authorization-malformed", sure: diagnose.Certain},
	{name: "no Authorization", after: drop("Authorization"),
		code: "AccessDenied", want: "authentication-missing", now: none},
}
