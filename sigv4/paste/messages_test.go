package paste

import (
	"strings"
	"testing"
)

// sentences are messages as servers write them, each with the template that has to recognise it and
// what it has to read from it.
func sentences() [][3]string {
	return [][3]string{
		{"coral.mismatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.", ""},
		{"coral.mismatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.", ""},
		{"coral.signature_expired", "Signature expired: 20260315T114000Z is now earlier than 20260315T114500Z (20260315T120000Z - 15 min.)", "request_time=20260315T114000Z | limit=20260315T114500Z | server_time=20260315T120000Z | tolerance_min=15"},
		{"coral.signature_expired", "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)", "request_time=20260315T115000Z | limit=20260315T115500Z | server_time=20260315T120000Z | tolerance_min=5"},
		{"coral.signature_not_yet_current", "Signature not yet current: 20260315T121000Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.)", "request_time=20260315T121000Z | limit=20260315T120500Z | server_time=20260315T120000Z | tolerance_min=5"},
		{"coral.signature_not_yet_current", "Signature not  yet current: 20260315T130000Z is still later than 20260315T121500Z (20260315T120000Z + 15 min.)", "request_time=20260315T130000Z | limit=20260315T121500Z | server_time=20260315T120000Z | tolerance_min=15"},
		{"coral.signature_expired", "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z", "request_time=20260315T115000Z | limit=20260315T115500Z"},
		{"coral.signature_expired", "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z.", "request_time=20260315T115000Z | limit=20260315T115500Z"},
		{"coral.signature_expired", "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z", "request_time=20260315T115000Z | limit=20260315T115500Z | server_time=20260315T120000Z"},
		{"coral.signature_expired", "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 300 sec.)", "request_time=20260315T115000Z | limit=20260315T115500Z | server_time=20260315T120000Z | tolerance_s=300"},
		{"coral.signature_expired", "Signature expired: 2026-03-15T11:50:00Z is now earlier than 2026-03-15T11:55:00Z (2026-03-15T12:00:00Z - 5 min.)", "request_time=2026-03-15T11:50:00Z | limit=2026-03-15T11:55:00Z | server_time=2026-03-15T12:00:00Z | tolerance_min=5"},
		{"coral.signature_expired", "Signature expired: *** is now earlier than XXXXXXXXTXXXXXXZ (20260315T120000Z - 5 min.)", "request_time=*** | limit=XXXXXXXXTXXXXXXZ | server_time=20260315T120000Z | tolerance_min=5"},
		{"coral.signature_expired", "Signature expired: 20260315T115000Z is now ear", "request_time=20260315T115000Z"},
		{"coral.signature_not_yet_current", "Signature not yet current: 20230913 is still later than 20230912", "request_time=20230913 | limit=20230912"},
		{"coral.signature_not_yet_current", "Signature not yet current: 20260315T121000Z is still later than 20260315T120500Z (20260315T120000Z + 300 sec.)", "request_time=20260315T121000Z | limit=20260315T120500Z | server_time=20260315T120000Z | tolerance_s=300"},
		{"coral.scope_region", "Credential should be scoped to a valid region.", ""},
		{"coral.scope_region", "Credential should be scoped to a valid Region.", ""},
		{"coral.scope_terminator", "Credential should be scoped with a valid terminator: 'aws4_request'.", "expected=aws4_request"},
		{"coral.scope_region", "Credential should be scoped to a valid region, not 'us-east-1'. ", "region=us-east-1"},
		{"coral.scope_region", "Credential should be scoped to a valid region, not 'eu'. Credential should be scoped to correct service: 'execute-api'. ", "region=eu"},
		{"coral.scope_service", "Credential should be scoped to correct service: 'execute-api'. ", "expected_service=execute-api"},
		{"coral.scope_service", "Credential should be scoped to correct service: 'ec2'.", "expected_service=ec2"},
		{"coral.scope_terminator", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws_request'.", "expected=aws4_request | got=aws_request"},
		{"coral.scope_date", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20151124' != '20151125', from '20151125T154140Z'.", "scope_date=20151124 | http_date=20151125 | http_datetime=20151125T154140Z"},
		{"coral.scope_elements", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20260315/us-east-1/aws4_request'", "n=5 | credential=AKIDEXAMPLE/20260315/us-east-1/aws4_request"},
		{"coral.host_not_signed", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", ""},
		{"coral.host_not_signed", "'Host' must be a 'SignedHeader' in the AWS Authorization.", ""},
		{"coral.signed_header_absent", "'accept' is named as a SignedHeader, but it does not exist in the HTTP request.", "header=accept"},
		{"coral.header_params_missing", "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=Basic Og==", "parameter=Credential"},
		{"coral.header_params_missing", "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00", "authorization=AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00"},
		{"coral.header_not_key_value", "'AKID' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential= AKID EXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00'.", "token=AKID | authorization=AWS4-HMAC-SHA256 Credential= AKID EXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00"},
		{"coral.header_not_key_value", "'eyJhbGciOiJub25lIn0.e30.' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer eyJhbGciOiJub25lIn0.e30.'.", "token=eyJhbGciOiJub25lIn0.e30. | authorization=Bearer eyJhbGciOiJub25lIn0.e30."},
		{"coral.header_not_key_value_hashed", "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='.", "sha256_b64=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
		{"coral.unsupported_algorithm", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.", "algorithm=AWS4-HMAC-SHA1"},
		{"coral.unsupported_algorithm", "Unsupported AWS 'algorithm': 'AWS3-HTTPS'.", "algorithm=AWS3-HTTPS"},
		{"coral.date_not_iso8601", "Date must be in ISO-8601 'basic format'. Got '2013-11-19T23:59:01Z'. See http://en.wikipedia.org/wiki/ISO_8601", "date=2013-11-19T23:59:01Z"},
		{"coral.query_params_missing", "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.", "param=X-Amz-Credential"},
		{"coral.missing_token", "Request is missing Authentication Token", ""},
		{"apigw.missing_authentication_token", "Missing Authentication Token", ""},
		{"coral.malformed_query", "Illegal hex character in escape % pattern: %zz", "pattern=%zz"},
		{"coral.malformed_query", "Incomplete trailing escape % sequence", ""},
		{"coral.unknown_access_key", "The security token included in the request is invalid.", ""},
		{"coral.bad_session_token", "The security token included in the request is invalid", ""},
		{"coral.old_unknown_access_key", "The AWS access key provided does not exist in our records.", ""},
		{"coral.old_unknown_access_key", "The X.509 certificate or AWS access key ID provided does not exist in our records.", ""},
		{"coral.expired_token", "The security token included in the request is expired", ""},
		{"ec2.auth_failure", "AWS was not able to validate the provided access credentials", ""},
		{"ec2.request_expired", "Request has expired.", ""},
		{"legacy.request_expired", "Request timestamp: Sun, 15 Mar 2026 11:00:00 GMT expired.  It must be within 300 secs/ of server time.", "ts1=Sun, 15 Mar 2026 11:00:00 GMT | tolerance_s=300"},
		{"legacy.request_expired", "Request has expired. Timestamp date is 2026-03-15T11:00:00Z.", "ts2=2026-03-15T11:00:00Z"},
		{"legacy.request_expired", "Request signature is too far in the past and has expired. Timestamp date: 2026-03-15T11:00:00Z", "ts3=2026-03-15T11:00:00Z"},
		{"coral.opt_in_required", "The AWS Access Key Id needs a subscription for the service", ""},
		{"coral.opt_in_required", "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.", ""},
		{"apigw.execute_api_denied", "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:abcdef1234/prod/GET/items because no identity-based policy allows the execute-api:Invoke action", "principal=arn:aws:iam::123456789012:user/alice | action=Invoke | resource=arn:aws:execute-api:us-east-1:********9012:abcdef1234/prod/GET/items"},
		{"apigw.execute_api_denied", "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-west-2:********2543:vd2gh6uqw3/api/GET/", "principal=anonymous | action=Invoke | resource=arn:aws:execute-api:us-west-2:********2543:vd2gh6uqw3/api/GET/"},
		{"iam.anonymous_denied", "User: anonymous is not authorized to perform: es:ESHttpGet", "action=es:ESHttpGet"},
		{"iam.not_authorized", "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:x because no identity-based policy allows the secretsmanager:GetSecretValue action", "principal=arn:aws:iam::123456789012:user/alice | action=secretsmanager:GetSecretValue"},
		{"iam.not_authorized", "You are not authorized to perform this operation.", ""},
		{"appsync.unauthorized", "Valid authorization header not provided.", ""},
		{"appsync.unauthorized", "Missing authorization header", ""},
		{"appsync.unauthorized", "You are not authorized to make this call.", ""},
		{"lattice.content_sha256", "Missing the 'x-amz-content-sha256' in canonical headers", "header=x-amz-content-sha256"},
		{"kms.invalid_signature_false_friend", "KMSInvalidSignatureException: ", ""},
		{"cloudfront.signed_url_false_friend", "Missing Key-Pair-Id query parameter or cookie value", ""},
		{"cloudfront.signed_url_false_friend", "Unknown Key", ""},
		{"coral.both_mechanisms", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified", ""},
		{"coral.both_mechanisms", "Invalid Request (request has multiple authentication types, please use one)", ""},
		{"s3.mismatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", ""},
		{"r2.mismatch", "The request signature we calculated does not match the signature you provided. Check your secret access key and signing method. ", ""},
		{"gcs.mismatch", "The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.", ""},
		{"s3.invalid_access_key_id", "The AWS Access Key Id you provided does not exist in our records.", ""},
		{"s3.invalid_access_key_id", "The Access Key Id you provided does not exist in our records.", ""},
		{"s3.expired_token", "The provided token has expired.", ""},
		{"s3.invalid_token", "The provided token is malformed or otherwise invalid.", ""},
		{"s3.request_time_too_skewed", "The difference between the request time and the current time is too large.", "which=current"},
		{"s3.request_time_too_skewed", "The difference between the request time and the server's time is too large.", ""},
		{"s3.region_wrong", "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'", "region=us-east-1 | expected_region=eu-central-1"},
		{"s3.region_wrong", "Error parsing the X-Amz-Credential parameter; the region 'us-east-1' is wrong; expecting 'eu-central-1'", "region=us-east-1 | expected_region=eu-central-1"},
		{"s3.region_wrong", `The authorization header is malformed; the region "us-east-1" is wrong; expecting "eu-central-1"`, "region=us-east-1 | expected_region=eu-central-1"},
		{"s3.region_wrong", "The authorization header is malformed; the region is wrong; expecting 'us-east-1'.", "expected_region=us-east-1"},
		{"s3.credential_malformed", `The authorization header is malformed; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`, ""},
		{"s3.credential_malformed", `Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`, ""},
		{"s3.empty_akid", "The authorization header is malformed; a non-empty Access Key (AKID) must be provided in the credential.", ""},
		{"s3.three_components", "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.", ""},
		{"s3.three_components", "The authorization header is malformed; missing SignedHeaders.", "missing=SignedHeaders"},
		{"s3.three_components", `The authorization header is malformed; the authorization component "Credential" is malformed.`, "component=Credential"},
		{"s3.service_wrong", `The authorization header is malformed; incorrect service "execute-api". This endpoint belongs to "s3".`, "service=execute-api | expected_service=s3"},
		{"s3.service_wrong", `Error parsing the X-Amz-Credential parameter; incorrect service "sts". This endpoint belongs to "s3".`, "service=sts | expected_service=s3"},
		{"s3.service_wrong", `Error parsing the Credential/X-Amz-Credential parameter; incorrect service. This endpoint belongs to "s3".`, "expected_service=s3"},
		{"s3.terminal_wrong", `The authorization header is malformed; incorrect terminal "aws4_reques". This endpoint uses "aws4_request".`, "terminal=aws4_reques | expected=aws4_request"},
		{"s3.terminal_wrong", `Error parsing the X-Amz-Credential parameter; incorrect terminal. This endpoint uses "aws4_request".`, "expected=aws4_request"},
		{"s3.scope_date_format", `The authorization header is malformed; incorrect date format "2026-03-15". This date in the credential must be in the format "yyyyMMdd".`, "date=2026-03-15 | expected=yyyyMMdd"},
		{"s3.scope_date_format", `Error parsing the X-Amz-Credential parameter; incorrect date format. This date in the credential must be in the format "yyyyMMdd".`, "expected=yyyyMMdd"},
		{"s3.scope_date_mismatch", "The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.", ""},
		{"s3.scope_date_mismatch", `Invalid credential date "20260314". This date is not the same as X-Amz-Date: "20260315".`, "scope_date=20260314 | amz_date=20260315"},
		{"s3.auth_header_spaces", "Authorization header is invalid -- one and only one ' ' (space) required.", ""},
		{"s3.unsupported_auth_type", "Unsupported Authorization Type", ""},
		{"s3.unsupported_auth_type", "Only AWS4-HMAC-SHA256 is supported", ""},
		{"s3.bad_digest", "The Content-MD5 you specified did not match what we received.", "header=Content-MD5"},
		{"s3.bad_digest", "The CRC32 you specified did not match the calculated checksum.", "header=CRC32"},
		{"s3.bad_digest", "The provided 'x-amz-checksum-crc32' header does not match what was computed.", "header=x-amz-checksum-crc32"},
		{"s3.post_policy_refused", "Policy Condition failed: [\"starts-with\", \"$key\", \"uploads/\"]", "condition=[\"starts-with\", \"$key\", \"uploads/\"]"},
		{"compat.chunked_unsupported", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD is not supported", "mode=AWS4-HMAC-SHA256-PAYLOAD"},
		{"compat.checksum_mismatch", "checksum mismatch for X-Amz-Checksum-Crc32: expected AAAAAA==, got HYZs4w==", "header=X-Amz-Checksum-Crc32 | expected=AAAAAA== | got=HYZs4w=="},
		{"compat.checksum_mismatch", "checksum mismatch: expected AAAAAA==, got HYZs4w==", "expected=AAAAAA== | got=HYZs4w=="},
		{"compat.chunked_unsupported", "Aws MultiChunkedEncoding is not supported", ""},
		{"compat.chunked_unsupported", "aws-chunked encoding is not supported", ""},
		{"ses.smtp_refused", "535 Authentication Credentials Invalid", ""},
		{"s3.sigv2_not_supported", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.", "expected=AWS4-HMAC-SHA256"},
		{"s3.kms_requires_v4", "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.", ""},
		{"s3.missing_content_sha256", "Missing required header for this request: x-amz-content-sha256", "header=x-amz-content-sha256"},
		{"s3.invalid_content_sha256", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.", ""},
		{"s3.invalid_content_sha256", "The value of x-amz-content-sha256 header is invalid.", ""},
		{"s3.content_sha256_mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.", ""},
		{"s3.headers_not_signed", "There were headers present in the request which were not signed", ""},
		{"s3.headers_not_signed", "There were headers present in the request which were not signed. HeadersNotSigned: host, x-amz-acl", "headers=host, x-amz-acl"},
		{"s3.presign_expired", "Request has expired", ""},
		{"s3.presign_expired", "Request has expired. X-Amz-Expires: 900", "expires=900"},
		{"s3.presign_not_yet_valid", "Request is not yet valid", ""},
		{"s3.presign_not_yet_valid", "Request is not valid yet", ""},
		{"s3.requires_date", "AWS authentication requires a valid Date or x-amz-date header", ""},
		{"s3.requires_date", "Invalid date format header, expected to be in ISO8601, RFC1123 or RFC1123Z time format.", ""},
		{"s3.sigv2_query_missing", "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters", ""},
		{"s3.sigv2_invalid_expires", "Invalid date (should be seconds since epoch): 1773576000000", "expires=1773576000000"},
		{"s3.query_params_missing", "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.", ""},
		{"s3.query_algorithm", `X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"`, "algorithms=AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"},
		{"s3.query_algorithm", `X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"`, "algorithms=AWS4-HMAC-SHA256"},
		{"s3.query_date_format", `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`, ""},
		{"s3.query_date_format", "X-Amz-Date must be formated via ISO8601 Long format", ""},
		{"s3.query_expires", "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds", ""},
		{"s3.query_expires", "X-Amz-Expires must be non-negative", ""},
		{"s3.query_expires", "X-Amz-Expires should be a number", ""},
		{"s3.query_token_unsupported", "Authorization with X-Amz-Security-Token is not supported", ""},
		{"s3.post_field_missing", "Bucket POST must contain a field named 'AWSAccessKeyId'.  If it is specified, please check the order of the fields.", "field=AWSAccessKeyId"},
		{"s3.post_policy_refused", "Invalid according to Policy: Policy expired.", "expired=Policy expired."},
		{"s3.post_policy_refused", `Invalid according to Policy: Policy Condition failed: ["starts-with", "$key", "user/"]`, `condition=["starts-with", "$key", "user/"]`},
		{"s3.post_policy_refused", "Invalid according to Policy: Extra input fields: acl", "field=acl"},
		{"s3.post_policy_document", "Invalid Policy: invalid Base64 encoding.", "why=invalid Base64 encoding."},
		{"s3.post_policy_document", "Invalid Policy: Policy missing expiration.", "why=Policy missing expiration."},
		{"s3.chunk_framing", "The request body terminated unexpectedly", ""},
		{"s3.chunk_framing", "Only the last chunk is allowed to have a size less than 8192 bytes", "min=8192"},
		{"s3.chunk_framing", "The request contained trailing data that was not well-formed or did not conform to our published schema.", ""},
		{"s3.anonymous_response_headers", "Request specific response headers cannot be used for anonymous GET requests.", ""},
		{"s3.access_denied", "Access Denied", ""},
		{"s3.access_denied", "Access Denied.", ""},
		{"s3.head_no_body", "An error occurred (403) when calling the HeadObject operation: Forbidden", "status=403 | operation=HeadObject"},
		{"s3.head_no_body", "An error occurred (400) when calling the HeadObject operation: Bad Request", "status=400 | operation=HeadObject"},
		{"s3.wrong_endpoint_redirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.", ""},
		{"s3.wrong_endpoint_redirect", "Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.", ""},
		{"minio.account_disabled", "Your account is disabled; please contact your administrator.", ""},
		{"minio.missing_fields", "Missing fields in request.", ""},
		{"versitygw.user_not_found", "No user exists with the provided access key ID.", ""},
		{"r2.key_length", "Credential access key has length 20, should be 32", "got=20 | want=32"},
		{"compat.content_sha256_must_be_signed", "header 'x-amz-content-sha256' must be included in signature", "header=x-amz-content-sha256"},
		{"ozone.auth", "Error creating s3 auth info. The request may not be signed using AWS V4 signing algorithm, or might be invalid", ""},
		{"coral.mismatch_with_canonical", "The Canonical String for this request should have been", ""},
		{"apigw.http_api_forbidden", "Forbidden", ""},
		{"apigw.authorizer", "Unauthorized", ""},
		{"lambda.url_forbidden", "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html", ""},
		{"aoss.auth_failed", "Customer authentication failed: ResultDetail: { Code=InvalidSignature, Message=Invalid signature", ""},
		{"spapi.denied", "Access to requested resource is denied.", ""},
	}
}

func TestSentences(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range sentences() {
		id, sentence, want := c[0], c[1], c[2]
		tested[id] = true
		for form, text := range map[string]string{
			"text": sentence,
			"JSON": `{"__type":"AccessDeniedException","message":"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(sentence) + `"}`,
			"XML":  "<Error><Code>AccessDenied</Code><Message>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(sentence) + "</Message></Error>",
		} {
			ev := parsed(t, text)
			found := false
			for _, e := range ev.Errors {
				for _, m := range e.Messages {
					if m.ID != id || found {
						continue
					}
					found = true
					var got []string
					for _, c := range m.Captures {
						got = append(got, c.Name+"="+c.Value.String)
					}
					if strings.Join(got, " | ") != want {
						t.Errorf("%s in %s: captures %q, want %q", id, form, got, want)
					}
				}
			}
			if !found {
				t.Errorf("%s in %s: not recognised: %s", id, form, sentence)
			}
		}
	}
	for _, template := range templates {
		if !tested[template.id] {
			t.Errorf("no sentence for %s", template.id)
		}
	}
}

func TestTemplates(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		end           int // -1 for no match
		captures      string
	}{
		{"a b", "a \n\t b", 6, ""},
		{"a b", "ab", -1, ""},
		{"a '{x:text}' b", "a 'c d' b", 9, "x=c d"},
		{"a '{x:text}' b", "a '' b", 6, "x="},
		{"a '{x:text}' b", "a 'c\nd' b", -1, ""},
		{"a {x:int} b", "a 15 b", 6, "x=15"},
		{"a {x:int} b", "a x b", -1, ""},
		{"a {x:time}.", "a 20260315T120000Z.", 19, "x=20260315T120000Z"},
		{"a {x:time}.", "a later.", -1, ""},
		{"a[ b] c", "a b c", 5, ""},
		{"a[ b] c", "a c", 3, ""},
		{"a {x:line}", "a b c \nd", 6, "x=b c "},
		{"a {x:word}", "a b-c.d", 5, "x=b-c"},
		{"a {x:solid}", "a b-c.d e", 7, "x=b-c.d"},
		{"a {x:stamp}.", "a 2026-03-15T11:00:00Z.", 23, "x=2026-03-15T11:00:00Z"},
		{"a {x:date} b", "a Sun, 15 Mar 2026 11:00:00 GMT b", 33, "x=Sun, 15 Mar 2026 11:00:00 GMT"},
		{"a$", "a. ", 1, ""},
		{"a$", "a b", -1, ""},
	} {
		end, captures, ok := messagesTable.in(c.text).match(pieces(c.pattern), c.text, 0, nil)
		if !ok {
			end = -1
		}
		var got []string
		for _, x := range captures {
			got = append(got, x.name+"="+c.text[x.from:x.to])
		}
		if end != c.end || ok && strings.Join(got, " | ") != c.captures {
			t.Errorf("%q on %q ends at %d with %q, want %d with %q", c.pattern, c.text, end, got, c.end, c.captures)
		}
	}
}
