package forensics

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"countersign/sigv4/internal/sha256"
)

var (
	payloadEmpty = &Mistake{"payload-empty", "payload", "payload-not-signed",
		"signed the hash of an empty body", "Hash the bytes of the body that is sent.", docSigning}
	payloadUnsigned = &Mistake{"payload-word", "payload", "payload-not-signed",
		"signed a word where the hash of the body is required", "Hash the body; only S3 takes UNSIGNED-PAYLOAD, and only where x-amz-content-sha256 says it too.", docSigning}
	payloadForm = &Mistake{"payload-hash-form", "payload", "payload-hash-format",
		"wrote the payload hash in another form than lower-case hex SHA-256", "Write the SHA-256 of the body in lower-case hex, 64 digits.", docSigning}
	payloadBytes = &Mistake{"payload-other-bytes", "payload", "payload-changed",
		"hashed other bytes than those of the body", "Hash the very bytes that are sent: make the body once, and do not change it afterwards.", docSigning}
)

const (
	hashOfNothing   = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	unsignedPayload = "UNSIGNED-PAYLOAD"
)

func hashOf(body []byte) string {
	hashed := sha256.Sum256(body)
	return hex.EncodeToString(hashed[:])
}

// payloadDraft is the last line of a canonical request in the making. Where only the hash is known, body is not.
type payloadDraft struct {
	body    []byte
	form    func(body []byte) string
	whole   string // "" or what stands for it all
	nothing bool
}

// The fields of a payloadDraft.
const (
	bodyField = iota
	formField
)

func rightPayload(s *subject) payloadDraft {
	return payloadDraft{body: s.in.Request.Body, form: hashOf}
}

func (d *payloadDraft) render() (string, int) {
	if d.whole != "" || d.nothing {
		return d.whole, 0
	}
	return d.form(d.body), 0
}

func payloadChanges(s *subject) []change[payloadDraft] {
	var out []change[payloadDraft]
	fixed := func(m *Mistake, detail, text string, field, cost int) {
		out = append(out, change[payloadDraft]{m, detail, field, cost, func(d *payloadDraft) { d.whole, d.nothing = text, text == "" }})
	}
	fixed(payloadEmpty, "", hashOfNothing, bodyField, likely)
	fixed(payloadUnsigned, "UNSIGNED-PAYLOAD", unsignedPayload, bodyField, likely)
	for _, word := range [...]string{"STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "UNSIGNED_PAYLOAD", "UNSIGNED", "unsigned-payload", "UNSIGNED-PAYLOAD-TRAILER"} {
		fixed(payloadUnsigned, word, word, bodyField, rare)
	}
	fixed(payloadForm, "an empty line", "", bodyField, rare)
	for _, said := range [...]string{"null", "{}", unsignedPayload, `""`, "undefined", "[object Object]", "\n", "[]", " "} {
		fixed(payloadBytes, quoted(said), hashOf([]byte(said)), bodyField, rare)
	}
	right := s.right.PayloadHash.String
	if raw, err := hex.DecodeString(right); err == nil && len(raw) == sha256.Size {
		fixed(payloadForm, "upper-case hex", strings.ToUpper(right), formField, likely)
		fixed(payloadForm, "base64", base64.StdEncoding.EncodeToString(raw), formField, likely)
		fixed(payloadForm, "the hash of the hash's digits", hashOf([]byte(right)), formField, rare)
		fixed(payloadForm, "raw bytes", string(raw), formField, rare)
		fixed(payloadForm, "base64 for URLs", base64.URLEncoding.EncodeToString(raw), formField, rare)
	}
	if s.in.NoBody && (right != hashOfNothing || len(s.in.Request.Body) > 0) {
		return out // a body whose hash is that of nothing is known
	}
	if isWordOfPayload(right) {
		fixed(payloadUnsigned, "the hash of the body, for "+quoted(right), hashOf(s.in.Request.Body), bodyField, likely)
	}
	form := func(detail string, cost int, write func(body []byte) string) {
		out = append(out, change[payloadDraft]{payloadForm, detail, formField, cost, func(d *payloadDraft) { d.form = write }})
	}
	form("MD5 in hex", rare, func(b []byte) string { return hex.EncodeToString(md5Sum(b)) })
	form("MD5 in base64", rare, func(b []byte) string { return base64.StdEncoding.EncodeToString(md5Sum(b)) })
	form("SHA-1 in hex", rare, func(b []byte) string { return hex.EncodeToString(sha1Sum(b)) })
	form("SHA-512 in hex", rare, func(b []byte) string { return hex.EncodeToString(sha512Sum(b)) })
	form("the body itself", rare, func(b []byte) string { return string(b) })
	form("its base64 hashed", rare, func(b []byte) string { return hashOf(base64.StdEncoding.AppendEncode(nil, b)) })
	if len(s.in.Request.Body) == 0 {
		return out
	}
	for _, b := range otherBodies(string(s.in.Request.Body)) {
		out = append(out, change[payloadDraft]{payloadBytes, b.detail, bodyField, b.cost, func(d *payloadDraft) { d.body = []byte(b.body) }})
	}
	return out
}

// isWordOfPayload reports whether a payload hash is a word, such as UNSIGNED-PAYLOAD.
func isWordOfPayload(hash string) bool {
	return strings.HasPrefix(hash, "UNSIGNED-") || strings.HasPrefix(hash, "STREAMING-")
}

// otherBody is a body that may have been hashed for the one that was sent.
type otherBody struct {
	detail, body string
	cost         int
}

func otherBodies(body string) []otherBody {
	var out []otherBody
	add := func(detail string, cost int, other string) {
		if other != body {
			out = append(out, otherBody{detail, other, cost})
		}
	}
	add("with a line end behind them", likely, body+"\n")
	add("without the line end behind them", likely, strings.TrimRight(body, "\r\n"))
	add("without the last line end", likely, strings.TrimSuffix(body, "\n"))
	add("with CRLF behind them", rare, body+"\r\n")
	add("with blanks trimmed", rare, strings.TrimSpace(body))
	if plain, ok := inflated(body); ok {
		add("not compressed", rare, plain)
	}
	unix := strings.ReplaceAll(body, "\r\n", "\n")
	add("with \\n for CRLF", likely, unix)
	add("with CRLF for \\n", likely, strings.ReplaceAll(unix, "\n", "\r\n"))
	add("with CRLF for \\n, in CRLF too", rare, strings.ReplaceAll(body, "\n", "\r\n"))
	add("without line ends", rare, strings.ReplaceAll(unix, "\n", ""))
	add("with a byte order mark", rare, "\ufeff"+body)
	add("without the byte order mark", rare, strings.TrimPrefix(body, "\ufeff"))
	if value, ok := readJSON(body); ok {
		tail := body[len(strings.TrimRight(body, " \t\r\n")):]
		style := func(detail string, cost int, style jsonStyle) {
			text := value.write(style)
			add(detail, cost, text)
			if tail != "" {
				add(detail+", with the blanks behind it", rare, text+tail)
			}
			style.decoded = true
			add(detail+", with its strings written anew", rare, value.write(style))
		}
		style("as compact JSON", likely, jsonStyle{comma: ",", colon: ":"})
		style("as JSON with spaces behind commas and colons", likely, jsonStyle{comma: ", ", colon: ": "})
		style("as JSON with a space behind colons", rare, jsonStyle{comma: ",", colon: ": "})
		style("as compact JSON with sorted names", likely, jsonStyle{comma: ",", colon: ":", sorted: true})
		style("as JSON with spaces and sorted names", rare, jsonStyle{comma: ", ", colon: ": ", sorted: true})
		for _, indent := range [...]string{"  ", "    ", "\t"} {
			style("as indented JSON", rare, jsonStyle{comma: ",", colon: ": ", indent: indent})
			style("as indented JSON with sorted names", rare, jsonStyle{comma: ",", colon: ": ", indent: indent, sorted: true})
		}
		style("as compact JSON in ASCII", rare, jsonStyle{comma: ",", colon: ":", ascii: true})
		style("as JSON with spaces, in ASCII", rare, jsonStyle{comma: ", ", colon: ": ", ascii: true})
		style("as compact JSON with <, > and & escaped", rare, jsonStyle{comma: ",", colon: ":", html: true})
		style("as compact JSON with escaped slashes", rare, jsonStyle{comma: ",", colon: ":", slashes: true})
		add("as a JSON string of the JSON", rare, jsonString(body, jsonStyle{}))
		if form, ok := value.form(); ok {
			add("as a form of its members", rare, form)
		}
	}
	if strings.Contains(body, "=") && !strings.ContainsAny(body, "\n{<") {
		params := parameters(body)
		form := func(detail string, encode func(string) string) {
			d := queryDraft{params: params, encode: encode}
			text, _ := d.render()
			add(detail, rare, text)
			d.less = rightOrder
			text, _ = d.render()
			add(detail+", sorted", rare, text)
		}
		form("as a form with + for spaces", func(t string) string {
			return escapedBy(unescaped(strings.ReplaceAll(t, "+", " ")), unreservedBytes, true)
		})
		form("as a form with %20 for spaces", formEncoded)
		form("as a form, not encoded", func(t string) string { return unescaped(strings.ReplaceAll(t, "+", " ")) })
		form("as a form, as it is", func(t string) string { return t })
	}
	add("encoded as a URL", rare, escaped(body, unreservedBytes, upperHex))
	add("decoded as a URL", rare, unescaped(body))
	add("in base64", rare, base64.StdEncoding.EncodeToString([]byte(body)))
	if raw, err := base64.StdEncoding.DecodeString(body); err == nil {
		add("decoded from base64", rare, string(raw))
	}
	if !isASCII(body) {
		for _, c := range charsets {
			if other, ok := c.write(body); ok {
				add("in "+c.name, rare, other)
			}
		}
	} else {
		add("in UTF-16, little end first", rare, utf16(body, false))
		add("in UTF-16, big end first", rare, utf16(body, true))
	}
	return out
}
