package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// contrast sets the canonical request that was signed, or is taken for it, against the one that the
// server has or that the request calls for. Rules read causes off the lines in which they differ.
type contrast struct {
	comparison   *Comparison
	mine, theirs int            // sides: client and server, client and sent, sent and arrived, or sent and server
	differing    []ComparedLine // the lines in which these two differ; what is missing on one side counts
	most         Confidence
	exact        bool // mine with one line of theirs has the hash that is known of theirs, and mine is what was signed
}

// contrasted gives the two sides that say most, nil where there are not two, or they agree.
func (b *bench) contrasted() *contrast {
	if b.canonical == nil || b.canonical.Departs < 0 || b.clientHasServerHash() {
		return nil
	}
	if _, serversText := b.proven(func(t keyTrial) bool { return t.overServer }); serversText {
		return nil // what was signed is the server's text, whatever else is in the paste
	}
	_, requestsText := b.proven(func(t keyTrial) bool { return t.overSent && !t.overClient })
	for _, pair := range [...][2]string{{"client", "server"}, {"client", "sent"}, {"sent", "arrived"}, {"sent", "server"}} {
		c := &contrast{comparison: b.canonical, mine: b.canonical.side(pair[0]), theirs: b.canonical.side(pair[1]), most: Certain}
		if c.mine < 0 || c.theirs < 0 || requestsText && pair[0] == "client" {
			continue
		}
		if c.differing = c.differs(); len(c.differing) == 0 {
			continue
		}
		c.exact = !c.ofAnother() && len(c.differing) == 1 && b.exact(pair[0], pair[1])
		switch {
		case c.ofAnother(), b.saysAnything() && !b.mismatch(): // or the server refused it for something else
			c.most = Possible
		case c.exact:
		case pair[1] == "server" && b.hashes.able && !b.hashes.intact, pair[1] == "arrived" && b.serverSaysSent(), pair[0] == "client" && b.assumedClient:
			c.most = Likely
		}
		return c
	}
	return nil
}

// serverSaysSent reports whether the server's own text is that of the first of two requests: then the
// second is not what arrived.
func (b *bench) serverSaysSent() bool {
	return b.server != nil && len(b.sent) > 0 && b.isServers(b.sent[0].canonical.String)
}

// exact reports whether both sides are held by a recomputation: mine by the signature or by the
// client's own string to sign, theirs by the server's hash or by the request.
func (b *bench) exact(mine, theirs string) bool {
	if mine != "client" || b.client.Masked || theirs == "server" && !b.hashes.intact || theirs == "sent" && b.sent[0].borrowedHash {
		return false
	}
	_, made := b.proven(func(t keyTrial) bool { return t.overClient })
	if made && b.clientToSign == nil {
		return true
	}
	if b.clientToSign == nil || b.clientToSign.Masked {
		return false
	}
	if h := hashOf(b.client, b.clientToSign); !h.able || !h.intact {
		return false
	}
	return made || theirs == "server" && before(b.clientToSign.Text.String) == before(b.serverToSign.Text.String)
}

// before is a string to sign without its last line.
func before(toSign string) string { return toSign[:strings.LastIndexByte(toSign, '\n')+1] }

// side gives the index of a side by its name, -1 when there is none.
func (c *Comparison) side(name string) int {
	for i, s := range c.Sides {
		if s.Name == name {
			return i
		}
	}
	return -1
}

func (c *contrast) differs() []ComparedLine {
	var out []ComparedLine
	for _, l := range c.comparison.Lines {
		if mine, theirs := l.Cells[c.mine], l.Cells[c.theirs]; !l.Same && (mine.Absent != theirs.Absent || !agree(mine.Text, theirs.Text)) {
			out = append(out, l)
		}
	}
	return out
}

// signers reports whether what is set against the other side is the signer's own text, and not made
// here from the request: only then does it show how the signer writes things.
func (c *contrast) signers() bool { return c.comparison.Sides[c.mine].Name == "client" }

// ofAnother reports whether the two texts seem to be of different requests: other dates, or hardly
// a line in common.
func (c *contrast) ofAnother() bool {
	places := 0
	for _, l := range c.differing {
		switch l.Name {
		case "header x-amz-date", "header date":
			return true
		case "method", "canonical URI":
			places++
		}
	}
	return places == 2 || len(c.differing) > 4
}

// line finds the line of a name where both sides have it and it differs.
func (c *contrast) line(name string) (mine, theirs string, ok bool) {
	for _, l := range c.differing {
		if m, t := l.Cells[c.mine], l.Cells[c.theirs]; l.Name == name && !m.Absent && !t.Absent {
			return m.Text, t.Text, true
		}
	}
	return "", "", false
}

// grade is how sure a cause is that accounts for a differing line wholly: proved where nothing else
// differs and both texts are held by a recomputation.
func (c *contrast) grade() Confidence {
	if c.exact && c.most == Certain {
		return Proved
	}
	return c.most
}

// mended is how sure causes are that together lead from the text that was signed to text: proved where
// both sides are held by a recomputation and text is theirs, byte for byte.
func (b *bench) mended(c *contrast, text string) Confidence {
	if c.most == Certain && !c.ofAnother() && text == c.comparison.Sides[c.theirs].Text.String &&
		b.exact(c.comparison.Sides[c.mine].Name, c.comparison.Sides[c.theirs].Name) {
		return Proved
	}
	return c.most
}

// atMost is the weaker of two confidences.
func atMost(a, b Confidence) Confidence {
	if rank(a) < rank(b) {
		return b
	}
	return a
}

// finding makes what findings about a differing line have in common: marks on both sides, the bytes,
// and the words on the proof.
func (b *bench) finding(c *contrast, cause, title, line string, confidence Confidence) Finding {
	f := Finding{Cause: cause, Title: title, Confidence: confidence}
	f.Found, f.Expected, _ = c.line(line)
	for _, l := range c.comparison.Lines {
		if l.Name != line {
			continue
		}
		f.Marks = append(f.Marks, c.marks(c.mine, c.theirs, l, b.whoHas(c.mine), true)...)
		f.Marks = append(f.Marks, c.marks(c.theirs, c.mine, l, b.whoHas(c.theirs), false)...)
	}
	_, oneStep := b.proven(func(t keyTrial) bool { return t.oneStep })
	switch {
	case confidence == Proved && oneStep:
		f.Why = "With this line alone written so, the request makes your signature, all 64 digits. "
	case confidence == Proved:
		f.Why = "With this one change your canonical request is " + b.whose(c.theirs) + ", byte for byte: the hashes agree. "
	case rank(confidence) > rank(Certain):
		f.Test = "Mend this and send again: if it was not the cause, the answer stays the same."
	}
	if c.ofAnother() {
		f.Why += "The two texts differ in much, and may be of different requests. "
	}
	return f
}

// marks marks the bytes of one side of a line that differ from the other side's.
func (c *contrast) marks(side, other int, l ComparedLine, note string, bad bool) []Mark {
	cell := l.Cells[side]
	if cell.Absent || cell.Span.Len() == 0 {
		return nil
	}
	here, _ := differing(cell.Text, l.Cells[other].Text)
	if here.Len() == 0 {
		here = sigv4.Span{End: len(cell.Text)}
	}
	here.Start += cell.Span.Start
	here.End += cell.Span.Start
	return markRange(c.comparison.Sides[side].Text, here, l.Part, note, bad)
}

// whose names the text of a side: "the server's", "what the request calls for".
func (b *bench) whose(side int) string {
	switch b.canonical.Sides[side].Name {
	case "server":
		return possessive(b.serverName())
	case "arrived":
		return "that of the request as it arrived"
	}
	return "what the request calls for"
}

// whoHas says in a few words whose bytes are marked.
func (b *bench) whoHas(side int) string {
	switch b.canonical.Sides[side].Name {
	case "client":
		return "signed"
	case "server":
		return "the server's"
	case "arrived":
		return "arrived"
	}
	return "in the request"
}

// says says what the two sides have in a line, mine first.
func (c *contrast) says(b *bench, line string) string {
	mine, theirs, _ := c.line(line)
	at, _ := differing(mine, theirs)
	first := "You signed "
	if !c.signers() {
		first = "The request has "
	}
	return first + shown(mine, at.Start) + "; " + b.has(c.theirs) + shown(theirs, at.Start) + "."
}

// has starts a clause on what a side has: "the server's has ", "the request calls for ".
func (b *bench) has(side int) string {
	switch b.canonical.Sides[side].Name {
	case "server":
		return possessive(b.serverName()) + " has "
	case "arrived":
		return "the request as it arrived has "
	}
	return "the request calls for "
}

// shown quotes a line, or says that it is empty.
func shown(s string, at int) string {
	if s == "" {
		return "nothing there"
	}
	return quoted(s, at)
}
