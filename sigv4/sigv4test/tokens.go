package sigv4test

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// terms reads the lines access-key-id, secret, session-token, time and region.
func (f *file) terms() (token.Terms, error) {
	when, err := time.Parse(sigv4.TimeFormat, f.line("time"))
	return token.Terms{
		Credentials: sigv4.Credentials{AccessKeyID: f.line("access-key-id"), Key: sigv4.SecretKey(f.line("secret")), SessionToken: f.line("session-token")},
		Region:      f.line("region"), Time: when,
	}, err
}

// number reads a line that is a decimal number, 0 when there is none.
func (f *file) number(key string) (int, error) {
	text := f.line(key)
	if text == "" {
		return 0, nil
	}
	return strconv.Atoi(text)
}

// tokenSteps checks a token that is a presigned URL, made and taken apart again. Lines: those of terms,
// kind, host, port, expires, user (rds), service, path and param, "name=value" (websocket). The sections are
// canonical request, string to sign, signature and token.
func tokenSteps(f *file) ([]Step, error) {
	made, parse, err := f.makeToken()
	if err != nil {
		return nil, err
	}
	p, err := parse(made.Reveal())
	if err != nil {
		return nil, err
	}
	d := made.Derivation()
	v, err := p.Verify(d.Key.SigningKey(), sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String, StringToSign: d.StringToSign.String})
	if err != nil {
		return nil, err
	}
	return append(f.signatureSteps(d),
		Step{"token", sigv4.StageToken, f.section("token"), made.Reveal()},
		Step{"verifying", v.Departs, v.Expected, v.Found}), nil
}

// signatureSteps are the steps that lead to a signature.
func (f *file) signatureSteps(d sigv4.Derivation) []Step {
	return []Step{
		{"canonical request", sigv4.StageCanonicalRequest, f.section("canonical request"), d.CanonicalRequest.String},
		{"string to sign", sigv4.StageStringToSign, f.section("string to sign"), d.StringToSign.String},
		{"signature", sigv4.StageSignature, f.section("signature"), d.Signature},
	}
}

// makeToken makes the token of a file, and says what takes such a token apart.
func (f *file) makeToken() (token.Token, func(string) (token.Parsed, error), error) {
	terms, err := f.terms()
	if err != nil {
		return token.Token{}, nil, err
	}
	host := f.line("host")
	port, err := f.number("port")
	if err != nil {
		return token.Token{}, nil, err
	}
	expires, err := f.number("expires")
	if err != nil {
		return token.Token{}, nil, err
	}
	switch kind := f.line("kind"); kind {
	case "rds":
		made, err := token.RDS(token.RDSRequest{Terms: terms, Host: host, Port: port, User: f.line("user"), Expires: expires})
		return made, token.ParseRDS, err
	case "dsql-admin":
		made, err := token.DSQL(token.DSQLRequest{Terms: terms, Host: host, Admin: true, Expires: expires})
		return made, func(text string) (token.Parsed, error) { return token.ParseDSQL(text, true) }, err
	case "iot":
		made, err := token.IoT(token.IoTRequest{Terms: terms, Host: host, Port: port, Expires: expires})
		return made, token.ParseIoT, err
	case "websocket":
		name, value, _ := strings.Cut(f.line("param"), "=")
		made, err := token.WebSocket(token.WebSocketRequest{Terms: terms, Service: f.line("service"), Host: host, Port: port, Path: f.line("path"),
			Params: []token.Param{{Name: name, Value: value}}, Expires: expires})
		return made, token.ParseWebSocket, err
	default:
		return token.Token{}, nil, fmt.Errorf("kind %q is unknown", kind)
	}
}

// gitSteps checks a password for git on CodeCommit. Lines: those of terms, host, path. The sections are
// canonical request, string to sign, signature, user and password.
func gitSteps(f *file) ([]Step, error) {
	terms, err := f.terms()
	if err != nil {
		return nil, err
	}
	r := token.CodeCommitRequest{Terms: terms, Host: f.line("host"), Path: f.line("path")}
	made, err := token.CodeCommit(r)
	if err != nil {
		return nil, err
	}
	user, err := token.CodeCommitUser(terms.Credentials)
	if err != nil {
		return nil, err
	}
	v, err := token.VerifyCodeCommit(made.Reveal(), r, sigv4.Theirs{})
	if err != nil {
		return nil, err
	}
	return append(f.signatureSteps(made.Derivation()),
		Step{"user", sigv4.StageToken, f.section("user"), user.Reveal()},
		Step{"password", sigv4.StageToken, f.section("password"), made.Reveal()},
		Step{"verifying", v.Departs, v.Expected, v.Found}), nil
}

// smtpSteps checks an SMTP password of SES. Lines: secret, region. Section: password.
func smtpSteps(f *file) ([]Step, error) {
	key, region := sigv4.SecretKey(f.line("secret")), f.line("region")
	made, err := token.SMTPPassword(key, region)
	if err != nil {
		return nil, err
	}
	v, err := token.VerifySMTPPassword(made.Reveal(), key, region)
	if err != nil {
		return nil, err
	}
	return []Step{
		{"password", sigv4.StageToken, f.section("password"), made.Reveal()},
		{"verifying", v.Departs, v.Expected, v.Found},
	}, nil
}

// maxTreeData bounds the data that a tree hash case describes.
const maxTreeData = 16 << 20

// treeSteps checks a tree hash of Glacier. Lines: data, which may be a Go string literal, and times, how
// often it is repeated. Section: tree hash.
func treeSteps(f *file) ([]Step, error) {
	data, err := strconv.Unquote(f.line("data"))
	if err != nil {
		return nil, err
	}
	times, err := f.number("times")
	if err != nil {
		return nil, err
	}
	if times < 0 || len(data)*times > maxTreeData {
		return nil, fmt.Errorf("more than %d bytes", maxTreeData)
	}
	var t token.TreeHash
	const batch = 4096
	many := []byte(strings.Repeat(data, batch))
	for ; times > 0; times -= batch {
		if _, err := t.Write(many[:min(times, batch)*len(data)]); err != nil {
			return nil, err
		}
	}
	return []Step{{"tree hash", sigv4.StageToken, f.section("tree hash"), t.Sum()}}, nil
}
