package check_test

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/chunked"
)

// What is said goes no further than what was compared.
func TestVerdict(t *testing.T) {
	logged := checked(t, table(), check.Options{}).Derivation
	head, _, _ := strings.Cut(upload(chunked.Signed), "\n\n")
	unsigned := func(trailer string) string {
		name, _, _ := strings.Cut(trailer, ":")
		return signed(request("PUT", "/a", "examplebucket.s3.us-east-1.amazonaws.com", "", sigv4.Header{Name: "x-amz-trailer", Value: name},
			sigv4.Header{Name: "x-amz-content-sha256", Value: chunked.UnsignedTrailer.String()}, sigv4.Header{Name: "x-amz-decoded-content-length", Value: "5"}),
			"s3", credentials) + "5\r\nhello\r\n0\r\n" + trailer + "\r\n\r\n"
	}
	opening, _, _ := strings.Cut(stream(), "\n\n")
	for name, c := range map[string]struct {
		text            string
		theirs          sigv4.Theirs
		verdict, reason string
	}{
		"all chunks":  {upload(chunked.Signed), sigv4.Theirs{}, "The signature is the one that this aws-chunked upload calls for.", ""},
		"no chunks":   {head + "\n\n", sigv4.Theirs{}, "The signature is the one that this aws-chunked upload calls for; its chunks were not compared.", ""},
		"a checksum":  {unsigned("x-amz-checksum-crc32:NhCmhg=="), sigv4.Theirs{}, "The signature is the one that this aws-chunked upload calls for.", ""},
		"no checksum": {unsigned("x-amz-meta-a:b"), sigv4.Theirs{}, "The signature is the one that this aws-chunked upload calls for; its chunks were not compared.", ""},
		"no messages": {opening + "\n\n", sigv4.Theirs{}, "The signature is the one that this event stream calls for; its messages were not compared.", ""},
		"the log of another request": {table(), sigv4.Theirs{CanonicalRequest: strings.Replace(logged.CanonicalRequest.String, "POST", "PUT", 1)},
			"It departs at the canonical request.", "The signature agrees: the one that was logged is of another request."},
		"the log of another time": {table(), sigv4.Theirs{StringToSign: strings.Replace(logged.StringToSign.String, "T1236", "T1237", 1)},
			"It departs at the string to sign.", "The signature agrees: the one that was logged is of another request."},
	} {
		r := checked(t, c.text, check.Options{Key: credentials.Key, Theirs: c.theirs})
		if r.Verdict() != c.verdict || r.Reason() != c.reason {
			t.Errorf("%s: %q %q, want %q %q", name, r.Verdict(), r.Reason(), c.verdict, c.reason)
		}
	}
}

// Only a word that is known says that the payload is not signed.
func TestPayloadWords(t *testing.T) {
	hash := sigv4.HashHex("first\nsecond\n")
	for stated, want := range map[string]string{
		hash:                  "",
		"UNSIGNED-PAYLOAD":    "so that the body is not signed here",
		strings.ToUpper(hash): "neither a hash in lower-case hex nor a word",
		"unsigned-payload":    "neither a hash in lower-case hex nor a word",
	} {
		r := checked(t, strings.Replace(object(), hash, stated, 1), check.Options{})
		if s := r.Steps[0]; s.Name != "payload hash" || !strings.Contains(s.Note, want) || (want == "") != (s.Status == check.Agrees) {
			t.Errorf("%s: %+v", stated, s)
		}
	}
}

// A body that is given apart is the request's, byte for byte.
func TestBodyApart(t *testing.T) {
	for name, c := range map[string]struct{ text, word string }{
		"request": {table(), "music"}, "stated hash": {object(), "second"}, "upload": {upload(chunked.Signed), "\r\n0;"}, "form": {form(), "AWS4"},
	} {
		head, body, _ := strings.Cut(c.text, "\n\n")
		r := checked(t, head+"\n\n", check.Options{Key: credentials.Key, Body: []byte(body)})
		whole := checked(t, c.text, check.Options{Key: credentials.Key})
		if !r.Verified() || r.Verdict() != whole.Verdict() || len(r.Steps) != len(whole.Steps) {
			t.Errorf("%s: %s %+v", name, r.Verdict(), r.Steps)
		}
		for i, s := range r.Steps {
			if s.Status != whole.Steps[i].Status {
				t.Errorf("%s: %+v", name, s)
			}
		}
		body = strings.Replace(body, c.word, "x"+c.word[1:], 1)
		if r, err := check.Verify(head+"\n\n", check.Options{Key: credentials.Key, Body: []byte(body)}); err == nil && r.Departs < 0 {
			t.Errorf("%s, another body: %s", name, r.Verdict())
		}
	}
}
