package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// clock is the reader's clock in these tests.
var clock = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// signing gives the state after the fields were set, field and value in turn.
func signedState(fields ...string) *SignState {
	s := NewSignState()
	for i := 0; i+1 < len(fields); i += 2 {
		s.Set(fields[i], fields[i+1])
	}
	s.Update(clock)
	return &s
}

// code gives the lines of a step as they are drawn.
func code(m SignModel, step signText) []string {
	var lines []string
	var walk func(Node)
	walk = func(n Node) {
		if n.Tag == "code" {
			lines = append(lines, plain(n))
			return
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	list := m.Steps[len(m.Steps)-1]
	walk(list.Children[step])
	return lines
}

// The page starts with the request of AWS's documentation (IAM User Guide, "Create a signed AWS API
// request"), and with its values.
func TestSignStartsWithTheDocumentedExample(t *testing.T) {
	s := signedState()
	for step, want := range map[signText]string{
		canonicalText: "GET\n/\nAction=ListUsers&Version=2010-05-08\n" +
			"content-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n(empty)\n" +
			"content-type;host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		toSignText: "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n" +
			"f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
		signatureText: "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
	} {
		if got := strings.Join(code(s.Model, step), "\n"); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", textWords[step], got, want)
		}
	}
	if keys := strings.Join(code(s.Model, keyText), "\n"); !strings.Contains(keys, "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9") {
		t.Errorf("the documented kSigning is not shown:\n%s", keys)
	}
}

// What is drawn of the texts is the texts: no byte is lost between the pieces.
func TestSignDrawsEveryByte(t *testing.T) {
	for name, s := range awkwardRequests() {
		canonical := strings.ReplaceAll(strings.Join(code(s.Model, canonicalText), "\n"), "(empty)", "")
		if !slices.Contains(s.Model.Copies, canonical) {
			t.Errorf("%s: drawn as\n%s\nis none of the texts to copy:\n%s", name, canonical, strings.Join(s.Model.Copies, "\n--\n"))
		}
		if toSign := strings.Join(code(s.Model, toSignText), "\n"); !slices.Contains(s.Model.Copies, toSign) {
			t.Errorf("%s: drawn as\n%s", name, toSign)
		}
	}
}

// awkwardRequests are signed, and hold what exports and drawings may get wrong.
func awkwardRequests() map[string]*SignState {
	s3 := "https://bucket.s3.eu-west-1.amazonaws.com/"
	return map[string]*SignState{
		"example":            signedState(),
		"space and plus":     signedState(FieldURL, s3+"my file+1.txt?a=b+c&d&&=e"),
		"escapes":            signedState(FieldURL, s3+"%7e/%2F/%zz/'(*)!~?x=%2b"),
		"letters":            signedState(FieldURL, s3+"ü/😀?k=ü"),
		"dots and slashes":   signedState(FieldURL, s3+"/a//../b/./"),
		"normalised":         signedState(FieldURL, "https://abc.execute-api.us-east-1.amazonaws.com/a//../my%20file/"),
		"empty query":        signedState(FieldURL, s3+"?"),
		"post":               signedState(FieldMethod, "POST", FieldURL, "https://dynamodb.us-east-1.amazonaws.com/", FieldHeaders, "Content-Type: application/x-amz-json-1.0\nX-Amz-Target: DynamoDB_20120810.ListTables", FieldBody, "{\"Limit\": 1,\n \"s\": \"it's 100% \\\\ \\\"ü\\\" $(id) `id` !x\"}"),
		"body without type":  signedState(FieldMethod, "PUT", FieldURL, s3+"k", FieldBody, "@file\n\ttab\n"),
		"headers":            signedState(FieldHeaders, "X-Amz-Meta-A:  one   two \nx-amz-meta-a: three\nX-Empty:\nX-Letters: ü\nX-Quote: it's \"so\" \\"),
		"own host":           signedState(FieldURL, "http://localhost:9000/bucket/key", FieldHeaders, "Host: s3.us-east-1.amazonaws.com"),
		"default port":       signedState(FieldURL, "https://dynamodb.us-east-1.amazonaws.com:443/"),
		"presigned":          signedState(FieldURL, s3+"my%20file?a=b", FieldCarrier, "query"),
		"presigned, general": signedState(FieldURL, "https://iot.eu-central-1.amazonaws.com/mqtt?x", FieldCarrier, "query", FieldService, "iotdevicegateway"),
		"presigned illegal":  signedState(FieldURL, s3+"my file?a=ü", FieldCarrier, "query"),
		"unsigned payload":   signedState(FieldMethod, "PUT", FieldURL, s3+"k", FieldBody, "x", FieldPayload, "unsigned"),
		"head":               signedState(FieldMethod, "HEAD", FieldURL, s3+"k"),
		"signed before":      signedState(FieldURL, s3+"k?X-Amz-Signature=00&X-Amz-Date=20150830T123600Z&a=1", FieldCarrier, "query"),
		"long path":          signedState(FieldURL, s3+strings.Repeat("ü ", 90)),
	}
}

func TestSignReadsTheScopeFromTheURL(t *testing.T) {
	for _, c := range []struct{ url, region, service, want string }{
		{"https://s3.eu-west-1.amazonaws.com/b/k", "", "", "20150830/eu-west-1/s3/aws4_request"},
		{"https://bucket.s3.amazonaws.com/", "eu-north-1", "", "20150830/eu-north-1/s3/aws4_request"},
		{"https://iam.amazonaws.com/", "", "", "20150830/us-east-1/iam/aws4_request"},
		{"http://localhost:9000/b", "us-east-1", "s3", "20150830/us-east-1/s3/aws4_request"},
		{"https://sqs.us-east-2.amazonaws.com/", "us-west-2", "other", "20150830/us-west-2/other/aws4_request"},
	} {
		s := signedState(FieldURL, c.url, FieldRegion, c.region, FieldService, c.service)
		if got := code(s.Model, toSignText); got[2] != c.want {
			t.Errorf("%s: scope %s, want %s", c.url, got[2], c.want)
		}
	}
}

// By service, the payload hash and the session token are as the service wants them.
func TestSignTakesRulesFromTheService(t *testing.T) {
	const aoss = "https://abc.us-east-1.aoss.amazonaws.com/"
	for _, c := range []struct {
		fields       []string
		line, hinted string // a line of the canonical request; a field with a hint
	}{
		{[]string{FieldURL, aoss, FieldPayload, "auto"}, "x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", FieldRules},
		{[]string{FieldURL, aoss, FieldPayload, "unsigned"}, "UNSIGNED-PAYLOAD", FieldRules},
		{[]string{FieldService, "vpc-lattice-svcs"}, "UNSIGNED-PAYLOAD", FieldRules},
		{[]string{FieldService, "iotdevicegateway", FieldCarrier, "query", FieldExpires, "60"}, "host", FieldToken},
		{[]string{FieldService, "nobody-knows"}, "host:iam.amazonaws.com", FieldRules},
	} {
		s := signedState(append([]string{FieldBody, "", FieldHeaders, ""}, c.fields...)...)
		if lines := code(s.Model, canonicalText); !slices.Contains(lines, c.line) {
			t.Errorf("%q: no line %q in %q", c.fields, c.line, lines)
		}
		if s.Model.Hints[c.hinted] == "" {
			t.Errorf("%q: no hint for %s", c.fields, c.hinted)
		}
	}
	for _, service := range []string{"iam", "iotdata"} {
		if hint := signedState(FieldService, service, FieldCarrier, "query", FieldExpires, "60").Model.Hints[FieldToken]; hint != "" {
			t.Errorf("%s: %q", service, hint)
		}
	}
}

// What is wrong is said beside the field that it is about, and the last good steps stay as stale.
func TestSignSaysWhatIsWrongBesideItsField(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{FieldURL, "", "from https:// on"},
		{FieldURL, "iam.amazonaws.com/", "begin with https://"},
		{FieldURL, "ftp://iam.amazonaws.com/", "begin with https://"},
		{FieldURL, "https://", "no host name"},
		{FieldURL, "https:///a", "no host name"},
		{FieldURL, "https://u:p@iam.amazonaws.com/", "Take the user name"},
		{FieldURL, "https://bücher.example/", "xn--"},
		{FieldURL, "https://iam.amazonaws.com/a\nb", "line break"},
		{FieldMethod, "", "there is none"},
		{FieldMethod, "GE T", "At byte 2 of “GE T”"},
		{FieldHeaders, "Accept: x\nnonsense", "Line 2, “nonsense”, has no colon"},
		{FieldHeaders, "A b: c", "no space"},
		{FieldHeaders, ": c", "empty"},
		{FieldKeyID, "", "There is none"},
		{FieldKeyID, "a/b", "slash"},
		{FieldTime, "yesterday", "20150830T123600Z"},
		{FieldRegion, "us east", "letters, digits and hyphens"},
	} {
		s := signedState(c.field, c.value)
		got := s.Model.Errors[c.field]
		if !strings.Contains(strings.ToLower(got), strings.ToLower(c.want)) || len(s.Model.Errors) != 1 {
			t.Errorf("%s %q: %q, want %q there alone; all: %v", c.field, c.value, got, c.want, s.Model.Errors)
		}
		if s.Field(c.field) != c.value || !s.Model.Stale || len(s.Model.Steps) == 0 || len(s.Model.Copies) != 0 {
			t.Errorf("%s %q: what was typed or the last steps were lost, or stale ones can be copied", c.field, c.value)
		}
	}
	presigned := signedState(FieldCarrier, "query", FieldExpires, "604801")
	if !strings.Contains(presigned.Model.Errors[FieldExpires], "604800") {
		t.Errorf("expires: %v", presigned.Model.Errors)
	}
	unknown := signedState(FieldURL, "https://minio.example/b/k")
	if unknown.Model.Errors[FieldRegion] == "" || unknown.Model.Errors[FieldService] == "" {
		t.Errorf("an unknown host: %v", unknown.Model.Errors)
	}
	unknown.Set(FieldRegion, "us-east-1")
	unknown.Set(FieldService, "s3")
	unknown.Update(clock)
	if unknown.Model.Stale || len(unknown.Model.Errors) > 0 {
		t.Errorf("with the reader's word it is still not signed: %v", unknown.Model.Errors)
	}
}

// No secret is in any tree, error, hint or export; a session token is in what is copied only.
func TestSignShowsNoSecret(t *testing.T) {
	const secret, token = "Planted+Secret/0123456789abcdefghijklmnop", "Planted+Token//0123456789=="
	for name, s := range awkwardRequests() {
		s.Set(FieldSecret, secret)
		s.Set(FieldToken, token)
		s.Update(clock)
		s.Set(FieldURL, s.Field(FieldURL)) // as typed
		m := s.Model
		for _, i := range []int{0, len(m.pieces) / 2, len(m.pieces) - 1} {
			s.FocusPiece(i)
			m.Hints[fmt.Sprint(i)] = s.Trace().Words
		}
		shown := dump(m.Head...) + dump(m.Steps...) + fmt.Sprint(m.Hints, m.Errors, m.pieces) + s.Save() + fmt.Sprintf("%v %+v %#v", s, s, s)
		copied := strings.Join(m.Copies, "\n")
		for _, planted := range []string{"Planted+Secret", "Planted%2BSecret", "0123456789abcdefghijklmnop"} {
			if strings.Contains(shown+copied, planted) {
				t.Errorf("%s: the secret is shown or copied", name)
			}
		}
		for _, planted := range []string{"Planted+Token", "Planted%2BToken", "0123456789="} {
			if strings.Contains(shown, planted) {
				t.Errorf("%s: the session token is shown: %s", name, around(shown, planted))
			}
		}
		if !strings.Contains(copied, "Planted") {
			t.Errorf("%s: the session token is not in what is copied", name)
		}
		if keys := s.Model; strings.Contains(dump(keys.Steps...), "Hide the keys") {
			t.Errorf("%s: the keys of a secret of one's own are shown unasked", name)
		}
	}
}

func around(s, part string) string {
	i := strings.Index(s, part)
	return s[max(0, i-100):min(len(s), i+len(part)+40)]
}

// The reader's own session token, in a header or in the URL, is hidden as well.
func TestSignHidesATokenThatWasTypedElsewhere(t *testing.T) {
	for _, s := range []*SignState{
		signedState(FieldHeaders, "X-Amz-Security-Token:  PlantedToken  0123"),
		signedState(FieldURL, "https://iam.amazonaws.com/?X-Amz-Security-Token=PlantedToken%2F0123&a=b"),
		signedState(FieldHeaders, "x-amz-security-token: PlantedToken", FieldTime, "x"),
	} {
		if shown := dump(s.Model.Head...) + dump(s.Model.Steps...) + fmt.Sprint(s.Model.pieces, s.Model.Errors); strings.Contains(shown, "PlantedToken") {
			t.Errorf("it is shown: %s", around(shown, "PlantedToken"))
		}
	}
}

func TestSignRevealsKeysOnlyWhenAsked(t *testing.T) {
	s := signedState(FieldSecret, "Planted+Secret/0123456789abcdefghijklmnop")
	if lines := code(s.Model, keyText); strings.Contains(strings.Join(lines, ""), "\n") {
		t.Errorf("keys are shown: %q", lines)
	}
	s.Reveal()
	s.Update(clock)
	if lines := code(s.Model, keyText); !strings.Contains(lines[3], "\n") {
		t.Errorf("the keys are not shown when asked for: %q", lines)
	}
	s.Set(FieldSecret, "Planted+Secret/0123456789abcdefghijklmnoq")
	s.Update(clock)
	if lines := code(s.Model, keyText); strings.Contains(strings.Join(lines, ""), "\n") {
		t.Errorf("the keys of another secret are shown: %q", lines)
	}
}

func TestSignWithoutSecretAndWithSigningKey(t *testing.T) {
	s := signedState(FieldSecret, "", FieldWhen, "pinned")
	if len(s.Model.Errors) > 0 || code(s.Model, toSignText) == nil || strings.Contains(dump(s.Model.Steps...), "export-tab") {
		t.Errorf("without a secret: %v", s.Model.Errors)
	}
	s = signedState(FieldSecret, "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9", FieldWhen, "pinned")
	if got := code(s.Model, signatureText); len(got) != 1 || got[0] != "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7" {
		t.Errorf("with the signing key: %v", got)
	}
}

// A request with one's own credentials is not signed for the year 2015 by oversight.
func TestOwnCredentialsEndTheExamplesTime(t *testing.T) {
	s := signedState(FieldSecret, "my own secret")
	if !s.Now() || code(s.Model, toSignText)[1] != "20260304T050607Z" {
		t.Errorf("signed for %s", code(s.Model, toSignText)[1])
	}
	s = signedState(FieldTime, "2024-01-02T03:04:05+01:00", FieldSecret, "my own secret")
	if s.Now() || code(s.Model, toSignText)[1] != "20240102T020405Z" {
		t.Errorf("a time of one's own: signed for %s", code(s.Model, toSignText)[1])
	}
}

func TestSignIsSavedAndRestored(t *testing.T) {
	s := signedState(FieldURL, "https://sqs.us-east-2.amazonaws.com/", FieldBody, "a\x00b", FieldCarrier, "query")
	s.SelectTab("Go")
	again := NewSignState()
	again.Restore(s.Save())
	for _, id := range signFields {
		if again.Field(id) != s.Field(id) {
			t.Errorf("%s: %q, want %q", id, again.Field(id), s.Field(id))
		}
	}
	if again.Tab() != "Go" || again.ExampleSecret() != "" {
		t.Errorf("tab %q, secret %q", again.Tab(), again.ExampleSecret())
	}
	before := again.Save()
	again.Restore("nonsense")
	if again.Save() != before {
		t.Error("nonsense changed the state")
	}
}

func TestFieldsAreNamedAndGuided(t *testing.T) {
	fields := append(slices.Clone(signFields), FieldSecret, FieldToken)
	for _, id := range fields {
		if fieldWords[id] == "" || fieldGuides[id] == "" {
			t.Errorf("%s has no words or no guide", id)
		}
	}
	for id, choices := range SignChoices {
		s := NewSignState()
		if !slices.Contains(signFields, id) || s.Field(id) != choices[map[string]int{FieldWhen: 1}[id]].Value {
			t.Errorf("%s starts with %q", id, s.Field(id))
		}
	}
}
