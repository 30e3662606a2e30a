package postpolicy

import (
	"fmt"
	"io"
	"strings"

	"countersign/sigv4"
)

// The fields that carry a signature, and others that S3 treats apart. S3 reads names in any case.
const (
	fieldKey        = "key"
	fieldPolicy     = "policy"
	fieldAlgorithm  = "x-amz-algorithm"
	fieldCredential = "x-amz-credential"
	fieldDate       = "x-amz-date"
	fieldToken      = "x-amz-security-token"
	fieldSignature  = "x-amz-signature"
	fieldFile       = "file"
	fieldBucket     = "bucket"
	ignoredPrefix   = "x-ignore-"

	fieldCustomerKey = "x-amz-server-side-encryption-customer-key"
)

// filename is the variable that S3 replaces, in any field, by the name of the file.
const filename = "${filename}"

// Form is a form as a browser sends it.
type Form struct {
	Bucket  string   // that the form is sent to, from the host or the path; "" when it is not known
	Fields  []Field  // before the file, in order
	File    *File    // nil while it is not known
	Ignored []string // names of the fields after the file, which S3 does not read
}

// Field is one field of a form.
type Field struct {
	Name, Value string
	At          sigv4.Span // where the value lies in the body; zero in a form that was not parsed
}

// Format keeps every verb from printing a session token, or the policy that holds it.
func (f Field) Format(w fmt.State, _ rune) { io.WriteString(w, f.text()) }

// MarshalText keeps encoders from writing the same.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.text()), nil }

func (f Field) text() string {
	value := shown(f.Name, f.Value)
	if strings.EqualFold(f.Name, fieldPolicy) {
		value = "[policy not shown]"
	}
	return f.Name + "=" + value
}

// File is the file that a form uploads. Its bytes are nowhere kept.
type File struct {
	Name    string // without folders it is what ${filename} stands for
	Named   bool   // Name is stated; a body may hold a file without a name
	Size    int64  // in bytes
	Content sigv4.Span
}

// Value gives the value of a field as S3 reads it: the name in any case, and the values of several
// fields of one name joined by commas (Amazon S3 API Reference, "Browser-Based Uploads Using POST (AWS
// Signature Version 2)", "HTML form fields").
func (f Form) Value(name string) (value string, ok bool) {
	var all []string
	for _, field := range f.Fields {
		if strings.EqualFold(field.Name, name) {
			all = append(all, field.Value)
		}
	}
	return strings.Join(all, ","), len(all) > 0
}

// Policy reads the policy that the form carries in its first field policy. The error, of type
// *sigv4.Error, is that of DecodePolicy or ParsePolicy, or says that there is no such field.
func (f Form) Policy() (Policy, error) {
	i := f.index(fieldPolicy)
	if i < 0 {
		return Policy{}, missing(fieldPolicy)
	}
	document, err := DecodePolicy(f.Fields[i].Value)
	if err != nil {
		return Policy{}, err
	}
	return ParsePolicy(document)
}

// missing is the error for a form without a field.
func missing(name string) error {
	return sigv4.NewError(sigv4.StageRequest, name, "", -1, "the form has no such field before its file")
}

// base is the name that ${filename} stands for: what follows the last slash or backslash.
func (f File) base() string { return f.Name[strings.LastIndexAny(f.Name, `/\`)+1:] }

// expand replaces ${filename}. Where the file is not known yet, it gives the value as it is, and false.
// Where the file came without a name, S3 was seen to leave the variable standing.
func (f Form) expand(value string) (string, bool) {
	switch {
	case !strings.Contains(value, filename):
		return value, true
	case f.File == nil:
		return value, false
	case !f.File.Named:
		return value, true
	}
	return strings.ReplaceAll(value, filename, f.File.base()), true
}

// index is the first field of that name, -1 when there is none.
func (f Form) index(name string) int {
	for i, field := range f.Fields {
		if strings.EqualFold(field.Name, name) {
			return i
		}
	}
	return -1
}

// check refuses a form that is larger than anything that a browser sends, its variables replaced.
func (f Form) check() error {
	if len(f.Fields) > MaxFields {
		return sigv4.NewError(sigv4.StageRequest, "form fields", "", -1, "there are more than 1000, far beyond what S3 accepts")
	}
	size, base := 0, 0
	if f.File != nil {
		base = len(f.File.base())
	}
	for _, field := range f.Fields {
		size += strings.Count(field.Value, filename) * base
		if size += len(field.Name) + len(field.Value); size > MaxFieldBytes {
			return sigv4.NewError(sigv4.StageRequest, "form fields", "", -1, "they hold more than 256 KiB; S3 takes 20 KB")
		}
	}
	return nil
}
