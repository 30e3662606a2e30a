package chunked

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// The headers that an aws-chunked body needs.
const (
	headerHash     = "x-amz-content-sha256"
	headerDecoded  = "x-amz-decoded-content-length"
	headerTrailer  = "x-amz-trailer"
	headerEncoding = "Content-Encoding"
	headerLength   = "Content-Length"
	coding         = "aws-chunked"
)

// Prepare gives r with the headers that its body of decoded bytes needs, ready to be signed; the
// signature is the seed of the body's. It sets x-amz-content-sha256 to the mode's word,
// Content-Encoding to aws-chunked, before any other coding, x-amz-decoded-content-length, Content-Length
// to the encoded length and x-amz-trailer to the names of the trailing headers. The body is taken off,
// and PayloadHash is the word. r itself is not changed. The error is of type *sigv4.Error.
func (e Encoding) Prepare(r sigv4.Request, decoded int64) (sigv4.Request, error) {
	length, err := e.Length(decoded)
	if err != nil {
		return sigv4.Request{}, err
	}
	codings := []string{coding}
	r.Headers = slices.DeleteFunc(slices.Clone(r.Headers), func(h sigv4.Header) bool {
		if strings.EqualFold(h.Name, headerEncoding) {
			for _, c := range strings.Split(h.Value, ",") {
				if c = strings.Trim(c, " \t"); c != "" && !strings.EqualFold(c, coding) {
					codings = append(codings, c)
				}
			}
		}
		return slices.ContainsFunc([]string{headerHash, headerDecoded, headerTrailer, headerEncoding, headerLength},
			func(name string) bool { return strings.EqualFold(h.Name, name) })
	})
	r.Headers = append(r.Headers,
		sigv4.Header{Name: headerHash, Value: e.Mode.String()},
		sigv4.Header{Name: headerEncoding, Value: strings.Join(codings, ",")},
		sigv4.Header{Name: headerDecoded, Value: strconv.FormatInt(decoded, 10)},
		sigv4.Header{Name: headerLength, Value: strconv.FormatInt(length, 10)},
	)
	if e.Mode.HasTrailer() {
		var names []string
		for _, h := range e.Trailers {
			names = append(names, h.Name)
		}
		if e.Checksum != NoChecksum {
			names = append(names, e.Checksum.Header())
		}
		r.Headers = append(r.Headers, sigv4.Header{Name: headerTrailer, Value: strings.Join(names, ",")})
	}
	r.Body, r.PayloadHash = nil, e.Mode.String()
	return r, nil
}

// Declared is what the headers of a request say of its body.
type Declared struct {
	Mode     Mode
	Decoded  int64    // x-amz-decoded-content-length, -1 when the header is missing
	Encoded  int64    // Content-Length, -1 when the header is missing, as with Transfer-Encoding: chunked
	Trailers []string // x-amz-trailer, the names in lower case
}

// Declare reads the headers of a request with an aws-chunked body. A header that is there twice, a
// length that is no number and an unknown mode give an error of type *sigv4.Error.
func Declare(r sigv4.Request) (Declared, error) {
	word, _, err := single(r, headerHash)
	if err != nil {
		return Declared{}, err
	}
	var d Declared
	if d.Mode, err = ParseMode(word); err != nil {
		return Declared{}, err
	}
	if d.Decoded, err = length(r, headerDecoded); err != nil {
		return Declared{}, err
	}
	if d.Encoded, err = length(r, headerLength); err != nil {
		return Declared{}, err
	}
	for _, h := range r.Headers {
		if !strings.EqualFold(h.Name, headerTrailer) {
			continue
		}
		for _, name := range strings.Split(h.Value, ",") {
			if name = strings.ToLower(strings.Trim(name, " \t")); name == "" {
				continue
			}
			if len(d.Trailers) == MaxTrailers {
				return Declared{}, sigv4.NewError(sigv4.StageRequest, headerTrailer, h.Value, -1, "it names more than "+strconv.Itoa(MaxTrailers)+" trailing headers")
			}
			d.Trailers = append(d.Trailers, name)
		}
	}
	return d, nil
}

// single gives the value of a header that may be in a request once.
func single(r sigv4.Request, name string) (value string, found bool, err error) {
	for _, h := range r.Headers {
		if !strings.EqualFold(h.Name, name) {
			continue
		}
		if found {
			return "", false, sigv4.NewError(sigv4.StageRequest, name, h.Value, -1, "this is the second such header; send one")
		}
		value, found = strings.Trim(h.Value, " \t"), true
	}
	return value, found, nil
}

// length gives the value of a header that is a number of bytes, -1 when there is none.
func length(r sigv4.Request, name string) (int64, error) {
	text, found, err := single(r, name)
	if err != nil || !found {
		return -1, err
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil || text[0] == '+' {
		return 0, sigv4.NewError(sigv4.StageRequest, name, text, -1, "it is a number of bytes in decimal digits")
	}
	return int64(n), nil
}
