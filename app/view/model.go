package view

import (
	"slices"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
	"countersign/sigv4/report"
)

// Job is what a model is made from.
type Job struct {
	Paste  string
	Left   int // bytes of a longer paste that were not taken
	Secret Secret
	KeyID  string            // that the secret belongs to, when there are several
	Search *forensics.Result // what a search came to, nil for none
}

// Model is a diagnosis as it is to be drawn: trees, and what the buttons in them refer to.
type Model struct {
	Verdict    []Node // the answer; read out when it changes
	Answer     []Node // all that supports it, in order
	Chips      Node
	Recognised Node
	Notices    []Node       // what the reader should know of the reading
	Copies     []string     // by the arg of ActCopy
	Spans      []sigv4.Span // in the paste, by the arg of ActShow
	KeyIDs     []string     // the access key ids found
	Guide      string       // path#section to read beside it
	Answered   bool         // there is a verdict
	Seeks      string       // what a search for the mistake would look for: "signature", "hash", "" for none

	report func() string // seldom asked for, so made then; nil when there is none
}

// HasReport says whether there is a report.
func (m Model) HasReport() bool { return m.report != nil }

// Report is the diagnosis as Markdown, redacted; "" when there is none.
func (m Model) Report() string {
	if m.report == nil {
		return ""
	}
	return m.report()
}

// Workbench diagnoses what was pasted and says how it is to be drawn.
func Workbench(j Job) Model {
	if j.Paste == "" {
		return Model{Verdict: waiting()}
	}
	ev := paste.Parse(j.Paste)
	in := diagnose.Input{Evidence: ev, Key: sigv4.ParseKey(j.Secret.typed()), KeyID: j.KeyID, Search: j.Search}
	d := diagnose.Diagnose(in)
	m := draw(in, d, j.Secret)
	if !d.Unusable {
		m.report = func() string { return report.New(in, d, j.Secret.typed()).Markdown() }
	}
	if left := j.Left + len(j.Paste) - len(ev.Text); left > 0 {
		m.Notices = append(m.Notices, paragraph("notice", "Only the first "+size(paste.MaxBytes)+" are read; "+size(left)+" were left out."))
	}
	m.KeyIDs = keyIDs(ev)
	return m
}

// draw makes the trees of a diagnosis, with no secret in any of them.
func draw(in diagnose.Input, d diagnose.Diagnosis, given Secret) Model {
	ev := in.Evidence
	hidden := secretsOf(ev, given)
	w := &drawing{src: newSource(ev.Text, hidden)}
	w.src.hues = hues(ev)
	m := Model{Verdict: verdict(d.Verdict), Answered: true, Seeks: d.Seeks}
	add := func(nodes ...Node) {
		for _, n := range nodes {
			if n.Tag != "" {
				m.Answer = append(m.Answer, n)
			}
		}
	}
	add(clockNode(d.Clock))
	toTransit, transit := w.transit(d.Transit)
	add(toTransit)
	if lines := w.signedLines(in.Search, d.FoundServers); lines.Tag != "" {
		add(lines)
		d.Findings = withoutBytes(d.Findings)
	}
	add(w.findings(d)...)
	if d.Mendable {
		add(w.corrected(in))
	}
	add(errorLink(ev.Errors))
	add(transit)
	for i, c := range d.Comparisons {
		add(w.comparison(i, c))
	}
	add(pasteNext(d.PasteNext), w.established(d), ruledOut(d.RuledOut), w.steps(d.Steps, d.Comparisons))
	m.Chips, m.Spans = chips(w.src, d.Parts)
	m.Recognised = recognised(w.src, d)
	m.Guide = guideFor(d)
	m.Copies = w.copies

	m.Verdict, m.Answer = hidden.scrubAll(m.Verdict), hidden.scrubAll(m.Answer)
	m.Chips, m.Recognised = hidden.scrub(m.Chips), hidden.scrub(m.Recognised)
	return m
}

// guideFor names the section to read: that of the leading finding, else that of the line that differs.
func guideFor(d diagnose.Diagnosis) string {
	if len(d.Findings) > 0 && d.Findings[0].Guide != "" {
		return d.Findings[0].Guide
	}
	return d.Guide
}

// keyIDs lists the access key ids that requests in the paste name.
func keyIDs(ev paste.Evidence) []string {
	var ids []string
	for _, r := range ev.Requests {
		if c, err := sigv4.ParseClaim(r.Request); err == nil && c.AccessKeyID != "" && !slices.Contains(ids, c.AccessKeyID) {
			ids = append(ids, c.AccessKeyID)
		}
	}
	return ids
}

// LineOf gives the line of text, from 1, on which the byte at i lies.
func LineOf(text string, i int) int {
	return 1 + strings.Count(text[:min(max(i, 0), len(text))], "\n")
}

// Work does a packed job, for a worker, and gives its packed answer: a Model, or of a search its result. report is
// called with what a search says on the way. ok is false for what is no job.
func Work(job string, report func(progress string)) (answer string, ok bool) {
	j, share, ok := unpackJob(job)
	switch {
	case !ok:
		return "", false
	case share.of == 0:
		return Workbench(j).Pack(), true
	}
	return j.search(share, report)
}
