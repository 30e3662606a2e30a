package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4/forensics"
)

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
	return "another " + b.keyWord() + " than the one given, bytes that are not in the paste, or a mistake that is not known here"
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
	fact := fmt.Sprintf("%s hypotheses were tried, one mistake and two and three together, and none gives %s. Excluded, as far as they are known here: %s.",
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
