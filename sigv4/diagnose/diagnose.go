package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// Diagnose judges the evidence. It is total: any evidence gives a diagnosis. A secret goes into no
// text of it.
func Diagnose(in Input) Diagnosis {
	b := prepare(in)
	d := Diagnosis{Clock: b.clock, Parts: b.parts(), Steps: b.steps(), Transit: b.transit()}
	d.Findings = judgeAll(b)
	d.Established = establish(b)
	d.RuledOut = ruleOut(b, d.Findings)
	dropRuledOut(d.Findings, d.RuledOut)
	d.Verdict = decide(b, d.Findings)
	d.Unusable = len(d.Findings) == 0 && unusable(b)
	if !d.Unusable {
		d.Guide = guideFor(b.canonical, b.toSign)
		if b.carried != nil && b.carried.apart {
			d.Guide = b.carried.guide()
		}
		d.PasteNext = askNext(b, d.Findings)
	} else if strings.TrimSpace(b.ev.Text) != "" {
		d.PasteNext = askForAnything()
	}
	d.Wrong = wrong(b, &d)
	d.FoundServers = b.foundServers()
	d.Mendable = len(b.keys) > 0 && (b.keys[0].oneStep || b.searched() != nil)
	if search, ok := b.searchable(); ok && search.Hash != "" {
		d.Seeks = "hash"
	} else if ok {
		d.Seeks = "signature"
	}
	for _, c := range [...]*Comparison{b.canonical, b.toSign} {
		if c != nil {
			d.Comparisons = append(d.Comparisons, *c)
		}
	}
	return d
}

// unusable reports whether nothing in the paste bears on a signature.
func unusable(b *bench) bool {
	return len(b.ev.Errors) == 0 && len(b.ev.Requests) == 0 && len(b.ev.Responses) == 0 &&
		len(b.ev.CanonicalRequests) == 0 && len(b.ev.StringsToSign) == 0 && b.carried == nil
}

// wrong reports whether something wrong was found: a cause, a refusal, a difference, or a signature
// that the given secret does not make. A signature that was proved right is nothing wrong.
func wrong(b *bench, d *Diagnosis) bool {
	if len(d.Findings) > 0 {
		return d.Findings[0].Cause != "signature-valid"
	}
	return b.refused() || b.difference() != nil || b.notReproduced() || b.carried.departs() != nil
}

// establish lists what is known, whatever the cause is.
func establish(b *bench) []Fact {
	var facts []Fact
	for _, find := range [...]func(*bench) []Fact{
		answerFacts, asideFacts, clockFacts, comparisonFacts, hashFacts, keyFacts, carrierFacts, policyFacts, searchFacts, trialFacts, requestFacts, pasteFacts,
	} {
		for _, f := range find(b) {
			if !stands(facts, f.Fact) {
				facts = append(facts, f)
			}
		}
	}
	return facts
}

// stands reports whether a fact is listed already: logs repeat themselves.
func stands(facts []Fact, fact string) bool {
	for _, f := range facts {
		if f.Fact == fact {
			return true
		}
	}
	return false
}

// answerFacts says what the server answered.
func answerFacts(b *bench) []Fact {
	var facts []Fact
	for i := range b.ev.Errors {
		e := &b.ev.Errors[i]
		if len(facts) == maxAnswers {
			return append(facts, Fact{Fact: fmt.Sprintf("%d more answers are in the paste.", len(b.ev.Errors)-i), Confidence: Certain})
		}
		fact, code := "", e.Code.String
		marks := markText(e.Code, "", "", false)
		switch {
		case code != "" && e.Status > 0:
			fact = fmt.Sprintf("The server answered %s, status %d.", quoted(code, 0), e.Status)
		case code != "":
			fact = fmt.Sprintf("The server answered %s.", quoted(code, 0))
		}
		if fact != "" && !stands(facts, fact) && !(e.Status == 0 && b.answeredWithStatus(code)) {
			facts = append(facts, Fact{fact, Certain, marks})
		}
	}
	if _, ok := b.says(mismatchIDs[:]...); ok && b.mismatch() {
		facts = append(facts, Fact{Fact: "The server computed another signature than the one that was sent.", Confidence: Certain})
	}
	return facts
}

// answeredWithStatus reports whether a code stands in the paste with a status as well.
func (b *bench) answeredWithStatus(code string) bool {
	for i := range b.ev.Errors {
		if b.ev.Errors[i].Code.String == code && b.ev.Errors[i].Status > 0 {
			return true
		}
	}
	return false
}

// maxAnswers bounds how many answers of a log are listed.
const maxAnswers = 8

// requestFacts says what the request shows by itself.
func requestFacts(b *bench) []Fact {
	if b.request == nil {
		return nil
	}
	var facts []Fact
	if b.credential.found && b.claimErr != nil && !b.request.Cut && len(judgeAuthorization(b)) == 0 && len(judgeAlgorithm(b)) == 0 {
		facts = append(facts, Fact{Fact: "The authorization of the request cannot be read: " + b.claimErr.Error(), Confidence: Certain})
	}
	if b.sentErr != nil {
		facts = append(facts, Fact{Fact: "The request as pasted cannot be brought to a canonical request: " + b.sentErr.Error(), Confidence: Certain})
	}
	if b.claimed && b.request.Redacted && len(b.sent) == 0 {
		facts = append(facts, Fact{Fact: "Something in the request was masked before pasting, so it was not recomputed.", Confidence: Certain})
	}
	if doubt := b.request.BodyDoubt; doubt != "" && b.assumed() == "" {
		facts = append(facts, Fact{
			Fact:       fmt.Sprintf("The body in the paste, of %s, may not be the one that was sent: %s.", count(len(b.request.Request.Body), "byte", "bytes"), doubt),
			Confidence: Certain,
			Marks:      markSource(b.request, sigv4.Source{Part: sigv4.PayloadPart}, sigv4.Span{End: len(b.request.Request.Body)}, "payload", "the body", false),
		})
	}
	return facts
}

// pasteFacts says what was not read.
func pasteFacts(b *bench) []Fact {
	var facts []Fact
	if b.ev.Truncated {
		facts = append(facts, Fact{Fact: fmt.Sprintf("Only the first %d MiB of the paste were read.", paste.MaxBytes>>20), Confidence: Certain})
	}
	for i := range b.ev.CanonicalRequests {
		if len(b.ev.CanonicalRequests[i].Text.String) > maxHead {
			return append(facts, Fact{Fact: "A canonical request longer than 32 KiB was not compared: no server takes a path, a query and headers of that length.", Confidence: Certain})
		}
	}
	return facts
}
