package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/paste"
	"countersign/sigv4/postpolicy"
)

// carried is what package check says of a carrier of a signature that is no plain request: an upload in
// chunks, a form with a policy, a token.
type carried struct {
	name   string // "RDS token"
	result check.Result
	needs  string      // what has to be given besides, or why it cannot be read; the result is empty then
	span   sigv4.Span  // in the paste
	apart  bool        // the signature is that of no request in the paste
	form   *paste.Form // that it is, nil for another carrier
	keyed  bool        // it was verified with a key
}

// verifyCarrier verifies what the paste holds of such carriers: the body of the request, or a token.
func (b *bench) verifyCarrier() {
	text, c := b.carrierInRequest()
	if n := len(b.ev.Forms); c == nil && n > 0 && !b.claimed && !b.ev.Forms[n-1].Redacted {
		c = &carried{name: "form upload", span: b.ev.Forms[n-1].Span, apart: true, form: &b.ev.Forms[n-1]}
	}
	if c == nil && b.request == nil {
		text, c = b.tokenInText()
	}
	if c == nil {
		return
	}
	keys := []sigv4.Key{b.in.Key}
	for _, s := range b.ev.Secrets {
		if s.Span.Len() > 0 && s.Span.End <= len(b.ev.Text) && !s.Token && len(keys) < maxKeys {
			keys = append(keys, sigv4.SecretKey(b.ev.Text[s.Span.Start:s.Span.End]))
		}
	}
	o := check.Options{Cluster: wordAfter(b.ev.Text, "cluster-name", "clusterName", "x-k8s-aws-id"), Address: repository(b.ev.Text)}
	for i, key := range keys {
		o.Key = key
		r, err := c.verify(text, o)
		if e, ok := err.(*sigv4.Error); ok {
			c.needs = capital(e.Field) + ": " + e.Why + "."
		}
		if i > 0 && !r.Verified() {
			continue
		}
		if c.result, c.keyed = r, !key.IsZero(); r.Carrier != "" {
			c.name = r.Carrier
		}
	}
	if c.needs == "" || c.name != "" {
		b.carried = c
	}
}

func (c *carried) verify(text string, o check.Options) (check.Result, error) {
	if c.form != nil {
		return verifyForm(c.form, o)
	}
	return check.Verify(text, o)
}

// Verify verifies what carries a signature in a text as package check does, and forms that were not sent yet besides:
// the fields that an SDK gives, of a page, or of a command of curl.
func Verify(text string, o check.Options) (check.Result, error) {
	r, err := check.Verify(text, o)
	if err == nil || len(text) > paste.MaxBytes {
		return r, err
	}
	if forms := paste.Parse(text).Forms; len(forms) > 0 && !forms[len(forms)-1].Redacted {
		return verifyForm(&forms[len(forms)-1], o)
	}
	return r, err
}

func verifyForm(f *paste.Form, o check.Options) (check.Result, error) {
	form := postpolicy.Form{Ignored: f.Ignored}
	for _, field := range f.Fields {
		form.Fields = append(form.Fields, postpolicy.Field{Name: field.Name, Value: field.Value.String})
	}
	return check.VerifyForm(form, f.Address.String, o)
}

// carrierInRequest is the request with its body, where more than its own signature is to be verified.
func (b *bench) carrierInRequest() (string, *carried) {
	r := b.request
	if r == nil || r.Redacted || r.Cut || len(r.Request.Body) == 0 {
		return "", nil
	}
	hash, _ := headerIn(r.Headers, "X-Amz-Content-Sha256")
	kind, _ := headerIn(r.Headers, "Content-Type")
	form := !carriesSignature(r) && strings.HasPrefix(strings.ToLower(kind), "multipart/form-data") && strings.Contains(string(r.Request.Body), `"policy"`)
	if !form && (!b.claimed || !strings.HasPrefix(hash, streaming)) {
		return "", nil
	}
	raw := r.Request.Raw()
	if !strings.Contains(b.ev.Text, "\r") {
		raw = strings.ReplaceAll(raw, "\r\n", "\n") // as a text that has lost them, which check restores
	}
	return raw, &carried{span: r.Span, apart: form}
}

// tokenInText finds a token or a password among the words of the paste.
func (b *bench) tokenInText() (string, *carried) {
	text := b.ev.Text
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && strings.IndexByte(" \t\r\n\"'`<>,", text[end]) < 0 {
			end++
		}
		at := start
		if name, _, ok := strings.Cut(text[start:end], "="); ok && isToken(name) { // PGPASSWORD=…
			at += len(name) + 1
		}
		if name := tokenName(text[at:end]); name != "" {
			return text[at:end], &carried{name: name, span: sigv4.Span{Start: at, End: end}, apart: true}
		}
		start = end + 1
	}
	return "", nil
}

// tokenName names the token that a word has the form of, "" for none. The prefixes are those of EKS, of
// "https://" in base64, and of AppSync.
func tokenName(word string) string {
	const stamp = len(sigv4.TimeFormat)
	switch {
	case len(word) < stamp+64:
	case strings.HasPrefix(word, "k8s-aws-v1."):
		return "EKS token"
	case strings.HasPrefix(word, "aHR0cHM6Ly") && !strings.Contains(word, "."):
		return "MSK token"
	case strings.HasPrefix(word, "header-"):
		return "AppSync subprotocol"
	case strings.Contains(word, "X-Amz-Signature=") && strings.Contains(word, "Action=") && !strings.Contains(word, "://"):
		return "database token"
	case len(word) == stamp+64 && isHash(word[stamp:]) && word[8] == 'T' && word[stamp-1] == 'Z':
		return "CodeCommit password"
	}
	return ""
}

// wordAfter is the word that stands behind one of the names, "" for none: "--cluster-name NAME".
func wordAfter(text string, names ...string) string {
	for _, name := range names {
		if _, rest, ok := strings.Cut(text, name); ok {
			if words := strings.Fields(strings.TrimLeft(rest[:min(len(rest), 256)], " =:\"'")); len(words) > 0 {
				return strings.Trim(words[0], "\"',;")
			}
		}
	}
	return ""
}

// repository is the address of a repository of CodeCommit in a text, "" for none.
func repository(text string) string {
	for _, u := range looseURLs(text) {
		if strings.HasPrefix(u.value, "git-codecommit.") {
			return u.value
		}
	}
	return ""
}

// parts are those of the paste, with the token that it may hold.
func (b *bench) parts() []paste.Part {
	c := b.carried
	if c == nil || b.request != nil {
		return b.ev.Parts
	}
	var out []paste.Part
	for _, p := range b.ev.Parts {
		if p.Kind == paste.KindUnrecognized && p.Span.Start <= c.span.Start && c.span.End <= p.Span.End {
			p = paste.Part{Kind: paste.KindToken, Span: c.span, Note: c.name}
		}
		out = append(out, p)
	}
	return out
}

// departs is the stage that departs, nil for none.
func (c *carried) departs() *check.Step {
	if c == nil || c.result.Departs < 0 || len(c.result.Steps) == 0 {
		return nil
	}
	return &c.result.Steps[c.result.Departs]
}

// verdict says what is known of it, where no finding does.
func (c *carried) verdict() Verdict {
	this := "this " + c.name
	switch s := c.departs(); {
	case c.needs != "":
		return Verdict{"This is of the form of " + article(c.name) + ".", Undecided, c.needs}
	case s != nil && s.Stage == sigv4.StageSignature:
		return Verdict{"The given secret does not make the signature of " + this + ".", Proved, s.Note}
	case s != nil:
		return Verdict{"The " + c.name + " departs at the " + s.Name + ".", Certain, s.Note}
	}
	return Verdict{"This is " + article(c.name) + ", and nothing in it is wrong by itself.", Undecided, "Whether its signature is right cannot be said without a secret."}
}

// guide is the section on it.
func (c *carried) guide() string {
	if c.name == "form upload" {
		return guideCarriers + "#browser-form"
	}
	return guideCarriers + "#tokens"
}

// asks says what would decide more of it.
func (c *carried) asks() []Ask {
	switch {
	case c.needs != "" && c.form == nil:
		return []Ask{{"What it is for: the name of the cluster (`--cluster-name NAME`) or the address of the repository", "It is signed, and not in the text."}}
	case !c.keyed:
		return []Ask{{"The secret or a signing key, beside the paste and not in it", "With it the signature is recomputed here. It is used here only, and sent nowhere."}}
	}
	return []Ask{{"The server's answer", "It says which check failed."}}
}

// article puts the article before a name.
func article(name string) string {
	if name != "" && strings.IndexByte("AEIMR", name[0]) >= 0 && name[:2] != "Me" { // as the names of tokens are spoken
		return "an " + name
	}
	return "a " + name
}

// carrierFacts says what such a carrier says of itself, and what was verified of it.
func carrierFacts(b *bench) []Fact {
	c := b.carried
	if c == nil || c.needs != "" {
		return nil
	}
	text := "It is " + article(c.name)
	for i, f := range c.result.Facts {
		text += [...]string{": ", "; "}[min(i, 1)] + f.Name + " " + f.Value
	}
	facts := []Fact{{Fact: text + ".", Confidence: Certain, Marks: []Mark{{Span: c.span, Note: c.name}}}}
	for _, s := range c.result.Steps {
		switch {
		case s.Stage == sigv4.StageSignature && s.Status != check.NotCompared && !c.apart: // said of the request
		case s.Status == check.Agrees && c.keyed && (s.Stage == sigv4.StageSignature || s.Stage == sigv4.StageChunk || s.Stage == sigv4.StageTrailer || s.Stage == sigv4.StagePolicy):
			facts = append(facts, Fact{Fact: "Verified: the " + s.Name + ".", Confidence: Proved})
		case s.Status == check.NotCompared && s.Stage == sigv4.StageChunk:
			facts = append(facts, Fact{Fact: "The chunks were not verified. " + s.Note, Confidence: Certain})
		}
	}
	for _, sentence := range c.result.Assumed {
		facts = append(facts, Fact{Fact: sentence, Confidence: Certain})
	}
	return facts
}
