package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// credentialsFormRule judges the form of the access key id and of a secret in the paste.
func credentialsFormRule() rule {
	return rule{
		name:   "credentials-form",
		causes: []string{"access-key-mangled", "secret-mangled", "smtp-password-as-secret"},
		guide:  guideSteps + "#signing-key",
		sources: []Citation{
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", "Access key ids start with AKIA or ASIA."},
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html", "An access key is an id of 20 characters and a secret of 40."},
			{"https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html", "The SMTP password is made from the secret access key and is another value."},
		},
		judge: judgeCredentialsForm,
	}
}

func judgeCredentialsForm(b *bench) []Finding {
	if b.verified() {
		return nil
	}
	var out []Finding
	if f, ok := b.mangledKeyID(); ok {
		out = append(out, f)
	}
	for _, s := range b.ev.Secrets {
		if s.Span.Start < 0 || s.Span.End > len(b.ev.Text) || s.Span.Len() <= 0 {
			continue
		}
		if f, ok := b.mangledSecret(b.ev.Text[s.Span.Start:s.Span.End], s.Span, s.Bare != s.Span); ok {
			out = append(out, f)
			break
		}
	}
	return out
}

// mangledKeyID judges the access key id of the request, of the answer, or of a header that the answer
// quotes.
func (b *bench) mangledKeyID() (Finding, bool) {
	f := Finding{
		Cause: "access-key-mangled", Title: "The access key id is not as it was issued",
		Fixes: []Fix{
			{Do: "Set the access key id again, without white space or quotes", On: "Shell", Code: "export AWS_ACCESS_KEY_ID=AKIDEXAMPLE\nprintf %s \"$AWS_ACCESS_KEY_ID\" | wc -c   # 20"},
			{Do: "Trim what comes from a file or a secret store", Detail: "Files end in a newline, and stores hand it on."},
		},
	}
	if s, ok := b.says("coral.header_not_key_value"); ok {
		t := s.captureText("authorization")
		if at := strings.Index(t.String, "Credential= "); at >= 0 {
			f.Why = "In the Authorization header that the server quotes a space stands before the access key id. The header is taken apart at spaces and commas, so the id became a part of its own."
			f.Confidence = Certain
			f.Marks = markRange(t, sigv4.Span{Start: at, End: at + len("Credential= ")}, "scope", "a space before the id", true)
			return f, true
		}
	}
	id, marks := b.credential.element(0), b.keyIDMark()
	if id == "" {
		t := b.anyField("AWSAccessKeyId")
		id, marks = t.String, markText(t, "scope", "the access key id", true)
	}
	if id == "" || masked(id) || unexpanded(id) {
		return Finding{}, false
	}
	f.Found, f.Marks = id, marks
	plain := decoded(id)
	core := strings.Trim(plain, " \t\r\n\"'\u00a0")
	switch bad := strings.IndexAny(plain, " \t\r\n\"'\u00a0"); {
	case bad >= 0 && !isKeyID(core) && !strings.HasPrefix(core, "AKIA") && !strings.HasPrefix(core, "ASIA"):
		return Finding{}, false // the code that writes the header, and not the header
	case bad >= 0:
		f.Why = "The access key id is " + quoted(plain, bad) + ", with a character that no id has."
		f.Confidence, f.Test = b.formFault()
		if _, ok := b.code("InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"); ok {
			f.Confidence, f.Test = Certain, ""
		}
	case strings.EqualFold(plain[:min(4, len(plain))], "AKIA") && plain != strings.ToUpper(plain), strings.EqualFold(plain[:min(4, len(plain))], "ASIA") && plain != strings.ToUpper(plain):
		f.Why = "The access key id is " + quoted(plain, 0) + ", with small letters. Ids of AWS are in capitals."
		f.Confidence, f.Test = Likely, mendAndSend
	case b.refused() && (strings.HasPrefix(plain, "AKIA") || strings.HasPrefix(plain, "ASIA")) && len(plain) > 20 && isKeyID(plain[:20]):
		f.Why = "The access key id has " + count(len(plain), "character", "characters") + "; ids of AWS have 20."
		f.Confidence, f.Test = Possible, mendAndSend
	default:
		return Finding{}, false
	}
	return f, true
}

// mangledSecret judges the form of a secret. It is not repeated.
func (b *bench) mangledSecret(secret string, span sigv4.Span, blanks bool) (Finding, bool) {
	how := ""
	switch n := len(secret); {
	case n == 44 && secret[0] == 'B' && base64Only(secret):
		return Finding{
			Cause: "smtp-password-as-secret", Title: "The secret has the form of an SMTP password of SES", Confidence: b.secretGrade(),
			Why:   "It has 44 characters and starts with B, as SMTP passwords of SES do; a secret access key has 40. An SMTP password is made from a secret access key and cannot stand for it.",
			Test:  "Look where the secret comes from: the page “SMTP settings” of SES, or “Security credentials” of IAM?",
			Marks: []Mark{{Span: span, Part: "key", Note: "44 characters", Bad: true}}, Fixes: smtpFixes(),
		}, true
	case isKeyID(secret), masked(secret), unexpanded(secret), n < 38 || n > 60:
		return Finding{}, false
	case blanks:
		how = "has a blank at an end"
	case strings.ContainsAny(secret, " \t\r\n"):
		how = "holds white space"
	case strings.ContainsAny(secret, "\"'"):
		how = "holds a quotation mark"
	case strings.Contains(secret, "%2F"), strings.Contains(secret, "%2B"), strings.Contains(secret, "%2f"), strings.Contains(secret, "%2b"):
		how = "holds escapes (%2F, %2B), as if it came out of a URL"
	case n != 40 && b.accessKeyID() != "" && isKeyID(b.accessKeyID()):
		how = "has " + count(n, "character", "characters") + ", where a secret access key has 40"
	default:
		return Finding{}, false
	}
	return Finding{
		Cause: "secret-mangled", Title: "The secret was changed on its way into the signer", Confidence: b.secretGrade(),
		Why:   "The secret in your paste " + how + ".",
		Test:  "Sign once with the secret as it was issued: if the request is accepted, it is this.",
		Marks: []Mark{{Span: span, Part: "key", Note: "not of a secret's form", Bad: true}}, Fixes: mangledFixes(),
	}, true
}

// secretGrade is how much the form of a secret weighs: the more where signatures differ.
func (b *bench) secretGrade() Confidence {
	if b.mismatch() || b.maybeMismatch() {
		return Likely
	}
	return Possible
}

func base64Only(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=') {
			return false
		}
	}
	return true
}

func mangledFixes() []Fix {
	return []Fix{
		{Do: "Hand the secret over byte for byte", Detail: "Trim the newline of a file, take quotes off, do not URL- or base64-decode it, and quote it in shells: + / and = are part of it."},
		{Do: "Count its characters", On: "Shell", Detail: "This prints the length, not the secret.", Code: "printf %s \"$AWS_SECRET_ACCESS_KEY\" | wc -c   # 40"},
	}
}

func smtpFixes() []Fix {
	return []Fix{
		{Do: "Use the secret access key for API calls, and the SMTP password for SMTP only", Detail: "The password is derived from the secret, for one region; there is no way back. If the secret is lost, make a new access key."},
		{Do: "Make an SMTP password for each region", Detail: "The page “SMTP settings” of SES makes a pair of its own. A password of one region does not work in another."},
	}
}
