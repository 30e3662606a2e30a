package eventstream

import (
	"bytes"
	"testing"
	"time"

	"countersign/sigv4"
)

// set changes a header of an envelope.
func set(m *Message, name string, v Value) {
	headers := append([]Header(nil), m.Headers...)
	for i := range headers {
		if headers[i].Name == name {
			headers[i].Value = v
		}
	}
	m.Headers = headers
}

func TestVerify(t *testing.T) {
	other := sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEz")
	west := exampleScope
	west.Region = "us-west-2"
	wrong := Value{Type: ByteArray, Data: string(bytes.Repeat([]byte{7}, 32))}
	for _, tc := range []struct {
		name    string
		change  func([]Message) []Message
		key     sigv4.Key
		scope   sigv4.Scope
		seed    string
		departs int
		after   After
		ended   bool
	}{
		{"as signed", func(m []Message) []Message { return m }, exampleKey, exampleScope, exampleSeed, -1, AfterUnknown, true},
		{"no message", func(m []Message) []Message { return nil }, exampleKey, exampleScope, exampleSeed, -1, AfterUnknown, false},
		{"end missing", func(m []Message) []Message { return m[:3] }, exampleKey, exampleScope, exampleSeed, -1, AfterUnknown, false},
		{"payload changed", func(m []Message) []Message { m[1].Payload = []byte("twO"); return m }, exampleKey, exampleScope, exampleSeed, 1, AfterFound, true},
		{"time changed", func(m []Message) []Message {
			set(&m[1], DateHeader, TimestampOf(exampleTime.Add(time.Hour)))
			return m
		}, exampleKey, exampleScope, exampleSeed, 1, AfterFound, true},
		{"a millisecond added", func(m []Message) []Message {
			set(&m[1], DateHeader, TimestampOf(exampleTime.Add(1001*time.Millisecond)))
			return m
		}, exampleKey, exampleScope, exampleSeed, 1, AfterFound, true},
		{"signature changed", func(m []Message) []Message { set(&m[1], SignatureHeader, wrong); return m }, exampleKey, exampleScope, exampleSeed, 1, AfterExpected, true},
		{"signature cut", func(m []Message) []Message {
			set(&m[1], SignatureHeader, Value{Type: ByteArray})
			return m
		}, exampleKey, exampleScope, exampleSeed, 1, AfterExpected, true},
		{"message missing", func(m []Message) []Message { return append(m[:1], m[2:]...) }, exampleKey, exampleScope, exampleSeed, 1, AfterFound, true},
		{"messages exchanged", func(m []Message) []Message { m[1], m[2] = m[2], m[1]; return m }, exampleKey, exampleScope, exampleSeed, 1, AfterNothing, true},
		{"two changed", func(m []Message) []Message {
			m[1].Payload, m[2].Payload = []byte("twO"), []byte("threE")
			return m
		}, exampleKey, exampleScope, exampleSeed, 1, AfterNothing, true},
		{"last changed", func(m []Message) []Message { set(&m[3], SignatureHeader, wrong); return m }, exampleKey, exampleScope, exampleSeed, 3, AfterUnknown, true},
		{"another seed", func(m []Message) []Message { return m }, exampleKey, exampleScope, "00" + exampleSeed[2:], 0, AfterFound, true},
		{"another key", func(m []Message) []Message { return m }, other, exampleScope, exampleSeed, 0, AfterNothing, true},
		{"another region", func(m []Message) []Message { return m }, exampleKey, west, exampleSeed, 0, AfterNothing, true},
		{"headers in the other order", func(m []Message) []Message {
			m[1].Headers = []Header{m[1].Headers[1], m[1].Headers[0]}
			return m
		}, exampleKey, exampleScope, exampleSeed, -1, AfterUnknown, true},
	} {
		messages, steps := stream(t, exampleKey, exampleTime, "one", "two", "three", "")
		messages = tc.change(messages)
		v, err := Verify(messages, tc.key, tc.scope, tc.seed)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if v.Departs != tc.departs || v.After != tc.after || v.Ended != tc.ended {
			t.Errorf("%s: departs at %d, then %v, ended %v; want %d, %v, %v", tc.name, v.Departs, v.After, v.Ended, tc.departs, tc.after, tc.ended)
		}
		checked := len(messages)
		if tc.departs >= 0 {
			checked = tc.departs + 1
			if v.Expected == v.Found || v.Expected != v.Steps[tc.departs].Signature || len(v.Expected) != 64 {
				t.Errorf("%s: expected %s, found %s", tc.name, v.Expected, v.Found)
			}
		} else if v.Expected != "" || v.Found != "" {
			t.Errorf("%s: expected %s, found %s", tc.name, v.Expected, v.Found)
		}
		if len(v.Steps) != checked {
			t.Errorf("%s: %d steps, want %d", tc.name, len(v.Steps), checked)
		}
		if checked > 1 && v.Steps[0].StringToSign != steps[0].StringToSign {
			t.Errorf("%s: the first step is %+v", tc.name, v.Steps[0])
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func([]Message)
		field  string
	}{
		{"not an envelope", func(m []Message) { m[1].Headers = nil }, "message 2, :date"},
		{"no :date", func(m []Message) { m[0].Headers = m[0].Headers[1:] }, "message 1, :date"},
		{"no :chunk-signature", func(m []Message) { m[2].Headers = m[2].Headers[:1] }, "message 3, :chunk-signature"},
		{":date of another type", func(m []Message) { set(&m[1], DateHeader, Value{Type: Long, Number: 1}) }, "message 2, :date"},
		{":date with data", func(m []Message) { set(&m[1], DateHeader, Value{Type: Timestamp, Number: 1, Data: "x"}) }, "message 2, header :date"},
		{":date before 1970", func(m []Message) { set(&m[1], DateHeader, Value{Type: Timestamp, Number: -1}) }, "message 2, :date"},
		{":date in the year 292277026", func(m []Message) { set(&m[1], DateHeader, Value{Type: Timestamp, Number: 1<<63 - 1}) }, "message 2, :date"},
		{"signature in hex", func(m []Message) { set(&m[1], SignatureHeader, Value{Type: String, Data: exampleSeed}) }, "message 2, :chunk-signature"},
		{"signature too long", func(m []Message) {
			set(&m[1], SignatureHeader, Value{Type: ByteArray, Data: string(make([]byte, MaxValue+1))})
		}, "message 2, :chunk-signature"},
		{"a third header", func(m []Message) { m[1].Headers = append(m[1].Headers[:2:2], Header{"x", Value{}}) }, "message 2, headers"},
		{"a header twice", func(m []Message) { m[1].Headers = append(m[1].Headers[:2:2], m[1].Headers[0]) }, "message 2, headers"},
		{"an end in the middle", func(m []Message) { m[1].Payload = nil }, "message 2, payload"},
		{"behind the one that departs, a time that cannot be signed", func(m []Message) {
			m[1].Payload = []byte("x")
			set(&m[2], DateHeader, Value{Type: Timestamp, Number: -1})
		}, "message 3, :date"},
	} {
		messages, _ := stream(t, exampleKey, exampleTime, "one", "two", "")
		tc.change(messages)
		v, err := Verify(messages, exampleKey, exampleScope, exampleSeed)
		check(t, tc.name, err, tc.field, -1)
		if v.Steps != nil {
			t.Errorf("%s: %+v beside the error", tc.name, v)
		}
	}
}

// FuzzVerify: any bytes that are messages give a verification or a typed error; a stream that was signed,
// encoded and decoded verifies.
func FuzzVerify(f *testing.F) {
	f.Add([]byte("one"), []byte(""), int64(exampleTime.UnixMilli()))
	f.Add([]byte{}, []byte("x"), int64(-1))
	f.Add([]byte("a"), []byte("b"), int64(253402300799999))
	f.Fuzz(func(t *testing.T, first, second []byte, ms int64) {
		s, err := NewSigner(exampleKey, exampleScope, exampleSeed)
		if err != nil {
			t.Fatal(err)
		}
		var body []byte
		for _, payload := range [][]byte{first, second} {
			m, _, err := s.Sign(payload, time.UnixMilli(ms))
			if err != nil {
				check(t, "signing", err, ":date", -1)
				return
			}
			if body, err = m.Append(body); err != nil {
				t.Fatal(err)
			}
		}
		messages, err := DecodeAll(body)
		if err != nil {
			t.Fatal(err)
		}
		v, err := Verify(messages, exampleKey, exampleScope, exampleSeed)
		if len(first) == 0 {
			check(t, "an end in the middle", err, "message 1, payload", -1)
			return
		}
		if err != nil || v.Departs != -1 || v.Ended != (len(second) == 0) {
			t.Fatalf("%+v, %v", v, err)
		}
		messages[1].Payload = append([]byte{'x'}, second...)
		if v, err = Verify(messages, exampleKey, exampleScope, exampleSeed); err != nil || v.Departs != 1 {
			t.Fatalf("the payload was changed: %+v, %v", v, err)
		}
	})
}
