package sigv4

const upperHex = "0123456789ABCDEF"

// isUnreserved reports whether c never needs an escape (RFC 3986, section 2.3).
func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

// isWire reports whether c may stand unescaped in a path or a query (RFC 3986, sections 3.3 and 3.4:
// pchar, "/" and, in a query, "?"). A "%" may only start an escape and is judged by the caller.
func isWire(c byte, query bool) bool {
	switch c {
	case '!', '$', '&', '\'', '(', ')', '*', '+', ',', ';', '=', ':', '@', '/':
		return true
	case '?':
		return query
	}
	return isUnreserved(c)
}

// isToken reports whether c may stand in a method or a header name (RFC 9110, section 5.6.2).
func isToken(c byte) bool {
	switch c {
	case '!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~':
		return true
	}
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// unhex gives the value of a hex digit, in either case.
func unhex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// escapeAt gives the byte that the escape at text[i:] stands for.
func escapeAt(text string, i int) (byte, bool) {
	if i+2 >= len(text) || text[i] != '%' {
		return 0, false
	}
	high, ok1 := unhex(text[i+1])
	low, ok2 := unhex(text[i+2])
	return high<<4 | low, ok1 && ok2
}

// one appends the byte b, which stands for span of src.
func (s *sink) one(src Source, span Span, b byte) {
	s.buf = append(s.buf, b)
	if s.record {
		s.note(1, Segment{Source: src, Src: span, Recoded: true})
	}
}

// escape appends %XX for b, which stands for span of src.
func (s *sink) escape(src Source, span Span, b byte) {
	s.buf = append(s.buf, '%', upperHex[b>>4], upperHex[b&15])
	if s.record {
		s.note(3, Segment{Source: src, Src: span, Recoded: true})
	}
}

// encodePath appends the path text, which lies in src from byte at on, encoded for the canonical URI.
// Slashes stay. Twice encodes the wire form again, so that an escape's "%" becomes %25; otherwise the
// path is decoded and encoded once. A byte that is illegal on the wire counts as escaped already.
func (s *sink) encodePath(src Source, at int, text string, twice bool) {
	for i := 0; i < len(text); {
		run := i
		for i < len(text) && (isUnreserved(text[i]) || text[i] == '/') {
			i++
		}
		if i > run {
			s.copy(src, at+run, text[run:i])
			continue
		}
		c, here := text[i], Span{at + i, at + i + 1}
		decoded, isEscape := escapeAt(text, i)
		switch {
		case isEscape && twice:
			s.escape(src, here, '%')
			s.copy(src, at+i+1, text[i+1:i+3])
			i += 3
		case isEscape:
			s.recode(src, at+i, text[i:i+3], decoded, decoded == '/')
			i += 3
		case twice && !isWire(c, false):
			s.buf = append(s.buf, '%', '2', '5', upperHex[c>>4], upperHex[c&15])
			if s.record {
				s.note(5, Segment{Source: src, Src: here, Recoded: true})
			}
			i++
		default:
			s.escape(src, here, c)
			i++
		}
	}
}

// recode appends the byte b that the escape stands for: bare when it needs no escape, else in upper case.
func (s *sink) recode(src Source, at int, escape string, b byte, bare bool) {
	span := Span{at, at + 3}
	switch {
	case bare || isUnreserved(b):
		s.one(src, span, b)
	case escape[1] == upperHex[b>>4] && escape[2] == upperHex[b&15]:
		s.copy(src, at, escape)
	default:
		s.escape(src, span, b)
	}
}

// encodeQuery appends a name or value of a query string, decoded and encoded. "+" reads as a space:
// application/x-www-form-urlencoded, as versitygw, MinIO and Ceph RGW were seen to read it.
func (s *sink) encodeQuery(src Source, at int, text string) {
	for i := 0; i < len(text); {
		run := i
		for i < len(text) && isUnreserved(text[i]) {
			i++
		}
		if i > run {
			s.copy(src, at+run, text[run:i])
			continue
		}
		c, here := text[i], Span{at + i, at + i + 1}
		if decoded, isEscape := escapeAt(text, i); isEscape {
			s.recode(src, at+i, text[i:i+3], decoded, false)
			i += 3
			continue
		}
		if c == '+' {
			c = ' '
		}
		s.escape(src, here, c)
		i++
	}
}

// encodePlain appends text that is not encoded yet: whatever is reserved becomes an escape. The text
// lies in from.Source from byte from.Src.Start on, stands for from.Src as a whole when from.Recoded is
// set, or is inserted for from.Why.
func encodePlain[T string | []byte](s *sink, from Segment, text T) {
	at, whole := from.Src.Start, from.Recoded || from.Source.Part == Inserted
	for i := 0; i < len(text); {
		run := i
		for i < len(text) && isUnreserved(text[i]) {
			i++
		}
		isEscape := i == run
		if isEscape {
			s.buf = append(s.buf, '%', upperHex[text[i]>>4], upperHex[text[i]&15])
			i++
		} else {
			s.buf = append(s.buf, text[run:i]...)
		}
		if s.record {
			n := i - run
			if !whole {
				from.Src, from.Recoded = Span{at + run, at + i}, isEscape
			}
			if isEscape {
				n = 3
			}
			s.note(n, from)
		}
	}
}

// appendWire appends a path or a query in the form that may travel: bytes illegal there are escaped,
// everything else stays as it is.
func appendWire(dst []byte, text string, query bool) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if _, isEscape := escapeAt(text, i); isEscape || isWire(c, query) {
			dst = append(dst, c)
			continue
		}
		dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
	}
	return dst
}
