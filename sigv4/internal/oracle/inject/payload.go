package inject

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net/url"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func payloadMistake(id, causes string, payload func(*Request) string) Mistake {
	return mistake("payload-"+id, "payload", causes, thePayload, func(d *draft) { d.payload = payload(d.r) })
}

// payloadMistakes put something else where the payload hash stands.
func payloadMistakes() []Mistake {
	var all []Mistake
	const missing, format = "payload-not-signed", "payload-hash-format"
	// Nothing is hashed where the payload is unsigned.
	hashed := func(id string, payload func(body []byte) string) {
		all = append(all, mistake("payload-"+id, "payload", format, thePayload, func(d *draft) {
			if !d.r.Unsigned {
				d.payload = payload(d.r.Body)
			}
		}))
	}
	all = append(all,
		payloadMistake("of-nothing", missing, func(*Request) string { return hexHash("") }),
		payloadMistake("unsigned", missing, func(*Request) string { return "UNSIGNED-PAYLOAD" }),
		payloadMistake("signed", missing+" content-sha256-missing", func(r *Request) string { return hexHash(string(r.Body)) }),
		payloadMistake("literal-typo", format+" "+missing, func(*Request) string { return "UNSIGNED_PAYLOAD" }),
		payloadMistake("empty", format+" "+missing, func(*Request) string { return "" }),
	)
	hashed("sha1", func(body []byte) string { sum := sha1.Sum(body); return hex.EncodeToString(sum[:]) })
	hashed("md5", func(body []byte) string { sum := md5.Sum(body); return hex.EncodeToString(sum[:]) })
	hashed("sha512", func(body []byte) string { sum := sha512.Sum512(body); return hex.EncodeToString(sum[:]) })
	hashed("base64", func(body []byte) string { return base64.StdEncoding.EncodeToString(hash(string(body))) })
	hashed("upper", func(body []byte) string { return strings.ToUpper(hexHash(string(body))) })
	hashed("hashed-twice", func(body []byte) string { return hexHash(hexHash(string(body))) })
	hashed("not-hashed", func(body []byte) string { return string(body) })
	return all
}

// bodyMistake hashes another body. Where none comes of it, or none is hashed, nothing goes wrong.
func bodyMistake(id string, body func(r *Request) (string, bool)) Mistake {
	return mistake("payload-"+id, "payload", "payload-changed", thePayload, func(d *draft) {
		if other, ok := body(d.r); ok && !d.r.Unsigned {
			d.payload = hexHash(other)
		}
	})
}

func bodyMistakes() []Mistake {
	var all []Mistake
	add := func(id string, body func(r *Request, sent string) (string, bool)) {
		all = append(all, bodyMistake(id, func(r *Request) (string, bool) { return body(r, string(r.Body)) }))
	}
	filled := func(id string, body func(sent string) string) {
		add(id, func(_ *Request, sent string) (string, bool) { return body(sent), sent != "" })
	}
	text := func(id string, body func(sent string) string) {
		add(id, func(_ *Request, sent string) (string, bool) { return body(sent), sent != "" && utf8.ValidString(sent) })
	}
	filled("newline-added", func(sent string) string { return sent + "\n" })
	filled("newline-removed", func(sent string) string { return strings.TrimSuffix(sent, "\n") })
	text("trimmed", strings.TrimSpace)
	text("crlf", func(sent string) string { return strings.ReplaceAll(sent, "\n", "\r\n") })
	text("lf", func(sent string) string { return strings.ReplaceAll(sent, "\r\n", "\n") })
	text("without-newlines", func(sent string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(sent) })
	text("latin1", func(sent string) string {
		var b strings.Builder
		for _, c := range sent {
			if c > 0xff {
				c = '?'
			}
			b.WriteByte(byte(c))
		}
		return b.String()
	})
	text("utf16", func(sent string) string {
		var b []byte
		for _, unit := range utf16.Encode([]rune(sent)) {
			b = binary.LittleEndian.AppendUint16(b, unit)
		}
		return string(b)
	})
	text("bom", func(sent string) string { return "\ufeff" + sent })
	add("empty-line", func(_ *Request, sent string) (string, bool) { return "\n", sent == "" })
	add("empty-object", func(_ *Request, sent string) (string, bool) { return "{}", sent == "" })
	add("null", func(_ *Request, sent string) (string, bool) { return "null", sent == "" })
	add("gzip", func(_ *Request, sent string) (string, bool) { return compressed(sent), sent != "" })
	add("gunzip", func(_ *Request, sent string) (string, bool) {
		r, err := gzip.NewReader(strings.NewReader(sent))
		if err != nil {
			return "", false
		}
		plain, err := io.ReadAll(r)
		return string(plain), err == nil
	})
	form := func(id string, body func(sent string) string) {
		add(id, func(r *Request, sent string) (string, bool) {
			return body(sent), strings.HasPrefix(r.headerValue("Content-Type"), "application/x-www-form-urlencoded")
		})
	}
	form("form-space-as-plus", func(sent string) string { return strings.ReplaceAll(sent, "%20", "+") })
	form("form-plus-as-space", func(sent string) string { return strings.ReplaceAll(sent, "+", "%20") })
	form("form-decoded", unescapeForm)
	form("form-sorted", func(sent string) string {
		values, err := url.ParseQuery(sent)
		if err != nil {
			return sent
		}
		return values.Encode()
	})
	return all
}

func compressed(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}
