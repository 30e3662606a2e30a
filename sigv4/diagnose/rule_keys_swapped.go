package diagnose

import "strings"

// keysSwappedRule judges whether access key id and secret changed places. The secret is not repeated.
func keysSwappedRule() rule {
	return rule{
		name:   "keys-swapped",
		causes: []string{"keys-swapped"},
		guide:  guideScope + "#elements",
		sources: []Citation{
			{docSigning, "Credential starts with the access key id; the secret access key goes into the signing key and is never sent."},
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html", "Access key ids start with AKIA or ASIA."},
		},
		judge: judgeKeysSwapped,
	}
}

func judgeKeysSwapped(b *bench) []Finding {
	f := Finding{
		Cause: "keys-swapped", Title: "Access key id and secret have changed places", Confidence: Likely,
		Fixes: []Fix{
			{Do: "Replace this key pair", Detail: "A secret that was sent in place of the key id has travelled with the request, and may stand in logs. Deactivate the key, and make a new one."},
			{Do: "Give each value to its own setting", Detail: "The access key id has 20 characters and starts with AKIA or ASIA; the secret has 40.", On: "Shell", Code: "export AWS_ACCESS_KEY_ID=AKIDEXAMPLE\nexport AWS_SECRET_ACCESS_KEY=…"},
		},
		Test: "Look at the length of the value that is set as access key id: 20 characters or 40?",
	}
	if s, ok := b.says("r2.key_length"); ok && s.capture("got") == "64" && s.capture("want") == "32" {
		f.Why = "The server got an access key id of 64 characters where it has 32. That is the length of its secrets."
		f.Marks = s.markSentence()
		return []Finding{f}
	}
	for _, s := range b.ev.Secrets {
		if s.Span.Start < 0 || s.Span.End > len(b.ev.Text) || s.Span.Len() <= 0 {
			continue
		}
		switch {
		case isKeyID(b.ev.Text[s.Span.Start:s.Span.End]):
			f.Why = "What is set as the secret access key has the form of an access key id."
			f.Marks = []Mark{{Span: s.Span, Part: "key", Note: "an access key id in the secret's place", Bad: true}}
			return []Finding{f}
		case s.Swapped:
			f.Why = "What stands in the place of the access key id has the form of a secret access key: 40 characters of base64."
			f.Marks = []Mark{{Span: s.Span, Part: "key", Note: "a secret in the access key id's place", Bad: true}}
			return []Finding{f}
		}
	}
	return nil
}

// isKeyID reports whether s is of the form of an access key id.
func isKeyID(s string) bool {
	return len(s) == 20 && (strings.HasPrefix(s, "AKIA") || strings.HasPrefix(s, "ASIA")) && strings.ToUpper(s) == s
}
