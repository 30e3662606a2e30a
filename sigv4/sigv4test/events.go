package sigv4test

import (
	"encoding/hex"
	"strconv"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/eventstream"
)

// eventSteps checks the chain of signatures of an event stream. Lines: secret, region, service and seed,
// the signature before the first message in hex, of any length. For each message, counted from 1: "time
// 1" as X-Amz-Date has it, "headers 1", what stands for the encoded header :date, and "payload 1", both in
// hex. Sections: "1: string to sign" and "1: signature"; without a secret there is no signature, and one
// message.
func eventSteps(f *file) ([]Step, error) {
	scope := sigv4.Scope{Region: f.line("region"), Service: f.line("service"), Terminator: sigv4.Terminator}
	key, prior := sigv4.SecretKey(f.line("secret")), f.line("seed")
	var steps []Step
	for n := 1; ; n++ {
		number := strconv.Itoa(n)
		date := f.line("time " + number)
		if date == "" && n > 1 {
			return steps, nil
		}
		when, err := time.Parse(sigv4.TimeFormat, date)
		if err != nil {
			return nil, err
		}
		headers, err := hex.DecodeString(f.line("headers " + number))
		if err != nil {
			return nil, err
		}
		payload, err := hex.DecodeString(f.line("payload " + number))
		if err != nil {
			return nil, err
		}
		text := eventstream.StringToSign(when, scope, prior, headers, payload)
		steps = append(steps, Step{"message " + number + ", string to sign", sigv4.StageStringToSign, f.section(number + ": string to sign"), text})
		if key.IsZero() {
			continue
		}
		if prior, err = sigv4.SignStringToSign(text, key); err != nil {
			return nil, err
		}
		steps = append(steps, Step{"message " + number + ", signature", sigv4.StageSignature, f.section(number + ": signature"), prior})
	}
}
