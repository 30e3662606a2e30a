package sigv4

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
		s.noteRecoded(src, span, 1)
	}
}

func (s *sink) noteRecoded(src Source, span Span, n int) {
	s.note(n, Segment{Source: src, Src: span, Recoded: true})
}

// escape appends %XX for b, which stands for span of src.
func (s *sink) escape(src Source, span Span, b byte) {
	s.buf = append(s.buf, '%', upperHex[b>>4], upperHex[b&15])
	if s.record {
		s.noteRecoded(src, span, 3)
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
		case twice && classes[c]&wirePath == 0:
			s.buf = append(s.buf, '%', '2', '5', upperHex[c>>4], upperHex[c&15])
			if s.record {
				s.noteRecoded(src, here, 5)
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

// encodeQuery appends a name or a value of a query string, decoded and encoded, from byte i of text on,
// and gives the place where it ends: at the first "&", at the first "=" too where it is a name, or at the
// end. "+" reads as a space: application/x-www-form-urlencoded, as versitygw, MinIO and Ceph RGW were seen
// to read it.
func (s *sink) encodeQuery(src Source, at int, text string, i int, isName bool) int {
	for {
		run := i
		for i < len(text) && isUnreserved(text[i]) {
			i++
		}
		if i > run {
			s.copy(src, at+run, text[run:i])
		}
		if i == len(text) || text[i] == '&' || isName && text[i] == '=' {
			return i
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

// encodedLen is the length of what text starts with that is encoded as a query's names and values are: bytes
// that need no escape, and escapes in upper case of others.
func encodedLen(text string) int {
	for i := 0; ; i += 3 {
		for i < len(text) && isUnreserved(text[i]) {
			i++
		}
		if i == len(text) || text[i] != '%' {
			return i
		}
		b, isEscape := escapeAt(text, i)
		if !isEscape || isUnreserved(b) || text[i+1] != upperHex[b>>4] || text[i+2] != upperHex[b&15] {
			return i
		}
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

// appendWire appends a path or a query in the form that may travel: bytes illegal there, which are not of
// the class legal, are escaped, and everything else stays as it is.
func appendWire(dst []byte, text string, legal uint8) []byte {
	for i := 0; i < len(text); {
		run := i
		for i < len(text) && classes[text[i]]&legal != 0 {
			i++
		}
		dst = append(dst, text[run:i]...)
		if i == len(text) {
			break
		}
		if _, isEscape := escapeAt(text, i); isEscape {
			dst = append(dst, text[i:i+3]...)
			i += 3
			continue
		}
		dst = append(dst, '%', upperHex[text[i]>>4], upperHex[text[i]&15])
		i++
	}
	return dst
}
