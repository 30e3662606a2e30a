package postpolicy

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"countersign/sigv4"
)

// crlf writes line feeds as CR LF.
func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

const myType = "multipart/form-data; boundary=x"

func TestParseBody(t *testing.T) {
	for _, c := range []struct {
		name, contentType, body string
		fields                  string // name=value, joined by |
		file                    string
		fileName                string
		named                   bool
		ignored                 string
	}{
		{name: "plain", contentType: myType,
			body:   "--x\nContent-Disposition: form-data; name=\"key\"\n\na\n--x\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\n\nhello\n--x--\n",
			fields: "key=a", file: "hello", fileName: "f", named: true},
		{name: "quoted boundary, other spelling", contentType: "Multipart/Form-Data; charset=utf-8 ; Boundary=\"a b'()+_,-./:=?\" ;",
			body:   "--a b'()+_,-./:=? \t\ncontent-disposition:FORM-DATA;Name=key\nContent-Type: text/plain\n\na\n--a b'()+_,-./:=?\nContent-Disposition: form-data; filename=f; name=FILE\n\n\n--a b'()+_,-./:=?--",
			fields: "key=a", file: "", fileName: "f", named: true},
		{name: "no file name", contentType: myType,
			body: "--x\nContent-Disposition: form-data; name=\"file\"\n\nhello\n--x--\n", file: "hello"},
		{name: "empty file name", contentType: myType,
			body: "--x\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\n\nhello\n--x--\n", file: "hello", named: true},
		{name: "a field with a file name is a field", contentType: myType,
			body:   "--x\nContent-Disposition: form-data; name=\"upload\"; filename=\"f\"\n\na\n--x\nContent-Disposition: form-data; name=\"file\"\n\n\n--x--\n",
			fields: "upload=a"},
		{name: "values of many lines, with hyphens", contentType: myType,
			body:   "--x\nContent-Disposition: form-data; name=\"a\"\n\n\n\n--\n-x\n--y\n\n--x\nContent-Disposition: form-data; name=\"file\"\n\n--x\n--x--\n",
			fields: "a=\r\n\r\n--\r\n-x\r\n--y\r\n", file: "--x"},
		{name: "escaped names", contentType: myType,
			body:   "--x\nContent-Disposition: form-data; name=\"a\\\"b\\\\c\\d;=\"\n\n\xff\x00\n--x\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\f\"\n\n\n--x--\n",
			fields: "a\"b\\c\\d;==\xff\x00", fileName: `C:\f`, named: true},
		{name: "fields after the file, and an epilogue", contentType: myType,
			body:    "--x\nContent-Disposition: form-data; name=\"file\"\n\na\n--x\nContent-Disposition: form-data; name=\"submit\"\n\nGo\n--x\nContent-Disposition: form-data; name=\"key\"\n\nk\n--x--\nanything",
			file:    "a",
			ignored: "submit|key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := crlf(c.body)
			f, err := ParseBody(c.contentType, body)
			if err != nil {
				t.Fatal(err)
			}
			var fields []string
			for _, field := range f.Fields {
				fields = append(fields, field.Name+"="+field.Value)
				if body[field.At.Start:field.At.End] != field.Value {
					t.Errorf("%s: the span holds %q", field.Name, body[field.At.Start:field.At.End])
				}
			}
			if got := strings.Join(fields, "|"); got != c.fields {
				t.Errorf("fields %q, want %q", got, c.fields)
			}
			if got := body[f.File.Content.Start:f.File.Content.End]; got != c.file || f.File.Size != int64(len(got)) {
				t.Errorf("file %q of %d bytes, want %q", got, f.File.Size, c.file)
			}
			if f.File.Name != c.fileName || f.File.Named != c.named {
				t.Errorf("file name %q, %v", f.File.Name, f.File.Named)
			}
			if got := strings.Join(f.Ignored, "|"); got != c.ignored {
				t.Errorf("ignored %q, want %q", got, c.ignored)
			}
		})
	}
}

func TestParseBodyRefuses(t *testing.T) {
	const key = "Content-Disposition: form-data; name=\"key\"\n\na\n"
	const file = "Content-Disposition: form-data; name=\"file\"\n\na\n"
	for _, c := range []struct {
		name, contentType, body string
		field                   string
		at                      int
		why                     string
	}{
		{"no content type", "", "", "Content-Type", -1, "is multipart/form-data"},
		{"another type", "application/json", "", "Content-Type", -1, "is multipart/form-data"},
		{"mixed", "multipart/mixed; boundary=x", "", "Content-Type", -1, "is multipart/form-data"},
		{"no boundary", "multipart/form-data", "", "Content-Type", -1, "names a boundary"},
		{"empty boundary", `multipart/form-data; boundary=""`, "", "Content-Type", -1, "names a boundary"},
		{"two boundaries", myType + "; boundary=y", "", "Content-Type", -1, "names a boundary"},
		{"open quotes", `multipart/form-data; boundary="x`, "", "Content-Type", -1, "names a boundary"},
		{"text after the quotes", `multipart/form-data; boundary="x"y`, "", "Content-Type", -1, "names a boundary"},
		{"no value", `multipart/form-data; boundary`, "", "Content-Type", -1, "names a boundary"},
		{"space at the end", `multipart/form-data; boundary="x "`, "", "Content-Type", -1, "no space at its end"},
		{"long boundary", "multipart/form-data; boundary=" + strings.Repeat("x", 71), "", "Content-Type", -1, "70 characters"},
		{"odd boundary", `multipart/form-data; boundary="x*"`, "", "Content-Type", -1, "letters, digits"},
		{"long type", myType + strings.Repeat(" ", maxPartHeaders), "", "Content-Type", -1, "16 KiB"},
		{"empty", myType, "", "form body", 0, "starts with two hyphens"},
		{"preamble", myType, "\n--x\n" + file + "--x--\n", "form body", 0, "starts with two hyphens"},
		{"boundary of another", myType, "--y\n" + file + "--y--\n", "form body", 0, "starts with two hyphens"},
		{"a longer boundary", myType, "--xy\n" + file + "--xy--\n", "form body", 3, "ends in CR LF"},
		{"nothing after the boundary", myType, "--x", "form body", 3, "ends in CR LF"},
		{"no part", myType, "--x--\n", "form body", 5, "no part is named"},
		{"no file", myType, "--x\n" + key + "--x--\n", "form body", 59, "no part is named"},
		{"two files", myType, "--x\n" + file + "--x\n" + file + "--x--\n", "form body", 60, "second part named"},
		{"cut off in a value", myType, "--x\n" + key, "form body", 54, "cut off"},
		{"cut off in the file", myType, "--x\n" + file + "--", "form body", 57, "cut off"},
		{"cut off after the boundary", myType, "--x\n" + file + "--x", "form body", 58, "ends in CR LF"},
		{"the boundary in a line", myType, "--x\n" + file + "--xtra\n--x--\n", "form body", 58, "ends in CR LF"},
		{"cut off in the headers", myType, "--x\nContent-Dispo", "form body", 5, "within 16 KiB"},
		{"long headers", myType, "--x\nA: " + strings.Repeat("x", maxPartHeaders) + "\n\n\n--x--\n", "form body", 5, "within 16 KiB"},
		{"no disposition", myType, "--x\nContent-Type: text/plain\n\na\n--x--\n", "form body", 5, "has a header Content-Disposition"},
		{"two dispositions", myType, "--x\nContent-Disposition: form-data; name=a\nContent-Disposition: form-data; name=b\n\na\n--x--\n", "form body", 45, "second Content-Disposition"},
		{"no colon", myType, "--x\nContent-Disposition\n\na\n--x--\n", "form body", 5, "a colon"},
		{"an attachment", myType, "--x\nContent-Disposition: attachment; name=\"a\"\n\na\n--x--\n", "form body", 5, "form-data; name="},
		{"no name", myType, "--x\nContent-Disposition: form-data\n\na\n--x--\n", "form body", 5, "form-data; name="},
		{"empty name", myType, "--x\nContent-Disposition: form-data; name=\"\"\n\na\n--x--\n", "form body", 5, "form-data; name="},
		{"two names", myType, "--x\nContent-Disposition: form-data; name=a; name=b\n\na\n--x--\n", "form body", 5, "form-data; name="},
		{"many parts", myType, "--x\n" + strings.Repeat("Content-Disposition: form-data; name=a\n\n\n--x\n", MaxFields) + file + "--x--\n",
			"form body", 5 + MaxFields*49, "more than 1000 parts"},
		{"large field", myType, "--x\nContent-Disposition: form-data; name=a\n\n" + strings.Repeat("x", MaxFieldBytes) + "\n--x\n" + file + "--x--\n",
			"form body", 5, "more than 256 KiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseBody(c.contentType, crlf(c.body))
			var e *sigv4.Error
			if !errors.As(err, &e) {
				t.Fatalf("accepted, or no *Error: %v", err)
			}
			if e.Stage != sigv4.StageRequest || e.Field != c.field || e.Offset != c.at || !strings.Contains(e.Why, c.why) {
				t.Errorf("got %q at %d: %s\nwant %q at %d: …%s…", e.Field, e.Offset, e.Why, c.field, c.at, c.why)
			}
		})
	}
	if _, err := ParseBody(myType, "--x\n"+file+"--x--\n"); err == nil || !strings.Contains(err.Error(), "were line ends changed") {
		t.Errorf("line feeds alone: %v", err)
	}
}

// A file may be as large as it likes.
func TestParseBodyLargeFile(t *testing.T) {
	content := strings.Repeat("x", 4*MaxFieldBytes)
	contentType, body, err := Body(Form{File: &File{Name: "f", Named: true}}, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseBody(contentType, string(body))
	if err != nil || f.File.Size != int64(len(content)) {
		t.Errorf("%+v, %v", f.File, err)
	}
}

// What Body writes, ParseBody reads.
func TestBody(t *testing.T) {
	f := upload(t)
	f.Fields = append(f.Fields, Field{Name: "a;b=ü", Value: "\r\n--x\r\n\r\n\xff"})
	content := "\r\n--form-\r\n"
	contentType, body, err := Body(f, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseBody(contentType, string(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := range got.Fields {
		got.Fields[i].At = sigv4.Span{}
	}
	if !slices.Equal(got.Fields, f.Fields) {
		t.Errorf("got %v", got.Fields)
	}
	if got.File.Name != "a.png" || !got.File.Named || string(body[got.File.Content.Start:got.File.Content.End]) != content {
		t.Errorf("got %+v", got.File)
	}
	if _, again, _ := Body(f, []byte(content)); string(again) != string(body) {
		t.Error("the second time it is another")
	}
}

func TestBodyRefuses(t *testing.T) {
	for _, f := range []Form{
		{Fields: []Field{{Name: ""}}},
		{Fields: []Field{{Name: "a\"b"}}},
		{Fields: []Field{{Name: "a\r\nb"}}},
		{Fields: []Field{{Name: "a\\"}}},
		{Fields: []Field{{Name: "File"}}},
		{File: &File{Name: "a\"b", Named: true}},
		{File: &File{Name: "a\nb", Named: true}},
	} {
		_, _, err := Body(f, nil)
		var e *sigv4.Error
		if !errors.As(err, &e) {
			t.Errorf("%v, %+v: %v", f.Fields, f.File, err)
		}
	}
}
