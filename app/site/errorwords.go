package site

import "countersign/sigv4/diagnose"

// codeGroup is a row of the index of the codes.
type codeGroup struct {
	name, says string
	codes      string // between spaces; no-code for the answers without one
}

// codeGroups sort the codes by what they mean; a code that stands for several things is where most of
// its messages belong.
func codeGroups() []codeGroup {
	return []codeGroup{
		{"The signature differs", "The server computed another one. At AWS's query services and JSON services these codes stand for clock, scope and host as well.",
			"SignatureDoesNotMatch InvalidSignatureException InvalidSignature AuthFailure no-code"},
		{"The authentication cannot be read", "Something is missing, malformed or of another version. Key and signature were not looked at.",
			"IncompleteSignatureException IncompleteSignature AuthorizationHeaderMalformed AuthorizationQueryParametersError AuthorizationParametersError " +
				"InvalidArgument InvalidRequest MissingFields MalformedQueryString"},
		{"No authentication arrived", "The request reached the server unsigned, or the address does not exist.",
			"MissingAuthenticationToken MissingAuthenticationTokenException"},
		{"The time is wrong, or has run out", "A clock, a late request, or a URL past its end.",
			"RequestTimeTooSkewed RequestExpired ExpiredRequest MalformedDate"},
		{"The credentials are not accepted", "The access key id is unknown, or its session token is. The secret was not tried.",
			"InvalidClientTokenId UnrecognizedClientException InvalidAccessKeyId ExpiredToken ExpiredTokenException InvalidToken InvalidTokenId XAdminUserNotFound"},
		{"The body or the form is wrong", "The signature of the request itself was right, or was not reached.",
			"XAmzContentSHA256Mismatch IncompleteBody InvalidChunkSizeError MalformedTrailerError InvalidPolicyDocument"},
		{"Mostly no signature problem", "The caller is known, or something else than Signature Version 4 is wanted. Read the sentence beside the code.",
			"AccessDenied AccessDeniedException 403 400 ForbiddenException UnauthorizedOperation UnauthorizedException Unauthorized " +
				"OptInRequired SubscriptionRequiredException NotSignedUp PermanentRedirect TemporaryRedirect KMSInvalidSignatureException MissingKey InvalidKey"},
	}
}

// protocol is a way in which answers are written, or a server that has its own.
type protocol struct {
	words  string
	source diagnose.Citation
}

// protocols are those of the catalogue, by their names there.
func protocols() map[string]protocol {
	common := diagnose.Citation{Address: "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html", Says: "The codes that all AWS services share, with status and description."}
	s3 := diagnose.Citation{Address: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html", Says: "S3's codes, with status and description."}
	gateway := diagnose.Citation{Address: "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html", Says: "The answers that API Gateway gives itself."}
	sellers := diagnose.Citation{Address: "https://developer-docs.amazon.com/sp-api/docs/authorizing-selling-partner-api-applications", Says: "How access to the Selling Partner API is authorised."}
	server := func(address string) diagnose.Citation {
		return diagnose.Citation{Address: address, Says: "The server's own list of errors."}
	}
	return map[string]protocol{
		"json":          {"JSON 1.0 and 1.1 (DynamoDB, KMS, Kinesis …)", common},
		"rest-json":     {"REST with JSON (Lambda, EKS …)", common},
		"api-gateway":   {"API Gateway", gateway},
		"query":         {"query protocol (STS, IAM, CloudFormation …)", common},
		"rest-xml":      {"REST with XML (Route 53, CloudFront …)", common},
		"wrapped":       {"services that wrap another's answer", common},
		"ec2":           {"EC2", diagnose.Citation{Address: "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html", Says: "EC2's codes and their description."}},
		"s3":            {"Amazon S3", s3},
		"s3-compatible": {"servers that speak S3's protocol", s3},
		"s3-presigned":  {"Amazon S3, presigned URLs", s3},
		"s3-post":       {"Amazon S3, browser forms", s3},
		"s3-head":       {"Amazon S3, answers to HEAD", s3},
		"minio":         {"MinIO", server("https://github.com/minio/minio")},
		"versitygw":     {"versitygw", server("https://github.com/versity/versitygw")},
		"ceph-rgw":      {"Ceph", server("https://github.com/ceph/ceph")},
		"ozone":         {"Apache Ozone", server("https://github.com/apache/ozone")},
		"r2":            {"Cloudflare R2", server("https://developers.cloudflare.com/r2/api/error-codes/")},
		"gcs":           {"Google Cloud Storage", server("https://cloud.google.com/storage/docs/xml-api/reference-status")},
		"cloudfront":    {"CloudFront", diagnose.Citation{Address: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html", Says: "CloudFront's signed URLs and what they hold."}},
		"aoss":          {"OpenSearch Serverless", diagnose.Citation{Address: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-clients.html", Says: "Signing requests to OpenSearch Serverless."}},
		"appsync":       {"AppSync", diagnose.Citation{Address: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html", Says: "The kinds of authorization that AppSync takes."}},
		"vpc-lattice":   {"VPC Lattice", diagnose.Citation{Address: "https://docs.aws.amazon.com/vpc-lattice/latest/ug/sigv4-authenticated-requests.html", Says: "VPC Lattice takes x-amz-content-sha256: UNSIGNED-PAYLOAD only."}},
		"sp-api":        {"Selling Partner API", sellers},
		"mws":           {"Marketplace Web Service", sellers},
		"pa-api":        {"Product Advertising API", server("https://webservices.amazon.com/paapi5/documentation/troubleshooting/error-messages.html")},
		"route53":       {"Route 53", common},
	}
}

// fieldWords say what the fields of the messages are, by the names that package paste gives them.
var fieldWords = map[string]string{
	"canonical_request": "the canonical request that the server made", "string_to_sign": "the string to sign that the server made",
	"request_time": "when the request was signed", "limit": "the last time that was still accepted", "server_time": "the server's time",
	"tolerance_min": "the tolerance, in minutes", "tolerance_s": "the tolerance, in seconds", "which": "whose time it was compared with",
	"ts1": "the time stamp of the request", "ts2": "the time stamp of the request", "ts3": "the time stamp of the request",
	"region": "the region that was signed for", "expected_region": "the region that is expected",
	"service": "the service that was signed for", "expected_service": "the service that is expected",
	"got": "what arrived", "want": "what is expected", "expected": "what is expected", "terminal": "the end of the scope",
	"scope_date": "the date of the scope", "http_date": "the date of the request's time", "http_datetime": "the request's time", "amz_date": "the date of X-Amz-Date",
	"date": "the date as it arrived", "n": "how many elements are expected", "credential": "the Credential as it arrived",
	"header": "the name of the header", "headers": "the headers that are not signed", "parameter": "the part that is missing", "param": "the parameter that is missing",
	"authorization": "the Authorization header as it arrived", "token": "the piece without an equal sign", "sha256_b64": "the hash of the Authorization header as it arrived",
	"algorithm": "the algorithm as it arrived", "algorithms": "the algorithms that are taken", "pattern": "the escape that cannot be read",
	"principal": "the caller, as the service knows it", "action": "the action that is refused", "resource": "the resource",
	"missing": "the part that is missing", "component": "the part that cannot be read", "expires": "how long the URL holds",
	"field": "the field of the form", "condition": "the condition that is not met", "expired": "why the policy does not hold", "why": "what is wrong with the policy",
	"min": "the least size of a chunk, in bytes", "status": "the status of the answer", "operation": "the operation that was called",
}
