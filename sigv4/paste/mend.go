package paste

import (
	"strings"

	"countersign/sigv4"
)

// A mending is what may have been done to a server's canonical request on its way into the paste.
var mendings = [...]struct {
	why      string
	entities bool // references such as &amp; stand for characters
	spaces   bool // white space was added at the ends of lines
}{
	{"empty lines restored", false, false},
	{"&amp; undone", true, false},
	{trimmedLines, false, true},
	{"&amp; undone, " + trimmedLines, true, true},
}

// mend restores the server's canonical requests that a known way into the paste changed. The hash in
// a server's string to sign proves it: a text that does not hash to one stays as it was found.
func (p *parser) mend() {
	stated := map[string]bool{}
	for _, s := range p.ev.StringsToSign {
		if hash := s.Text.String[s.Hash.Start:s.Hash.End]; s.Side == Server && len(hash) == 64 {
			stated[hash] = true
		}
	}
	for i := range p.ev.CanonicalRequests {
		c := &p.ev.CanonicalRequests[i]
		if len(stated) == 0 || c.Side != Server || c.Masked || c.PayloadHash.Len() == 0 || c.SignedHeaders.Len() == 0 || stated[sigv4.HashHex(c.Text.String)] {
			continue
		}
		for _, m := range mendings {
			if m.entities && strings.IndexByte(c.Text.String, '&') < 0 {
				continue
			}
			if mended := c.mended(m.entities, m.spaces); stated[sigv4.HashHex(mended.Text.String)] {
				mended.Repair = joinWords(c.Repair, m.why)
				*c = mended
				break
			}
		}
	}
}

// mended is c with the line breaks that a canonical request has between its parts.
func (c CanonicalRequest) mended(entities, spaces bool) CanonicalRequest {
	out, w, at := c, rewrite(c.Text), 0
	part := func(span *sigv4.Span, breaks int) {
		from := *span
		if from.Start < at { // a line that is not there
			from = sigv4.Span{Start: at, End: at}
		}
		w.in = c.Text
		if have := strings.Count(c.Text.String[at:from.Start], "\n"); have == breaks {
			w.copy(at, from.Start)
		} else {
			w.insert(strings.Repeat("\n", breaks), "a line break that was lost")
		}
		start := w.out.Len()
		for at = from.Start; at < from.End; {
			end := min(lineEnd(c.Text.String, at), from.End)
			to := end
			if spaces {
				_, to = trimmed(c.Text.String, at, end)
			}
			w.in = c.Text
			if entities {
				w.in = decodeXML(c.Text, at, to)
				w.copy(0, len(w.in.String))
				w.in = c.Text
			} else {
				w.copy(at, to)
			}
			at = min(end+1, from.End)
			w.copy(end, at)
		}
		*span = sigv4.Span{Start: start, End: w.out.Len()}
	}
	part(&out.Method, 0)
	part(&out.URI, 1)
	part(&out.Query, 1)
	part(&out.Headers, 1)
	part(&out.SignedHeaders, 2)
	part(&out.PayloadHash, 1)
	out.Text = w.text()
	return out
}
