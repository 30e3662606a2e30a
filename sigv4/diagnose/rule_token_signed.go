package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// tokenSignedRule judges whether the session token is sent and signed as the service demands it.
func tokenSignedRule() rule {
	return rule{
		name:   "token-signed",
		causes: []string{"session-token-not-signed", "session-token-not-sent", "iot-token-signed"},
		guide:  guideSteps + "#session-token",
		sources: []Citation{
			{docSigning, "With temporary credentials X-Amz-Security-Token is added to the headers or the query before signing; some services want it added after."},
			{"https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html", "MQTT over WebSocket: the session token is appended to the URL after it was signed."},
		},
		judge: judgeTokenSigned,
	}
}

const tokenHeader = "X-Amz-Security-Token"

func judgeTokenSigned(b *bench) []Finding {
	if b.tokenSigned() {
		return []Finding{b.iotToken()}
	}
	if b.verified() {
		return nil
	}
	if s, ok := b.says("coral.signed_header_absent"); ok && strings.EqualFold(s.capture("header"), tokenHeader) {
		f := tokenNotSent()
		f.Confidence, f.Marks = Certain, s.markSentence()
		f.Why = "The server says that SignedHeaders names x-amz-security-token and that the request has no such header."
		return []Finding{f}
	}
	if s, ok := b.says("s3.headers_not_signed"); ok && hasName(notSignedNames(s), tokenHeader) {
		f := tokenNotSigned()
		f.Confidence, f.Marks = Certain, append(markText(field(s.err, "HeadersNotSigned"), "headers", "not signed", true), s.markSentence()...)
		f.Why = "The server lists x-amz-security-token among the headers that were sent and not signed."
		return []Finding{f}
	}
	if !b.claimed {
		return nil
	}
	if b.tokenApart() && b.refused() && strings.Contains(strings.ToLower(b.request.Target), "x-amz-security-token=") {
		return []Finding{b.iotToken()}
	}
	if f, ok := b.appendedToken(); ok {
		return []Finding{f}
	}
	if b.claim.Carrier != sigv4.HeaderCarrier {
		return nil
	}
	names, marks := b.signedNames()
	sent, signed := hasHeader(b.request.Headers, tokenHeader), hasName(names, tokenHeader)
	switch {
	case signed && !sent:
		f := tokenNotSent()
		f.Why = "SignedHeaders names x-amz-security-token, and the request as pasted has no such header."
		f.Marks, f.Confidence = marks, Likely
		if b.request.OtherHeaders != paste.Absent {
			f.Confidence = Possible
			f.Why += " The copy may have lost it."
		}
		return []Finding{f}
	case sent && !signed && len(names) > 0 && b.refused():
		f := tokenNotSigned()
		f.Why = "The request carries X-Amz-Security-Token, and SignedHeaders does not name it: the token was added after signing. S3 demands that every x-amz- header is signed."
		f.Marks, f.Confidence = marks, Possible
		if b.mismatch() || b.maybeMismatch() {
			f.Confidence = Likely
		}
		return []Finding{f}
	}
	return nil
}

func tokenNotSent() Finding {
	return Finding{
		Cause: "session-token-not-sent", Title: "The session token is signed and not sent",
		Test: "Look at the request as it leaves (`curl -v`): is X-Amz-Security-Token there?",
		Fixes: []Fix{
			{Do: "Send the header that was signed", Detail: "Copy all the headers that the signer returns to the request, X-Amz-Security-Token too.", Code: "X-Amz-Security-Token: …"},
		},
	}
}

func tokenNotSigned() Finding {
	return Finding{
		Cause: "session-token-not-signed", Title: "The session token is sent and not signed",
		Test: mendAndSend,
		Fixes: []Fix{
			{Do: "Give the token to the signer, and do not add it afterwards", On: "Python", Code: "Credentials(access_key, secret_key, token)  # then SigV4Auth(...).add_auth(request)"},
			{Do: "Give the token to the signer, and do not add it afterwards", On: "JavaScript", Code: "new SignatureV4({ credentials: { accessKeyId, secretAccessKey, sessionToken }, … })"},
		},
	}
}

// appendedToken judges a presigned URL to which the token was added behind the signature.
func (b *bench) appendedToken() (Finding, bool) {
	if b.claim.Carrier != sigv4.QueryCarrier || endpoint.Lookup(b.claim.Scope.Service).TokenUnsigned || !b.mismatch() && !b.maybeMismatch() {
		return Finding{}, false
	}
	lower := strings.ToLower(b.request.Target)
	token, signature := strings.Index(lower, "x-amz-security-token="), strings.Index(lower, "x-amz-signature=")
	if token < 0 || signature < 0 || token < signature {
		return Finding{}, false
	}
	f := tokenNotSigned()
	f.Title, f.Confidence = "The session token seems to have been appended after signing", Likely
	f.Why = "In the URL X-Amz-Security-Token stands behind X-Amz-Signature. Signers write it among the parameters that they sign; what is appended by hand is not signed, and all parameters are."
	f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{Start: token, End: token + len(tokenHeader)}, "query", "behind the signature", true)
	return f, true
}

// tokenSigned reports whether a key shows that the token is among what was signed, for a service that
// wants it appended.
func (b *bench) tokenSigned() bool {
	_, made := b.proven(func(t keyTrial) bool { return t.overSent })
	return made && b.tokenApart() && len(b.sent) > 0 && b.sent[0].as == ""
}

// iotToken is about a WebSocket URL of IoT with a session token.
func (b *bench) iotToken() Finding {
	at := strings.Index(strings.ToLower(b.request.Target), "x-amz-security-token=")
	f := Finding{
		Cause: "iot-token-signed", Title: "The session token may be signed, and IoT wants it appended after signing", Confidence: Possible,
		Why:   "The URL carries a session token. For MQTT over WebSocket the token is no part of the canonical query string: it is appended to the finished URL. Most signers sign it, as other services want it.",
		Test:  "Sign without the token and append it: if the connection opens, it was this.",
		Marks: markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{Start: at, End: at + len(tokenHeader)}, "query", "must not be signed", true),
		Fixes: []Fix{
			{Do: "Append the token after signing", On: "JavaScript", Code: "url += '&X-Amz-Security-Token=' + encodeURIComponent(sessionToken); // after &X-Amz-Signature=…"},
		},
	}
	if b.tokenSigned() {
		f.Title, f.Confidence, f.Test = "The session token is signed, and IoT wants it appended after signing", Proved, ""
		f.Why = "With the token among its parameters the URL makes its signature, all 64 digits: so the token was signed. " + f.Why
	}
	return f
}
