package diagnose

import (
	"strconv"
	"strings"
)

// Answer is an entry of the catalogue of what servers answer about authentication: a sentence by its
// id in package paste, and the codes that it comes with.
type Answer struct {
	ID           string
	Title        string
	NotSignature bool // it is not about the signature of a request
	Codes        []AnswerCode
}

// Mismatch reports whether the answer means no more than that the server computed another signature.
func (a Answer) Mismatch() bool { return isMismatch(a.ID) }

// AnswerCode is a code with its HTTP status, 0 for any, and the protocols or servers that use it so.
// Code is "" where the answer has none.
type AnswerCode struct {
	Code      string
	Status    int
	Protocols []string
}

// Catalogue lists the answers: AWS's common front end and what stands beside it first, then S3 and the
// servers that speak its protocol. Sources: AWS's lists of common errors and of S3's errors, the
// messages that scratchstack-aws-signature and LocalStack recorded from AWS, the error tables of
// versitygw, MinIO and Ceph, and public issue threads.
func Catalogue() []Answer {
	var out []Answer
	for _, rows := range [...][]answerRow{commonAnswers(), storageAnswers()} {
		for _, r := range rows {
			out = append(out, Answer{r.id, r.title, r.notSignature, readCodes(r.codes)})
		}
	}
	return out
}

// answerRow writes the codes as "CODE STATUS protocol,protocol; CODE …", "-" for none.
type answerRow struct {
	id, title    string
	notSignature bool
	codes        string
}

func readCodes(text string) []AnswerCode {
	var out []AnswerCode
	for _, part := range strings.Split(text, "; ") {
		words := strings.Fields(part)
		if len(words) != 3 {
			continue
		}
		c := AnswerCode{Code: strings.TrimPrefix(words[0], "-"), Protocols: strings.Split(words[2], ",")}
		c.Status, _ = strconv.Atoi(words[1])
		out = append(out, c)
	}
	return out
}

// commonAnswers are those of AWS's common front end, of API Gateway, of EC2 and of single services.
func commonAnswers() []answerRow {
	return []answerRow{
		{"coral.mismatch_with_canonical", "Signature mismatch; the server shows its canonical string and string to sign", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.mismatch", "Signature mismatch, no canonical string shown", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml; AccessDeniedException 403 wrapped; InvalidSignature 403 sp-api"},
		{"coral.signature_expired", "Request date too old for the service", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.signature_not_yet_current", "Request date in the future", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.scope_region", "Credential scope has the wrong region", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.scope_service", "Credential scope has the wrong service", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.scope_terminator", "Credential scope does not end in aws4_request", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.scope_date", "Scope date is not the UTC day of the request date", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.scope_elements", "Credential is not five slash-separated elements", false, "IncompleteSignatureException 400 json; IncompleteSignature 400 query; InvalidSignatureException 403 api-gateway; AuthFailure 401 ec2"},
		{"coral.host_not_signed", "Host is not among the signed headers", false, "InvalidSignatureException 400 json; InvalidSignatureException 403 api-gateway,rest-json; SignatureDoesNotMatch 403 query,rest-xml"},
		{"coral.signed_header_absent", "A header named in SignedHeaders is not in the request", false, "IncompleteSignatureException 400 json; IncompleteSignatureException 403 api-gateway,rest-json; IncompleteSignature 400 query; IncompleteSignature 403 query"},
		{"coral.header_params_missing", "Authorization header lacks required parameters (all listed at once)", false, "IncompleteSignatureException 400 json; IncompleteSignatureException 403 api-gateway,rest-json; IncompleteSignature 400 query; IncompleteSignature 403 query"},
		{"coral.header_not_key_value", "Token in the Authorization header has no \"=\"", false, "IncompleteSignatureException 400 json; IncompleteSignatureException 403 api-gateway,rest-json; IncompleteSignature 400 query; IncompleteSignature 403 query"},
		{"coral.header_not_key_value_hashed", "Token in the Authorization header has no \"=\"; the header is shown as a hash", false, "IncompleteSignatureException 400 json; IncompleteSignatureException 403 api-gateway,rest-json; IncompleteSignature 400 query; IncompleteSignature 403 query"},
		{"coral.unsupported_algorithm", "Authorization scheme is not AWS4-HMAC-SHA256", false, "IncompleteSignatureException 400 json; IncompleteSignatureException 403 api-gateway,rest-json; IncompleteSignature 400 query; IncompleteSignature 403 query"},
		{"coral.date_not_iso8601", "X-Amz-Date/Date is not ISO 8601 basic", false, "IncompleteSignatureException 400 json; IncompleteSignatureException 403 api-gateway,rest-json; IncompleteSignature 400 query; IncompleteSignature 403 query"},
		{"coral.query_params_missing", "Presigned request lacks SigV4 query parameters", false, "IncompleteSignature 400 query; IncompleteSignatureException 403 api-gateway,rest-json"},
		{"coral.missing_token", "Request is not signed at all (or algorithm parameter unsupported)", false, "MissingAuthenticationToken 403 query,rest-xml; MissingAuthenticationTokenException 400 json; MissingAuthenticationTokenException 403 rest-json"},
		{"apigw.missing_authentication_token", "API Gateway: no such route/method on this stage (or unsigned call to an IAM route)", true, "MissingAuthenticationTokenException 403 api-gateway"},
		{"coral.malformed_query", "Malformed percent-escape in the query string", false, "MalformedQueryString 400 query; MalformedQueryString 404 query"},
		{"coral.unknown_access_key", "Access key id unknown (message ends WITH a period)", false, "UnrecognizedClientException 400 json; UnrecognizedClientException 403 api-gateway,rest-json; InvalidClientTokenId 403 query,rest-xml"},
		{"coral.bad_session_token", "Session token malformed or does not belong to the key (message WITHOUT trailing period)", false, "UnrecognizedClientException 400 json; UnrecognizedClientException 403 api-gateway,rest-json; InvalidClientTokenId 403 query,rest-xml"},
		{"coral.old_unknown_access_key", "Older wording for an unknown access key", false, "InvalidClientTokenId 403 query"},
		{"coral.expired_token", "Temporary credentials have expired", false, "ExpiredTokenException 400 json; ExpiredTokenException 403 api-gateway,rest-json; ExpiredToken 403 query,rest-xml"},
		{"ec2.auth_failure", "EC2: credentials could not be validated (covers bad key, bad signature and clock skew)", false, "AuthFailure 401 ec2"},
		{"ec2.request_expired", "EC2: request expired; usually expired session credentials", false, "RequestExpired 400 ec2"},
		{"legacy.request_expired", "Other \"request expired\" wordings (Route 53, PA-API, MWS)", false, "RequestExpired 400 pa-api,route53; InvalidSignature 400 sp-api; RequestExpired 400 mws"},
		{"coral.opt_in_required", "Key valid but service/region not subscribed", true, "OptInRequired 401 ec2,query; OptInRequired 403 query; SubscriptionRequiredException 400 json; NotSignedUp 403 s3"},
		{"apigw.execute_api_denied", "API Gateway IAM: identity known, execute-api:Invoke not allowed", true, "AccessDeniedException 403 api-gateway"},
		{"iam.anonymous_denied", "Request reached authorization as \"anonymous\": it was not signed", false, "AccessDeniedException 403 rest-json; AccessDenied 403 rest-xml"},
		{"iam.not_authorized", "Ordinary IAM denial", true, "AccessDeniedException 400 json; AccessDeniedException 403 rest-json; AccessDenied 403 query,rest-xml,s3; UnauthorizedOperation 403 ec2"},
		{"apigw.http_api_forbidden", "API Gateway HTTP API / WAF / CloudFront bare Forbidden", false, "ForbiddenException 403 api-gateway"},
		{"apigw.authorizer", "API Gateway Lambda/Cognito authorizer refusal (no SigV4 involved)", true, "UnauthorizedException 401 api-gateway; AccessDeniedException 403 api-gateway"},
		{"lambda.url_forbidden", "Lambda function URL refused", false, "AccessDeniedException 403 rest-json"},
		{"appsync.unauthorized", "AppSync: no usable authorization mode", true, "UnauthorizedException 401 appsync"},
		{"lattice.content_sha256", "VPC Lattice: x-amz-content-sha256 must be signed", false, "IncompleteSignatureException 400 vpc-lattice"},
		{"aoss.auth_failed", "OpenSearch Serverless customer authentication failed", false, "- 403 aoss"},
		{"spapi.denied", "Selling Partner API: access token or role refused", true, "Unauthorized 403 sp-api"},
		{"kms.invalid_signature_false_friend", "KMS Verify: the DATA signature is wrong, not the request signature", true, "KMSInvalidSignatureException 400 json"},
		{"cloudfront.signed_url_false_friend", "CloudFront signed URL/cookie error (RSA/ECDSA, not SigV4)", true, "MissingKey 403 cloudfront; AccessDenied 403 cloudfront; InvalidKey 403 cloudfront"},
		{"coral.both_mechanisms", "Both Authorization header and query signature", false, "SignatureDoesNotMatch 403 query; InvalidArgument 400 s3; InvalidRequest 400 minio"},
	}
}
