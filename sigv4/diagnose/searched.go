package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/forensics"
)

// foundServers reports whether what a search found is the server's canonical request, by its hash, and so what arrived.
func (b *bench) foundServers() bool {
	f := b.searched()
	return f != nil && b.searchKey().IsZero() && sigv4.HashHex(f.CanonicalRequest) == b.serverHash()
}

// concerns reports whether a mistake is about a line of the canonical request. One that is about none by name is about
// all.
func concerns(m *forensics.Applied, l *ComparedLine) bool {
	switch m.Family {
	case "method", "path", "query", "payload":
		return l.Part == m.Family
	case "host":
		return l.Name == "header host"
	case "headers":
		return l.Part == "headers" && l.Name != "header host"
	}
	return true
}

// changedLines are the lines of the canonical request that a mistake changed: what was found, then the right one.
func changedLines(f *forensics.Found, m *forensics.Applied) []ComparedLine {
	var out []ComparedLine
	for _, l := range CompareTexts(sigv4.StageCanonicalRequest, f.CanonicalRequest, f.RightCanonicalRequest).Lines {
		if !l.Same && concerns(m, &l) {
			out = append(out, l)
		}
	}
	return out
}

// searchGuide is the section on what a mistake is about, "" where the rule's own will do.
func searchGuide(f *forensics.Found, m *forensics.Applied) string {
	switch m.Family {
	case "string-to-sign":
		return guideSteps + "#string-to-sign"
	case "secret", "key", "scope":
		return guideSteps + "#signing-key"
	}
	if lines := changedLines(f, m); len(lines) > 0 {
		return guideForLine(sigv4.StageCanonicalRequest, lines[0].Name)
	}
	return ""
}

// arrivedWith says what a change on the way made of a request: "another path".
func arrivedWith(f *forensics.Found, m *forensics.Applied) string {
	lines := changedLines(f, m)
	if len(lines) == 0 {
		return "another canonical request"
	}
	l := lines[0]
	header, ok := strings.CutPrefix(l.Name, "header ")
	switch {
	case ok && l.Cells[0].Absent:
		return "no header " + header
	case ok && l.Cells[1].Absent:
		return "a header " + header
	case ok:
		return "another value of the header " + header
	case l.Name == "canonical URI":
		return "another path"
	}
	return "another " + strings.TrimPrefix(l.Name, "canonical ")
}

// searchedInVain reports whether a search tried all that it knows, and found nothing.
func (b *bench) searchedInVain() bool {
	return b.in.Search != nil && b.in.Search.Complete && b.in.Search.Tried > 0 && len(b.in.Search.Found) == 0
}

// unexplained is the verdict where no known mistake gives the signature.
func (b *bench) unexplained() Verdict {
	return Verdict{"With this " + b.keyWord() + ", no known mistake gives the signature of this request.", Proved, "What remains is " + b.unsearched() + "."}
}

// unsearched names what a search cannot see.
func (b *bench) unsearched() string {
	if b.searchKey().IsZero() {
		return "a change of the body or of a value that is not in the paste, or one that is not known here"
	}
	return "another " + b.keyWord() + " than the one given, bytes that are not in the paste, several rare mistakes at once, or one that is not known here"
}

// keyWord says what the key was given as.
func (b *bench) keyWord() string {
	if b.searchKey().IsDerived() {
		return "signing key"
	}
	return "secret"
}

// searchFacts says what a search that found nothing excludes.
func searchFacts(b *bench) []Fact {
	r := b.in.Search
	if r == nil || r.Tried == 0 || len(r.Found) > 0 {
		return nil
	}
	var families []string
	keyed := !b.searchKey().IsZero()
	for _, f := range forensics.Families() {
		if keyed || !f.Proof {
			families = append(families, f.Says)
		}
	}
	fact := fmt.Sprintf("%s hypotheses were tried, one mistake and, as far as so many could be put together, two and three, and none gives %s. Excluded, as far as they are known here: %s.",
		thousands(r.Tried), map[bool]string{true: "the signature that was sent", false: "the hash that is stated"}[keyed], strings.Join(families, "; "))
	if !r.Complete {
		fact = fmt.Sprintf("%s hypotheses were tried before the search was ended, and none gives the value.", thousands(r.Tried))
	}
	facts := []Fact{{Fact: fact, Confidence: Proved}}
	return append(facts, Fact{Fact: "What remains is " + b.unsearched() + ".", Confidence: Likely})
}

// thousands writes a number with a thin space between its thousands.
func thousands(n uint64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "\u202f" + text[i:]
	}
	return text
}
