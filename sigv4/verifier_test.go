package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
)

// signed gives a request signed with the example's credentials and a token, with what changes it afterwards.
func signed(t testing.TB, r Request, g Signing) Request {
	t.Helper()
	c := exampleCredentials()
	c.SessionToken = "token/+=="
	d, err := Derive(r, c, g)
	if err != nil {
		t.Fatal(err)
	}
	return d.Signed
}

func TestVerifier(t *testing.T) {
	post, postSigning := dynamoDB()
	get, getSigning := s3Get()
	presigning := getSigning
	presigning.Carrier = QueryCarrier
	var v Verifier
	for name, tc := range map[string]struct {
		request Request
		rules   Rules
	}{
		"header":    {signed(t, post, postSigning), postSigning.Rules},
		"S3":        {signed(t, get, getSigning), getSigning.Rules},
		"presigned": {signed(t, get, presigning), getSigning.Rules},
	} {
		for range 2 { // with a cold key and a warm one
			if ok, err := v.Verify(tc.request, tc.rules, SecretKey(exampleSecret)); !ok || err != nil {
				t.Errorf("%s: %v, %v", name, ok, err)
			}
			if ok, err := v.Verify(tc.request, tc.rules, SecretKey(exampleSecret+" ")); ok || err != nil {
				t.Errorf("%s, another secret: %v, %v", name, ok, err)
			}
		}
		changed := tc.request
		changed.Method = "DELETE"
		if ok, err := v.Verify(changed, tc.rules, SecretKey(exampleSecret)); ok || err != nil {
			t.Errorf("%s, another method: %v, %v", name, ok, err)
		}
		if n := testing.AllocsPerRun(100, func() { v.Verify(tc.request, tc.rules, SecretKey(exampleSecret)) }); n > 3 { // those of the key
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestVerifyingDoesNotAllocate(t *testing.T) {
	get, g := s3Get()
	g.Carrier = QueryCarrier
	r := signed(t, get, g)
	var keys []Key // more than are kept, so that each is derived anew
	for i := range 2 * keyCacheSize {
		keys = append(keys, SecretKey(exampleSecret+strings.Repeat("x", i)))
	}
	var v Verifier
	at, matches := 0, 0
	verify := func() {
		if ok, _ := v.Verify(r, g.Rules, keys[at%len(keys)]); ok {
			matches++
		}
		at++
	}
	for range keys {
		verify()
	}
	if n := testing.AllocsPerRun(200, verify); n != 0 || matches < 10 {
		t.Errorf("%v allocations, %d matches", n, matches)
	}
}

// What an error quotes must stay as it is when the verifier goes on.
func TestVerifierErrorsStay(t *testing.T) {
	r, g := s3Get()
	r.Target = "/?X-Amz-Algorithm=AWS4%2DOTHER&X-Amz-Credential=a%2F1%2F2%2F3%2F4&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
	var v Verifier
	_, err := v.Verify(r, g.Rules, SecretKey(exampleSecret))
	var e *Error
	if !errors.As(err, &e) || e.Input != "AWS4-OTHER" {
		t.Fatalf("got %v", err)
	}
	r.Target = strings.ReplaceAll(r.Target, "OTHER", "SECOND")
	if v.Verify(r, g.Rules, SecretKey(exampleSecret)); e.Input != "AWS4-OTHER" {
		t.Errorf("the error now quotes %q", e.Input)
	}
	for name, key := range map[string]Key{"no key": {}, "a key pair": SecretKey(exampleSecret)} {
		r.Target = "/?X-Amz-Algorithm=" + AlgorithmECDSA + "&X-Amz-Credential=a%2F1%2F3%2F4&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
		if _, err := v.Verify(r, g.Rules, key); !errors.As(err, &e) || e.Stage != StageSigningKey {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeyedMACIsHMAC(t *testing.T) {
	var k keyedMAC
	for _, first := range []byte{0, 1, 1, 0, 200} {
		key := [32]byte{first, 31: 7}
		for _, length := range []int{0, 1, 63, 64, 65, 300} {
			message := sink{buf: []byte(strings.Repeat("m", length))}
			want := hmac.New(sha256.New, key[:])
			want.Write(message.buf)
			if got := k.sum(&key, message.padded(sha256.BlockSize)); !hmac.Equal(got[:], want.Sum(nil)) {
				t.Errorf("key %d, message of %d bytes: got %x", first, length, got)
			}
		}
	}
}

func TestEqual(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{{"", "", true}, {"a", "a", true}, {"a", "b", false}, {"a", "ab", false}, {"ab", "a", false}, {"\x00", "\x80", false}} {
		if Equal(tc.a, tc.b) != tc.want {
			t.Errorf("Equal(%q, %q) is not %v", tc.a, tc.b, tc.want)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	get, g := s3Get()
	r := signed(b, get, g)
	key := SecretKey(exampleSecret)
	var v Verifier
	b.ReportAllocs()
	for b.Loop() {
		if ok, err := v.Verify(r, g.Rules, key); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
