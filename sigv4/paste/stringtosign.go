package paste

import (
	"strings"

	"countersign/sigv4"
)

func startsStringToSign(s string, at int) bool {
	return strings.HasPrefix(s[at:], "AWS4-") && (at == 0 || !isWord(s[at-1]) && s[at-1] != '-' || escapedNewline(s, at))
}

// readStringToSign reads a string to sign outside an error body.
func (p *parser) readStringToSign(at int) (end int, ok bool) {
	end, ok = p.addStringToSign(p.in, at, p.lastEnd(), UnknownSide, -1)
	if ok {
		p.claimLabelled(at, end, KindStringToSign, len(p.ev.StringsToSign)-1)
	}
	return end, ok
}

// addStringToSign does the same for a string to sign.
func (p *parser) addStringToSign(t sigv4.Text, at, floor int, side Side, err int) (end int, ok bool) {
	c, end, ok := stringToSignAt(t, at)
	if !ok {
		return end, false
	}
	label := labelBefore(t.String, at, floor)
	c.Label, c.Side, c.Error = label.text, label.sideOr(side), err
	c.Span = sourceSpan(t, at, end)
	p.ev.StringsToSign = append(p.ev.StringsToSign, c)
	return end, true
}

// addStrings adds the canonical requests and strings to sign that a server's message holds.
func (p *parser) addStrings(message sigv4.Text, err int) {
	s := message.String
	inner := p.inner(message)
	floor := 0 // where the string before ends
	for at := 0; at < len(s); {
		if !isUpper(s[at]) {
			at++
			continue
		}
		end, ok := at, false
		if startsCanonical(s, at) {
			end, ok = inner.addCanonical(message, at, floor, Server, err)
		} else if startsStringToSign(s, at) {
			end, ok = inner.addStringToSign(message, at, floor, Server, err)
		}
		if ok {
			floor = end
		} else {
			for end = at; end < len(s) && isUpper(s[end]); end++ {
			}
		}
		at = max(end, at+1)
	}
	p.ev = inner.ev
}

// stringToSignAt reads a string to sign at a place: algorithm, time, scope, hash; with three more
// lines of a chunk. Its lines may be separated by newlines, escapes or spaces.
func stringToSignAt(t sigv4.Text, at int) (c StringToSign, end int, ok bool) {
	s := t.String
	w := rewrite(t)
	word := func(end int) sigv4.Span {
		start := w.out.Len()
		w.copy(at, end)
		at = end
		return sigv4.Span{Start: start, End: w.out.Len()}
	}
	end = at
	for end < len(s) && (isUpper(s[end]) || isDigit(s[end]) || s[end] == '-') {
		end++
	}
	algorithm := s[at:end]
	c.Algorithm = word(end)
	mode, n := separatorAt(s, at)
	if mode == noSeparator || at+n >= len(s) || !isDigit(s[at+n]) {
		return c, end, false
	}
	fields := [...]*sigv4.Span{&c.Time, &c.Scope, &c.Hash, &c.Hash, &c.Hash}
	count := 3
	switch {
	case strings.HasSuffix(algorithm, "-PAYLOAD"):
		count = 5
	case strings.HasSuffix(algorithm, "-TRAILER"):
		count = 4
	}
	worst, trim := mode, false
	for i, field := range fields[:count] {
		mode, n := separatorAt(s, at)
		stop := hashEnd(s, at+n)
		value := s[at+n : max(stop, at+n)]
		if mode == noSeparator || value == "" || i == 1 && !strings.Contains(value, "/") || i > 1 && !isHash(value) && (mode == collapsed || !isDigest(value)) {
			break
		}
		worst = max(worst, mode)
		switch mode {
		case newline:
			if n > 1 {
				trim = true
				w.drop(at, at+n-1, "white space at the end of the line")
			}
			w.copy(at+n-1, at+n)
		case carriageReturn:
			w.drop(at, at+1, "carriage return")
			w.copy(at+1, at+2)
		default:
			w.replace(at, at+n, "\n")
		}
		at += n
		*field = word(stop)
	}
	if c.Scope.Len() == 0 {
		return c, end, false
	}
	c.Text, c.Repair = w.text(), repairs[worst]
	if trim {
		c.Repair = joinWords(c.Repair, trimmedLines)
	}
	c.Masked = isMasked(c.Text.String)
	return c, at, true
}
