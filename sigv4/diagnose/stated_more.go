package diagnose

// moreStatedRows are the sentences of servers beside AWS's common front end that name their cause, and
// of what lies beside a signature.
func moreStatedRows() []stated {
	s3Errors := Citation{docS3Errors, "The code and its description."}
	common := Citation{docCommonErrors, "The code and its description."}
	policy := Citation{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html", "The form's fields, and the policy that covers them."}
	return []stated{
		{
			messages: []string{"coral.malformed_query"}, cause: "query-reserved-not-encoded", confidence: Certain,
			title: "The query holds a % that starts no escape",
			why:   "The server could not decode the query|: it stumbled over {pattern}|. A % that is meant as such is written %25.",
			fix:   Fix{Do: "Escape names and values before they are joined", On: "Python", Code: "urllib.parse.quote(value, safe='-_.~')"},
			guide: guideSteps + "#canonical-query-string", source: common,
		},
		{
			messages: []string{"coral.opt_in_required"}, cause: "region-not-enabled", confidence: Likely,
			title: "The account has not enabled the region or the service",
			why:   "The server knows the access key id, and says that its account is not signed up for this. A new account, a region that has to be enabled first and a service that has to be subscribed to give this answer.",
			fix:   Fix{Do: "Enable the region, or sign up for the service", Code: "aws account enable-region --region-name REGION"},
			guide: guideScope + "#region", source: common,
		},
		{
			messages: []string{"s3.wrong_endpoint_redirect"}, cause: "endpoint-wrong", confidence: Certain,
			title: "The bucket has another endpoint",
			why:   "The server says that the bucket has to be addressed at another endpoint, and names it. Host and region are signed, so the request has to be signed anew for it.",
			fix:   Fix{Do: "Set the client to the bucket's region", Code: "aws s3api head-bucket --bucket BUCKET   # x-amz-bucket-region"},
			guide: guideScope + "#region", source: s3Errors,
		},
		{
			messages: []string{"cloudfront.signed_url_false_friend"}, cause: "endpoint-wrong", confidence: Likely,
			title: "CloudFront answered, and it looks for a signature of its own",
			why:   "CloudFront asks for its own signed URLs or cookies (Key-Pair-Id, Policy, Signature in RSA). A presigned URL of S3 is another thing, and is of no use at a distribution that asks for them.",
			fix:   Fix{Do: "Send the presigned URL to S3, or make a signed URL of CloudFront", Code: "aws cloudfront sign --url https://DOMAIN/KEY --key-pair-id ID --private-key file://KEY.pem --date-less-than DATE"},
			guide: guideCodes + "#near-misses", source: Citation{"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html", "CloudFront's signed URLs and what they hold."},
		},
		{
			messages: []string{"r2.key_length"}, cause: "access-key-unknown", confidence: Likely, unless: swappedLength,
			title: "The access key id is not one of this provider's",
			why:   "The server says that the access key id has {got} characters, and that its own have {want}. Keys of AWS have 20: the client took them from its default chain.",
			fix:   Fix{Do: "Give the client the provider's own key pair", Detail: "Set it explicitly, or in a profile of its own; variables of AWS win over it otherwise."},
			guide: guideCodes + "#s3", source: Citation{"https://developers.cloudflare.com/r2/api/tokens/", "R2's key pairs: how they are made, and of what form they are."},
		},
		{
			messages: []string{"minio.missing_fields"}, cause: "authorization-malformed", confidence: Certain,
			title: "The Authorization header lacks parts that every signature has",
			why:   "The server says that fields are missing: it looks for Credential, SignedHeaders and Signature, with commas between.",
			fix:   Fix{Do: "Send an Authorization header of this form", Code: "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=…64 hex digits…"},
			guide: guideCodes + "#parameters", source: Citation{"https://github.com/minio/minio", "The server's own list of errors."},
		},
		{
			messages: []string{"s3.anonymous_response_headers"}, cause: "authentication-missing", confidence: Likely,
			title: "The URL lost its signature",
			why:   "The server takes the request for an anonymous one, and response- parameters are for signed requests. The address was cut at an &, or its signature was taken off.",
			fix:   Fix{Do: "Quote the whole URL", On: "Shell", Code: "curl 'https://…?response-content-type=…&X-Amz-Signature=…'"},
			guide: guideSteps + "#signature", source: s3Errors,
		},
		{
			messages: []string{"appsync.unauthorized"}, cause: "authentication-missing", confidence: Possible,
			title: "The API may take another kind of authorization",
			why:   "AppSync found no authorization that it takes. An API is set to an API key, IAM, OpenID Connect, a user pool or a function, and refuses the others.",
			fix:   Fix{Do: "Compare the API's authorization modes with what is sent", Code: "aws appsync get-graphql-api --api-id API_ID --query graphqlApi.authenticationType"},
			guide: guideCodes + "#near-misses", source: Citation{"https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html", "The kinds of authorization that AppSync takes."},
		},
		{
			messages: []string{"aoss.auth_failed"}, cause: "content-sha256-missing", confidence: Possible,
			title: "OpenSearch Serverless may miss x-amz-content-sha256",
			why:   "OpenSearch Serverless does not say what is wrong. It demands x-amz-content-sha256, sent and signed.",
			fix:   Fix{Do: "Sign for aoss, with x-amz-content-sha256 and without content-length", Code: "AWS4Auth(key, secret, region, 'aoss', session_token=token)"},
			guide: guideCodes + "#s3", source: Citation{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-clients.html", "Signing requests to OpenSearch Serverless."},
		},
		{
			messages: []string{"aoss.auth_failed"}, cause: "scope-service-wrong", confidence: Possible,
			title: "The request may be signed for es, and not for aoss",
			why:   "OpenSearch Serverless does not say what is wrong. Its signing name is aoss; that of OpenSearch domains is es.",
			fix:   Fix{Do: "Sign with the service name aoss", Code: "Credential=AKIDEXAMPLE/20150830/us-east-1/aoss/aws4_request"},
			guide: guideScope + "#service", source: Citation{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-clients.html", "Signing requests to OpenSearch Serverless."},
		},
		{
			messages: []string{"s3.chunk_framing"}, cause: "chunk-signature-wrong", confidence: Certain,
			title: "The framing of the chunked upload is wrong",
			why:   "The server read the body as chunks, and their sizes do not fit: a chunk or the end is missing, one is too small, or something follows the last.",
			fix:   Fix{Do: "Check sizes and ends of the chunks", Detail: "Each chunk is SIZE-IN-HEX;chunk-signature=…, CRLF, the bytes, CRLF; the last has size 0. x-amz-decoded-content-length is the size without the framing."},
			guide: guideSteps + "#payload-hash", source: Citation{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html", "The format of a chunked upload."},
		},
		{
			messages: []string{"compat.chunked_unsupported"}, cause: "chunk-signature-wrong", confidence: Likely,
			title: "The server does not take chunked uploads",
			why:   "The server says that it does not support what the client uses to send the body in chunks.",
			fix:   Fix{Do: "Send the body whole, with its hash", On: "Java", Code: "S3Configuration.builder().chunkedEncodingEnabled(false)"},
			guide: guideSteps + "#payload-hash", source: Citation{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html", "The format of a chunked upload."},
		},
		{
			messages: []string{"s3.post_field_missing", "s3.post_policy_document"}, cause: "post-policy-mismatch", confidence: Certain,
			title: "The form or its policy is not complete",
			why:   "The server could not use the form|: the field {field} is missing|| because of its policy: {why}|. Fields come before the file, and the policy is base64 of JSON.",
			fix:   Fix{Do: "Send all fields of the policy before the file", Code: "curl -F key=KEY -F policy=… -F x-amz-algorithm=AWS4-HMAC-SHA256 -F x-amz-credential=… -F x-amz-date=… -F x-amz-signature=… -F file=@FILE URL"},
			guide: guideSteps + "#signature", source: policy,
		},
		{
			messages: []string{"s3.query_token_unsupported"}, cause: "service-quirk", confidence: Certain,
			title: "This server takes no temporary credentials",
			why:   "The server says that it does not support X-Amz-Security-Token.",
			fix:   Fix{Do: "Sign with lasting credentials of this server", Detail: "Make a key pair there; session tokens of AWS mean nothing to it."},
			guide: guideSteps + "#session-token", source: Citation{"https://github.com/versity/versitygw", "The server's own list of errors."},
		},
		{
			messages: []string{"s3.sigv2_invalid_expires"}, cause: "presigned-expires-invalid", confidence: Certain,
			title: "Expires is not a number of seconds since 1970",
			why:   "The URL is signed with version 2, where Expires is a point in time, in seconds since 1970|, and is {expires}|.",
			fix:   Fix{Do: "Write Expires in seconds since 1970, or sign with version 4", On: "Shell", Code: "date -u +%s"},
			guide: guideClock + "#read-the-message", source: s3Errors,
		},
		{
			messages: []string{"s3.sigv2_query_missing"}, cause: "presigned-params-invalid", confidence: Certain,
			title: "The presigned URL lacks one of its parameters",
			why:   "The server looked for Signature, Expires and AWSAccessKeyId, those of a URL of version 2, and did not find them all.",
			fix:   Fix{Do: "Quote the URL", On: "Shell", Code: "curl 'https://…?AWSAccessKeyId=…&Expires=…&Signature=…'"},
			guide: guideSteps + "#canonical-request", source: s3Errors,
		},
		{
			messages: []string{"ses.smtp_refused"}, cause: "smtp-password-as-secret", confidence: Possible,
			title: "A secret access key may have been used as SMTP password",
			why:   "SES refused user name or password. The password for SMTP is made from a secret access key, for one region; the secret itself is refused, and so is the password of another region.",
			fix:   Fix{Do: "Make an SMTP password for this region", Detail: "The page “SMTP settings” of SES makes a user and a password. It has 44 characters and starts with B."},
			guide: guideSteps + "#signing-key", source: Citation{"https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html", "The SMTP password is made from the secret access key and is another value."},
		},
	}
}

// swappedLength reports whether the lengths that R2 names are those of a secret in the id's place.
func swappedLength(_ *bench, s said) bool {
	return s.capture("got") == "64" && s.capture("want") == "32"
}
