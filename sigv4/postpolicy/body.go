package postpolicy

import (
	"encoding/hex"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/internal/sha256"
)

// Body writes a form as a browser sends it, in multipart/form-data (RFC 7578): the fields in their
// order, then the file, with the name that f.File has. It gives the value for the header Content-Type
// too, which names the boundary. The same arguments give the same bytes.
//
// content is what the file holds; File.Size is not looked at. The error, of type *sigv4.Error, says
// which name cannot be sent.
func Body(f Form, content []byte) (contentType string, body []byte, err error) {
	if err := f.check(); err != nil {
		return "", nil, err
	}
	for _, field := range f.Fields {
		if i := badName(field.Name); i >= 0 || field.Name == "" {
			return "", nil, sigv4.NewError(sigv4.StageRequest, "form field", field.Name, i,
				"a field's name is not empty and has neither quotes, backslashes nor control characters")
		}
		if strings.EqualFold(field.Name, fieldFile) {
			return "", nil, sigv4.NewError(sigv4.StageRequest, "form field", field.Name, -1, "only the file has this name, and it comes last")
		}
	}
	header := "Content-Disposition: form-data; name=\"file\""
	if f.File != nil && f.File.Named {
		base := f.File.base()
		if i := badName(base); i >= 0 {
			return "", nil, sigv4.NewError(sigv4.StageRequest, "file name", base, i, "a file's name has neither quotes nor control characters")
		}
		header += "; filename=\"" + base + "\""
	}
	boundary := f.boundary(content)
	body = []byte("--" + boundary)
	for _, field := range f.Fields {
		body = append(body, "\r\nContent-Disposition: form-data; name=\""+field.Name+"\"\r\n\r\n"+field.Value+"\r\n--"+boundary...)
	}
	body = append(body, "\r\n"+header+"\r\nContent-Type: application/octet-stream\r\n\r\n"...)
	body = append(append(body, content...), "\r\n--"+boundary+"--\r\n"...)
	return "multipart/form-data; boundary=" + boundary, body, nil
}

// boundary gives a boundary that neither a value nor the file holds: a hash of them all.
func (f Form) boundary(content []byte) string {
	sum := sha256.Sum256(content)
	for _, field := range f.Fields {
		sum = sha256.Sum256(append(sum[:], field.Value...))
	}
	return "form-" + hex.EncodeToString(sum[:16])
}

// badName is the first byte of a name that its header cannot hold, -1 when there is none.
func badName(name string) int {
	for i := range len(name) {
		if c := name[i]; c < ' ' || c == 0x7f || c == '"' || c == '\\' {
			return i
		}
	}
	return -1
}
