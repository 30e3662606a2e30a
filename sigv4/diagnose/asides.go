package diagnose

// aside is a sentence of a server that is no answer about the signature of a request, or hides what it
// is about, and where to look instead.
type aside struct {
	messages []string
	sentence string
	detail   string
	source   Citation
}

// asides lists them.
func asides() []aside {
	return []aside{
		{[]string{"kms.invalid_signature_false_friend"}, "This is KMS's answer about a signature that it was asked to verify, and not about the signature of a request.",
			"KMSInvalidSignatureException means that Verify compared message and signature and they do not fit: look at the digest, the message type (RAW or DIGEST) and the form of the signature (DER). The request itself was accepted.",
			Citation{"https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html", "Verify fails with this error when the signature is not valid."}},
		{[]string{"spapi.denied"}, "The Selling Partner API denies access, and says nothing of a signature.",
			"Look at the token in x-amz-access-token and at the roles that the application was granted. Since 2023 this API needs no Signature Version 4 at all.",
			Citation{"https://developer-docs.amazon.com/sp-api/docs/authorizing-selling-partner-api-applications", "How access to the API is authorised."}},
		{[]string{"apigw.authorizer"}, "An authorizer of the API refused the caller; no signature was looked at.",
			"The route is guarded by a function, a user pool or a JWT, and not by IAM: look at the token it wants and at the authorizer's own log.",
			Citation{"https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html", "UNAUTHORIZED and ACCESS_DENIED are answers of authorizers."}},
		{[]string{"minio.account_disabled"}, "The server knows the access key id, and its account is disabled.",
			"This is not a matter of the signature: enable the account or the key on the server.",
			Citation{"https://github.com/minio/minio", "The server's own list of errors."}},
		{[]string{"s3.head_no_body"}, "The answer to HEAD has no body, so its reason is not there.",
			"Send the same request with GET (and Range: bytes=0-0): its answer names code and reason.",
			Citation{docS3Errors, "Errors stand in the body of the answer, which HEAD has none of."}},
	}
}

// asideOf finds the first of them in the answers.
func (b *bench) asideOf() (aside, said, bool) {
	for _, a := range asides() {
		if s, ok := b.says(a.messages...); ok && !(b.unauthorized() && a.messages[0] == "apigw.authorizer") {
			return a, s, true
		}
	}
	return aside{}, said{}, false
}

// asideFacts says that an answer lies beside the signature.
func asideFacts(b *bench) []Fact {
	a, s, ok := b.asideOf()
	if !ok {
		return nil
	}
	return []Fact{{Fact: a.sentence, Confidence: Certain, Marks: s.markSentence()}}
}
