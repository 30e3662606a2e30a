package diagnose

const (
	guideSteps = "guides/sigv4-step-by-step.html"
	guideClock = "guides/signature-expired.html"
)

// statedRows are the sentences that name their cause, by step of the server's checks.
func statedRows() []stated {
	troubleshooting := Citation{docTroubleshooting, "Authorization, credential scope and dates are checked before the signature, each with a message of its own."}
	s3Errors := Citation{docS3Errors, "The code and its description."}
	common := Citation{docCommonErrors, "The code and its description."}
	query := Citation{docS3Query, "The X-Amz- parameters of a presigned URL, their form and their limits."}
	return []stated{
		{
			messages: []string{"coral.both_mechanisms"}, cause: "two-auth-mechanisms", confidence: Certain,
			title: "The request carries two authentications",
			why:   "The server found both an Authorization header and signature parameters in the query, and takes only one of them.",
			fix:   Fix{Do: "Send one of the two", Detail: "HTTP clients keep the Authorization header across a redirect to a presigned URL, and interceptors add one to every request. Remove the header from requests to presigned URLs."},
			guide: guideSteps + "#signature", source: troubleshooting,
		},
		{
			messages: []string{"coral.missing_token"}, cause: "authentication-missing", confidence: Certain,
			title: "No authentication reached the service",
			why:   "The server found neither an Authorization header nor signature parameters.",
			fix:   Fix{Do: "Look for what dropped the Authorization header", Detail: "Redirects to another host, proxies, CDNs and a client without credentials are the usual ones. Send the request with `curl -v` and see whether the header leaves."},
			guide: guideSteps + "#signature", source: common,
		},
		{
			messages: []string{"iam.anonymous_denied", "apigw.execute_api_denied"}, cause: "authentication-missing", confidence: Likely, unless: known,
			title: "The service saw no signature",
			why:   "The caller that the policy refused is “anonymous”: the request came without a signature.",
			fix:   Fix{Do: "Sign the request, and look for what drops the Authorization header", Detail: "Send it with `curl -v` and see whether the header leaves."},
			guide: guideSteps + "#signature", source: common,
		},
		{
			messages: []string{"apigw.missing_authentication_token"}, cause: "api-route-not-found", confidence: Likely,
			title: "API Gateway has no such route or stage",
			why:   "API Gateway gives this answer when no method is deployed for the path, long before it looks for a signature.",
			fix:   Fix{Do: "Compare the address with the deployed stage", Detail: "The path starts with the stage's name (unless a custom domain maps it), the method must exist for the resource, and changes show only after the API is deployed again.", Code: "aws apigateway get-resources --rest-api-id API_ID"},
			guide: guideSteps + "#canonical-request",
			source: Citation{"https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
				"MISSING_AUTHENTICATION_TOKEN is also the answer to an unsupported method or resource."},
		},
		{
			messages: []string{"coral.header_params_missing"}, cause: "authorization-malformed", confidence: Certain, unless: onlyDateMissing,
			title:  "The Authorization header lacks parts that every signature has",
			why:    "The server looked for Credential, SignedHeaders and Signature in the Authorization header and did not find them all. A Bearer or Basic token in its place gives the same answer.",
			fix:    Fix{Do: "Send an Authorization header of this form", Code: "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=…64 hex digits…"},
			guide:  guideSteps + "#signature",
			source: troubleshooting,
		},
		{
			messages: []string{"coral.header_params_missing"}, cause: "timestamp-missing", confidence: Certain, unless: moreThanDateMissing,
			title:  "No date reached the service",
			why:    "The server found neither X-Amz-Date nor Date in the request.",
			fix:    Fix{Do: "Send X-Amz-Date, and sign it", Detail: "Browsers and some proxies drop Date; X-Amz-Date passes.", Code: "X-Amz-Date: 20150830T123600Z"},
			guide:  guideSteps + "#string-to-sign",
			source: troubleshooting,
		},
		{
			messages: []string{"coral.header_not_key_value", "coral.header_not_key_value_hashed", "s3.three_components", "s3.auth_header_spaces", "ozone.auth"},
			cause:    "authorization-malformed", confidence: Certain,
			title:  "The Authorization header cannot be read",
			why:    "The server could not take the Authorization header apart|: it stumbled over {token}|. It expects one scheme, one space, then Credential, SignedHeaders and Signature with commas between.",
			fix:    Fix{Do: "Send an Authorization header of this form", Detail: "Look for a line break, for a space inside the key id, for the name of the header inside its value, and for another scheme's token.", Code: "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=…64 hex digits…"},
			guide:  guideSteps + "#signature",
			source: troubleshooting,
		},
		{
			messages: []string{"coral.unsupported_algorithm", "s3.unsupported_auth_type", "s3.sigv2_not_supported", "s3.kms_requires_v4", "s3.query_algorithm"},
			cause:    "algorithm-unsupported", confidence: Certain,
			title:  "The request is not signed with Signature Version 4",
			why:    "The server does not take the algorithm of this request|, {algorithm}|. It asks for AWS4-HMAC-SHA256.",
			fix:    Fix{Do: "Sign with AWS4-HMAC-SHA256", Detail: "Older clients still sign S3 requests and presigned URLs with version 2 unless told otherwise.", On: "Python", Code: "boto3.client('s3', config=Config(signature_version='s3v4'))"},
			guide:  guideSteps + "#string-to-sign",
			source: Citation{docS3Header, "AWS4-HMAC-SHA256 names the version and the algorithm of the signature."},
		},
		{
			messages: []string{"coral.query_params_missing", "s3.query_params_missing"}, cause: "presigned-params-invalid", confidence: Certain,
			title: "The presigned URL lacks one of its parameters",
			why:   "The server did not find all the X-Amz- parameters that a presigned URL has|; {param} is missing|. An & that a shell, HTML or a chat program took for its own cuts the URL.",
			fix:   Fix{Do: "Quote the URL", On: "Shell", Detail: "Names are case-sensitive: X-Amz-Date, not x-amz-date.", Code: "curl 'https://…?X-Amz-Algorithm=…&X-Amz-Credential=…'"},
			guide: guideSteps + "#canonical-request", source: query,
		},
		{
			messages: []string{"s3.query_expires"}, cause: "presigned-expires-invalid", confidence: Certain,
			title: "X-Amz-Expires is out of range",
			why:   "The server says that X-Amz-Expires is not a number of seconds from 1 to 604800, a week.",
			fix:   Fix{Do: "Ask for at most a week, in seconds", Code: "aws s3 presign s3://BUCKET/KEY --expires-in 604800"},
			guide: guideClock + "#read-the-message", source: query,
		},
		{
			messages: []string{"coral.date_not_iso8601", "s3.query_date_format"}, cause: "timestamp-format", confidence: Certain,
			title: "The time stamp is not of the form that AWS reads",
			why:   "The server expects YYYYMMDD'T'HHMMSS'Z', in UTC|, and got {date}|.",
			fix:   Fix{Do: "Write the time without separators, in UTC", Code: "date -u +%Y%m%dT%H%M%SZ"},
			guide: guideSteps + "#string-to-sign", source: troubleshooting,
		},
		{
			messages: []string{"s3.requires_date"}, cause: "timestamp-format", confidence: Likely,
			title: "The time stamp is missing, or not of the form that S3 reads",
			why:   "S3 found no valid Date or x-amz-date header. One that is there in another form than YYYYMMDD'T'HHMMSS'Z' gives the same answer as none.",
			fix:   Fix{Do: "Send x-amz-date without separators, in UTC", Code: "date -u +%Y%m%dT%H%M%SZ"},
			guide: guideSteps + "#string-to-sign", source: s3Errors,
		},
		{
			messages: []string{"s3.requires_date"}, cause: "timestamp-missing", confidence: Possible,
			title: "No date reached the service",
			why:   "S3 found no valid Date or x-amz-date header. Browsers do not let a page set Date, and some proxies drop it.",
			fix:   Fix{Do: "Send x-amz-date, and sign it", Code: "X-Amz-Date: 20150830T123600Z"},
			guide: guideSteps + "#string-to-sign", source: s3Errors,
		},
		{
			messages: []string{"coral.scope_service", "s3.service_wrong"}, cause: "scope-service-wrong", confidence: Certain,
			title: "The request is signed for another service than the endpoint's",
			why:   "The server's own sentence says it: the service in the credential scope should be {expected_service}|, and is {service}|. The signing name is not always the first label of the host name.",
			fix:   Fix{Do: "Sign with the service name that the message gives", Detail: "The name stands in the credential scope and goes into the signing key: change both. SDKs take it from the client's service or a “signing name” setting."},
			guide: guideSteps + "#credential-scope", source: troubleshooting,
		},
		{
			messages: []string{"coral.scope_date", "s3.scope_date_mismatch"}, cause: "scope-date-mismatch", confidence: Certain,
			title: "The date in the credential scope is not the date of X-Amz-Date",
			why:   "The server compares the two, in UTC|: the scope has {scope_date}, the time stamp {http_date}||: the scope has {scope_date}, the time stamp {amz_date}|.",
			fix:   Fix{Do: "Take scope date and time stamp from one reading of the clock, in UTC", Detail: "A signing key or a Credential kept over midnight, and a local date beside a UTC time, are the usual ways to this."},
			guide: guideSteps + "#credential-scope", source: troubleshooting,
		},
		{
			messages: []string{"coral.signed_header_absent"}, cause: "signed-header-missing", confidence: Certain,
			title: "A signed header did not arrive",
			why:   "SignedHeaders names {header}, and the request that reached the server had no such header: the client or a proxy dropped it, or it was never sent.",
			fix:   Fix{Do: "Sign only headers that you know will arrive", Detail: "Leave out what clients and proxies change: accept-encoding, connection, content-length on GET, expect, te, user-agent."},
			guide: guideSteps + "#canonical-request", source: troubleshooting,
		},
		{
			messages: []string{"s3.headers_not_signed"}, cause: "unsigned-amz-header", confidence: Certain, unless: namesNoHeaders,
			title: "A header was sent that must be signed and is not",
			why:   "The server lists it: every x-amz- header that is sent must be in SignedHeaders. With a presigned URL, the client may send only what the URL was signed for.",
			fix:   Fix{Do: "Sign the header, or do not send it", Detail: "For a presigned URL, name the header when the URL is made."},
			guide: guideSteps + "#canonical-request", source: s3Errors,
		},
		{
			messages: []string{"s3.headers_not_signed"}, cause: "unsigned-amz-header", confidence: Likely, unless: namesHeaders,
			title: "A header was sent that must be signed and is not",
			why:   "The server found x-amz- headers that are not in SignedHeaders; the list of them (HeadersNotSigned) is not in the paste. A proxy that adds or drops headers gives the same answer.",
			fix:   Fix{Do: "Compare SignedHeaders with the x-amz- headers that arrive", Detail: "Every x-amz- header that is sent must be signed."},
			guide: guideSteps + "#canonical-request", source: s3Errors,
		},
		{
			messages: []string{"s3.missing_content_sha256", "lattice.content_sha256", "compat.content_sha256_must_be_signed"}, cause: "content-sha256-missing", confidence: Certain, unless: otherHeader,
			title: "x-amz-content-sha256 is required here, and missing",
			why:   "The server asks for the header x-amz-content-sha256, with the hash of the body (or UNSIGNED-PAYLOAD), among the signed headers.",
			fix:   Fix{Do: "Send x-amz-content-sha256 and sign it", Detail: "Use a signer with S3's rules; the value is that of the canonical request's last line.", Code: "x-amz-content-sha256: UNSIGNED-PAYLOAD"},
			guide: guideSteps + "#canonical-request", source: Citation{docS3Header, "x-amz-content-sha256 is required for all signed requests to S3."},
		},
		{
			messages: []string{"s3.invalid_content_sha256"}, cause: "payload-hash-format", confidence: Certain,
			title: "x-amz-content-sha256 is not a payload hash",
			why:   "The server takes 64 lower-case hex digits or one of the literals that its message lists.",
			fix:   Fix{Do: "Write the hash in lower-case hex", On: "Shell", Code: "openssl dgst -sha256 -hex < BODY"},
			guide: guideSteps + "#canonical-request", source: Citation{docS3Header, "The values that x-amz-content-sha256 can have."},
		},
		{
			messages: []string{"s3.content_sha256_mismatch"}, cause: "payload-changed", confidence: Likely,
			title: "The body that arrived is not the body that was hashed",
			why:   "The signature was accepted; then the server hashed the body and got another value than x-amz-content-sha256.",
			fix:   Fix{Do: "Hash the very bytes that are sent", Detail: "Re-encoded JSON, CRLF, a byte order mark, compression on the way and a file that changes during the upload are the usual ones. The hash of the empty string, sent with a body, gives the same answer."},
			guide: guideSteps + "#canonical-request", source: s3Errors,
		},
		{
			messages: []string{"coral.expired_token", "s3.expired_token"}, cause: "credentials-expired", confidence: Certain,
			title: "The temporary credentials have expired",
			why:   "The server says so of the session token. This is not a matter of the clock or of the signature.",
			fix:   Fix{Do: "Get new temporary credentials, all three values", Detail: "Look for an old session in the environment: variables win over profiles. A client that was made once with fixed credentials keeps them for ever.", Code: "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\naws sso login"},
			guide: guideClock + "#read-the-message", source: common,
		},
		{
			messages: []string{"s3.presign_expired"}, cause: "presigned-expired", confidence: Certain,
			title: "The presigned URL has expired",
			why:   "By the server's clock, X-Amz-Date plus X-Amz-Expires is past.",
			fix:   Fix{Do: "Make a new URL", Detail: "If it was new, look at the clock of the machine that made it. A URL never outlives the temporary credentials that signed it.", Code: "aws s3 presign s3://BUCKET/KEY --expires-in 3600"},
			guide: guideClock + "#read-the-message", source: query,
		},
		{
			messages: []string{"s3.post_policy_refused"}, cause: "post-policy-mismatch", confidence: Certain,
			title: "The form does not satisfy its POST policy",
			why:   "The server checked the form's fields against the signed policy and refused it.| The condition that failed: {condition}.|| The field that the policy does not name: {field}.|",
			fix:   Fix{Do: "Make policy and form agree", Detail: "Every field but the file, the signature and x-ignore- fields needs a condition in the policy, and must satisfy it exactly."},
			guide: guideSteps + "#signature", source: Citation{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html", "Each form field must be covered by a condition of the policy."},
		},
		{
			messages: []string{"apigw.execute_api_denied", "iam.not_authorized"}, cause: "iam-policy-denied", confidence: Certain, unless: anonymous,
			title: "The signature was accepted; a policy denies the action",
			why:   "The server knows who is calling|, {principal},| and refuses the action|, {action}|. It can know that only after it verified the signature.",
			fix:   Fix{Do: "Allow the action in a policy of the caller", Detail: "Identity policy, resource policy, permissions boundary, session policy and service control policy must all allow it. The end of the message often says which one does not."},
			guide: guideSteps + "#signature", source: common,
		},
	}
}
