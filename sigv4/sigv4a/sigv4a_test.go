package sigv4a

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

const exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

func exampleCredentials() sigv4.Credentials {
	return sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(exampleSecret)}
}

func examplePair(t testing.TB) KeyPair {
	t.Helper()
	pair, err := DeriveKeyPair(exampleCredentials())
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

func exampleRequest() (sigv4.Request, sigv4.Signing) {
	return sigv4.Request{Method: "GET", Target: "/key?a=b", Headers: []sigv4.Header{{Name: "Host", Value: "alias.mrap.accesspoint.s3-global.amazonaws.com"}}},
		sigv4.Signing{Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC), Service: "s3", RegionSet: "*", Rules: sigv4.Rules{ContentSHA256: true}, Expires: 60}
}

// refused fails unless err is an *sigv4.Error of a stage that tells no secret.
func refused(t *testing.T, name string, err error, stage sigv4.Stage) {
	t.Helper()
	var e *sigv4.Error
	if !errors.As(err, &e) || e.Stage != stage || e.Why == "" || len(err.Error()) > 600 || strings.Contains(err.Error(), "wJalr") {
		t.Errorf("%s: got %v, want an error of stage %s", name, err, stage)
	}
}

func TestDeriveKeyPairRefuses(t *testing.T) {
	c := exampleCredentials()
	c.AccessKeyID = ""
	_, err := DeriveKeyPair(c)
	refused(t, "no access key id", err, sigv4.StageSigningKey)
	for name, key := range map[string]sigv4.Key{"no key": {}, "a signing key": sigv4.SigningKey([32]byte{1})} {
		_, err := DeriveKeyPair(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: key})
		refused(t, name, err, sigv4.StageSigningKey)
	}
	order := elliptic.P256().Params().N.Bytes()
	for name, number := range map[string][32]byte{"zero": {}, "the order": [32]byte(order), "all ones": [32]byte([]byte(strings.Repeat("\xff", 32)))} {
		_, err := NewKeyPair(number)
		refused(t, name, err, sigv4.StageSigningKey)
	}
}

func TestAddOne(t *testing.T) {
	for from, want := range map[string]string{
		strings.Repeat("0", 64):        strings.Repeat("0", 63) + "1",
		strings.Repeat("0", 62) + "ff": strings.Repeat("0", 61) + "100",
		strings.Repeat("f", 64):        strings.Repeat("0", 64),
	} {
		b, _ := hex.DecodeString(from)
		number := [32]byte(b)
		if addOne(&number); hex.EncodeToString(number[:]) != want {
			t.Errorf("%s and one: %x", from, number)
		}
	}
}

// A key pair is derived from id and secret alone, and crypto/ecdsa verifies what it signs.
func TestStandardLibraryVerifies(t *testing.T) {
	for i := range 20 {
		c := sigv4.Credentials{AccessKeyID: fmt.Sprintf("AKIDEXAMPLE%d", i), Key: sigv4.SecretKey(exampleSecret + fmt.Sprint(i*i))}
		pair, err := DeriveKeyPair(c)
		if err != nil {
			t.Fatal(err)
		}
		key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), pair.Public().Uncompressed())
		if err != nil {
			t.Fatal(err)
		}
		r, g := exampleRequest()
		g.Carrier = sigv4.Carrier(i % 2)
		d, err := Derive(r, c, pair, g)
		if err != nil {
			t.Fatal(err)
		}
		der, err := hex.DecodeString(d.Signature)
		if digest := sha256.Sum256([]byte(d.StringToSign.String)); err != nil || !ecdsa.VerifyASN1(key, digest[:], der) {
			t.Errorf("signature %d is not valid: %v", i, err)
		}
	}
}

func TestVerifyNamesTheFirstStageThatDeparts(t *testing.T) {
	pair := examplePair(t)
	for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
		r, g := exampleRequest()
		g.Carrier = carrier
		d, err := Derive(r, exampleCredentials(), pair, g)
		if err != nil {
			t.Fatal(err)
		}
		claim, err := sigv4.ParseClaim(d.Signed)
		if err != nil || claim.RegionSet != "*" || claim.Scope.String() != "20150830/s3/aws4_request" {
			t.Fatalf("claim %+v, %v", claim, err)
		}
		other, err := DeriveKeyPair(sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey("another")})
		if err != nil {
			t.Fatal(err)
		}
		deleted := d.Signed
		deleted.Method = "DELETE"
		for _, tc := range []struct {
			name    string
			request sigv4.Request
			key     PublicKey
			given   sigv4.Theirs
			departs sigv4.Stage
			checked int
		}{
			{"right", d.Signed, pair.Public(), sigv4.Theirs{}, sigv4.StageNone, 1},
			{"with its own texts", d.Signed, pair.Public(), sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String, StringToSign: d.StringToSign.String, Signature: d.Signature}, sigv4.StageNone, 3},
			{"no key", d.Signed, PublicKey{}, sigv4.Theirs{}, sigv4.StageNone, 0},
			{"another key", d.Signed, other.Public(), sigv4.Theirs{}, sigv4.StageSignature, 1},
			{"another method", deleted, pair.Public(), sigv4.Theirs{}, sigv4.StageSignature, 1},
			{"another canonical request", d.Signed, pair.Public(), sigv4.Theirs{CanonicalRequest: "GET"}, sigv4.StageCanonicalRequest, 1},
			{"another string to sign", d.Signed, pair.Public(), sigv4.Theirs{StringToSign: "AWS4"}, sigv4.StageStringToSign, 1},
		} {
			v, err := Verify(tc.request, claim, g.Rules, tc.key, tc.given)
			if err != nil || v.Departs != tc.departs || len(v.Checked) != tc.checked {
				t.Errorf("carrier %d, %s: departs at %v, checked %v, %v", carrier, tc.name, v.Departs, v.Checked, err)
			}
		}
		claim.Signature = "00" + claim.Signature[2:]
		_, err = Verify(d.Signed, claim, g.Rules, pair.Public(), sigv4.Theirs{})
		refused(t, "a signature that is none", err, sigv4.StageSignature)
		claim.Algorithm = sigv4.Algorithm
		_, err = Verify(d.Signed, claim, g.Rules, pair.Public(), sigv4.Theirs{})
		refused(t, "a claim of SigV4", err, sigv4.StageStringToSign)
	}
}

func TestDeriveRefuses(t *testing.T) {
	pair := examplePair(t)
	for name, change := range map[string]func(*sigv4.Signing){
		"no region set":    func(g *sigv4.Signing) { g.RegionSet = "" },
		"a space":          func(g *sigv4.Signing) { g.RegionSet = "us-east-1, us-west-2" },
		"an empty region":  func(g *sigv4.Signing) { g.RegionSet = "us-east-1,,us-west-2" },
		"a comma at first": func(g *sigv4.Signing) { g.RegionSet = ",us-west-2" },
		"a comma at last":  func(g *sigv4.Signing) { g.RegionSet = "us-west-2," },
	} {
		r, g := exampleRequest()
		change(&g)
		stage := sigv4.StageStringToSign
		if name == "no region set" {
			stage = sigv4.StageRequest
		}
		_, err := Derive(r, exampleCredentials(), pair, g)
		refused(t, name, err, stage)
	}
	if _, err := (KeyPair{}).SignStringToSign("x"); err == nil {
		t.Error("signed without a key pair")
	}
	r, g := exampleRequest()
	if d, err := Derive(r, exampleCredentials(), KeyPair{}, g); err != nil || d.Signature != "" || d.StringToSign.String == "" {
		t.Errorf("without a key pair: %q, %v", d.Signature, err)
	}
	if _, err := sigv4.Derive(r, exampleCredentials(), g); err == nil {
		t.Error("package sigv4 signed by SigV4A")
	}
	var s sigv4.Signer
	if _, err := s.AppendHeaders(nil, r, exampleCredentials(), g); err == nil {
		t.Error("the signer signed by SigV4A")
	}
}

func TestParsePublicKeyRefuses(t *testing.T) {
	x, y := examplePair(t).Public().Hex()
	if _, err := ParsePublicKey(strings.ToUpper(x), y); err != nil {
		t.Error(err)
	}
	for name, xy := range map[string][2]string{"empty": {}, "exchanged": {y, x}, "short": {x[1:], y}, "no hex": {x[:63] + "g", y}, "long": {x + "00", y}} {
		_, err := ParsePublicKey(xy[0], xy[1])
		refused(t, name, err, sigv4.StageSigningKey)
	}
}

func TestKeyPairIsNotShown(t *testing.T) {
	pair := examplePair(t)
	const private = "7efc8c0e65a324242818c5a50c891c60"
	text, err := json.Marshal(pair)
	shown := fmt.Sprintf("%v %+v %#v %s %x %d %q", pair, pair, pair, pair, pair, pair, &pair) + string(text)
	if err != nil || strings.Contains(shown, private) || strings.Contains(shown, "126 252 140") || !strings.Contains(shown, "not shown") {
		t.Errorf("%s, %v", shown, err)
	}
}

func TestCovers(t *testing.T) {
	for _, tc := range []struct {
		set, region string
		want        bool
	}{
		{"us-east-1", "us-east-1", true},
		{"us-east-1", "us-east-2", false},
		{"us-east-1,eu-west-1", "eu-west-1", true},
		{"us-east-1, eu-west-1", "eu-west-1", true},
		{"*", "ap-south-1", true},
		{"us-*", "us-west-2", true},
		{"us-*", "eu-west-2", false},
		{"*-west-*", "eu-west-2", true},
		{"*-west-1", "eu-west-2", false},
		{"us-*-1,eu-*-3", "eu-west-3", true},
		{"a*a", "a", false},
		{"**", "", true},
		{"", "", true},
		{"", "us-east-1", false},
		{"us-east-1,", "us-east-1", true},
	} {
		if Covers(tc.set, tc.region) != tc.want {
			t.Errorf("Covers(%q, %q) is not %v", tc.set, tc.region, tc.want)
		}
	}
}

// FuzzVerifyStringToSign: any text is a signature or is refused with an offset that lies in it, and
// none but a valid one verifies.
func FuzzVerifyStringToSign(f *testing.F) {
	pair := examplePair(f)
	signature, err := pair.SignStringToSign("text")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "30", "zz", signature, strings.ToUpper(signature), signature + "00", signature[:40]} {
		f.Add("text", seed)
	}
	f.Fuzz(func(t *testing.T, text, claimed string) {
		ok, err := VerifyStringToSign(text, claimed, pair.Public())
		if err != nil {
			var e *sigv4.Error
			if !errors.As(err, &e) || e.Offset > len(claimed) || ok {
				t.Fatalf("%q: %v, %v", claimed, ok, err)
			}
			return
		}
		own, err := pair.SignStringToSign(text)
		if err != nil {
			t.Fatal(err)
		}
		if right, err := VerifyStringToSign(text, own, pair.Public()); !right || err != nil {
			t.Fatalf("%q does not verify for %q: %v", own, text, err)
		}
		if ok && text != "text" && strings.EqualFold(claimed, signature) {
			t.Fatalf("%q verifies for %q too", claimed, text)
		}
	})
}
