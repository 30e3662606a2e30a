package sigv4

// sink receives a derived text piece by piece. Every step of SigV4 writes into one, so that signing
// and explaining run the same code: it always appends, and with record set it also keeps where each
// byte came from.
type sink struct {
	buf    []byte
	record bool
	m      Map
}

// copy appends text, which lies in src from byte at on.
func (s *sink) copy(src Source, at int, text string) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.note(len(text), Segment{Source: src, Src: Span{at, at + len(text)}})
	}
}

// replace appends text, which stands for span of src as a whole.
func (s *sink) replace(src Source, span Span, text string) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.note(len(text), Segment{Source: src, Src: span, Recoded: true})
	}
}

// insert appends text that has no source.
func (s *sink) insert(text, why string) {
	s.buf = append(s.buf, text...)
	if s.record {
		s.note(len(text), Segment{Source: Source{Part: Inserted}, Why: why})
	}
}

// drop notes that span of src leaves no byte.
func (s *sink) drop(src Source, span Span, why string) {
	if s.record && span.Len() > 0 {
		s.m.Dropped = append(s.m.Dropped, Dropped{src, span, why})
	}
}

// note records where the last n bytes came from.
func (s *sink) note(n int, seg Segment) {
	seg.Here = Span{len(s.buf) - n, len(s.buf)}
	s.m.add(seg)
}

// TextBuilder makes a Text from a paste, for parsers that unquote, decode or join what they read.
// All its sources are Paste. The zero TextBuilder is ready to use.
type TextBuilder struct {
	sink sink
}

// Copy appends text, the bytes of the paste at src. When the lengths differ, text stands for src as
// a whole, as with Replace.
func (b *TextBuilder) Copy(src Span, text string) {
	b.sink.record = true
	if src.Len() != len(text) {
		b.sink.replace(Source{}, src, text)
		return
	}
	b.sink.copy(Source{}, src.Start, text)
}

// Replace appends text that stands for src as a whole: a decoded escape, an entity.
func (b *TextBuilder) Replace(text string, src Span) {
	b.sink.record = true
	b.sink.replace(Source{}, src, text)
}

// Insert appends text that is not in the paste; why says how it got here.
func (b *TextBuilder) Insert(text, why string) {
	b.sink.record = true
	b.sink.insert(text, why)
}

// Drop notes that the bytes of the paste at src leave no byte: a quote, a line continuation.
func (b *TextBuilder) Drop(src Span, why string) {
	b.sink.record = true
	b.sink.drop(Source{}, src, why)
}

// Len is the number of bytes built so far.
func (b *TextBuilder) Len() int { return len(b.sink.buf) }

// Text is what was built. The builder starts afresh.
func (b *TextBuilder) Text() Text {
	t := Text{string(b.sink.buf), b.sink.m}
	*b = TextBuilder{}
	return t
}
