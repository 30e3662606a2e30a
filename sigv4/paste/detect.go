package paste

import (
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

// maxBlocks bounds what one paste may hold, so that a hostile one costs no more than its length.
const maxBlocks = 2000

// A format is one kind of text that a paste can hold. read is called where starts says yes, and
// returns where it stopped reading. Unless ok, it has recorded nothing, and is not asked again
// before that place: so each format reads each byte a bounded number of times.
type format struct {
	starts func(s string, at int) bool
	read   func(p *parser, at int) (end int, ok bool)
}

// formats are tried in this order at each place. Plain error messages come after all of them, in
// what they left (plain.go).
var formats = [...]format{
	{startsLog, (*parser).readLog},
	{startsAccess, (*parser).readAccess},
	{startsPHPTrace, (*parser).readPHPTrace},
	{startsWire, (*parser).readWire},
	{startsQuoted, (*parser).readQuoted},
	{startsLogLine, (*parser).readLogLine},
	{startsBotocore, (*parser).readBotocore},
	{startsS3cmd, (*parser).readS3cmd},
	{startsAWSCurl, (*parser).readAWSCurl},
	{startsLiterals, (*parser).readLiterals},
	{startsNotes, (*parser).readNotes},
	{startsTrace, (*parser).readTrace},
	{startsFollow, (*parser).readFollow},
	{startsPackets, (*parser).readPackets},
	{startsPowerShell, (*parser).readPowerShell},
	{startsCurl, (*parser).readCurl},
	{startsFetch, (*parser).readFetch},
	{startsPostman, (*parser).readPostman},
	{startsResponse, (*parser).readResponse},
	{startsCanonical, (*parser).readCanonical},
	{startsRequest, (*parser).readRequest},
	{startsStringToSign, (*parser).readStringToSign},
	{startsSignature, (*parser).readSignature},
	{startsPHP, (*parser).readPHP},
	{startsPresigned, (*parser).readPresigned},
	{startsThrown, (*parser).readThrown},
	{startsJSON, (*parser).readTreeFormat},
	{startsJSON, (*parser).readJSON},
	{startsXML, (*parser).readXML},
	{startsHeaders, (*parser).readLoneHeaders},
}

// parser reads one paste.
type parser struct {
	in        sigv4.Text // the paste, cleaned
	ev        Evidence
	blocks    []block // what was recognised of in, by place
	claimed   []block // found after the blocks were sorted
	nextHit   int     // where the next code or sentence starts, 0 for none
	open      []openBody
	match     matcher    // of the sentences of servers
	frames    matcher    // of what SDKs and tools write around them
	logged    sigv4.Text // the body that a log names for the next request
	hasLogged bool
	cdata     int                // where the next CDATA section ends, as far as it was looked for
	php       [len(phpKinds)]int // where each of phpKinds stands next, as far as it was looked for
	stack     int                // where a stack of calls stands next, as far as it was looked for
	traced    phpRequest
	shell     shell           // of the commands before shellEnd
	shellEnd  int             // where the line ends that was looked at for its shell
	follows   bool            // a stream of tshark was seen
	unclosed  map[string]bool // names of XML elements that have no closing tag in the rest of the text
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
	p := &parser{match: newMatcher(templates[:]), frames: newMatcher(frameTemplates()), unclosed: map[string]bool{}}
	p.ev.Text, p.ev.Truncated = cut(text)
	p.in, p.ev.Secrets = prepare(p.ev.Text)
	p.readFormats()
	p.readPlain()
	p.readBodies()
	p.mend()
	p.pair()
	p.orderErrors()
	p.readStacks()
	p.joinLogs()
	p.listParts()
	return p.ev
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
		if !mayStart(s, at) {
			at++
			continue
		}
		for i, f := range formats {
			if at < notBefore[i] || !f.starts(s, at) {
				continue
			}
			end, ok := f.read(p, at)
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

// mayStart reports, at little cost, whether a format may start at a place.
func mayStart(s string, at int) bool {
	switch c := s[at]; {
	case isUpper(c):
		return at == 0 || !isWord(s[at-1]) || escapedNewline(s, at)
	case c == '{', c == '<':
		return true
	case c == 'i' && webCommandAt(s, at) > 0, c == 'f' && strings.HasPrefix(s[at:], fetchCall), c == 'c' && strings.HasPrefix(s[at:], "curl"), c == 'h' && strings.HasPrefix(s[at:], "http"), c == 'w' && strings.HasPrefix(s[at:], "ws"):
		return true
	default:
		return (at == 0 || s[at-1] == '\n') && (isAlnum(c) || strings.IndexByte("*}=[-('\"$", c) >= 0)
	}
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

// passBy does the same, unless a presigned URL stands in it, which is then read by itself.
func (p *parser) passBy(from, to int, note string) bool {
	for _, name := range [...]string{"X-Amz-Signature=", "X-Amz-Credential=", "AWSAccessKeyId="} {
		if strings.Contains(p.in.String[from:to], name) {
			return false
		}
	}
	p.pass(from, to, note)
	return true
}

// text is bytes [from, to) of the cleaned text, mapped to the paste.
func (p *parser) text(from, to int) sigv4.Text { return slice(p.in, from, to) }

// span is where bytes [from, to) of the cleaned text lie in the paste.
func (p *parser) span(from, to int) sigv4.Span { return sourceSpan(p.in, from, to) }
