package oracle

import (
	"bytes"
	"context"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdkstream "github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream"
	sdk "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"countersign/sigv4"
	"countersign/sigv4/eventstream"
)

// TestEventMessagesAgree encodes and decodes messages made at random, always the same ones, with the
// engine and with aws-sdk-go-v2. Both refuse
// each with one bit changed.
func TestEventMessagesAgree(t *testing.T) {
	random := generator{rand.New(rand.NewPCG(3, 4))}
	for range 4000 {
		ours, theirs := random.message()
		encoded, err := ours.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := sdkstream.NewEncoder().Encode(&b, theirs); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encoded, b.Bytes()) {
			t.Fatalf("%+v: encoded\n%x, aws-sdk-go-v2\n%x", ours, encoded, b.Bytes())
		}
		sameMessage(t, encoded, ours)
		encoded[random.IntN(len(encoded))] ^= 1 << random.IntN(8)
		if _, _, err := eventstream.Decode(encoded); err == nil { // a CRC finds every single bit
			t.Fatalf("%x: a bit was changed, and it was decoded", encoded)
		}
		if _, err := sdkstream.NewDecoder().Decode(bytes.NewReader(encoded), nil); err == nil {
			t.Fatalf("%x: a bit was changed, and aws-sdk-go-v2 decoded it", encoded)
		}
	}
}

// sameMessage has both decode data, and wants the message from each.
func sameMessage(t *testing.T, data []byte, want eventstream.Message) {
	t.Helper()
	got, size, err := eventstream.Decode(data)
	if err != nil || size != len(data) || !reflect.DeepEqual(got.Headers, want.Headers) || !bytes.Equal(got.Payload, want.Payload) {
		t.Fatalf("%x: decoded %+v, %d bytes, %v; want %+v", data, got, size, err, want)
	}
	theirs, err := sdkstream.NewDecoder().Decode(bytes.NewReader(data), nil)
	if err != nil {
		t.Fatalf("%x: aws-sdk-go-v2: %v", data, err)
	}
	if len(theirs.Headers) != len(want.Headers) || !bytes.Equal(theirs.Payload, want.Payload) {
		t.Fatalf("%x: aws-sdk-go-v2 decoded %+v, want %+v", data, theirs, want)
	}
	for i, h := range theirs.Headers {
		if h.Name != want.Headers[i].Name || !reflect.DeepEqual(h.Value, theirValue(want.Headers[i].Value)) {
			t.Fatalf("%x: aws-sdk-go-v2 decoded %v, want %+v", data, h, want.Headers[i])
		}
	}
}

// TestEventSignersAgree signs streams made at random with the engine and with aws-sdk-go-v2's
// StreamSigner: with the secret, and with the derived key where the stream stays within its day.
func TestEventSignersAgree(t *testing.T) {
	random := generator{rand.New(rand.NewPCG(5, 6))}
	midnights := 0
	for range 500 {
		secret := random.text("abcXYZ019+/", 1, 50)
		scope := sigv4.Scope{Region: random.pick("us-east-1", "eu-west-1", "local"), Service: random.pick("transcribe", "lex", "bedrock"), Terminator: sigv4.Terminator}
		when := at(1970, 1, 1, 0, 0, 0).Add(time.Duration(random.IntN(100*365*24*3600)) * time.Second)
		scope.Date = when.Format("20060102")
		key, credentials := sigv4.SecretKey(secret), aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: secret}
		seed := opening(t, key, credentials, scope, when)
		theirs := sdk.NewStreamSigner(credentials, scope.Service, scope.Region, seed)
		ours, err := eventstream.NewSigner(key, scope, hex.EncodeToString(seed))
		if err != nil {
			t.Fatal(err)
		}
		var body []byte
		n := 1 + random.IntN(6)
		for i := range n {
			var payload []byte
			if i < n-1 {
				inner, _ := random.message()
				if payload, err = inner.Append(nil); err != nil {
					t.Fatal(err)
				}
			}
			envelope, step, err := ours.Sign(payload, when)
			if err != nil {
				t.Fatal(err)
			}
			var date bytes.Buffer
			if err := sdkstream.EncodeHeaders(&date, sdkstream.Headers{{Name: ":date", Value: sdkstream.TimestampValue(when.Truncate(time.Second))}}); err != nil {
				t.Fatal(err)
			}
			want, err := theirs.GetSignature(context.Background(), date.Bytes(), payload, when)
			if err != nil {
				t.Fatal(err)
			}
			if step.Signature != hex.EncodeToString(want) {
				t.Fatalf("message %d: signed %s, aws-sdk-go-v2 %x\n%s", i, step.Signature, want, step.StringToSign)
			}
			if body, err = envelope.Append(body); err != nil {
				t.Fatal(err)
			}
			if i < n-1 {
				when = when.Add(time.Duration(random.IntN(4*3600*1000)) * time.Millisecond)
			}
		}
		messages, err := eventstream.DecodeAll(body)
		if err != nil {
			t.Fatal(err)
		}
		keys := []sigv4.Key{key}
		if when.Format("20060102") == scope.Date {
			keys = append(keys, sigv4.DeriveKeys(key, scope).SigningKey())
		} else {
			midnights++
		}
		for _, key := range keys {
			v, err := eventstream.Verify(messages, key, scope, hex.EncodeToString(seed))
			if err != nil || v.Departs >= 0 || !v.Ended || len(v.Steps) != n {
				t.Fatalf("%+v, %v", v, err)
			}
		}
	}
	if midnights == 0 || midnights == 500 {
		t.Errorf("%d of 500 streams go past midnight", midnights)
	}
}

// opening signs the request that opens a stream with both, and gives its signature.
func opening(t *testing.T, key sigv4.Key, credentials aws.Credentials, scope sigv4.Scope, when time.Time) []byte {
	t.Helper()
	r := sigv4.Request{Method: "POST", Target: "/stream-transcription", Headers: []sigv4.Header{
		{Name: "Host", Value: "transcribestreaming.us-east-1.amazonaws.com"},
		{Name: "Content-Type", Value: "application/vnd.amazon.eventstream"},
		{Name: "X-Amz-Content-Sha256", Value: eventstream.PayloadHash},
	}}
	d, err := sigv4.Derive(r, sigv4.Credentials{AccessKeyID: credentials.AccessKeyID, Key: key},
		sigv4.Signing{Time: when, Region: scope.Region, Service: scope.Service, Rules: commonRules})
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := http.NewRequest(r.Method, "https://"+r.Headers[0].Value+r.Target, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range r.Headers[1:] {
		theirs.Header.Set(h.Name, h.Value)
	}
	if err := sdk.NewSigner().SignHTTP(context.Background(), credentials, theirs, eventstream.PayloadHash, scope.Service, scope.Region, when); err != nil {
		t.Fatal(err)
	}
	seed, err := sdk.GetSignedRequestSignature(theirs)
	if err != nil {
		t.Fatal(err)
	}
	if hex.EncodeToString(seed) != d.Signature {
		t.Fatalf("the opening request: %s, aws-sdk-go-v2 %x\n%s", d.Signature, seed, d.CanonicalRequest.String)
	}
	return seed
}

// message makes a message, and the same for aws-sdk-go-v2.
func (g generator) message() (eventstream.Message, sdkstream.Message) {
	ours := eventstream.Message{Payload: []byte(g.text("ab \x00\xff{}\"", 0, 300))}
	theirs := sdkstream.Message{Payload: ours.Payload}
	for i := range g.IntN(8) {
		name := g.pick(":", "", "é") + g.text("abc:-", 1, 20) + string(rune('0'+i)) // no name twice
		v := g.value()
		ours.Headers = append(ours.Headers, eventstream.Header{Name: name, Value: v})
		theirs.Headers = append(theirs.Headers, sdkstream.Header{Name: name, Value: theirValue(v)})
	}
	return ours, theirs
}

// value makes a value of any type.
func (g generator) value() eventstream.Value {
	v := eventstream.Value{Type: eventstream.Type(g.IntN(10))}
	number := int64(g.Uint64()) >> g.IntN(64)
	switch v.Type {
	case eventstream.Byte:
		v.Number = int64(int8(number))
	case eventstream.Short:
		v.Number = int64(int16(number))
	case eventstream.Integer:
		v.Number = int64(int32(number))
	case eventstream.Long:
		v.Number = number
	case eventstream.Timestamp:
		v.Number = number >> 21 // aws-sdk-go-v2 counts nanoseconds in between, which end in 2262
	case eventstream.ByteArray:
		v.Data = g.text("ab\x00\xff", 0, 300)
	case eventstream.String:
		v.Data = g.text("ab \n", 0, 300) + g.pick("", "ü", "😀")
	case eventstream.UUID:
		v.Data = g.text("ab\x00\xff", 16, 16)
	}
	return v
}

// theirValue is v in the types of aws-sdk-go-v2.
func theirValue(v eventstream.Value) sdkstream.Value {
	switch v.Type {
	case eventstream.True, eventstream.False:
		return sdkstream.BoolValue(v.Type == eventstream.True)
	case eventstream.Byte:
		return sdkstream.Int8Value(v.Number)
	case eventstream.Short:
		return sdkstream.Int16Value(v.Number)
	case eventstream.Integer:
		return sdkstream.Int32Value(v.Number)
	case eventstream.Long:
		return sdkstream.Int64Value(v.Number)
	case eventstream.ByteArray:
		return sdkstream.BytesValue(v.Data)
	case eventstream.String:
		return sdkstream.StringValue(v.Data)
	case eventstream.Timestamp:
		t, _ := v.Time()
		return sdkstream.TimestampValue(t)
	}
	return sdkstream.UUIDValue([]byte(v.Data))
}
