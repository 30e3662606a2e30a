package sigv4

// Span is a half-open range of bytes, [Start, End).
type Span struct {
	Start, End int
}

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Part names one of the texts that a derived text can come from.
type Part uint8

// The parts of a request, and the paste that all of them may have come from.
const (
	Paste         Part = iota // the text as pasted (the zero value: maps made by the parsers end here)
	MethodPart                // Request.Method
	TargetPart                // Request.Target
	HeaderName                // Request.Headers[Index].Name
	HeaderValue               // Request.Headers[Index].Value
	PayloadPart               // Request.Body, or Request.PayloadHash
	TimePart                  // the signing time
	ScopePart                 // the credential scope
	CanonicalPart             // the canonical request (source of its hash in the string to sign)
	Inserted                  // no source: Segment.Why says why the bytes are there
)

// Source names the text that a segment's bytes come from: a part and, for headers, which one.
type Source struct {
	Part  Part
	Index int
}

// Segment ties a range of a derived text to the range of the source that it stands for.
// Ranges of equal length are copies, byte for byte, unless Recoded is set;
// all others stand for each other as a whole (an escape, a hash).
type Segment struct {
	Here    Span
	Source  Source
	Src     Span
	Recoded bool
	Why     string // set for Inserted bytes: why they are there
}

// Dropped is a range of a source that left no bytes in the derived text.
type Dropped struct {
	Source Source
	Src    Span
	Why    string
}

// Map says where each byte of a derived text comes from. Segments are in order of Here,
// do not overlap, and together cover the whole text.
type Map struct {
	Segments []Segment
	Dropped  []Dropped
}

// Text is a derived text with its source map.
type Text struct {
	String string
	Map    Map
}
