package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// searchRule names the mistakes that a search found: made on purpose, they give the very value.
func searchRule() rule {
	return rule{
		name:   "search",
		causes: forensics.Causes(),
		guide:  guideSteps + "#signature",
		sources: []Citation{
			{docSigning, "Each step of a signature is fixed to the byte: a signer that does one of them in another way gets another signature."},
		},
		judge: judgeSearch,
	}
}

// searched is the simplest hypothesis that a search found to give the value, nil for none.
func (b *bench) searched() *forensics.Found {
	if b.in.Search == nil || len(b.in.Search.Found) == 0 || len(b.in.Search.Found[0].Mistakes) == 0 {
		return nil
	}
	return &b.in.Search.Found[0]
}

// adoptSearch has the canonical request that a search found stand for the client's or, where it was found by the
// server's hash, for the server's, so that it is shown beside the right one.
func (b *bench) adoptSearch() {
	f := b.searched()
	if f == nil {
		return
	}
	for i := range b.keys {
		b.keys[i].searched = true
	}
	found := &paste.CanonicalRequest{Text: sigv4.Text{String: f.CanonicalRequest}, Side: paste.Client, Error: -1}
	if last := canonicalLines(f.CanonicalRequest); len(last) > 0 {
		found.PayloadHash = last[len(last)-1].span
	}
	switch {
	case b.foundServers():
		found.Side = paste.Server
		b.server = found
	case b.client == nil && b.clientToSign == nil && f.CanonicalRequest != f.RightCanonicalRequest:
		b.client = found
	}
}

func judgeSearch(b *bench) []Finding {
	f := b.searched()
	if f == nil {
		return nil
	}
	var out []Finding
	for _, m := range f.Mistakes {
		who, does := b.searchSays(f, &m)
		finding := Finding{
			Cause: m.Cause, Confidence: Proved, Title: who + does, Marks: b.searchMarks(f, &m),
			Why: b.searchWhy(f, &m), Guide: searchGuide(f, &m),
			Fixes: []Fix{{Do: strings.TrimSuffix(m.Fix, "."), Detail: "Then " + searchFixed}},
		}
		if len(f.Mistakes) > 1 {
			finding.Fixes[0].Detail = "When the other mistakes are mended too, " + searchFixed
		}
		if b.foundServers() {
			finding.Fixes = []Fix{{Do: "Find what changes it on the way, or what of it the paste does not show", Detail: "A proxy, a gateway or the HTTP library can send something else than was signed. Or sign what arrives: " + m.Fix}}
		}
		if m.Source != "" && m.Source != docSigning {
			finding.Sources = []Citation{{m.Source, "What is said there is what the request calls for."}}
		}
		finding.Found, finding.Expected = changedLine(f)
		for _, other := range append(f.Others, b.otherFound()...) {
			if other.Cause != m.Cause && !slices.Contains(finding.Alternatives, other.Cause) {
				finding.Alternatives = append(finding.Alternatives, other.Cause)
			}
		}
		out = append(out, finding)
	}
	return out
}

// searchFixed is what a fix comes to, but of what the server accepts as it is.
const searchFixed = "the signature is the one that the server computes."

// otherFound are the mistakes of the other hypotheses, as simple, that give the value.
func (b *bench) otherFound() []forensics.Applied {
	var out []forensics.Applied
	for _, f := range b.in.Search.Found[1:] {
		if len(f.Mistakes) == 1 {
			out = append(out, f.Mistakes[0])
		}
	}
	return out
}

// searchSays says of one mistake who made it, and what it is.
func (b *bench) searchSays(f *forensics.Found, m *forensics.Applied) (who, does string) {
	if b.foundServers() {
		return "Unlike the request you pasted, the server has ", arrivedWith(f, m)
	}
	return "The signer ", m.Says
}

// searchVerdict says all the mistakes in one sentence, those last that the server accepts.
func (b *bench) searchVerdict(f *forensics.Found) Verdict {
	var refused, accepted []forensics.Applied
	server := ""
	for _, m := range f.Mistakes {
		if t := b.tolerance(m.Cause); t != nil {
			accepted, server = append(accepted, m), t.Server
		} else {
			refused = append(refused, m)
		}
	}
	said := ""
	for i, m := range append(refused, accepted...) {
		who, does := b.searchSays(f, &m)
		switch {
		case i > 0 && i == len(f.Mistakes)-1:
			who = ", and "
		case i > 0:
			who = ", "
		}
		said += who + does
		if m.Detail != "" && len(f.Mistakes) > 1 {
			said += " (" + m.Detail + ")"
		}
		if i >= len(refused) {
			said += ", which " + server + " accepts"
		}
	}
	detail := b.proofWords(f)
	if only := f.Mistakes[0]; only.Detail != "" && len(f.Mistakes) == 1 {
		detail = capital(only.Detail) + ". " + detail
	}
	if len(refused) == 0 {
		detail += " So the request was refused for something else."
	}
	return Verdict{sentence(said), Proved, detail}
}

// searchWhy says of one mistake how the proof was made.
func (b *bench) searchWhy(f *forensics.Found, m *forensics.Applied) string {
	why := b.proofWords(f)
	if len(f.Mistakes) > 1 {
		what, value := b.searchWords()
		why = fmt.Sprintf("One of the %d %ss that together give %s.", len(f.Mistakes), what, value)
	}
	if m.Detail == "" {
		return why
	}
	return capital(m.Detail) + ". " + why
}

// searchWords are the words for what was looked for, and for what it gives.
func (b *bench) searchWords() (what, value string) {
	what, value = "mistake", "the signature that was sent"
	if b.searchKey().IsZero() {
		value = "the hash that is stated"
	}
	if b.foundServers() {
		what = "change"
	}
	return what, value
}

// proofWords says how the proof was made, and how far the search went.
func (b *bench) proofWords(f *forensics.Found) string {
	var why strings.Builder
	what, value := b.searchWords()
	if !b.searchKey().IsZero() {
		value += ": all 64 digits agree"
	}
	if len(f.Mistakes) == 1 {
		fmt.Fprintf(&why, "Made on purpose, this %s gives %s.", what, value)
	} else {
		fmt.Fprintf(&why, "Made together, these %d %ss give %s; none of them does alone.", len(f.Mistakes), what, value)
	}
	if n := len(b.in.Search.Found); n > 1 {
		fmt.Fprintf(&why, " %s as simple would give it too.", count(n-1, "other explanation", "other explanations"))
	} else {
		fmt.Fprintf(&why, " No simpler one was found among %s hypotheses.", thousands(b.in.Search.Tried))
	}
	return why.String()
}

// changedLine gives the first line in which what was signed departs, as it was and as it ought to be.
func changedLine(f *forensics.Found) (found, expected string) {
	got, want := f.CanonicalRequest, f.RightCanonicalRequest
	if got == want {
		got, want = f.StringToSign, f.RightStringToSign
	}
	mine, right := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(mine), len(right)) {
		line := func(of []string) string {
			if i < len(of) {
				return of[i]
			}
			return ""
		}
		if line(mine) != line(right) {
			return line(mine), line(right)
		}
	}
	return "", ""
}

// searchMarks marks what the mistake was made with: the line of the request, or else the signature.
func (b *bench) searchMarks(f *forensics.Found, m *forensics.Applied) []Mark {
	var right sigv4.Text
	switch {
	case len(b.sent) > 0:
		right = b.sent[0].canonical
	case b.server != nil:
		right = b.server.Text
	}
	said := "as it was sent; signed was "
	if b.foundServers() {
		said = "as you pasted it; the server has "
	}
	if f.CanonicalRequest != f.RightCanonicalRequest && right.String == f.RightCanonicalRequest {
		c := compare(sigv4.StageCanonicalRequest, []column{
			{"client", sigv4.Text{String: f.CanonicalRequest}, canonicalLines(f.CanonicalRequest), false},
			{"sent", right, canonicalLines(right.String), false},
		})
		var marks []Mark
		for _, l := range c.Lines {
			if !l.Same && len(l.Cells) == 2 && !l.Cells[1].Absent && concerns(m, &l) {
				marks = append(marks, markRange(right, l.Cells[1].Span, l.Part, said+quoted(l.Cells[0].Text, 0), true)...)
			}
		}
		if len(marks) > 0 {
			return marks
		}
	}
	if b.request != nil && b.claimed {
		if marks := markSource(b.request, b.claim.Where.Source, b.claim.Where.Signature, "signature", "made with this mistake", true); len(marks) > 0 {
			return marks
		}
	}
	if b.serverToSign != nil {
		return markText(b.serverToSign.Text, "key", "signed with this mistake", true)
	}
	return b.keyIDMark()
}
