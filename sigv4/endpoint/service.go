package endpoint

import (
	"strings"
	"time"

	"countersign/sigv4"
)

// Service is how requests to a service are signed, as far as it is known. Demands and Sources give the rest.
type Service struct {
	Name  string // the signing name
	Known bool   // AWS has a service that is signed for by this name; if not, Rules are the general ones
	Rules sigv4.Rules
	// Payload is the payload mode that suits the service. PayloadAuto suits all but those that want the
	// header x-amz-content-sha256 beside the general rules, or take no signed payload.
	Payload sigv4.PayloadMode
	// TokenUnsigned says that a presigned URL carries the session token unsigned: it is appended after
	// signing (sigv4.Signing.OmitSessionToken).
	TokenUnsigned bool
	// Tolerance is how far X-Amz-Date may lie from the server's clock, before or after. 0: not known.
	Tolerance time.Duration
}

// singleEncoding are the services that encode the path once, leave its dots and slashes alone, and
// demand x-amz-content-sha256: the S3 family.
const singleEncoding = " s3 s3-object-lambda s3-outposts s3express "

// The services whose tolerance was read in a server's own words, or in documentation. The number differs
// by service, and not by protocol or age: none is assumed.
const (
	within15 = " dynamodb ecr s3 sns sqs sts "
	within5  = " cloudformation ecs execute-api firehose glacier kinesis lambda route53 secretsmanager ssm "
)

// Lookup gives what is known about a service by its signing name, which is compared byte for byte as the
// credential scope is. Every name gives rules: those of an unknown service are the general ones.
func Lookup(signingName string) Service {
	s := Service{Name: signingName, Known: isSigningName(signingName)}
	if listed(singleEncoding, signingName) {
		s.Rules.ContentSHA256 = true
	} else {
		s.Rules.EncodeTwice, s.Rules.Normalize = true, true
	}
	switch signingName {
	case "aoss", "glacier":
		s.Payload = sigv4.PayloadSigned
	case "vpc-lattice-svcs":
		s.Payload = sigv4.PayloadUnsigned
	case "iotdevicegateway":
		s.TokenUnsigned = true
	}
	switch {
	case listed(within15, signingName):
		s.Tolerance = 15 * time.Minute
	case listed(within5, signingName):
		s.Tolerance = 5 * time.Minute
	}
	return s
}

// Note says in a sentence that the rules are assumed. It is "" for a known service.
func (s Service) Note() string {
	if s.Known {
		return ""
	}
	const enough = 200 // bytes of a name that is shown
	name := s.Name
	if len(name) > enough {
		name = name[:enough] + "…"
	}
	return "General, because “" + strings.ToValidUTF8(name, "\uFFFD") + "” is not a service known here. An S3-compatible server wants S3’s."
}
