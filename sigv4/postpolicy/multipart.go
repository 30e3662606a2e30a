package postpolicy

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// bodyReader reads the parts of a body in multipart/form-data.
type bodyReader struct {
	body      string
	at        int
	delimiter string // CR LF, two hyphens and the boundary
	outside   int    // bytes read outside the file, for MaxFieldBytes
}

func (r *bodyReader) fail(at int, why string) error {
	return sigv4.NewError(sigv4.StageRequest, "form body", "", at, why)
}

// ParseBody reads the body of an upload as a form. contentType is the value of the request's header
// Content-Type, which names the boundary. The bytes of the file are not copied: File.Content says where
// they lie. A value is as found; a name has the escapes of quoted text undone.
//
// It is strict: lines end in CR LF, the body starts with the boundary, every part is form-data with a
// name, one part is named "file", and the closing boundary is there (RFC 7578; RFC 2046, section 5.1).
// What follows the closing boundary is not read. The error is of type *sigv4.Error, Offset the byte of
// the body; the body is not quoted, for it may hold a session token.
func ParseBody(contentType, body string) (Form, error) {
	boundary, err := parseBoundary(contentType)
	if err != nil {
		return Form{}, err
	}
	r := bodyReader{body: body, delimiter: "\r\n--" + boundary}
	if !strings.HasPrefix(body, r.delimiter[2:]) {
		return Form{}, r.fail(0, "a body starts with two hyphens and the boundary that Content-Type names")
	}
	r.at = len(r.delimiter) - 2
	var f Form
	for parts := 0; ; parts++ {
		last, err := r.endOfDelimiter()
		switch {
		case err != nil:
			return Form{}, err
		case last && f.File == nil:
			return Form{}, r.fail(r.at, "no part is named \"file\"; S3 takes one, the last part that it reads")
		case last:
			return f, nil
		case parts == MaxFields:
			return Form{}, r.fail(r.at, "there are more than "+strconv.Itoa(MaxFields)+" parts, far beyond what S3 accepts")
		}
		if err := r.part(&f); err != nil {
			return Form{}, err
		}
	}
}

// endOfDelimiter reads what follows the boundary: two hyphens after the last part, else white space and
// a line end.
func (r *bodyReader) endOfDelimiter() (last bool, err error) {
	rest := r.body[r.at:]
	if strings.HasPrefix(rest, "--") {
		r.at += 2
		return true, nil
	}
	padding := len(rest) - len(strings.TrimLeft(rest, " \t"))
	if !strings.HasPrefix(rest[padding:], "\r\n") {
		return false, r.fail(r.at+padding, "a line of the boundary ends in CR LF, or in two hyphens after the last part; were line ends changed?")
	}
	r.at += padding + 2
	return false, nil
}

// part reads a part, headers and content, as far as the next boundary.
func (r *bodyReader) part(f *Form) error {
	start := r.at
	name, file, err := r.headers()
	if err != nil {
		return err
	}
	from := r.at
	length := strings.Index(r.body[from:], r.delimiter)
	if length < 0 {
		return r.fail(len(r.body), "the body ends inside a part, without the boundary; was it cut off?")
	}
	content := sigv4.Span{Start: from, End: from + length}
	r.at = content.End + len(r.delimiter)
	r.outside += from - start
	isFile := strings.EqualFold(name, fieldFile)
	if !isFile {
		r.outside += length
	}
	switch {
	case r.outside > MaxFieldBytes:
		return r.fail(start, "the parts besides the file hold more than 256 KiB, and S3 takes 20 KB; is the part of the file named \"file\"?")
	case isFile && f.File != nil:
		return r.fail(start, "this is the second part named \"file\"; S3 takes one")
	case isFile:
		file.Size, file.Content = int64(length), content
		f.File = &file
	case f.File != nil:
		f.Ignored = append(f.Ignored, name)
	default:
		f.Fields = append(f.Fields, Field{name, r.body[content.Start:content.End], content})
	}
	return nil
}

// maxPartHeaders bounds the headers of a part: a name or a file name of a few KB fits.
const maxPartHeaders = 16 << 10

// headers reads the headers of a part and the empty line after them: the field's name and, from
// filename=, the file's.
func (r *bodyReader) headers() (name string, file File, err error) {
	start, named := r.at, false
	for {
		line, _, ended := strings.Cut(r.body[r.at:min(len(r.body), start+maxPartHeaders)], "\r\n")
		if !ended {
			return "", file, r.fail(r.at, "the headers of a part are lines that end in CR LF, and an empty line follows them, within 16 KiB")
		}
		at := r.at
		r.at += len(line) + 2
		if line == "" {
			break
		}
		header, value, colon := strings.Cut(line, ":")
		if !colon || strings.ContainsAny(line, "\r\n\x00") {
			return "", file, r.fail(at, "a header is a name, a colon and a value in one line")
		}
		if !strings.EqualFold(header, "Content-Disposition") {
			continue
		}
		if named {
			return "", file, r.fail(at, "this is the second Content-Disposition of the part")
		}
		named = true
		kind, params, ok := parseParams(value)
		file.Name, file.Named = params["filename"]
		name = params["name"]
		if !ok || !strings.EqualFold(kind, "form-data") || name == "" {
			return "", file, r.fail(at, "a part says Content-Disposition: form-data; name=\"…\"")
		}
	}
	if !named {
		return "", file, r.fail(start, "a part has a header Content-Disposition")
	}
	return name, file, nil
}

// parseBoundary gives the boundary that a Content-Type names.
func parseBoundary(contentType string) (string, error) {
	failed := func(why string) (string, error) {
		return "", sigv4.NewError(sigv4.StageRequest, "Content-Type", contentType, -1, why)
	}
	if len(contentType) > maxPartHeaders {
		return failed("it is longer than 16 KiB")
	}
	kind, params, ok := parseParams(contentType)
	boundary := params["boundary"]
	switch {
	case !strings.EqualFold(kind, "multipart/form-data"):
		return failed("an upload by a form is multipart/form-data")
	case !ok || boundary == "":
		return failed("it names a boundary: multipart/form-data; boundary=…; let the library set the header, it knows the boundary")
	case len(boundary) > 70 || boundary[len(boundary)-1] == ' ':
		return failed("a boundary has 1 to 70 characters and no space at its end")
	}
	for i := range len(boundary) {
		if !isBoundary(boundary[i]) {
			return failed("a boundary holds letters, digits, spaces and '()+_,-./:=? only")
		}
	}
	return boundary, nil
}

// isBoundary reports whether a boundary may hold c (RFC 2046, section 5.1.1).
func isBoundary(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(" '()+_,-./:=?", c) >= 0
}

// parseParams reads a word and the parameters after it: name=word or name="quoted", after semicolons. A
// name that is here twice makes it not ok. In quoted text a backslash escapes a quote or a backslash.
func parseParams(text string) (word string, params map[string]string, ok bool) {
	params = map[string]string{}
	end := strings.IndexByte(text+";", ';')
	word, text = strings.Trim(text[:end], " \t"), text[end:]
	for text = strings.TrimRight(text, " \t"); text != "" && text != ";"; {
		if text[0] != ';' {
			return word, params, false
		}
		name, rest, equals := strings.Cut(text[1:], "=")
		name = strings.ToLower(strings.Trim(name, " \t"))
		_, twice := params[name]
		if !equals || name == "" || twice || strings.ContainsAny(name, "\";") {
			return word, params, false
		}
		value, length, closed := parseValue(rest)
		if !closed {
			return word, params, false
		}
		params[name] = value
		text = strings.TrimLeft(rest[length:], " \t")
	}
	return word, params, true
}

// parseValue reads the value of a parameter, and gives its length as written.
func parseValue(text string) (value string, length int, closed bool) {
	if !strings.HasPrefix(text, `"`) {
		length = strings.IndexAny(text+";", "; \t")
		return text[:length], length, true
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), i + 1, true
		case c == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, false
}
