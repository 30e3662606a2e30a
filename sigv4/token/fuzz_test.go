package token

import (
	"errors"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// typed fails for an error that is not of type *sigv4.Error or repeats what may be a secret.
func typed(t *testing.T, err error) {
	t.Helper()
	var e *sigv4.Error
	if !errors.As(err, &e) || e.Stage == sigv4.StageNone || e.Field == "" || e.Why == "" {
		t.Fatalf("got %#v", err)
	}
}

// FuzzParse: whatever is taken apart is verified without a panic, and its errors repeat nothing of it.
func FuzzParse(f *testing.F) {
	for _, k := range kinds {
		made, err := k.make(terms(), k.host, k.given, 60)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(made.Reveal())
	}
	f.Add("h:1/?Action=connect&Action=x&X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=a/b/c/d&X-Amz-SignedHeaders=host&X-Amz-Signature=1")
	f.Add("wss://h?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/b/c/d/e&X-Amz-Date=1&X-Amz-SignedHeaders=x&X-Amz-Signature=1")
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range kinds {
			p, err := k.parse(text)
			if err == nil {
				_, err = p.Verify(sigv4.SecretKey(exampleSecret), sigv4.Theirs{CanonicalRequest: "x"})
			}
			if err == nil {
				continue
			}
			typed(t, err)
			var e *sigv4.Error
			if errors.As(err, &e); e.Input != "" {
				t.Fatalf("%s: the error repeats %q", k.name, e.Input)
			}
		}
	})
}

// FuzzMake: whatever is made is taken apart and verified.
func FuzzMake(f *testing.F) {
	f.Add("h.example.com", "user", "us-east-1", "token", 60, int64(1440938160))
	f.Add("", "\xff\x00&=", "x/y", "a b", -1, int64(-1)<<60)
	f.Fuzz(func(t *testing.T, host, name, region, session string, expires int, at int64) {
		terms := Terms{sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(exampleSecret), SessionToken: session}, region, time.Unix(at, 0)}
		for _, k := range kinds {
			made, err := k.make(terms, host, name, expires)
			if err != nil {
				typed(t, err)
				continue
			}
			parse := k.parse
			if k.name == "EKS" {
				parse = func(s string) (Parsed, error) { return ParseEKS(s, name) }
			}
			p, err := parse(made.Reveal())
			if err != nil {
				if len(made.Reveal()) > MaxToken {
					continue
				}
				t.Fatalf("%s: %v", k.name, err)
			}
			if v, err := p.Verify(made.Derivation().Key.SigningKey(), sigv4.Theirs{CanonicalRequest: made.Derivation().CanonicalRequest.String}); err != nil || v.Departs != sigv4.StageNone {
				t.Fatalf("%s: departs at %v, expected %q, found %q, %v", k.name, v.Departs, v.Expected, v.Found, err)
			}
		}
	})
}

func FuzzVerifyPasswords(f *testing.F) {
	f.Add("BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2", "eu-central-1", "h", "/v1/repos/r")
	f.Add("20101008T000000Z7dc259e2d505af354a1219b9bcd784bd384dc706efa0d9aefc571f214be4c89c", "us-east-1", "h", "//")
	f.Fuzz(func(t *testing.T, password, region, host, path string) {
		if _, err := VerifySMTPPassword(password, sigv4.SecretKey("x"), region); err != nil {
			typed(t, err)
		}
		r := CodeCommitRequest{terms(), host, path}
		r.Region = region
		if _, err := VerifyCodeCommit(password, r, sigv4.Theirs{}); err != nil {
			typed(t, err)
			return
		}
		stamp, _, _ := strings.Cut(password, "Z")
		r.Time, _ = parseTime(stamp)
		if _, err := CodeCommit(r); err != nil && !r.Time.IsZero() {
			t.Fatal(err)
		}
	})
}

// FuzzReadObject: what quote writes, readObject reads.
func FuzzReadObject(f *testing.F) {
	f.Add(`{"a":"b","c":"d\"\\\/"}`, "n", "v")
	f.Add(`{,}`, `"`, `\`)
	f.Add(`{"a":"b",}`, "", "")
	f.Fuzz(func(t *testing.T, text, name, value string) {
		if _, err := readObject(text); err != nil {
			typed(t, err)
		}
		if strings.IndexFunc(name+value, func(r rune) bool { return r < ' ' }) >= 0 {
			return
		}
		got, err := readObject("{" + quote(name) + " : " + quote(value) + "}")
		if err != nil || len(got) != 1 || got[0] != (sigv4.Header{Name: name, Value: value}) {
			t.Fatalf("got %q, %v", got, err)
		}
	})
}

func FuzzParameters(f *testing.F) {
	f.Add("/?a=1&b=%20+&&c", "b")
	f.Add("?%61=x", "a")
	f.Fuzz(func(t *testing.T, target, name string) {
		rest, value := cutParam(target, name)
		if len(rest) > len(target) || rest == target && value != "" {
			t.Fatalf("%q becomes %q, %q", target, rest, value)
		}
		if got := unescape(escape(name)); got != name {
			t.Fatalf("%q becomes %q", name, got)
		}
	})
}
