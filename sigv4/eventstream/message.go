package eventstream

import (
	"encoding/binary"
	"hash/crc32"
	"strconv"
	"unicode/utf8"

	"countersign/sigv4"
)

// Header is a header of a message. Names are compared byte for byte; those of the protocol itself
// start with a colon.
type Header struct {
	Name  string // UTF-8, 1 to MaxName bytes
	Value Value
}

// Message is a message of an event stream: headers in their order, no name twice, and a payload.
type Message struct {
	Headers []Header
	Payload []byte
}

// Header gives the value of a header.
func (m Message) Header(name string) (v Value, ok bool) {
	for _, h := range m.Headers {
		if h.Name == name {
			return h.Value, true
		}
	}
	return Value{}, false
}

// Append appends the encoded message to dst. What cannot be written gives a *sigv4.Error that names the
// header, and dst as it was.
func (m Message) Append(dst []byte) ([]byte, error) {
	if len(m.Payload) > MaxPayload {
		return dst, failed("payload", "", -1, "it has more than 25165824 bytes; send it as several messages")
	}
	start := len(dst)
	out, err := appendHeaders(append(dst, make([]byte, preludeSize)...), m.Headers)
	if err != nil {
		return dst, err
	}
	headers := len(out) - start - preludeSize
	prelude := out[start : start+preludeSize]
	binary.BigEndian.PutUint32(prelude, uint32(overhead+headers+len(m.Payload)))
	binary.BigEndian.PutUint32(prelude[4:], uint32(headers))
	binary.BigEndian.PutUint32(prelude[8:], crc32.ChecksumIEEE(prelude[:8]))
	out = append(out, m.Payload...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:])), nil
}

// appendHeaders appends the encoded headers, at most MaxHeaders bytes of them.
func appendHeaders(dst []byte, headers []Header) ([]byte, error) {
	start := len(dst)
	seen := map[string]bool{}
	for _, h := range headers {
		if why := nameFault(h.Name); why != "" {
			return nil, failed("header name", h.Name, -1, why)
		}
		if seen[h.Name] {
			return nil, failed("header name", h.Name, -1, whyTwice)
		}
		seen[h.Name] = true
		if why := h.Value.fault(); why != "" {
			return nil, failed("header "+h.Name, h.Value.Data, -1, why)
		}
		dst = append(append(dst, byte(len(h.Name))), h.Name...)
		dst = h.Value.append(dst)
		if len(dst)-start > MaxHeaders {
			return nil, failed("headers", "", -1, "they have more than 131072 bytes; put more into the payload")
		}
	}
	return dst, nil
}

// whyTwice is the fault of a second header of the same name.
const whyTwice = "a name stands once in a message"

// nameFault says what keeps a name from being written, "" when nothing does.
func nameFault(name string) string {
	switch {
	case name == "":
		return "a name has at least one byte"
	case len(name) > MaxName:
		return "a name has at most 255 bytes"
	case !utf8.ValidString(name):
		return "a name is UTF-8"
	}
	return ""
}

// failed is an error of this package.
func failed(field, input string, offset int, why string) error {
	return sigv4.NewError(sigv4.StageMessage, field, input, offset, why)
}

// numbered says in which of several messages, counted from 0 and starting at byte at, err arose.
func numbered(message, at int, err error) error {
	e, ok := err.(*sigv4.Error) // all errors here are; package errors would be more code
	if !ok {
		return err
	}
	inner := *e
	inner.Field = "message " + strconv.Itoa(message+1) + ", " + inner.Field
	if inner.Offset >= 0 {
		inner.Offset += at
	}
	return &inner
}
