package view

import (
	"fmt"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// verified is the state of Verify with its fields set and verified, with the documentation's secret unless
// another is given.
func verified(t *testing.T, secret string, fields ...string) *VerifyState {
	t.Helper()
	s := NewSignState()
	if secret != "" {
		s.Set(FieldSecret, secret)
	}
	v := &VerifyState{On: true}
	v.Example()
	for i := 0; i+1 < len(fields); i += 2 {
		v.set(fields[i], fields[i+1])
	}
	v.Update(&s, clock)
	return v
}

// drawn is all text of a verification.
func drawn(v *VerifyState) (head, body string) {
	return plain(el("div", "", v.Model.Head...)), dump(v.Model.Body...)
}

func TestVerify(t *testing.T) {
	example := verified(t, "").Field(FieldVerify)
	const toSign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n" +
		"f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
	for name, c := range map[string]struct {
		secret string
		fields []string
		head   string   // in the verdict
		says   []string // in the body, as dump writes it
	}{
		"the documentation's example": {"", nil, "The signature is the one that this signed request calls for.",
			[]string{"Stages of this signed request", "li.agrees", "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59", "AKIDEXAMPLE"}},
		"one byte changed": {"", []string{FieldVerify, strings.Replace(example, "ListUsers", "ListUserz", 1)},
			"It departs at the signature.", []string{"mark.bad", `"Expected"`, `"Found"`}},
		"and the string to sign that was logged": {"", []string{FieldVerify, strings.Replace(example, "ListUsers", "ListUserz", 1), FieldLogged, toSign},
			"It departs at the string to sign.", []string{"line by line", "The first difference is in line 4, the hash of the canonical request."}},
		"another canonical request": {"", []string{FieldLogged, "GET\n/\nAction=ListUserz&Version=2010-05-08\n"},
			"It departs at the canonical request.", []string{"The first difference is in line 3, the canonical query string."}},
		"another secret":             {strings.Repeat("another", 6), nil, "It departs at the signature.", []string{"mark.bad"}},
		"another key id":             {"", []string{FieldVerify, strings.Replace(example, "AKIDEXAMPLE", "AKIDOTHER", 1)}, "The secret in the field is the one of AWS’s documentation", []string{"not compared"}},
		"nothing":                    {"", []string{FieldVerify, " \n"}, "Verify a signature", nil},
		"no signature":               {"", []string{FieldVerify, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"}, "This cannot be verified", nil},
		"too long":                   {"", []string{FieldVerify, strings.Repeat("a", maxVerified+1)}, "too long to be verified here", nil},
		"an EKS token and no name":   {"", []string{FieldVerify, eksToken()}, "Cluster: its name is signed", nil},
		"an EKS token and its name":  {"", []string{FieldVerify, eksToken(), FieldAbout, "demo"}, "The signature is the one that this EKS token calls for.", []string{"What was assumed"}},
		"a service that is unknown":  {"", []string{FieldVerify, strings.Replace(example, "/iam/", "/mystery/", 1)}, "It departs at the signature.", []string{"“mystery” is not a service known here"}},
		"a header that is not there": {"", []string{FieldVerify, strings.Replace(example, "Content-Type", "X-Type", 1)}, "SignedHeaders lists the header content-type", []string{`"empty"`}},
	} {
		t.Run(name, func(t *testing.T) {
			v := verified(t, c.secret, c.fields...)
			head, body := drawn(v)
			if !strings.Contains(head, c.head) {
				t.Errorf("the verdict is %q, want %q", head, c.head)
			}
			for _, want := range c.says {
				if !strings.Contains(body, want) {
					t.Errorf("the body lacks %q:\n%s", want, body)
				}
			}
			if (len(v.Model.Body) == 0) != (c.says == nil) {
				t.Errorf("the body has %d parts", len(v.Model.Body))
			}
		})
	}
}

// eksToken is a token with a session token in it.
func eksToken() string {
	made, err := token.EKS(token.EKSRequest{Cluster: "demo", Expires: 60, Terms: token.Terms{Region: "us-east-1", Time: clock,
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(exampleSecret), SessionToken: "PlantedToken0123456789"}}})
	if err != nil {
		panic(err)
	}
	return made.Reveal()
}

// Nothing of what is secret is drawn: neither a secret of one's own, wherever it was pasted, nor a token.
func TestVerifyHidesSecrets(t *testing.T) {
	const planted = "PlantedSecret0123456789PlantedSecret01234"
	example := verified(t, "").Field(FieldVerify)
	for name, text := range map[string]string{
		"token":               eksToken(),
		"in a header's value": strings.Replace(example, "utf-8", planted, 1),
		"session token":       strings.Replace(example, "X-Amz-Date", "X-Amz-Security-Token: PlantedToken0123456789\r\nX-Amz-Date", 1),
		"signed session token": strings.Replace(strings.Replace(example, "X-Amz-Date", "X-Amz-Security-Token: PlantedToken0123456789\r\nX-Amz-Date", 1),
			"x-amz-date", "x-amz-date;x-amz-security-token", 1),
	} {
		v := verified(t, planted, FieldVerify, text, FieldAbout, "demo", FieldLogged, "GET\nx-amz-security-token:PlantedToken0123456789\n"+planted)
		head, body := drawn(v)
		if body == "" {
			t.Errorf("%s: nothing is drawn: %s", name, head)
		}
		for _, secret := range []string{"PlantedSecret", "PlantedToken", "k8s-aws-v1."} {
			if strings.Contains(head+body, secret) {
				t.Errorf("%s: %s is shown", name, secret)
			}
		}
		if s := fmt.Sprintf("%+v", v.Model); strings.Contains(s, "PlantedToken") {
			t.Errorf("%s: fmt shows the token", name)
		}
	}
}

// The empty line of the canonical request is there, so that what is copied is the canonical request.
func TestVerifyDrawsTheWholeCanonicalRequest(t *testing.T) {
	v := verified(t, "")
	for _, n := range v.Model.Body {
		if n.Children != nil && n.Children[0].ID == "verify-canonical" {
			if got, want := plain(n.Children[1]), "GET\n/\nAction=ListUsers&Version=2010-05-08\n"+
				"content-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n\n"+
				"content-type;host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"; got != want {
				t.Errorf("%q, want %q", got, want)
			}
			return
		}
	}
	t.Fatal("it is not drawn")
}

// Carriage returns that were pasted stay, whatever is typed around them.
func TestVerifyKeepsCarriageReturns(t *testing.T) {
	var v VerifyState
	v.Type(FieldVerify, "a\nb", "a\r\nb", 3)
	v.Type(FieldVerify, "a\nbc", "", 4)
	if got := v.Field(FieldVerify); got != "a\r\nbc" {
		t.Errorf("%q", got)
	}
	v.LeaveOut(7)
	s := NewSignState()
	v.On = true
	v.Update(&s, clock)
	if head, _ := drawn(&v); !strings.Contains(head, "too long") {
		t.Errorf("a paste that was cut: %s", head)
	}
	v.Clear()
	if v.Field(FieldVerify) != "" {
		t.Error("Clear leaves something")
	}
}

func TestVerifyIsSaved(t *testing.T) {
	v := verified(t, "", FieldAbout, "demo")
	s := NewSignState()
	var again VerifyState
	if got := again.Restore(v.Save(s.Save())); got != s.Save() {
		t.Errorf("of Sign %q came back", got)
	}
	if !again.On || again.Field(FieldVerify) != v.Field(FieldVerify) || again.Field(FieldAbout) != "demo" {
		t.Errorf("%+v", again)
	}
	if again.Restore("nonsense") != "" || !again.On {
		t.Error("nonsense changes something")
	}
}
