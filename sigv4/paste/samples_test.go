package paste

import (
	"os"
	"strings"
	"testing"

	"countersign/sigv4"
)

// sampleKinds are the letters that stand for kinds in the table of samples.
var sampleKinds = map[string]Kind{
	"q": KindHTTPRequest, "r": KindHTTPResponse, "c": KindCanonicalRequest, "s": KindStringToSign, "g": KindSignature, "b": KindBotocoreRequest, "p": KindPresignedURL,
	"a": KindAccessLog, "j": KindJSONError, "x": KindXMLError, "e": KindErrorMessage, "k": KindSDKError, "l": KindLog, "m": KindSecret, "u": KindUnrecognized,
}

// samples are the recordings of logs in testdata/logs: their parts, and how many requests have an answer
// or an error, and errors there are.
var samples = []struct {
	file               string
	parts              string
	requests, answered int
	errors             int
	client             string // of the last error
	code               string // of the first error
}{
	{"awscli1-debug-dynamodb.txt", "u l c l s l g l b l r l j c s l k c s l k c s", 1, 1, 3, "boto3 or the AWS CLI", "InvalidSignatureException"},
	{"awscli1-debug-put.txt", "u l c l s l g l b l r l x s c l k l k", 1, 1, 3, "boto3 or the AWS CLI", "SignatureDoesNotMatch"},
	{"awscli1-head-403-forbidden.txt", "u k", 0, 0, 1, "boto3 or the AWS CLI", ""},
	{"awscli1-minio-bad-secret-debug.txt", "u l c l s l g l b l r l x l k l k", 1, 1, 3, "boto3 or the AWS CLI", "SignatureDoesNotMatch"},
	{"awscli1-minio-leading-space-akid.txt", "u u", 0, 0, 0, "", ""},
	{"awscli1-nodebug-dynamodb.txt", "u k c s", 0, 0, 1, "boto3 or the AWS CLI", "InvalidSignatureException"},
	{"awscli1-nodebug-sts.txt", "u k", 0, 0, 1, "boto3 or the AWS CLI", "SignatureDoesNotMatch"},
	{"awscli1-presign-sts.txt", "u p", 1, 0, 0, "", ""},
	{"awscli1-versitygw-bad-secret.txt", "u k", 0, 0, 1, "boto3 or the AWS CLI", "SignatureDoesNotMatch"},
	{"awscli2-debug-dynamodb.txt", "u l c l s l g l b l r l j c s l k c s k c s", 1, 1, 3, "boto3 or the AWS CLI", "InvalidSignatureException"},
	{"boto3-s3.txt", "u l c l s l g l b l r l x s c l k j s c", 1, 1, 3, "", "SignatureDoesNotMatch"},
	{"cpp.txt", "l c l s l g l", 0, 0, 0, "", ""},
	{"dotnet.txt", "k c s l", 0, 0, 1, "AWS SDK for .NET", ""},
	{"go-v2-dynamodb.txt", "u l c l s l q l r j c s l k c s", 1, 1, 2, "AWS SDK for Go v2", "InvalidSignatureException"},
	{"go-v2-s3.txt", "u l c l s l q l r x s c k", 1, 1, 2, "AWS SDK for Go v2", "SignatureDoesNotMatch"},
	{"java-v2.txt", "u l c l s u l c l s l k", 0, 0, 1, "AWS SDK for Java v2", ""},
	{"js-v3-presign.txt", "u l u p", 1, 0, 0, "", ""},
	{"js-v3-s3.txt", "u l u l q u k s c u u u k s c", 1, 1, 2, "AWS SDK for JavaScript", "SignatureDoesNotMatch"},
	{"js-v3-sts.txt", "u l u l q u k u u u k", 1, 1, 2, "AWS SDK for JavaScript", "SignatureDoesNotMatch"},
	{"mc.txt", "u l q l r l q l r l k u", 2, 2, 1, "mc", ""},
	{"nginx-access.txt", "u l a u a a", 3, 3, 0, "", ""},
	{"one-line-errors.txt", "u k u k u k u k u l k l u k k k k k u k x u k u k u k l k u k u k u k u l k u k u k", 0, 0, 22, "AWS SDK for Java v1", "SignatureDoesNotMatch"},
	{"php.txt", "q", 1, 0, 0, "", ""},
	{"rclone-bodies.txt", "u l q l r x s c l k", 1, 1, 2, "AWS SDK for Go v1", "SignatureDoesNotMatch"},
	{"rclone-headers.txt", "u l q l r l k", 1, 1, 1, "AWS SDK for Go v1", "SignatureDoesNotMatch"},
	{"rclone-secret.txt", "l m u", 0, 0, 0, "", ""},
	{"ruby.txt", "u l q r l x s c l k x s c u", 1, 1, 3, "", "SignatureDoesNotMatch"},
	{"rust.txt", "l c l c e l u e u j", 0, 0, 1, "", "SignatureDoesNotMatch"},
	{"s3-access.txt", "l a", 1, 1, 1, "", "AccessDenied"},
	{"s3-xml-minio-streaming-bad-chunk.txt", "r x", 0, 0, 1, "", "SignatureDoesNotMatch"},
	{"s3-xml-minio-streaming-bad-seed.txt", "r x", 0, 0, 1, "", "SignatureDoesNotMatch"},
	{"s3cmd-error.txt", "u k", 0, 0, 1, "s3cmd", ""},
	{"s3cmd.txt", "u l c l q l r l k", 1, 1, 1, "s3cmd", ""},
}

func TestSamples(t *testing.T) {
	files, err := os.ReadDir("testdata/logs")
	if err != nil || len(files) != len(samples) {
		t.Errorf("%d files of %d, %v", len(files), len(samples), err)
	}
	for _, want := range samples {
		ev := parsed(t, read(t, "logs/"+want.file))
		var kinds []Kind
		for letter := range strings.FieldsSeq(want.parts) {
			kinds = append(kinds, sampleKinds[letter])
		}
		var got []Kind
		for _, p := range ev.Parts {
			got = append(got, p.Kind)
		}
		if strings.Join(words(got), " ") != strings.Join(words(kinds), " ") {
			t.Errorf("%s: parts %v, want %v", want.file, got, kinds)
			continue
		}
		answered := 0
		for _, r := range ev.Requests {
			if r.Response >= 0 || r.Error >= 0 {
				answered++
			}
		}
		if len(ev.Requests) != want.requests || answered != want.answered || len(ev.Errors) != want.errors {
			t.Errorf("%s: %d requests, %d of them answered, %d errors", want.file, len(ev.Requests), answered, len(ev.Errors))
			continue
		}
		if n := len(ev.Errors); n > 0 && (ev.Errors[0].Code.String != want.code || ev.Errors[n-1].Client != want.client) {
			t.Errorf("%s: first code %q, last client %q", want.file, ev.Errors[0].Code.String, ev.Errors[n-1].Client)
		}
		checkSample(t, want.file, ev)
	}
}

// checkSample fails t unless each string to sign in a sample has the hash of a canonical request in it, and
// the server's texts were found to be the server's.
func checkSample(t *testing.T, file string, ev Evidence) {
	t.Helper()
	hashes := map[string]bool{}
	for _, c := range ev.CanonicalRequests {
		hashes[sigv4.HashHex(c.Text.String)] = true
		if (c.Side == Server) != (c.Error >= 0) || c.Side == UnknownSide || c.PayloadHash.Len() != 64 {
			t.Errorf("%s: canonical request of side %v, error %d: %q", file, c.Side, c.Error, c.Text.String)
		}
		if redacted := strings.Contains(c.Text.String, "redacted"); c.Masked != redacted {
			t.Errorf("%s: masked %v: %q", file, c.Masked, c.Text.String)
		}
	}
	for _, s := range ev.StringsToSign {
		if hash := s.Text.String[s.Hash.Start:s.Hash.End]; !hashes[hash] {
			t.Errorf("%s: no canonical request has the hash %s", file, hash)
		}
	}
	for _, secret := range ev.Secrets {
		if ev.in(secret.Span) != exampleSecret {
			t.Errorf("%s: the secret lies at %q", file, ev.in(secret.Span))
		}
	}
}
