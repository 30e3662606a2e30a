package paste

import "strings"

// maxPHP bounds the length of one exception's text.
const maxPHP = 8192

// phpKinds stand between the code and the message.
var phpKinds = [...]string{" (client): ", " (server): "}

// nextPHP is the next place of one of phpKinds, or the end of the text. It is looked for once.
func (p *parser) nextPHP(kind, from int) int {
	if p.php[kind] < from {
		p.php[kind] = len(p.in.String)
		if i := strings.Index(p.in.String[from:], phpKinds[kind]); i >= 0 {
			p.php[kind] = from + i
		}
	}
	return p.php[kind]
}

const phpStart = `Error executing "`

func startsPHP(s string, at int) bool {
	return s[at] == 'E' && strings.HasPrefix(s[at:], phpStart)
}

// readPHP reads what the AWS SDK for PHP v3 throws: Error executing "operation" on "address"; AWS
// HTTP error: …, the body cut short, and "code (client): message - " before the whole body. That is
// left for the other formats.
func (p *parser) readPHP(at int) (end int, ok bool) {
	s := p.in.String
	limit := min(len(s), at+maxPHP)
	operationFrom := at + len(phpStart)
	n := strings.IndexByte(s[operationFrom:min(limit, operationFrom+128)], '"')
	if n < 0 {
		return operationFrom, false
	}
	operationTo := operationFrom + n
	e := ServerError{Format: KindSDKError, Client: "AWS SDK for PHP v3"}
	e.addField("Operation", p.text(operationFrom, operationTo))
	end = operationTo + 1
	if rest := s[end:limit]; strings.HasPrefix(rest, ` on "`) {
		if n := strings.IndexByte(rest[len(` on "`):], '"'); n >= 0 {
			from := end + len(` on "`)
			e.addField("URL", p.text(from, from+n))
			end = from + n + 1
		}
	}
	for i, kind := range phpKinds {
		codeTo := p.nextPHP(i, end)
		if codeTo >= limit {
			continue
		}
		codeFrom := codeTo
		for codeFrom > end && isWord(s[codeFrom-1]) {
			codeFrom--
		}
		e.Status = phpStatus(s[end:codeFrom])
		e.Code = p.text(codeFrom, codeTo)
		from := codeTo + len(kind)
		to := max(from, lineEnd(s[:limit], min(from, limit)))
		end = to
		if body := strings.Index(s[from:to], " - "); body >= 0 {
			to, end = from+body, from+body+len(" - ")
		}
		from, to = trimmed(s, from, to)
		e.Message = p.text(from, to)
		p.addError(e, at, end)
		return end, true
	}
	return end, false
}

// phpStatus reads "resulted in a `403 Forbidden` response", 0 when that is not said.
func phpStatus(s string) int {
	const words = "resulted in a `"
	i := strings.Index(s, words)
	if i < 0 || i+len(words)+3 > len(s) {
		return 0
	}
	status := 0
	for _, c := range []byte(s[i+len(words) : i+len(words)+3]) {
		if !isDigit(c) {
			return 0
		}
		status = status*10 + int(c-'0')
	}
	return status
}
