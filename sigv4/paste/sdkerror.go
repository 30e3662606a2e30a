package paste

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// A frame is what an SDK or a tool writes around a server's code and message in one line.
type frame struct {
	client  string
	pattern string // with the names action, code, status, operation, service, request_id and host_id
	behind  bool   // it stands behind the message, or in the line below; otherwise before it
}

// frames are tried in this order at each place.
var frames = [...]frame{
	{"boto3 or the AWS CLI", "An error occurred ({code:part}) when calling the {operation:word} operation[ (reached max retries: {retries:int})]:", false},
	{"boto3 or the AWS CLI", "A client error ({code:part}) occurred when calling the {operation:word} operation:", false},
	{"AWS SDK for Go v2", "operation error {service:part}: {operation:word}, [exceeded maximum number of attempts, {attempts:int}, ]https response error StatusCode: {status:int}, RequestID: {request_id:part}, [HostID: {host_id:part}, ][api error ]{code:word}:", false},
	{"AWS SDK for Go v2", "operation error {service:part}: {operation:word}, [exceeded maximum number of attempts, {attempts:int}, ]https response error StatusCode: {status:int}, RequestID: {request_id:part},", false},
	{"AWS SDK for Go v2", "api error {code:word}:", false},
	{"AWS SDK for Go v1", "status code: {status:int}, request id: {request_id:part}[, host id: {host_id:part}]", true},
	{"AWS SDK for Java v1", "(Service: {service:part}; Status Code: {status:int}; Error Code: {code:part}[; Request ID: {request_id:part}][; S3 Extended Request ID: {host_id:part}][; Proxy: {proxy:part}][;])", true},
	{"AWS SDK for Java v2", "(Service: {service:part}, Status Code: {status:int}, Request ID: {request_id:part}[, Extended Request ID: {host_id:part}])", true},
	{"AWS SDK for PHP v2", "AWS Error Code: {code:part}, Status Code: {status:int}, AWS Request ID: {request_id:part}, AWS Error Type: {type:part}, AWS Error Message:", false},
	{"AWS SDK for Ruby", "(Aws::{service:word}::Errors::{code:word})", true},
	{"AWS SDK for Ruby", "Aws::{service:word}::Errors::{code:word}[:]", false},
	{"AWS SDK for .NET", "Amazon.{service:word}.{exception:word}:", false},
	{"AWS SDK for .NET", "Amazon.{service:word}.Model.{exception:word}:", false},
	{"AWS SDK for JavaScript", "at {function:solid} ({file:part}", true},
	{"mc", "mc: <ERROR> {action:phrase}. ", false},
	{"s3cmd", "S3 error: {status:int} ({code:part})[:]", false},
}

var framesTable = func() *sentenceTable {
	table := make([]template, len(frames))
	for i, f := range frames {
		table[i] = template{f.client, f.pattern}
	}
	return newSentenceTable(table)
}()

// frameAt finds the frame that starts at a place of a text and ends before another one.
func frameAt(m *matcher, at, to int) (hit, bool) {
	index, end, captures, ok := m.at(at, to)
	if !ok {
		return hit{}, false
	}
	h := hit{from: at, to: end, block: -1, frame: &frames[index]}
	for _, c := range captures {
		switch value := m.s[c.from:c.to]; c.name {
		case "exception":
			if !strings.HasSuffix(value, "Exception") {
				return hit{}, false
			}
		case "file":
			const longest = 512
			value = value[:min(len(value), longest)]
			if !strings.Contains(value, "aws-sdk") && !strings.Contains(value, "@smithy") {
				return hit{}, false
			}
		}
	}
	h.captures = append(h.captures, captures...)
	return h, true
}

// value is what a frame's hit has under a name, trimmed, empty for nothing.
func (h hit) value(s, name string) (from, to int) {
	for _, c := range h.captures {
		if c.name == name {
			return trimmed(s, c.from, c.to)
		}
	}
	return 0, 0
}

// frameCode is the code that a frame names. Some write the status in its place, or its phrase.
func (p *parser) frameCode(h hit) sigv4.Text {
	s := p.in.String
	from, to := h.value(s, "code")
	switch code := s[from:to]; {
	case code == "", isDigit(code[0]), isReason(code), code == "null":
		return sigv4.Text{}
	}
	return p.text(from, to)
}

// isReason reports whether a word is the phrase of a status (RFC 9110, 15.5): all that is left where
// an answer had no body.
func isReason(word string) bool {
	switch word {
	case "Forbidden", "Bad Request", "Unauthorized", "Not Found":
		return true
	}
	return false
}

// setFrame gives an error what its frame says besides the message.
func (p *parser) setFrame(e *ServerError, h hit) {
	s := p.in.String
	e.Format, e.Client = KindSDKError, h.frame.client
	if e.Code.String == "" {
		e.Code = p.frameCode(h)
	}
	for _, name := range [...]string{"status", "code"} {
		from, to := h.value(s, name)
		if n, err := strconv.Atoi(s[from:min(to, from+3)]); err == nil && n >= 100 && n <= 599 {
			e.Status = n
		}
	}
	for _, f := range [...][2]string{{"operation", "Operation"}, {"service", "Service"}, {"request_id", "RequestId"}, {"host_id", "HostId"}} {
		from, to := h.value(s, f[0])
		if value := s[from:to]; value != "" && value != "null" && value != "Runtime" {
			e.addField(f[1], p.text(from, to))
		}
	}
}

// frameMessage is the range of the message that a frame stands around: of the line behind it, or
// before it up to the name of an exception. Empty where the phrase of the status stands there.
func (p *parser) frameMessage(h hit) (from, to int) {
	from, to = p.besideFrame(h)
	if isReason(p.in.String[from:to]) {
		return from, from
	}
	return from, to
}

func (p *parser) besideFrame(h hit) (from, to int) {
	s := p.in.String
	if !h.frame.behind {
		to = lineEnd(s[:min(len(s), h.to+maxProse)], h.to)
		if next := p.blockAfter(h.to); next < len(p.blocks) {
			to = min(to, p.blocks[next].from)
		}
		return trimmed(s, h.to, max(to, h.to))
	}
	to = h.from
	for to > 0 && isSpace(s[to-1]) {
		to--
	}
	floor := max(0, to-maxProse)
	from = floor + strings.LastIndexByte(s[floor:to], '\n') + 1
	if next := p.blockAfter(h.from); next > 0 {
		from = max(from, min(p.blocks[next-1].to, to))
	}
	if i := strings.LastIndex(s[from:to], "Exception: "); i >= 0 {
		from += i + len("Exception: ")
	}
	return trimmed(s, from, to)
}

// tells reports whether a frame alone, without a code or a sentence that is known, tells of an
// error of AWS. mc writes its own errors the same way: there what it passes on has to be a known sentence.
func (p *parser) tells(h hit) bool {
	s := p.in.String
	has := func(name string) bool {
		from, to := h.value(s, name)
		return to > from
	}
	if has("action") {
		from, to := p.frameMessage(h)
		return len(knownSentences(p.text(from, to))) > 0
	}
	return has("operation") || has("service") && (has("status") || has("code") || has("exception")) || has("status") && has("code")
}
