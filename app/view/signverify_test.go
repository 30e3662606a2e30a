package view

import (
	"encoding/base64"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/eventstream"
	"countersign/sigv4/postpolicy"
	"countersign/sigv4/sigv4a"
	"countersign/sigv4/token"
)

// exported gives what an export of a state copies.
func exported(t *testing.T, s *SignState, name string) string {
	t.Helper()
	w := signDrawing{state: s, now: clock, pieces: pieces{names: textWords[:]}}
	s.read(&w.in, clock)
	if err := s.carrier.sign(&w); err != nil {
		t.Fatal(err)
	}
	for _, e := range s.carrier.exports(&w) {
		if e.Name == name {
			return e.Text(w.outgoing())
		}
	}
	t.Fatalf("there is no export %s", name)
	return ""
}

// received is a request as a server reads it.
func received(t *testing.T, raw string) sigv4.Request {
	t.Helper()
	r, err := sigv4.ParseRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ownFields are the credentials of these tests.
var ownFields = []string{FieldSecret, exampleSecret, FieldToken, "ASessionToken+/==", FieldWhen, "pinned"}

// What is exported of a chunked upload is verified as a server does, in every mode and with both algorithms.
func TestExportedChunksVerify(t *testing.T) {
	for _, mode := range []string{"signed", "signed-trailer", "unsigned-trailer"} {
		for _, algorithm := range []string{"sigv4", "sigv4a"} {
			for _, checksum := range []string{"crc32", "crc32c", "crc64nvme", "sha256"} {
				s := chosen(append([]string{FieldCarrier, "chunked", FieldMode, mode, FieldAlgorithm, algorithm, FieldChecksum, checksum,
					FieldChunkSize, "8192", FieldBody, strings.Repeat("0123456789\n", 2000)}, ownFields...)...)
				r := received(t, exported(t, s, "HTTP"))
				claim, err := sigv4.ParseClaim(r)
				if err != nil {
					t.Fatal(err)
				}
				declared, err := chunked.Declare(r)
				if err != nil {
					t.Fatal(err)
				}
				context, err := chunked.ContextOf(declared.Mode, claim)
				if err != nil {
					t.Fatal(err)
				}
				credentials := sigv4.Credentials{AccessKeyID: claim.AccessKeyID, Key: sigv4.SecretKey(exampleSecret)}
				var verified sigv4.Verification
				check := chunked.Recompute(chunked.HMAC(credentials.Key, claim.Scope))
				seed := r
				seed.Body, seed.PayloadHash = nil, declared.Mode.String()
				if algorithm == "sigv4a" {
					pair, err := sigv4a.DeriveKeyPair(credentials)
					if err != nil {
						t.Fatal(err)
					}
					check = func(toSign, signature string) (string, bool, error) {
						ok, err := sigv4a.VerifyStringToSign(toSign, signature, pair.Public())
						return "", ok, err
					}
					verified, err = sigv4a.Verify(seed, claim, endpoint.Lookup("s3").Rules, pair.Public(), sigv4.Theirs{})
					if err != nil {
						t.Fatal(err)
					}
				} else if verified, err = sigv4.Verify(seed, claim, endpoint.Lookup("s3").Rules, credentials.Key, sigv4.Theirs{}); err != nil {
					t.Fatal(err)
				}
				body, err := chunked.Verify(strings.NewReader(string(r.Body)), declared, context, check, nil)
				if err != nil || !body.OK() || verified.Departs != sigv4.StageNone || claim.SessionToken == "" {
					t.Errorf("%s, %s, %s: %v %+v; seed departs at %v", mode, algorithm, checksum, err, body.Departures, verified.Departs)
				}
			}
		}
	}
}

// What is exported of a form is accepted as S3 accepts it.
func TestExportedFormVerifies(t *testing.T) {
	for _, conditions := range []string{"", `[{"bucket":"sigv4examplebucket"},["starts-with","$key","user/"],["starts-with","$acl",""],["starts-with","$success_action_redirect","http"],["starts-with","$Content-Type","image/"],["starts-with","$x-amz-meta-uuid",""],["eq","$x-amz-server-side-encryption","AES256"],["starts-with","$x-amz-meta-tag",""]]`} {
		s := chosen(append([]string{FieldCarrier, "policy", FieldConditions, conditions}, ownFields...)...)
		r := received(t, exported(t, s, "HTTP"))
		contentType := ""
		for _, h := range r.Headers {
			if h.Name == "Content-Type" {
				contentType = h.Value
			}
		}
		form, err := postpolicy.ParseBody(strings.TrimSpace(contentType), string(r.Body))
		if err != nil {
			t.Fatal(err)
		}
		v, err := postpolicy.Verify(form, sigv4.SecretKey(exampleSecret), sigv4.Theirs{})
		if err != nil || v.Departs != sigv4.StageNone || len(v.Checked) == 0 {
			t.Errorf("%v: departs at %v", err, v.Departs)
		}
		form.Bucket = "sigv4examplebucket"
		document, _ := form.Value("policy")
		decoded, err := postpolicy.DecodePolicy(document)
		if err != nil {
			t.Fatal(err)
		}
		policy, err := postpolicy.ParsePolicy(decoded)
		if err != nil {
			t.Fatal(err)
		}
		findings, err := postpolicy.Check(form, policy, postpolicy.Server{})
		if failed := postpolicy.Failed(findings); err != nil || len(failed) > 0 {
			t.Errorf("%v %v", err, failed)
		}
		if html := exported(t, s, "HTML"); strings.Count(html, "<input") != len(form.Fields)+1 {
			t.Errorf("%d fields are in\n%s", len(form.Fields), html)
		}
	}
}

// What is exported of a stream is a chain of signed messages behind the opening request's signature.
func TestExportedEventsVerify(t *testing.T) {
	s := chosen(append([]string{FieldCarrier, "events", FieldBody, "one\ntwo\n\nthree"}, ownFields...)...)
	opening := received(t, exported(t, s, "HTTP"))
	claim, err := sigv4.ParseClaim(opening)
	if err != nil {
		t.Fatal(err)
	}
	opening.PayloadHash = eventstream.PayloadHash
	key := sigv4.SecretKey(exampleSecret)
	if v, err := sigv4.Verify(opening, claim, endpoint.Lookup("transcribe").Rules, key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageNone {
		t.Errorf("the opening request: %v, departs at %v", err, v.Departs)
	}
	data, err := base64.StdEncoding.DecodeString(exported(t, s, "Base64"))
	if err != nil {
		t.Fatal(err)
	}
	messages, err := eventstream.DecodeAll(data)
	if err != nil || len(messages) != 4 {
		t.Fatalf("%d messages: %v", len(messages), err)
	}
	v, err := eventstream.Verify(messages, key, claim.Scope, claim.Signature)
	if err != nil || v.Departs >= 0 || !v.Ended {
		t.Errorf("%v: message %d departs, ended: %v", err, v.Departs, v.Ended)
	}
	if inner, _, err := eventstream.Decode(messages[2].Payload); err != nil || string(inner.Payload) != "three" {
		t.Errorf("the third message is %q: %v", inner.Payload, err)
	}
}

// The URL that is exported is what the service's own parser verifies.
func TestExportedSocketsVerify(t *testing.T) {
	key := sigv4.SecretKey(exampleSecret)
	for _, c := range []struct {
		url   string
		parse func(string) (token.Parsed, error)
	}{
		{"wss://abc123-ats.iot.us-east-1.amazonaws.com/mqtt", token.ParseIoT},
		{"wss://transcribestreaming.us-east-1.amazonaws.com:8443/stream-transcription-websocket?language-code=en-US&sample-rate=16000&media-encoding=pcm", token.ParseTranscribe},
		{"wss://abcdefghij.execute-api.us-east-1.amazonaws.com/prod", token.ParseAPIGateway},
		{"wss://v-1a2b3c4d.kinesisvideo.us-east-1.amazonaws.com/?X-Amz-ChannelARN=arn%3Aaws%3Akinesisvideo%3Aus-east-1%3A123456789012%3Achannel%2Fdemo%2F1", token.ParseKinesisVideo},
	} {
		s := chosen(append([]string{FieldCarrier, "websocket", FieldURL, c.url, FieldExpires, "299"}, ownFields...)...)
		parsed, err := c.parse(exported(t, s, "URL"))
		if err != nil {
			t.Errorf("%s: %v %v", c.url, err, s.Model.Errors)
			continue
		}
		v, err := parsed.Verify(key, sigv4.Theirs{})
		if err != nil || v.Departs != sigv4.StageNone || parsed.Claim().SessionToken != "ASessionToken+/==" {
			t.Errorf("%s: %v, departs at %v: %q, want %q", c.url, err, v.Departs, v.Found, v.Expected)
		}
	}
}
