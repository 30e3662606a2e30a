package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// tokenRule judges answers that do not take the access key id or the token. Servers give one answer
// for several causes, so that nothing is more than possible, unless the request itself shows more.
func tokenRule() rule {
	return rule{
		name:   "token",
		causes: []string{"access-key-unknown", "session-token-missing", "session-token-wrong"},
		guide:  guideSteps + "#session-token",
		sources: []Citation{
			{docCommonErrors, "InvalidClientTokenId: the certificate or access key id provided does not exist in AWS's records."},
			{docSigning, "Temporary credentials need their session token in X-Amz-Security-Token."},
		},
		judge: judgeToken,
	}
}

func judgeToken(b *bench) []Finding {
	s, ok := b.says("coral.unknown_access_key", "coral.bad_session_token", "coral.old_unknown_access_key",
		"s3.invalid_access_key_id", "s3.invalid_token", "minio.invalid_token", "ec2.auth_failure")
	if !ok {
		if _, ok := b.code("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidToken", "InvalidTokenId", "AuthFailure"); !ok && !b.unauthorized() {
			return b.tokenless()
		}
	}
	var marks []Mark
	if ok {
		marks = s.markSentence()
	}
	missing := Finding{
		Cause: "session-token-missing", Title: "Temporary credentials without their session token", Confidence: Possible,
		Why:   "An access key id that starts with ASIA is temporary, and is refused in this way when X-Amz-Security-Token is not sent with it.",
		Test:  "Look at the access key id: if it starts with ASIA, the request needs the header X-Amz-Security-Token (or the parameter of that name).",
		Fixes: sendToken(),
		Marks: marks,
	}
	if b.temporaryWithoutToken() {
		missing.Confidence, missing.Test = Certain, ""
		missing.Why = "The access key id starts with ASIA, so it is temporary; the request you pasted has no X-Amz-Security-Token."
		missing.Marks = append(b.keyIDMark(), marks...)
	}
	unknown := Finding{
		Cause: "access-key-unknown", Title: "The access key id is not known here", Confidence: Possible,
		Why:  "The key may be deleted or inactive, belong to another partition (aws, aws-cn, aws-us-gov) or another provider, or the region may be one that the account has not enabled.",
		Test: "Ask who the key is: `aws sts get-caller-identity` with the same credentials, in the same partition.",
		Fixes: []Fix{
			{Do: "Ask AWS whose key it is", Code: "aws sts get-access-key-info --access-key-id AKIDEXAMPLE\naws sts get-caller-identity"},
		},
		Marks: marks,
	}
	damaged := Finding{
		Cause: "session-token-wrong", Title: "The session token is damaged or belongs to other credentials", Confidence: Possible,
		Why:   "A token that lost characters, kept a line break or stems from another session is refused in this way.",
		Test:  "Ask for new temporary credentials and use all three values together.",
		Fixes: []Fix{{Do: "Take key id, secret and token from one answer", Detail: "All three change together. A token left over in the environment beside long-lived keys is refused too: unset AWS_SESSION_TOKEN then.", Code: "unset AWS_SESSION_TOKEN"}},
		Marks: marks,
	}
	if b.tokenBesideLastingKey() {
		damaged.Confidence = Likely
		damaged.Title = "A session token rides along with a lasting access key"
		damaged.Why = "The access key id starts with AKIA, so it is not temporary; yet the request carries X-Amz-Security-Token. The token is of other credentials, left over in the environment or in a setting."
		damaged.Test = "Send without the token: if it was not this, the answer stays the same."
		damaged.Marks = append(b.keyIDMark(), marks...)
	}
	return []Finding{missing, unknown, damaged}
}

// unauthorized reports whether the answer is that of a storage server (Cloudflare R2) that knows no such key.
func (b *bench) unauthorized() bool {
	e, ok := b.code("Unauthorized")
	return ok && e.Format == paste.KindXMLError
}

// tokenBesideLastingKey reports whether the request carries a token that its access key id has none of.
func (b *bench) tokenBesideLastingKey() bool {
	return b.claimed && strings.HasPrefix(b.claim.AccessKeyID, "AKIA") && b.claim.SessionToken != ""
}

// tokenless judges the request alone: temporary credentials, and no token.
func (b *bench) tokenless() []Finding {
	if !b.temporaryWithoutToken() || b.accepted() || b.in.Token != "" {
		return nil
	}
	f := Finding{
		Cause: "session-token-missing", Title: "Temporary credentials without their session token",
		Why:   "The access key id starts with ASIA, so it is temporary; the request has no X-Amz-Security-Token.",
		Marks: b.keyIDMark(), Fixes: sendToken(),
	}
	f.Confidence, f.Test = b.weigh()
	return []Finding{f}
}

func sendToken() []Fix {
	return []Fix{
		{Do: "Send the session token", Detail: "Set it beside key id and secret, and sign it with the rest.", Code: "export AWS_SESSION_TOKEN=…"},
	}
}

// temporaryWithoutToken reports whether the request uses temporary credentials and is known to
// carry no token.
func (b *bench) temporaryWithoutToken() bool {
	if b.request == nil || !strings.HasPrefix(b.credential.element(0), "ASIA") {
		return false
	}
	if strings.Contains(strings.ToLower(b.request.Target), "x-amz-security-token") {
		return false
	}
	for _, h := range b.request.Headers {
		if strings.EqualFold(h.Name, "X-Amz-Security-Token") {
			return false
		}
	}
	return b.claim.Carrier == sigv4.QueryCarrier || b.request.OtherHeaders == paste.Absent
}

// keyIDMark marks the access key id in the request.
func (b *bench) keyIDMark() []Mark {
	if len(b.credential.elements) == 0 {
		return nil
	}
	return markSource(b.request, b.credential.source, b.credential.elements[0].span, "scope", "the access key id", true)
}
