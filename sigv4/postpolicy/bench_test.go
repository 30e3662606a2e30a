package postpolicy

import (
	"strings"
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

// The most that a form can cost: as many conditions as fit, on one value as long as it may be.
func BenchmarkCheckLargest(b *testing.B) {
	for name, c := range map[string]struct{ field, value string }{
		"list":     {"Content-Type", strings.Repeat(",", MaxFieldBytes-100)},
		"variable": {"key", strings.Repeat("x", MaxFieldBytes-100) + filename},
	} {
		b.Run(name, func(b *testing.B) {
			f := Form{Fields: []Field{{Name: c.field, Value: c.value}}}
			p := Policy{Conditions: make([]Condition, MaxPolicy/len(`["starts-with","$key",""],`))}
			for i := range p.Conditions {
				p.Conditions[i] = Condition{Operator: StartsWith, Field: c.field}
			}
			for b.Loop() {
				if _, err := Check(f, p, myServer); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
