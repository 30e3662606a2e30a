package site

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"countersign/app/view"
	"countersign/sigv4"
	"countersign/sigv4/chunked"
	"countersign/sigv4/eventstream"
	"countersign/sigv4/postpolicy"
	"countersign/sigv4/sigv4a"
	"countersign/sigv4/token"
)

// fillCarrier shows one value of what a signature travels in besides a request.
func fillCarrier(args string) ([]view.Node, error) {
	a, err := arguments(args, "example", "show")
	if err != nil {
		return nil, err
	}
	examples := map[string]func() (map[string]string, error){"chunked": chunkedExample, "policy": policyExample,
		"websocket": socketExample, "events": eventExample, "tokens": tokenExample, "sigv4a": keyPairExample}
	example := examples[a["example"]]
	if example == nil {
		return nil, fmt.Errorf("no carrier has the example %q", a["example"])
	}
	values, err := example()
	if err != nil {
		return nil, err
	}
	shown := values[a["show"]]
	if shown == "" {
		return nil, fmt.Errorf("the example %q has no %q to show", a["example"], a["show"])
	}
	return []view.Node{{Tag: "figure", Class: "step", Children: []view.Node{code(view.Node{Text: shown})}}}, nil
}

// exampleCredentials sign the examples.
func exampleCredentials() sigv4.Credentials {
	return sigv4.Credentials{AccessKeyID: exampleAccessKeyID, Key: sigv4.SecretKey(exampleSecret)}
}

// chunkedExample is a short upload with a checksum in its trailer.
func chunkedExample() (map[string]string, error) {
	const data = "Soup of the day: leek\n"
	e := chunked.Encoding{Mode: chunked.SignedTrailer, Checksum: chunked.CRC32C}
	r, err := e.Prepare(sigv4.Request{Method: "PUT", Target: "/menus/today.txt",
		Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.eu-central-1.amazonaws.com"}}}, int64(len(data)))
	if err != nil {
		return nil, err
	}
	d, err := sigv4.Derive(r, exampleCredentials(), signingFor("s3", exampleServerTime()))
	if err != nil {
		return nil, err
	}
	claim, err := sigv4.ParseClaim(d.Signed)
	if err != nil {
		return nil, err
	}
	c, err := chunked.ContextOf(e.Mode, claim)
	if err != nil {
		return nil, err
	}
	var chunks []chunked.Chunk
	var encoded strings.Builder
	body, err := e.Encode(&encoded, strings.NewReader(data), c, chunked.HMAC(exampleCredentials().Key, claim.Scope), func(c chunked.Chunk) { chunks = append(chunks, c) })
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"request": strings.TrimRight(rawRequest(r), "\n"), "chunk": chunks[0].StringToSign, "chunk-signature": chunks[0].Signature,
		"trailer": body.Trailer.StringToSign, "body": strings.TrimRight(strings.ReplaceAll(encoded.String(), "\r\n", "\n"), "\n"),
	}, nil
}

// policyExample is an upload from a page.
func policyExample() (map[string]string, error) {
	at := exampleServerTime()
	s, err := postpolicy.Sign(postpolicy.Policy{Expiration: at.Add(time.Hour), Conditions: []postpolicy.Condition{
		{Field: "bucket", Value: "examplebucket", Object: true},
		{Operator: postpolicy.StartsWith, Field: "key", Value: "uploads/"},
		{Operator: postpolicy.StartsWith, Field: "Content-Type", Value: "image/"},
		{Operator: postpolicy.ContentLengthRange, Min: 1, Max: 5 << 20},
	}}, exampleCredentials(), at, exampleRegion)
	if err != nil {
		return nil, err
	}
	var fields strings.Builder
	fields.WriteString("key: uploads/${filename}\nContent-Type: image/jpeg\n")
	for _, f := range s.Fields {
		fields.WriteString(f.Name + ": " + f.Value + "\n")
	}
	policy := strings.ReplaceAll(strings.ReplaceAll(s.Document, "},", "},\n  "), "],", "],\n  ")
	return map[string]string{"policy": policy, "string-to-sign": s.StringToSign, "signature": s.Signature, "fields": strings.TrimRight(fields.String(), "\n")}, nil
}

func exampleTerms() token.Terms {
	return token.Terms{Credentials: exampleCredentials(), Region: exampleRegion, Time: exampleServerTime()}
}

// socketExample is MQTT over WebSocket.
func socketExample() (map[string]string, error) {
	t, err := token.IoT(token.IoTRequest{Terms: exampleTerms(), Host: "abc123-ats.iot.eu-central-1.amazonaws.com", Expires: 900})
	return map[string]string{"canonical-request": t.Derivation().CanonicalRequest.String, "url": t.Reveal()}, err
}

// eventExample is the first message of a stream.
func eventExample() (map[string]string, error) {
	r := sigv4.Request{Method: "POST", Target: "/stream-transcription", PayloadHash: eventstream.PayloadHash,
		Headers: []sigv4.Header{{Name: "Host", Value: "transcribestreaming.eu-central-1.amazonaws.com"}}}
	signing := signingFor("transcribe", exampleServerTime())
	signing.Payload = sigv4.PayloadSigned
	d, err := sigv4.Derive(r, exampleCredentials(), signing)
	if err != nil {
		return nil, err
	}
	signer, err := eventstream.NewSigner(exampleCredentials().Key, sigv4.Scope{Date: exampleServerTime().Format("20060102"),
		Region: exampleRegion, Service: "transcribe", Terminator: sigv4.Terminator}, d.Signature)
	if err != nil {
		return nil, err
	}
	message, err := eventstream.Message{Payload: []byte("la"), Headers: []eventstream.Header{
		{Name: ":event-type", Value: eventstream.Value{Type: eventstream.String, Data: "AudioEvent"}},
		{Name: ":message-type", Value: eventstream.Value{Type: eventstream.String, Data: "event"}},
	}}.Append(nil)
	if err != nil {
		return nil, err
	}
	envelope, step, err := signer.Sign(message, exampleServerTime())
	if err != nil {
		return nil, err
	}
	wire, err := envelope.Append(nil)
	return map[string]string{"seed": d.Signature, "string-to-sign": step.StringToSign, "signature": step.Signature, "envelope": hex.EncodeToString(wire)}, err
}

// tokenExample is a database's password, and that of a mail server.
func tokenExample() (map[string]string, error) {
	rds, err := token.RDS(token.RDSRequest{Terms: exampleTerms(), Host: "orders.cluster-abc.eu-central-1.rds.amazonaws.com", Port: 5432, User: "app", Expires: 900})
	if err != nil {
		return nil, err
	}
	smtp, err := token.SMTPPassword(exampleCredentials().Key, exampleRegion)
	return map[string]string{"rds": rds.Reveal(), "smtp": smtp.Reveal()}, err
}

// keyPairExample is a request to a Multi-Region Access Point.
func keyPairExample() (map[string]string, error) {
	pair, err := sigv4a.DeriveKeyPair(exampleCredentials())
	if err != nil {
		return nil, err
	}
	signing := signingFor("s3", exampleServerTime())
	signing.RegionSet = "*"
	d, err := sigv4a.Derive(sigv4.Request{Method: "GET", Target: "/menus/today.txt",
		Headers: []sigv4.Header{{Name: "Host", Value: "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com"}}}, exampleCredentials(), pair, signing)
	x, y := pair.Public().Hex()
	return map[string]string{"canonical-request": d.CanonicalRequest.String, "string-to-sign": d.StringToSign.String,
		"public-key": "X " + x + "\nY " + y, "signature": d.Signature}, err
}
