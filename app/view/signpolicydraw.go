package view

import (
	"encoding/base64"
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// policySteps draws the policy, its signature and the form.
func (w *signDrawing) policySteps() {
	w.names = []string{"form", "policy", "string to sign", "signing key", "signature", "signed form"}
	own := len(w.policy.form.Fields) - len(w.policy.Fields)
	w.formLines(givenText, w.policy.form.Fields[:own])
	w.step("Form", "what you put in", "")
	w.policyLines()
	w.begin(toSignText)
	w.guide = guideCarriers + "#browser-form"
	w.computed(withoutTokens64(w.policy.Document, w.in.credentials.SessionToken), "payload", "policy in Base64", canonicalText)
	w.explain("The policy in Base64, in one line. It is signed itself: there is no hash of it, no time and no scope.")
	w.step("String to sign", "", "")
	w.keys("")
	w.signature("Signature")
	if w.d.Signature == "" {
		return
	}
	w.formLines(signedText, w.policy.form.Fields)
	w.clockNotice()
	w.step("Signed form", "all its fields, before the file", "")
	w.findings()
}

// formLines draws fields of the form.
func (w *signDrawing) formLines(in signText, fields []postpolicy.Field) {
	w.begin(in)
	w.guide = guideCarriers + "#browser-form"
	for _, f := range fields {
		name := strings.ToLower(f.Name)
		w.own(f.Name, "headers", formField(name))
		w.say(": ")
		switch name {
		case "policy":
			w.own(withoutTokens64(w.policy.Document, w.in.credentials.SessionToken), "payload", "policy in Base64")
		case "x-amz-credential":
			w.own(w.in.credentials.AccessKeyID, "scope", "key id")
			w.say("/")
			w.whole(w.scope, "scope", sigv4.ScopePart)
		case "x-amz-date", "x-amz-signature", "x-amz-algorithm", tokenName:
			w.added(name, f.Value, "headers")
		default:
			w.own(f.Value, "headers", formField("value of "+name))
		}
		w.endRow()
	}
	w.block()
}

// formField is the origin of what comes from the form's fields.
func formField(name string) string { return ownField + FieldForm + " " + name }

// policyLines draws the policy document, cut at its conditions.
func (w *signDrawing) policyLines() {
	w.begin(canonicalText)
	w.guide = guideCarriers + "#conditions"
	document := w.policy.Document
	at := 0
	for i, c := range w.policy.Policy.Conditions {
		if c.At.Start < at || i > 4*linePieces {
			continue
		}
		w.say(document[at:c.At.Start])
		at = c.At.End
		name := strings.ToLower(c.Field)
		p := piece{shown: document[c.At.Start:at], part: "headers", origins: []origin{own(formField(name)), own(formField("value of " + name))}}
		switch name {
		case "bucket":
			p.part, p.origins = "path", []origin{own(ownField + FieldURL)}
		case "x-amz-credential":
			p.part, p.origins = "scope", []origin{own("key id"), whole(sigv4.ScopePart)}
		case "x-amz-date":
			p.part, p.origins = "time", []origin{whole(sigv4.TimePart)}
		case tokenName:
			p.shown, p.origins = mask, []origin{own("token")}
		case "x-amz-algorithm":
			p.origins = []origin{own(strings.ToLower(c.Value))}
		}
		if w.state.Field(FieldConditions) != "" {
			p.origins = append(p.origins, own(ownField+FieldConditions))
		}
		w.put(p)
	}
	w.say(document[at:])
	w.endRow()
	w.block()
	w.note("why", "Expires at "+w.policy.Policy.Expiration.UTC().Format("2006-01-02 15:04:05")+" UTC. Every field of the form must be named by a condition; those of the signature have theirs at the end.")
	if w.in.credentials.SessionToken != "" {
		document = "" // it holds the session token
	}
	w.step("Policy", "the document that says what may be uploaded", document)
}

// findings draws what S3 demands of the form, and whether it is met. Fields that a condition names are
// shown by that condition.
func (w *signDrawing) findings() {
	var rows []Node
	for _, f := range w.policy.findings {
		if f.Rule == postpolicy.FieldHasCondition && f.Status == postpolicy.Holds {
			continue
		}
		what := f.Rule.String() + " " + f.Name
		if f.Condition >= 0 {
			what = f.Rule.String() + " " + w.policy.Policy.Conditions[f.Condition].String()
		}
		why := f.Why
		if why != "" {
			why = " – " + why
		}
		rows = append(rows, el("li", "", el("b", "outcome-"+f.Status.String(), text(capital(f.Status.String()))), text(": "), el("code", "", text(what)), text(why)))
	}
	w.body = append(w.body, el("ul", "outcomes", rows...))
	w.step("Does the form meet the policy?", "what S3 asks once the signature is right", "")
}

// withoutTokens64 is a document in Base64 with what holds the session token left out.
func withoutTokens64(document, token string) string {
	encoded := base64.StdEncoding.EncodeToString([]byte(document))
	at := strings.Index(document, token)
	if token == "" || at < 0 {
		return encoded
	}
	return encoded[:at/3*4] + unshown + encoded[min((at+len(token)+2)/3*4, len(encoded)):]
}

// withoutToken is a form that shows no session token.
func withoutToken(f postpolicy.Form) postpolicy.Form {
	token, _ := f.Value(tokenName)
	if token == "" {
		return f
	}
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		switch strings.ToLower(field.Name) {
		case tokenName:
			f.Fields[i].Value = unshown
		case "policy":
			if document, err := postpolicy.DecodePolicy(field.Value); err == nil {
				f.Fields[i].Value = withoutTokens64(document, token)
			}
		}
	}
	return f
}

// policyExports are the forms of an upload.
func (w *signDrawing) policyExports() []Export {
	return []Export{
		{"HTML", "Put it in a page. The file must be the last field: S3 reads nothing behind it.", htmlForm},
		{"curl", "For bash and zsh. Name your own file.", curlForm},
		{"HTTP", "As a browser sends it: line ends are CR LF when copied.", rawForm},
	}
}

func htmlForm(o Outgoing) string {
	escape := strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace
	var b program
	b.add(`<form action="`, escape(o.URL()), `" method="post" enctype="multipart/form-data">`, "\n")
	for _, f := range o.Form.Fields {
		b.add(`  <input type="hidden" name="`, escape(f.Name), `" value="`, escape(f.Value), `">`, "\n")
	}
	b.add(`  <input type="file" name="file">`, "\n  <button>Upload</button>\n</form>\n")
	return string(b)
}

func curlForm(o Outgoing) string {
	var b program
	b.add("curl ", shellQuoted(o.URL()))
	for _, f := range o.Form.Fields {
		b.add(" \\\n  --form-string ", shellQuoted(f.Name+"="+f.Value))
	}
	b.add(" \\\n  -F 'file=@photo.jpg'")
	return string(b)
}

// rawForm is the request with a short file in it.
func rawForm(o Outgoing) string {
	o.Form.File = &postpolicy.File{Name: "photo.jpg", Named: true}
	contentType, body, err := postpolicy.Body(o.Form, []byte("the file’s bytes"))
	if err != nil {
		return err.Error()
	}
	o.Request = sigv4.Request{Method: "POST", Target: o.Target, Body: body, Headers: []sigv4.Header{
		{Name: "Host", Value: o.Authority}, {Name: "Content-Type", Value: contentType}}}
	return rawExport(o)
}
