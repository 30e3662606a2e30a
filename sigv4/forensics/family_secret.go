package forensics

import (
	"encoding/base64"
	"html"
	"strings"

	"countersign/sigv4"
)

var (
	secretBlank = &Mistake{"secret-blank", "secret", "secret-mangled",
		"took a blank or a line end into the secret", "Trim the secret where it is read: it has no blanks.", ""}
	secretQuoted = &Mistake{"secret-quoted", "secret", "secret-mangled",
		"took quotes into the secret", "Take the quotes off the secret: a file of environment variables is not read by a shell.", ""}
	secretDecoded = &Mistake{"secret-decoded", "secret", "secret-mangled",
		"decoded the secret", "Use the secret as it was issued, with its + and /: it is no URL and no base64.", ""}
	secretEncoded = &Mistake{"secret-encoded", "secret", "secret-mangled",
		"encoded the secret", "Use the secret as it was issued, with its + and / unescaped.", ""}
	secretCut = &Mistake{"secret-cut", "secret", "secret-mangled",
		"lost a part of the secret", "Copy the whole secret: a secret access key of AWS has 40 characters.", ""}
	secretDoubled = &Mistake{"secret-doubled", "secret", "secret-mangled",
		"has a part of the secret twice", "Copy the secret once: a secret access key of AWS has 40 characters.", ""}
	secretCase = &Mistake{"secret-case", "secret", "secret-mangled",
		"changed the case of the secret", "Keep the secret's letters as they are: case counts.", ""}
	secretExpanded = &Mistake{"secret-expanded", "secret", "secret-mangled",
		"let a shell or a template expand the secret", "Put the secret in single quotes where a shell reads it.", ""}
	secretSMTP = &Mistake{"secret-smtp-password", "secret", "smtp-password-as-secret",
		"used the SMTP password of SES as secret", "Use the secret access key; the SMTP password made from it is for SMTP only.",
		"https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"}
	secretOther = &Mistake{"secret-other", "secret", "secret-wrong",
		"used another secret", "Use the secret of the access key id in the credential.", docSigning}
	prefixWrong = &Mistake{"key-prefix", "secret", "key-derivation-wrong",
		"did not put “AWS4” once before the secret", "Start the key with “AWS4” and the secret.", docSigning}
)

// secretChanges are the ways in which a secret comes to be another. What is said of them never quotes it.
func secretChanges(s *subject) []change[keyDraft] {
	secret, _ := s.in.Key.RevealSecret()
	var out []change[keyDraft]
	at := func(cost int, m *Mistake, detail, other string) {
		if other != secret {
			out = append(out, change[keyDraft]{m, detail, secretField, cost, func(d *keyDraft) { d.secret = other }})
		}
	}
	add := func(m *Mistake, detail, other string) { at(likely, m, detail, other) }
	for i, blank := range blanks {
		cost := rare
		if i < likelyBlanks {
			cost = likely
		}
		at(cost, secretBlank, blank.name+" at its end", secret+blank.text)
		at(rare, secretBlank, blank.name+" at its beginning", blank.text+secret)
	}
	at(rare, secretBlank, "a line end in the middle was taken off, with blanks", strings.Join(strings.Fields(secret), ""))
	add(secretBlank, "its own blanks were trimmed", strings.TrimSpace(secret))
	add(secretQuoted, "double quotes around it", `"`+secret+`"`)
	add(secretQuoted, "single quotes around it", "'"+secret+"'")
	for _, q := range [...][3]string{{"curly quotes around it", "“", "”"},
		{"curly single quotes around it", "‘", "’"}, {"a double quote at its end", "", `"`}, {"a double quote at its beginning", `"`, ""},
		{"a single quote at its end", "", "'"}, {"a single quote at its beginning", "'", ""},
		{"backquotes around it", "`", "`"}, {"angle brackets around it", "<", ">"}, {"a comma at its end", "", ","}, {"a semicolon at its end", "", ";"}, {"a backslash at its end", "", `\`}} {
		at(rare, secretQuoted, q[0], q[1]+secret+q[2])
	}
	at(rare, secretDecoded, "as a URL, with + as space", strings.ReplaceAll(unescaped(secret), "+", " "))
	add(secretDecoded, "with + as space", strings.ReplaceAll(secret, "+", " "))
	add(secretDecoded, "as a URL", unescaped(secret))
	at(rare, secretDecoded, "as HTML", html.UnescapeString(secret))
	for _, encoding := range [...]*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding} {
		if raw, err := encoding.DecodeString(secret); err == nil {
			add(secretDecoded, "as base64", string(raw))
		}
	}
	at(rare, secretDecoded, "into base64 for URLs", strings.NewReplacer("+", "-", "/", "_").Replace(secret))
	once := escaped(secret, unreservedBytes, upperHex)
	add(secretEncoded, "as a URL", once)
	at(rare, secretEncoded, "as a URL, in lower-case hex", escaped(secret, unreservedBytes, lowerHex))
	at(rare, secretEncoded, "as a URL twice", escaped(once, unreservedBytes, upperHex))
	at(rare, secretEncoded, "as a URL, with its slashes left", escaped(secret, unreservedBytes+"/", upperHex))
	at(rare, secretEncoded, "as a URL, with its pluses left", escaped(secret, unreservedBytes+"+", upperHex))
	at(rare, secretEncoded, "as HTML", html.EscapeString(secret))
	at(rare, secretEncoded, "as HTML, with its slashes", strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "/", "&#x2F;").Replace(secret))
	at(rare, secretEncoded, "with + for spaces", strings.ReplaceAll(secret, " ", "+"))
	at(rare, secretEncoded, "as a form, with + for spaces", escapedBy(secret, unreservedBytes, true))
	add(secretEncoded, "in base64", base64.StdEncoding.EncodeToString([]byte(secret)))
	at(rare, secretEncoded, "as JSON, with \\/ for /", strings.ReplaceAll(secret, "/", `\/`))
	at(rare, secretEncoded, "as JSON, with \\u002b for +", strings.ReplaceAll(secret, "+", `\u002b`))
	if n := len(secret); n > 1 {
		add(secretCut, "its last character is missing", secret[:n-1])
		add(secretCut, "its first character is missing", secret[1:])
		at(rare, secretCut, "its first and last characters are missing", secret[1:n-1])
		for _, mark := range [...]string{"/", "+", "=", "#", "$", " ", ":"} {
			if i := strings.Index(secret, mark); i > 0 {
				at(rare, secretCut, "it ends before the first “"+mark+"”", secret[:i])
			}
			if i := strings.LastIndex(secret, mark); i > 0 && i+1 < n {
				at(rare, secretCut, "it begins behind the last “"+mark+"”", secret[i+1:])
			}
		}
		at(rare, secretCut, "its “+” are missing", strings.ReplaceAll(secret, "+", ""))
		at(rare, secretCut, "its “/” are missing", strings.ReplaceAll(secret, "/", ""))
		add(secretDoubled, "its last character", secret+secret[n-1:])
		at(rare, secretDoubled, "its first character", secret[:1]+secret)
		add(secretDoubled, "the whole of it", secret+secret)
		at(rare, secretDoubled, "the whole of it, with a line end between", secret+"\n"+secret)
	}
	add(secretCase, "lower case", strings.ToLower(secret))
	add(secretCase, "upper case", strings.ToUpper(secret))
	add(secretExpanded, "a $ and the name behind it are gone", expanded(secret))
	at(rare, secretExpanded, "its $ are gone", strings.ReplaceAll(secret, "$", ""))
	at(rare, secretExpanded, "its $ are doubled", strings.ReplaceAll(secret, "$", "$$"))
	add(secretExpanded, "its backslashes are gone", strings.ReplaceAll(secret, `\`, ""))
	at(rare, secretExpanded, "its backslashes are gone, but for those behind one", unescapedBackslashes(secret))
	at(rare, secretExpanded, "its backslashes are doubled", strings.ReplaceAll(secret, `\`, `\\`))
	add(secretSMTP, "", smtpPassword(secret, s.in.Claim.Scope.Region))
	add(secretOther, "the access key id", s.in.Claim.AccessKeyID)
	add(secretOther, "the empty one", "")
	for _, key := range s.in.Keys {
		if other, ok := key.RevealSecret(); ok {
			add(secretOther, "one that is also known here", other)
		}
	}
	for i, p := range [...][2]string{{"it is missing", ""}, {"it is there twice", "AWS4AWS4"}, {"“aws4” for it", "aws4"}, {"“AWS” for it", "AWS"}, {"“AWS4A” for it", "AWS4A"},
		{"a space behind it", "AWS4 "}, {"“AWS4-HMAC-SHA256” for it", sigv4.Algorithm}} {
		cost := rare
		if i < 2 {
			cost = likely
		}
		out = append(out, change[keyDraft]{prefixWrong, p[0], prefixField, cost, func(d *keyDraft) { d.prefix = p[1] }})
	}
	return out
}

// likelyBlanks is how many of blanks are likely.
const likelyBlanks = 5

// blanks are what stands before or behind a secret unseen.
var blanks = [...]struct{ name, text string }{
	{"a line end", "\n"}, {"a space", " "}, {"a carriage return and line end", "\r\n"}, {"a carriage return", "\r"}, {"a tab", "\t"},
	{"a byte order mark", "\ufeff"}, {"a no-break space", "\u00a0"}, {"a zero-width space", "\u200b"}, {"two line ends", "\n\n"}, {"two spaces", "  "},
	{"a null byte", "\x00"}, {"a vertical tab", "\v"}, {"a form feed", "\f"}, {"a no-break space in Latin-1", "\xa0"}, {"an ideographic space", "\u3000"}, {"a written \\n", `\n`},
}

// expanded takes off what a shell takes for a variable that is not set: a $ with a digit, or with a name.
func expanded(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] != '$' {
			b.WriteByte(text[i])
			i++
			continue
		}
		i++
		if i < len(text) && text[i] >= '0' && text[i] <= '9' {
			i++
			continue
		}
		for i < len(text) && isWord(text[i]) {
			i++
		}
	}
	return b.String()
}

// unescapedBackslashes takes each backslash off and keeps what is behind it, as a shell does.
func unescapedBackslashes(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// smtpPassword is the SMTP password that SES makes of a secret (SES Developer Guide, "Obtaining Amazon SES
// SMTP credentials").
func smtpPassword(secret, region string) string {
	key := []byte("AWS4" + secret)
	for _, step := range [...]string{"11111111", region, "ses", sigv4.Terminator, "SendRawEmail"} {
		mac := hmac(key, []byte(step))
		key = mac[:]
	}
	return base64.StdEncoding.EncodeToString(append([]byte{4}, key...))
}
