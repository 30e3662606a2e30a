package eventstream

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

const (
	exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	exampleSeed   = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
)

var (
	exampleKey   = sigv4.SecretKey(exampleSecret)
	exampleScope = sigv4.Scope{Date: "20150830", Region: "us-east-1", Service: "transcribe", Terminator: sigv4.Terminator}
	exampleTime  = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
)

// stream signs payloads, the last of them empty, a second apart.
func stream(t *testing.T, key sigv4.Key, start time.Time, payloads ...string) ([]Message, []Step) {
	t.Helper()
	s, err := NewSigner(key, exampleScope, exampleSeed)
	if err != nil {
		t.Fatal(err)
	}
	var messages []Message
	var steps []Step
	for i, payload := range payloads {
		m, step, err := s.Sign([]byte(payload), start.Add(time.Duration(i)*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		messages, steps = append(messages, m), append(steps, step)
	}
	return messages, steps
}

func TestSignMakesAChain(t *testing.T) {
	messages, steps := stream(t, exampleKey, exampleTime.Add(987*time.Millisecond), "one", "two", "")
	prior := exampleSeed
	for i, step := range steps {
		if step.Prior != prior {
			t.Errorf("message %d follows %s, want %s", i, step.Prior, prior)
		}
		lines := strings.Split(step.StringToSign, "\n")
		date := exampleTime.Add(time.Duration(i) * time.Second)
		if len(lines) != 6 || lines[0] != "AWS4-HMAC-SHA256-PAYLOAD" || lines[1] != date.Format(sigv4.TimeFormat) ||
			lines[2] != "20150830/us-east-1/transcribe/aws4_request" || lines[3] != prior {
			t.Errorf("message %d: %q", i, lines)
		}
		want := fmt.Sprintf("053a6461746508%016x", date.UnixMilli()) // no part of a second
		if got := hex.EncodeToString(step.Headers); got != want {
			t.Errorf("message %d: :date is %s, want %s", i, got, want)
		}
		signature, _ := messages[i].Header(SignatureHeader)
		if hex.EncodeToString([]byte(signature.Data)) != step.Signature {
			t.Errorf("message %d carries %x, signed %s", i, signature.Data, step.Signature)
		}
		prior = step.Signature
	}
}

// The header :date and the string to sign that smithy-lang/smithy-rs@56ee88c5 publishes in the tests of
// aws-sigv4/src/event_stream.rs: half a second is dropped from both.
func TestSignAsPublished(t *testing.T) {
	const prior = "be1f8c7d79ef8e1abc5254a2c70e4da3bfaf4f07328f527444e1fc6ea67273e2"
	s, err := NewSigner(exampleKey, sigv4.Scope{Date: "19731129", Region: "us-east-1", Service: "testservice", Terminator: sigv4.Terminator}, prior)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := hex.DecodeString("0000003000000014ded9b3920b736f6d652d68656164657207000576616c756574657374207061796c6f61643e89b924")
	if err != nil {
		t.Fatal(err)
	}
	_, step, err := s.Sign(payload, time.Unix(123456789, 500_000_000))
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(step.Headers); got != "053a64617465080000001cbe991a08" {
		t.Errorf(":date is %s", got)
	}
	if want := "AWS4-HMAC-SHA256-PAYLOAD\n19731129T213309Z\n19731129/us-east-1/testservice/aws4_request\n" + prior +
		"\n0c0e3b3bf66b59b976181bd7d401927bbd624107303c713fd1e5f3d3c8dd1b1e\nf2eba0f2e95967ee9fbc6db5e678d2fd599229c0d04b11e4fc8e0f2a02a806c6"; step.StringToSign != want {
		t.Errorf("signed %q, want %q", step.StringToSign, want)
	}
}

// A derived key gives the same bytes, for its own day.
func TestADerivedKeySignsTheSame(t *testing.T) {
	derived := sigv4.DeriveKeys(exampleKey, exampleScope).SigningKey()
	_, want := stream(t, exampleKey, exampleTime, "one", "")
	messages, got := stream(t, derived, exampleTime, "one", "")
	for i := range want {
		if want[i].Signature != got[i].Signature {
			t.Errorf("message %d: %s with the signing key, %s with the secret", i, got[i].Signature, want[i].Signature)
		}
	}
	if v, err := Verify(messages, derived, exampleScope, exampleSeed); err != nil || v.Departs != -1 {
		t.Errorf("%+v, %v", v, err)
	}
	s, err := NewSigner(derived, exampleScope, exampleSeed)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Sign(nil, exampleTime.Add(12*time.Hour))
	check(t, "the next day", err, ":date", -1)
}

// Behind midnight scope and signing key are those of the new day.
func TestASecretSignsBehindMidnight(t *testing.T) {
	messages, steps := stream(t, exampleKey, time.Date(2015, 8, 30, 23, 59, 59, 0, time.UTC), "one", "two", "")
	if !strings.Contains(steps[1].StringToSign, "\n20150831T000000Z\n20150831/us-east-1/") {
		t.Errorf("%q", steps[1].StringToSign)
	}
	if v, err := Verify(messages, exampleKey, exampleScope, exampleSeed); err != nil || v.Departs != -1 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestNewSignerRefuses(t *testing.T) {
	changed := func(change func(*sigv4.Scope)) sigv4.Scope {
		scope := exampleScope
		change(&scope)
		return scope
	}
	for _, tc := range []struct {
		name   string
		key    sigv4.Key
		scope  sigv4.Scope
		seed   string
		field  string
		offset int
	}{
		{"no key", sigv4.Key{}, exampleScope, exampleSeed, "key", -1},
		{"no seed", exampleKey, exampleScope, "", "seed signature", -1},
		{"short seed", exampleKey, exampleScope, exampleSeed[:62], "seed signature", -1},
		{"long seed", exampleKey, exampleScope, strings.Repeat("00", 1<<20), "seed signature", -1},
		{"seed not hex", exampleKey, exampleScope, "x" + exampleSeed[1:], "seed signature", -1},
		{"no scope", exampleKey, sigv4.Scope{}, exampleSeed, "credential scope", -1},
		{"date of a request", exampleKey, changed(func(s *sigv4.Scope) { s.Date = "20150830T123600Z" }), exampleSeed, "credential scope", -1},
		{"no such day", exampleKey, changed(func(s *sigv4.Scope) { s.Date = "20150231" }), exampleSeed, "credential scope", -1},
		{"no region", exampleKey, changed(func(s *sigv4.Scope) { s.Region = "" }), exampleSeed, "credential scope", -1},
		{"line end in the service", exampleKey, changed(func(s *sigv4.Scope) { s.Service = "a\nb" }), exampleSeed, "credential scope", 1},
		{"slash in the region", exampleKey, changed(func(s *sigv4.Scope) { s.Region = "a/" }), exampleSeed, "credential scope", 1},
		{"another end", exampleKey, changed(func(s *sigv4.Scope) { s.Terminator = "aws4" }), exampleSeed, "credential scope", -1},
	} {
		_, err := NewSigner(tc.key, tc.scope, tc.seed)
		check(t, tc.name, err, tc.field, tc.offset)
		_, err = Verify(nil, tc.key, tc.scope, tc.seed)
		check(t, tc.name+", verified", err, tc.field, tc.offset)
	}
	if _, err := NewSigner(exampleKey, exampleScope, strings.ToUpper(exampleSeed)); err != nil {
		t.Errorf("a seed in capitals: %v", err)
	}
}

// What cannot be signed leaves the chain as it was.
func TestSignRefuses(t *testing.T) {
	s, err := NewSigner(exampleKey, exampleScope, exampleSeed)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name    string
		payload []byte
		time    time.Time
		field   string
	}{
		{"no time", nil, time.Time{}, ":date"},
		{"before 1970", nil, time.Unix(-1, 0), ":date"},
		{"year of five digits", nil, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ":date"},
		{"milliseconds that overflow", nil, time.Unix(1<<60, 0), ":date"},
		{"payload too long", make([]byte, MaxPayload+1), exampleTime, "payload"},
	} {
		_, _, err := s.Sign(tc.payload, tc.time)
		check(t, tc.name, err, tc.field, -1)
	}
	_, step, err := s.Sign(nil, exampleTime)
	if err != nil || step.Prior != exampleSeed {
		t.Errorf("after the errors: %+v, %v", step, err)
	}
}

// No verb prints the key of a signer.
func TestASignerKeepsItsKey(t *testing.T) {
	derived := sigv4.DeriveKeys(exampleKey, exampleScope)
	for _, key := range []sigv4.Key{exampleKey, derived.SigningKey()} {
		s, err := NewSigner(key, exampleScope, exampleSeed)
		if err != nil {
			t.Fatal(err)
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			for _, value := range []any{s, *s} {
				text := fmt.Sprintf(verb, value)
				kSigning := derived.Reveal()[3]
				raw, _ := hex.DecodeString(kSigning)
				for _, secret := range []string{exampleSecret, hex.EncodeToString([]byte(exampleSecret)), kSigning, string(raw), strings.Trim(fmt.Sprint(raw), "[]")} {
					if strings.Contains(text, secret) {
						t.Errorf("%s prints the key: %s", verb, text)
					}
				}
			}
		}
	}
}

// Arguments are not changed.
func TestSignKeepsThePayload(t *testing.T) {
	payload := []byte("payload, with room behind")[:7]
	s, err := NewSigner(exampleKey, exampleScope, exampleSeed)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := s.Sign(payload, exampleTime)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Append(nil); err != nil || !bytes.Equal(payload[:cap(payload)], []byte("payload, with room behind")) {
		t.Errorf("%q, %v", payload[:cap(payload)], err)
	}
}
