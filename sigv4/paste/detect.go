package paste

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

// maxBlocks bounds what one paste may hold, so that a hostile one costs no more than its length.
const maxBlocks = 2000

// A format is one kind of text that a paste can hold. read is called where starts says yes, and
// returns where it stopped reading. Unless ok, it has recorded nothing, and is not asked again
// before that place: so each format reads each byte a bounded number of times. starts is asked only
// where one of the bytes stands that the format can start with.
type format struct {
	anywhere string // at any place, a capital only where no word goes on
	line     string // besides those, at the start of a line
	starts   func(s string, at int) bool
	read     func(p *parser, at int) (end int, ok bool)
}

// What formats can start with.
const (
	digits     = "0123456789"
	capitals   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	small      = "abcdefghijklmnopqrstuvwxyz"
	ofMethods  = "GPHDO"
	ofLevels   = "TDINWEF" // of logs
	ofLogLines = digits + ofLevels + "S[-m"
)

// formats are tried in this order at each place. Plain error messages come after all of them, in
// what they left (plain.go).
var formats = [...]format{
	{"", digits, startsLog, (*parser).readLog},
	{"", digits + capitals + small, startsAccess, (*parser).readAccess},
	{"", "+-", startsForensic, (*parser).readForensic},
	{"", digits + "-DHS", startsWgetLog, (*parser).readWgetLog},
	{"", "-<", startsPHPTrace, (*parser).readPHPTrace},
	{"", ofLogLines + "<srhoRC", startsWire, (*parser).readWire},
	{"", "b\"'", startsQuoted, (*parser).readQuoted},
	{"", ofLogLines, startsLogLine, (*parser).readLogLine},
	{"SR", "", startsBotocore, (*parser).readBotocore},
	{"SR", "s", startsS3cmd, (*parser).readS3cmd},
	{"", "{'(", startsAWSCurl, (*parser).readAWSCurl},
	{"", "('\"", startsLiterals, (*parser).readLiterals},
	{"", "*{}", startsNotes, (*parser).readNotes},
	{"", "=<", startsTrace, (*parser).readTrace},
	{"", "=", startsFollow, (*parser).readFollow},
	{"", ofMethods + "F", startsPackets, (*parser).readPackets},
	{"iIc", "$w", startsPowerShell, (*parser).readPowerShell},
	{"c", "", startsCurl, (*parser).readCurl},
	{"w", "", startsWget, (*parser).readWget},
	{"h", "", startsHTTPie, (*parser).readHTTPie},
	{"f", "", startsFetch, (*parser).readFetch},
	{ofMethods + "R", "", startsPostman, (*parser).readPostman},
	{"H", "", startsResponse, (*parser).readResponse},
	{ofMethods, "", startsCanonical, (*parser).readCanonical},
	{capitals, "gphdo", startsRequest, (*parser).readRequest},
	{"A", "", startsStringToSign, (*parser).readStringToSign},
	{"SF", "", startsSignature, (*parser).readSignature},
	{"E", "", startsPHP, (*parser).readPHP},
	{"hHwWX", "", startsPresigned, (*parser).readPresigned},
	{capitals, "", startsThrown, (*parser).readThrown},
	{"{", "", startsJSON, (*parser).readTreeFormat},
	{"{", "", startsJSON, (*parser).readJSON},
	{"<", "", startsForm, (*parser).readForm},
	{"<", "", startsXML, (*parser).readXML},
	{"", digits + capitals + small, startsHeaders, (*parser).readLoneHeaders},
}

// wrappings are what systems write around the lines of programs, tried in this order at each line.
var wrappings = [...]wrapping{
	{first: "[<" + digits + capitals, shortest: 20, line: syslogLine, indented: true},
	{first: digits, shortest: 24, line: containerLine},
	{first: "[", shortest: 12, line: podLine},
	{first: "[" + digits, shortest: 60, line: lambdaLine},
	{first: "{", shortest: 16, line: recordLine},
	{first: "[", shortest: 40, line: dumpLine},
	{first: digits, shortest: 20, line: stampLine, fits: stampsFit},
	{first: digits + capitals + small + "_", shortest: 3, line: barLine, fits: barsFit},
}

// envelopes are what exports of logs hold lines in, and the bytes that they can start with.
var envelopes = [...]func(s string, at int) (lines []wrappedLine, end int){cloudWatchEvents, cloudWatchTable}

const envelopeStarts = "{@t"

// starters are, for each byte, the formats that can start with it, a bit for each: anywhere, and at the
// start of a line.
var starters = func() (sets struct{ anywhere, line [256]uint64 }) {
	for i, f := range formats {
		for _, c := range []byte(f.anywhere) {
			sets.anywhere[c] |= 1 << i
		}
		for _, c := range []byte(f.anywhere + f.line) {
			sets.line[c] |= 1 << i
		}
	}
	return sets
}()

// parser reads one paste.
type parser struct {
	in          sigv4.Text // the paste, cleaned
	ev          Evidence
	blocks      []block        // what was recognised of in, by place
	claimed     []block        // found after the blocks were sorted
	nextHit     int            // where the next code or sentence starts, 0 for none
	byCode      map[string]int // the first error with a code, of the first coded errors
	coded       int
	open        []openBody
	logged      sigv4.Text // the body that a log names for the next request
	hasLogged   bool
	cdata       int                // where the next CDATA section ends, as far as it was looked for
	php         [len(phpKinds)]int // where each of phpKinds stands next, as far as it was looked for
	stack       int                // where a stack of calls stands next, as far as it was looked for
	traced      phpRequest
	shell       shell           // of the commands before shellEnd
	words       []word          // of the command read last
	segments    []sigv4.Segment // for the next texts
	shellEnd    int             // where the line ends that was looked at for its shell
	follows     bool            // a stream of tshark was seen
	noCollapsed int             // no canonical request on one line starts before this place
	marks       int             // in the values of XML elements, looked through so far
}

// block is a recognised range of the cleaned text, and the index of what it is in Evidence.
type block struct {
	from, to int
	kind     Kind
	index    int    // in the slice of its kind
	note     string // of KindUnrecognized: what it looks like
}

// Parse reads a paste. Bytes beyond MaxBytes are not read.
func Parse(text string) Evidence {
	p := &parser{}
	p.ev.Text, p.ev.Truncated = cut(text)
	p.in, p.ev.Secrets = prepare(p.ev.Text)
	p.readFormats()
	p.readPlain()
	p.readBodies()
	p.mend()
	p.pair()
	p.order()
	p.readStacks()
	p.joinLogs()
	p.listParts()
	return p.ev
}

// inner is a parser of a text that p decoded or joined. What it finds goes on in p's evidence.
func (p *parser) inner(text sigv4.Text) parser {
	return parser{in: text, ev: p.ev}
}

// cut is the text up to MaxBytes, at the boundary of a rune.
func cut(text string) (string, bool) {
	if len(text) <= MaxBytes {
		return text, false
	}
	end := MaxBytes
	for end > MaxBytes-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end], true
}

// readFormats finds everything that has a form of its own.
func (p *parser) readFormats() {
	s := p.in.String
	var notBefore [len(formats)]int
scan:
	for at := 0; at < len(s) && len(p.blocks) < maxBlocks; {
		for set := startersAt(s, at); set != 0; set &= set - 1 {
			i := bits.TrailingZeros64(set)
			if at < notBefore[i] || !formats[i].starts(s, at) {
				continue
			}
			end, ok := formats[i].read(p, at)
			notBefore[i] = end
			if ok {
				at = max(end, at+1)
				continue scan
			}
		}
		at++
	}
	p.sortBlocks()
}

// startersAt is the set of the formats that may start at a place.
func startersAt(s string, at int) uint64 {
	c := s[at]
	switch {
	case at == 0 || s[at-1] == '\n':
		return starters.line[c]
	case isUpper(c) && isWord(s[at-1]) && !escapedNewline(s, at):
		return 0
	}
	return starters.anywhere[c]
}

// claim records that [from, to) of the cleaned text is the thing of that kind with that index.
func (p *parser) claim(from, to int, kind Kind, index int) {
	p.blocks = append(p.blocks, block{from: from, to: to, kind: kind, index: index})
}

// addResponse adds the response that [from, to) is.
func (p *parser) addResponse(r *Response, from, to int) {
	r.Span = p.span(from, to)
	p.ev.Responses = append(p.ev.Responses, *r)
	p.claim(from, to, KindHTTPResponse, len(p.ev.Responses)-1)
}

// pass records that [from, to) is nothing that bears on a signature, and what it looks like.
func (p *parser) pass(from, to int, note string) {
	p.blocks = append(p.blocks, block{from: from, to: to, kind: KindUnrecognized, note: note})
}

// passBy does the same, unless a presigned URL or a form stands in it, which is then read by itself.
func (p *parser) passBy(from, to int, note string) bool {
	for _, name := range [...]string{"X-Amz-Signature=", "X-Amz-Credential=", "AWSAccessKeyId=", "<form", "<FORM"} {
		if strings.Contains(p.in.String[from:to], name) {
			return false
		}
	}
	p.pass(from, to, note)
	return true
}

// text is bytes [from, to) of the cleaned text, mapped to the paste. A megabyte has some hundred thousand words:
// their maps are allocated many at a time.
func (p *parser) text(from, to int) sigv4.Text {
	shift, ok := copied(p.in.Map)
	if !ok || from >= to {
		return slice(p.in, from, to)
	}
	if len(p.segments) == 0 {
		p.segments = make([]sigv4.Segment, 64)
	}
	own := p.segments[:1:1]
	p.segments = p.segments[1:]
	own[0] = sigv4.Segment{Here: sigv4.Span{End: to - from}, Src: sigv4.Span{Start: from + shift, End: to + shift}}
	return sigv4.Text{String: p.in.String[from:to], Map: sigv4.Map{Segments: own}}
}

// span is where bytes [from, to) of the cleaned text lie in the paste.
func (p *parser) span(from, to int) sigv4.Span { return sourceSpan(p.in, from, to) }
