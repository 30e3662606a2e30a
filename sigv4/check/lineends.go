package check

import (
	"strconv"
	"strings"
)

// restoreChunks puts the carriage returns back into an aws-chunked body that lost all of them. ok is false
// where data of the announced size does not end a line: it had carriage returns of its own.
func restoreChunks(body string) (restored string, ok bool) {
	var b strings.Builder
	for {
		header, rest, found := strings.Cut(body, "\n")
		digits, _, _ := strings.Cut(header, ";")
		size, err := strconv.ParseUint(digits, 16, 31)
		if !found || err != nil || size >= uint64(len(rest)) && size > 0 {
			return "", false
		}
		b.WriteString(header + "\r\n")
		if size == 0 {
			b.WriteString(strings.ReplaceAll(strings.TrimRight(rest, "\n"), "\n", "\r\n")) // the trailer
			if strings.Trim(rest, "\n") != "" {
				b.WriteString("\r\n")
			}
			b.WriteString("\r\n")
			return b.String(), true
		}
		if rest[size] != '\n' {
			return "", false
		}
		b.WriteString(rest[:size] + "\r\n")
		body = rest[size+1:]
	}
}

// restoreForm puts the carriage returns back into a multipart body that lost all of them: into the lines of
// boundaries and of part headers, and in contents into all lines or none. contentLength, -1 when it is not
// known, decides where both can be; ok is false where nothing does.
func restoreForm(body string, contentLength int) (restored string, ok bool) {
	boundary, _, _ := strings.Cut(body, "\n") // with its two hyphens
	all := withCR(body)
	var b, content strings.Builder
	inHeaders := false
	for body != "" {
		line, rest, found := strings.Cut(body, "\n")
		body = rest
		end := ""
		if found {
			end = "\r\n"
		}
		switch {
		case line == boundary || line == boundary+"--":
			if content.Len() > 0 {
				b.WriteString(strings.TrimSuffix(content.String(), "\n") + "\r\n")
				content.Reset()
			}
			b.WriteString(line + end)
			inHeaders = true
		case inHeaders:
			b.WriteString(line + end)
			inHeaders = line != ""
		default:
			content.WriteString(line + strings.TrimPrefix(end, "\r"))
		}
	}
	b.WriteString(content.String())
	lines := b.String()
	switch {
	case lines == all, contentLength == len(lines):
		return lines, true
	case contentLength == len(all):
		return all, true
	}
	return lines, false
}
