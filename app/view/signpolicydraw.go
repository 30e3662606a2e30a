package view

import (
	"encoding/base64"
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// policyLines draws the policy document, cut at its conditions.
func (w *signDrawing) policyLines() []Node {
	w.begin(canonicalText)
	w.guide = guideCarriers + "#conditions"
	document := w.policy.Document
	at := 0
	for i, c := range w.policy.Policy.Conditions {
		if c.At.Start < at || i > 4*linePieces {
			continue
		}
		w.say(document[at:c.At.Start])
		name := strings.ToLower(c.Field)
		p := piece{shown: document[c.At.Start:c.At.End], part: "headers", origins: []origin{
			own(ownField + FieldForm + " " + name), own(ownField + FieldForm + " value of " + name)}}
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
		at = c.At.End
	}
	w.say(document[at:])
	return []Node{el("div", "lines", w.took()),
		paragraph("why", "Expires at "+w.policy.Policy.Expiration.UTC().Format("2006-01-02 15:04:05")+" UTC. Every field of the form must be named by a condition; those of the signature have theirs at the end.")}
}

// policyToSign draws the policy in Base64.
func (w *signDrawing) policyToSign() []Node {
	w.begin(toSignText)
	w.guide = guideCarriers + "#browser-form"
	w.put(piece{shown: withoutTokens64(w.policy.Document, w.in.credentials.SessionToken), part: "payload",
		origins: []origin{own("policy in Base64")}, digests: []signText{canonicalText}})
	return []Node{explained("The policy in Base64, in one line. It is signed itself: there is no hash of it, no time and no scope.", w.take()...)}
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
