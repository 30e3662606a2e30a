package view

import (
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// signedToken is a token or password with its kind.
type signedToken struct {
	token.Token
	kind *tokenKind
}

// signToken makes the token or password.
func (w *signDrawing) signToken() error {
	kind := kindOf(w.state.Field(FieldKind))
	if w.in.credentials.Key.IsZero() {
		return sigv4.NewError(sigv4.StageSigningKey, "key", "", -1, "there is none; a token is made of a signature, and that needs one")
	}
	t, err := kind.make(w, token.Terms{Credentials: w.in.credentials, Region: w.in.settings.Region, Time: w.in.settings.Time})
	if err != nil {
		return err
	}
	w.token = signedToken{t, kind}
	w.d = t.Derivation()
	r := w.d.Request
	r.Target, _, _ = strings.Cut(r.Target, "&X-Amz-Algorithm=")
	r.Target, _, _ = strings.Cut(r.Target, "?X-Amz-Algorithm=")
	w.in.request, w.in.impliedHost = r, true
	switch kind.value {
	default:
		w.in.settings.Carrier = sigv4.QueryCarrier
	case "codecommit":
		w.in.settings.Rules = sigv4.Rules{}
	case "smtp":
		w.scope = "11111111/" + w.in.settings.Region + "/ses/aws4_request"
	}
	w.in.settings.Service = strings.Split(w.scopeText(), "/")[2]
	return nil
}

func makeRDS(w *signDrawing, t token.Terms) (token.Token, error) {
	host, port, _ := strings.Cut(strings.TrimSpace(w.state.Field(FieldHost)), ":")
	n, err := strconv.Atoi(port)
	if err != nil {
		return token.Token{}, sigv4.NewError(sigv4.StageToken, "port", port, -1, "write the port behind the host name, as in name:5432; it is signed")
	}
	return token.RDS(token.RDSRequest{Terms: t, Host: host, Port: n, User: w.state.Field(FieldUser), Expires: w.in.settings.Expires})
}

func makeDSQL(w *signDrawing, t token.Terms) (token.Token, error) {
	return token.DSQL(token.DSQLRequest{Terms: t, Host: strings.TrimSpace(w.state.Field(FieldHost)),
		Admin: w.state.Field(FieldRole) == "admin", Expires: w.in.settings.Expires})
}

func makeMSK(w *signDrawing, t token.Terms) (token.Token, error) {
	return token.MSK(token.MSKRequest{Terms: t, UserAgent: "countersign", Expires: w.in.settings.Expires})
}

func makeEKS(w *signDrawing, t token.Terms) (token.Token, error) {
	return token.EKS(token.EKSRequest{Terms: t, Cluster: w.state.Field(FieldName), Expires: w.in.settings.Expires})
}

func makeSMTP(w *signDrawing, t token.Terms) (token.Token, error) {
	return token.SMTPPassword(t.Credentials.Key, t.Region)
}

func makeCodeCommit(w *signDrawing, t token.Terms) (token.Token, error) {
	return token.CodeCommit(token.CodeCommitRequest{Terms: t, Host: strings.TrimSpace(w.state.Field(FieldHost)), Path: "/v1/repos/" + w.state.Field(FieldName)})
}

// tokenSteps draws how the token comes about, and the token itself.
func (w *signDrawing) tokenSteps() {
	if w.token.kind.value != "smtp" {
		w.upToSignature("Signature")
	} else {
		w.begin(toSignText)
		w.guide = guideCarriers + "#tokens"
		w.say(w.d.StringToSign.String)
		w.explain("This word, for every password: there is no request.")
		w.step("String to sign", "", w.d.StringToSign.String)
		w.keys("for the date 11111111, whatever the day")
		w.signature("Signature")
	}
	w.note("why", w.token.kind.how)
	w.masked()
	w.copyControl("Copy", w.token.kind.words, w.token.Reveal())
	words := "Show it"
	if w.state.unmasked {
		words = "Hide it"
	}
	w.control(words, ActUnmask, w.state.unmasked)
	w.say(" Whoever has it can connect.")
	w.controls()
	for _, note := range w.token.Notes() {
		w.note("why", note)
	}
	if w.in.settings.Carrier == sigv4.QueryCarrier {
		w.lifetime()
	}
	w.step(w.token.kind.words, "", "")
}

// ActUnmask shows the token or password, or hides it again.
const ActUnmask = "unmask"

// masked draws the token: a secret, masked until the reader wants to see it.
func (w *signDrawing) masked() {
	shown := mask
	if w.state.unmasked {
		shown = w.token.Reveal()
	}
	w.body = append(w.body, el("div", "lines", el("code", "row-line", text(shown)).withID("made")))
}
