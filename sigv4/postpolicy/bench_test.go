package postpolicy

import (
	"testing"

	"countersign/sigv4"
)

func BenchmarkSign(b *testing.B) {
	p := Policy{noon, []Condition{{Field: "bucket", Value: "examplebucket", Object: true}, {Operator: StartsWith, Field: "key", Value: "user/"}}}
	for b.Loop() {
		if _, err := Sign(p, temporary, signedAt, "us-east-1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	f := upload(b)
	for b.Loop() {
		if v, err := Verify(f, key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageNone {
			b.Fatal(v.Departs, err)
		}
	}
}

func BenchmarkPolicyAndCheck(b *testing.B) {
	f := upload(b)
	for b.Loop() {
		p, err := f.Policy()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Check(f, p, myServer); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseBody(b *testing.B) {
	contentType, body, err := Body(upload(b), make([]byte, 16<<20))
	if err != nil {
		b.Fatal(err)
	}
	text := string(body)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := ParseBody(contentType, text); err != nil {
			b.Fatal(err)
		}
	}
}
