package sigv4

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
