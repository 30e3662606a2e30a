package sigv4

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// No fmt verb, error or encoder tells a secret, whatever holds it and however deep.
func TestSecretsAreNotPrinted(t *testing.T) {
	r, g := s3Get()
	c := exampleCredentials()
	c.SessionToken = "the-session-token"
	d, err := Derive(r, c, g)
	if err != nil {
		t.Fatal(err)
	}
	claim, err := ParseClaim(d.Signed)
	if err != nil {
		t.Fatal(err)
	}
	v, err := Verify(d.Signed, claim, s3Rules, c.Key, Theirs{})
	if err != nil {
		t.Fatal(err)
	}
	var signer Signer
	if _, err := signer.AppendHeaders(nil, r, c, g); err != nil {
		t.Fatal(err)
	}
	refused := g
	refused.Region = ""
	_, refusal := Derive(r, c, refused)

	secrets := []string{exampleSecret, "the-session-token"}
	for _, key := range d.Key.Reveal() {
		raw, _ := hex.DecodeString(key)
		secrets = append(secrets, key, string(raw), fmt.Sprint(raw), fmt.Sprintf("%#v", raw))
	}
	type exported struct{ Inner any }
	type hidden struct {
		credentials Credentials
		key         Key
		chain       KeyChain
		signer      Signer
	}
	deep := hidden{Credentials{AccessKeyID: exampleID, Key: c.Key}, c.Key, d.Key, signer}
	for _, holder := range []any{
		c, &c, c.Key, &c.Key, d.Key, &d.Key, g, &g, d, &d, claim, &claim, v, &v, signer, &signer, d.Key.SigningKey(), refusal,
		exported{c}, &exported{&d}, exported{d.Key}, []any{c, d, signer}, map[string]any{"c": c, "d": d, "v": v}, deep, &deep,
	} {
		var printed []string
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			printed = append(printed, fmt.Sprintf(verb, holder))
		}
		if encoded, err := json.Marshal(holder); err == nil {
			printed = append(printed, string(encoded))
		}
		for _, text := range printed {
			for _, secret := range secrets {
				if strings.Contains(text, secret) || strings.Contains(text, hex.EncodeToString([]byte(secret))) {
					t.Errorf("%T is printed with a secret: %.200s", holder, text)
				}
			}
		}
	}
	if got := fmt.Sprintf("%v, %v", c, Key{}); got != "credentials of AKIDEXAMPLE [secrets not shown], no key" {
		t.Errorf("got %s", got)
	}
}
