package postpolicy

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// typed fails unless err is an *Error whose offset lies in the input.
func typed(t *testing.T, err error, length int) {
	t.Helper()
	var e *sigv4.Error
	if !errors.As(err, &e) || e.Offset < -1 || e.Offset > length {
		t.Fatalf("the error is no *Error about the input: %v", err)
	}
}

// placeless takes off where the conditions lie.
func placeless(conditions []Condition) []Condition {
	conditions = slices.Clone(conditions)
	for i := range conditions {
		conditions[i].At = sigv4.Span{}
	}
	return conditions
}

// FuzzParsePolicy: what is read is JSON, but for the two escapes of S3; written anew it is read as the
// same policy, and its own form stays.
func FuzzParsePolicy(f *testing.F) {
	for _, seed := range []string{
		"", with(""), with(`{"acl":"private"},["eq","$acl","\u00fc\ud83d\ude00"]`), with(`["starts-with","$key",""],["content-length-range","1",2]`),
		with(`{"a":"\$\v"}`), with(`["eq","$a","b"],`), with(`[[]]`), `{"conditions":[],"expiration":"2015-12-30T12:00:00.5Z"}`,
		`{"expiration":"0000-01-01T00:00:00Z","conditions":[{"a":"\ud83d"}]}`, "{\"expiration\":1}", with("{\"\xff\":1}"), with("{\"a\":\"\\ude\x170\"}"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, document string) {
		p, err := ParsePolicy(document)
		if err != nil {
			typed(t, err, len(document))
			return
		}
		if !json.Valid([]byte(document)) && !strings.Contains(document, `\$`) && !strings.Contains(document, `\v`) {
			t.Fatalf("read, and no JSON: %q", document)
		}
		last := 0
		for _, c := range p.Conditions {
			if c.At.Start < last || c.At.End > len(document) || strings.IndexByte("[{", document[c.At.Start]) < 0 || strings.IndexByte("]}", document[c.At.End-1]) < 0 {
				t.Fatalf("the condition %v lies at %v", c, c.At)
			}
			last = c.At.End
		}
		written := p.Document()
		again, err := ParsePolicy(written)
		if len(written) > MaxPolicy {
			return // escapes made it longer
		}
		if err != nil || !again.Expiration.Equal(p.Expiration) || !slices.Equal(placeless(again.Conditions), placeless(p.Conditions)) {
			t.Fatalf("%q is written as %q and read as another: %v", document, written, err)
		}
		if again.Document() != written || !json.Valid([]byte(written)) {
			t.Fatalf("%q is not its own form", written)
		}
	})
}

// FuzzDecodePolicy: what is decoded is encoded as it was.
func FuzzDecodePolicy(f *testing.F) {
	for _, seed := range []string{"", "eyJl", "ey==", "eyI=", "ey\n==", "{}", "====", "-_"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, field string) {
		document, err := DecodePolicy(field)
		if err != nil {
			typed(t, err, len(field))
			return
		}
		if base64.StdEncoding.EncodeToString([]byte(document)) != field {
			t.Fatalf("%q is decoded as %q", field, document)
		}
	})
}

// FuzzParseBody: what is read lies where it says, in order; written anew it is read as the same, by
// package mime/multipart too.
func FuzzParseBody(f *testing.F) {
	const part = "Content-Disposition: form-data; name="
	for _, body := range []string{
		"", "--x--", "--x\r\n" + part + "\"key\"\r\n\r\na\r\n--x\r\n" + part + "\"file\"; filename=\"C:\\a\\\\b\"\r\n\r\nhello\r\n--x--\r\n",
		"--x \r\nA: b\r\n" + part + "file\r\n\r\n\r\n--x\t\r\n" + part + "\"after\"\r\n\r\n\r\n--x--", "--x\r\n" + part + "a\r\n\r\n\r\n--xx",
		"--x\r\n\r\n\r\n--x--", "--x\n" + part + "file\n\na\n--x--",
	} {
		f.Add(myType, body)
	}
	f.Add("multipart/form-data; boundary=\"x\\\"\"; a", "--x\"")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		form, err := ParseBody(contentType, body)
		if err != nil {
			typed(t, err, max(len(body), len(contentType)))
			return
		}
		last := 0
		for _, field := range form.Fields {
			if field.At.Start < last || body[field.At.Start:field.At.End] != field.Value || field.Name == "" {
				t.Fatalf("%q lies at %v", field.Value, field.At)
			}
			last = field.At.End
		}
		at := form.File.Content
		if at.Start < last || form.File.Size != int64(at.Len()) {
			t.Fatalf("the file lies at %v", at)
		}
		checkBody(t, form, []byte(body[at.Start:at.End]))
	})
}

// checkBody has the form written and read again, by this package and by another.
func checkBody(t *testing.T, form Form, content []byte) {
	t.Helper()
	contentType, written, err := Body(form, content)
	if err != nil {
		typed(t, err, MaxFieldBytes)
		return
	}
	again, err := ParseBody(contentType, string(written))
	if err != nil {
		t.Fatalf("%q is not read: %v", written, err)
	}
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	theirs := multipart.NewReader(bytes.NewReader(written), params["boundary"])
	for i := 0; ; i++ {
		part, err := theirs.NextRawPart()
		if err != nil {
			if err != io.EOF || i != len(form.Fields)+1 {
				t.Fatalf("part %d of %d is not read: %v\n%q", i, len(form.Fields)+1, err, written)
			}
			break
		}
		value, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		if i == len(form.Fields) {
			if string(value) != string(content) || part.FormName() != "file" {
				t.Fatalf("the file is read as %q", value)
			}
			continue
		}
		want := form.Fields[i]
		if got := again.Fields[i]; got.Name != want.Name || got.Value != want.Value || string(value) != want.Value {
			t.Fatalf("%q=%q is read as %q=%q and %q", want.Name, want.Value, got.Name, got.Value, value)
		}
	}
}

// FuzzVerify is total, and takes a form for right only with the signature that Sign gives.
func FuzzVerify(f *testing.F) {
	f.Add("eyJ9", "AKIDEXAMPLE/20151229/us-east-1/s3/aws4_request", strings.Repeat("0", 64), "secret", "")
	f.Add("", "////", "", "", "x")
	f.Add("{", "AKIDEXAMPLE", "8afd", strings.Repeat("a", 64), "\xff")
	f.Fuzz(func(t *testing.T, policy, credential, signature, secret, given string) {
		form := Form{Fields: []Field{{Name: "Policy", Value: policy}, {Name: "X-Amz-Credential", Value: credential}, {Name: "x-amz-signature", Value: signature}}}
		key := sigv4.ParseKey(secret)
		v, err := Verify(form, key, sigv4.Theirs{StringToSign: given})
		if err != nil {
			typed(t, err, MaxFieldBytes)
			return
		}
		if v.Departs != sigv4.StageNone && v.Expected == v.Found {
			t.Fatalf("departs at %v from %q to %q", v.Departs, v.Expected, v.Found)
		}
		if key.IsZero() {
			return // no signature to hold
		}
		form.Fields[2].Value = v.Signature
		if v, err = Verify(form, key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageNone {
			t.Fatalf("its own signature departs at %v: %v", v.Departs, err)
		}
	})
}

// FuzzCheck: every condition and field has one finding, and an exact condition holds where the values
// are equal.
func FuzzCheck(f *testing.F) {
	for _, document := range []string{
		with(`{"bucket":"b"},["starts-with","$key","a"],["content-length-range",1,2]`), with(`["eq","$key","a${filename}"],{"Key":"b"}`),
		with(`["starts-with","$content-type","a,b"],{"x-amz-security-token":"t"}`),
	} {
		f.Add(document, "b", "key", "a${filename}", "Content-Type", "a,b", "/c", int64(1), false)
		f.Add(document, "", "KEY", "b", "key", "${filename}", "", int64(-1), true)
	}
	f.Fuzz(func(t *testing.T, document, bucket, name, value, name2, value2, fileName string, size int64, noFile bool) {
		p, err := ParsePolicy(document)
		if err != nil {
			return // no policy: nothing to hold
		}
		form := Form{Bucket: bucket, Fields: []Field{{Name: name, Value: value}, {Name: name2, Value: value2}},
			File: &File{Name: fileName, Named: fileName != "", Size: size}}
		if noFile {
			form.File = nil
		}
		findings, err := Check(form, p, Server{Time: time.Unix(size, 0), Region: bucket})
		if err != nil {
			typed(t, err, MaxFieldBytes)
			return
		}
		conditions, fields := 0, 0
		for _, finding := range findings {
			if (finding.Status == Holds) != (finding.Why == "" || finding.Why == "needs no condition") {
				t.Fatalf("%v says %q", finding.Status, finding.Why)
			}
			switch finding.Rule {
			case FieldHasCondition:
				fields++
			case ConditionHolds:
				c := p.Conditions[finding.Condition]
				conditions++
				if have, ok := form.Value(c.Field); c.Operator == Exact && !strings.EqualFold(c.Field, "bucket") && !strings.Contains(have, filename) &&
					(finding.Status == Holds) != (ok && have == c.Value) {
					t.Fatalf("%v: %v with %q", c, finding.Status, have)
				}
			}
		}
		if conditions != len(p.Conditions) || fields != 3 && !strings.EqualFold(name, "bucket") && !strings.EqualFold(name2, "bucket") {
			t.Fatalf("%d of %d conditions, %d fields", conditions, len(p.Conditions), fields)
		}
	})
}
