package view

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// The texts of the Sign page, in the order in which they are made.
type signText int

const (
	givenText signText = iota
	canonicalText
	toSignText
	keyText
	signatureText
	signedText
)

// textWords name the texts.
var textWords = [...]string{"request", "canonical request", "string to sign", "signing key", "signature", "signed request"}

// origin is a range of what the reader put in, or of what signing made, that a piece stands for.
// Two pieces with origins that overlap are the same thing at two places.
type origin struct {
	from  sigv4.Source
	own   string // what no source of the engine names: "key id", "secret", "token", "signature", or a name that signing adds
	bytes sigv4.Span
}

// overlaps compares ranges where there are any; an empty one is the whole.
func (o origin) overlaps(p origin) bool {
	if o.from != p.from || o.own != p.own {
		return false
	}
	return o.bytes.Len() == 0 || p.bytes.Len() == 0 || o.bytes.Start < p.bytes.End && p.bytes.Start < o.bytes.End
}

// piece is a range of one of the texts that can be pointed at.
type piece struct {
	in      signText
	shown   string
	part    string // its hue
	why     string // why it is there, where the reader's request has no such bytes
	origins []origin
	digests []signText // the texts that it is computed from as wholes: a hash, a signature
	guide   string     // section of the guide to the steps
}

// pieces collects the pieces while the texts are drawn, and the row that is being drawn. Its methods
// are not inlined, for the reason that the makers of nodes are not.
type pieces struct {
	made  []piece
	names []string // of the texts: textWords, then those of the carrier
	row   []Node
	of    signText // the text being drawn
	guide string   // of the line being drawn
	seams []int    // of the target, in order: where what is made of it changes
}

// begin begins a text.
func (c *pieces) begin(t signText) { c.of = t }

// beginMore begins a text that the carrier alone has.
func (c *pieces) beginMore(name string) {
	c.names = append(c.names[:len(c.names):len(c.names)], name)
	c.of = signText(len(c.names) - 1)
}

// linePieces is the most that a line is cut into: beyond it the line is one piece, so that a path of
// many escapes stays quick to draw.
const linePieces = 60

// put draws a piece into the row: it has the focus when the reader goes through them by keyboard.
//
//go:noinline
func (c *pieces) put(p piece) {
	p.in = c.of
	if p.guide == "" {
		p.guide = c.guide
	}
	c.made = append(c.made, p)
	shown := newSource(p.shown, secrets{})
	limit := wholeLine
	if p.part == "payload" && (len(p.shown) > wholeLine || c.of > signedText) {
		limit = wholeMark // enough of data to know it by
	}
	c.row = append(c.row, el("span", joinWords("piece", partClass(p.part)), shown.pieces(spanOf(0, len(p.shown)), limit, false)...).
		with("data-piece", strconv.Itoa(len(c.made)-1)).with("data-text", strconv.Itoa(int(c.of))).with("role", "button"))
}

// plain draws a piece with one origin; nothing for an empty one.
//
//go:noinline
func (c *pieces) plain(shown, part string, from origin) {
	if shown != "" {
		c.put(piece{shown: shown, part: part, origins: []origin{from}})
	}
}

// say draws what is no piece: a separator.
//
//go:noinline
func (c *pieces) say(separator string) { c.row = append(c.row, text(separator)) }

// take gives the row and begins the next.
//
//go:noinline
func (c *pieces) take() []Node {
	row := c.row
	c.row = nil
	return row
}

// own is the origin of what no source of the engine names.
func own(name string) origin { return origin{own: name} }

// ownField begins the name of what comes from a field as a whole, and of nothing in the request.
const ownField = "field "

// whole is the origin of all of a source.
func whole(part sigv4.Part) origin { return origin{from: sigv4.Source{Part: part}} }

// within is the origin of a range of a source.
func within(part sigv4.Part, start, end int) origin {
	return origin{from: sigv4.Source{Part: part}, bytes: spanOf(start, end)}
}

// line cuts the range of a derived text at its map's seams into pieces. part is the hue of what has
// no better one; keyID is known where signing inserts it.
func (c *pieces) line(t sigv4.Text, here sigv4.Span, part, keyID string) {
	hidden := tokenSpans(t.String[here.Start:here.End])
	segments := t.Map.Sources(here)
	one := len(segments) > linePieces
	var last piece // not drawn yet
	flush := func() {
		if last.shown != "" {
			c.put(last)
		}
		last = piece{}
	}
	masked := false
	for _, s := range scopeSeams(t.String, segments) {
		shown := t.String[s.Here.Start:s.Here.End]
		if inside(hidden, s.Here.Start-here.Start) {
			if !masked {
				flush()
				c.put(piece{shown: mask, part: part, origins: []origin{own("token")}, why: "the session token, not shown here"})
			}
			masked = true
			continue
		}
		masked = false
		p := pieceOf(s, shown, part, keyID)
		switch {
		case p.why != "" && len(shown) == 1 && !one:
			flush()
			c.say(shown)
		case last.shown != "" && (one || follows(last, p)):
			last.join(p)
		default:
			flush()
			last = p
		}
	}
	flush()
}

// pieceOf is the piece of a map's segment.
func pieceOf(s sigv4.Segment, shown, part, keyID string) piece {
	p := piece{shown: shown, part: part}
	o := origin{from: s.Source, bytes: s.Src}
	switch s.Source.Part {
	case sigv4.Inserted:
		p.why = s.Why
		o = origin{own: strings.ToLower(shown)}
		if keyID != "" && shown == keyID {
			o.own = "key id"
		}
		if strings.HasPrefix(s.Why, "the region set") {
			o.own = ownField + FieldRegionSet
		}
	case sigv4.PayloadPart:
		p.part, o.bytes = "payload", sigv4.Span{}
	case sigv4.TimePart:
		p.part, o.bytes = "time", sigv4.Span{}
	case sigv4.ScopePart:
		p.part = "scope"
	case sigv4.CanonicalPart:
		p.part, p.digests = "payload", []signText{canonicalText}
		o = origin{own: "hash"}
	}
	p.origins = []origin{o}
	return p
}

// follows reports whether p and q are escapes of neighbouring bytes: those of one character.
func follows(p, q piece) bool {
	a, b := p.origins[len(p.origins)-1], q.origins[0]
	return a.from == b.from && a.own == "" && b.own == "" && a.bytes.Len() > 0 && a.bytes.End == b.bytes.Start &&
		strings.HasPrefix(p.shown, "%") && strings.HasPrefix(q.shown, "%")
}

// join puts q behind p, as one piece.
func (p *piece) join(q piece) {
	p.shown += q.shown
	last, o := &p.origins[len(p.origins)-1], q.origins[0]
	if last.from == o.from && last.own == o.own {
		last.bytes.Start, last.bytes.End = min(last.bytes.Start, o.bytes.Start), max(last.bytes.End, o.bytes.End)
		return
	}
	p.origins = append(p.origins, o)
}

// scopeSeams cuts the credential scope at its slashes: date, region, service and terminator are
// different things.
func scopeSeams(derived string, segments []sigv4.Segment) []sigv4.Segment {
	var out []sigv4.Segment
	for _, s := range segments {
		if s.Source.Part != sigv4.ScopePart || s.Here.Len() != s.Src.Len() {
			out = append(out, s)
			continue
		}
		at := 0
		for i, c := range derived[s.Here.Start:s.Here.End] {
			if c == '/' {
				out = append(out, scopePiece(s, at, i), scopePiece(s, i, i+1))
				at = i + 1
			}
		}
		out = append(out, scopePiece(s, at, s.Here.Len()))
	}
	return out
}

func scopePiece(s sigv4.Segment, start, end int) sigv4.Segment {
	s.Here, s.Src = spanOf(s.Here.Start+start, s.Here.Start+end), spanOf(s.Src.Start+start, s.Src.Start+end)
	return s
}

func inside(spans []sigv4.Span, i int) bool {
	for _, s := range spans {
		if s.Start <= i && i < s.End {
			return true
		}
	}
	return false
}
