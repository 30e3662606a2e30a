package eventstream_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/eventstream"
)

// The signature of the request that opened the stream, and what its Credential says.
const seed = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"

var (
	key   = sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	scope = sigv4.Scope{Date: "20150830", Region: "us-east-1", Service: "transcribe", Terminator: sigv4.Terminator}
	start = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
)

// audio is an event with sound in it.
func audio(sound string) eventstream.Message {
	return eventstream.Message{
		Headers: []eventstream.Header{
			{Name: ":event-type", Value: eventstream.Value{Type: eventstream.String, Data: "AudioEvent"}},
			{Name: ":message-type", Value: eventstream.Value{Type: eventstream.String, Data: "event"}},
		},
		Payload: []byte(sound),
	}
}

// signed is the body of a stream of two events.
func signed() ([]byte, error) {
	signer, err := eventstream.NewSigner(key, scope, seed)
	if err != nil {
		return nil, err
	}
	var body []byte
	for i, sound := range []string{"la", "lala", ""} {
		var event []byte // the last message is empty
		if sound != "" {
			if event, err = audio(sound).Append(nil); err != nil {
				return nil, err
			}
		}
		envelope, _, err := signer.Sign(event, start.Add(time.Duration(i)*time.Second))
		if err != nil {
			return nil, err
		}
		if body, err = envelope.Append(body); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// A stream from its opening request to its end, and the check of what was sent.
func Example() {
	request := sigv4.Request{
		Method: "POST",
		Target: "/stream-transcription",
		Headers: []sigv4.Header{
			{Name: "Host", Value: "transcribestreaming.us-east-1.amazonaws.com"},
			{Name: "Content-Type", Value: "application/vnd.amazon.eventstream"},
			{Name: "X-Amz-Content-Sha256", Value: eventstream.PayloadHash},
		},
	}
	opening, err := sigv4.Derive(request, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: key}, sigv4.Signing{
		Time: start, Region: scope.Region, Service: scope.Service, Rules: sigv4.Rules{EncodeTwice: true, Normalize: true},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	signer, err := eventstream.NewSigner(key, scope, opening.Signature)
	if err != nil {
		fmt.Println(err)
		return
	}
	event, err := audio("la").Append(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var sent []eventstream.Message
	for _, payload := range [][]byte{event, nil} { // the empty one ends the stream
		envelope, step, err := signer.Sign(payload, start)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(step.Prior, "->", step.Signature)
		sent = append(sent, envelope)
	}
	v, err := eventstream.Verify(sent, key, scope, opening.Signature)
	fmt.Println(v.Departs, v.Ended, err)
	// Output:
	// e914fa5ad120b0c647f3ff0a4eed328adeb5e995545913895424f751cf9bd299 -> 568519f120c92195a1fca00c183201ac28f91423f2c3d961e3e04b5baaff01ba
	// 568519f120c92195a1fca00c183201ac28f91423f2c3d961e3e04b5baaff01ba -> ac4463ea66d354814c993a47b2aeb4f6454ef44d1d6b1cdb0481449faa76bf2e
	// -1 true <nil>
}

func ExampleMessage_Append() {
	encoded, err := audio("la").Append(nil)
	fmt.Printf("%q %v\n", encoded, err)
	_, err = eventstream.Message{Headers: []eventstream.Header{{Name: ""}}}.Append(nil)
	fmt.Println(err)
	// Output:
	// "\x00\x00\x00A\x00\x00\x00/\xab`\x93\xc9\v:event-type\a\x00\nAudioEvent\r:message-type\a\x00\x05eventla\xfe\x90\xb0\xf5" <nil>
	// event message: header name: a name has at least one byte
}

func ExampleMessage_Header() {
	v, ok := audio("la").Header(":event-type")
	fmt.Println(v.Type, v.Data, ok)
	_, ok = audio("la").Header(":date")
	fmt.Println(ok)
	// Output:
	// string AudioEvent true
	// false
}

func ExampleTimestampOf() {
	v := eventstream.TimestampOf(start)
	t, ok := v.Time()
	fmt.Println(v.Type, v.Number, t, ok)
	// Output:
	// timestamp 1440938160000 2015-08-30 12:36:00 +0000 UTC true
}

func ExampleValue_Time() {
	t, ok := eventstream.Value{Type: eventstream.Timestamp, Number: 1440938160987}.Time()
	fmt.Println(t, ok)
	_, ok = eventstream.Value{Type: eventstream.Long, Number: 1440938160987}.Time()
	fmt.Println(ok)
	// Output:
	// 2015-08-30 12:36:00.987 +0000 UTC true
	// false
}

func ExampleDecode() {
	data, err := hex.DecodeString("0000002d0000001041c424b80a6576656e742d74797065040000a00c7b27666f6f273a27626172277d36f480a0")
	if err != nil {
		fmt.Println(err)
		return
	}
	m, size, err := eventstream.Decode(data)
	fmt.Println(size, m.Headers, string(m.Payload), err)
	data[30] ^= 1 // a bit flips on the way
	_, _, err = eventstream.Decode(data)
	fmt.Println(err)
	// Output:
	// 45 [{event-type {integer 40972 }}] {'foo':'bar'} <nil>
	// event message: message CRC "36f480a0" at byte 41: the bytes before it give f77a5f60; they were changed or cut on the way
}

func ExampleDecodeAll() {
	body, err := signed()
	if err != nil {
		fmt.Println(err)
		return
	}
	messages, err := eventstream.DecodeAll(body)
	for _, m := range messages {
		fmt.Println(m.Headers[0].Name, m.Headers[1].Name, len(m.Payload))
	}
	fmt.Println(err)
	_, err = eventstream.DecodeAll(body[:len(body)-1])
	fmt.Println(err)
	// Output:
	// :date :chunk-signature 65
	// :date :chunk-signature 67
	// :date :chunk-signature 0
	// <nil>
	// event message: message 3, message at byte 380: it has 83 bytes, and 82 are there
}

func ExampleStringToSign() {
	// the header :date as encoded: name and its length, the type 8, milliseconds
	date := []byte("\x05:date\x08\x00\x00\x00\x1c\xbe\x99\x1a\x08")
	fmt.Println(eventstream.StringToSign(time.Unix(123456789, 0), scope, seed, date, nil))
	// Output:
	// AWS4-HMAC-SHA256-PAYLOAD
	// 19731129T213309Z
	// 19731129/us-east-1/transcribe/aws4_request
	// 5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7
	// 0c0e3b3bf66b59b976181bd7d401927bbd624107303c713fd1e5f3d3c8dd1b1e
	// e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
}

func ExampleNewSigner() {
	_, err := eventstream.NewSigner(key, scope, "5d672d79")
	var e *sigv4.Error
	fmt.Println(errors.As(err, &e), err)
	// Output:
	// true event message: seed signature "5d672d79": it is the signature of the request that opens the stream, 64 hex digits
}

func ExampleSigner_Sign() {
	signer, err := eventstream.NewSigner(key, scope, seed)
	if err != nil {
		fmt.Println(err)
		return
	}
	event, err := audio("la").Append(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	envelope, step, err := signer.Sign(event, start)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(step.StringToSign)
	fmt.Println()
	date, _ := envelope.Header(eventstream.DateHeader)
	signature, _ := envelope.Header(eventstream.SignatureHeader)
	fmt.Println(date.Number)
	fmt.Printf("%x\n", signature.Data)
	_, next, err := signer.Sign(nil, start.Add(time.Second))
	fmt.Println(next.Prior == step.Signature, err)
	// Output:
	// AWS4-HMAC-SHA256-PAYLOAD
	// 20150830T123600Z
	// 20150830/us-east-1/transcribe/aws4_request
	// 5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7
	// af2109ab9d123626ffc779633a3ac6979dbf0077638d8c5269df6034c583c4e4
	// 6d54049fc65d465365a185979d885183184c0fc54b39116a2c8366e1417b2acc
	//
	// 1440938160000
	// 34745d6a55c8ac76fee253388953843ff52f0b93d1260e91108e88a0f6f1d40f
	// true <nil>
}

func ExampleVerify() {
	body, err := signed()
	if err != nil {
		fmt.Println(err)
		return
	}
	messages, err := eventstream.DecodeAll(body)
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := eventstream.Verify(messages, key, scope, seed)
	fmt.Println(v.Departs, v.Ended, err)

	messages[1].Payload = messages[0].Payload // changed after it was signed
	v, err = eventstream.Verify(messages, key, scope, seed)
	fmt.Println(v.Departs, v.After, err)
	fmt.Println("expected", v.Expected)
	fmt.Println("found   ", v.Found)
	// Output:
	// -1 true <nil>
	// 1 the signature that was found <nil>
	// expected 271f840647d08b5ffa73b50987ae512c0384e5bd00c0894c1f9071e1e55b724d
	// found    3ae083d2dd7d38ffad5027e78b905595157e35d9fe48148542a6491f54ac53f7
}
