package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countersign/app/view"
	"countersign/docs"
	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
	"countersign/sigv4/pastetest"
)

// errorPage is an error code with its page.
type errorPage struct {
	Code    string     // "" for answers without one
	Guide   view.Guide // what is written about it, and what is drawn from the answers
	Answers []codeAnswer
}

// Name is what the page's files are called by.
func (p errorPage) Name() string { return errorName(p.Code) }

// codeAnswer is an answer of the catalogue, as it comes with the code of a page.
type codeAnswer struct {
	diagnose.Answer // Codes: only those of the page
	Messages        []codeMessage
	Causes          []lead // what it points at, the surest first
}

// codeMessage is what a server writes, word for word, and what the engine makes of it.
type codeMessage struct {
	Text      string
	Fields    []messageField
	Example   view.Example // the message in an answer with the page's code, for the workbench
	Diagnosis diagnose.Diagnosis
}

// messageField is a part of a message that differs from one to the next.
type messageField struct {
	Name string
	Span sigv4.Span // in the message
}

// lead is a cause that an answer points at. Confidence is Undecided where the answer does no more than
// leave it open.
type lead struct {
	Cause      diagnose.Cause
	Confidence diagnose.Confidence
}

// errorGroup is a group of codes, for the index.
type errorGroup struct {
	Name, Says string
	Pages      []errorPage
}

// errorName is what the files about a code are called by.
func errorName(code string) string { return cmp.Or(code, "no-code") }

func errorPath(code string) string { return "errors/" + errorName(code) + ".html" }

// answerID is the anchor of an answer on the pages of its codes.
func answerID(id string) string { return strings.NewReplacer(".", "-", "_", "-").Replace(id) }

// errorPages reads the page of every code of the catalogue, by group. A code without a group or a text
// is an error, and so is either without a code.
func errorPages() ([]errorGroup, error) {
	texts, err := docs.Errors()
	if err != nil {
		return nil, err
	}
	recorded, err := pastetest.Answers()
	if err != nil {
		return nil, err
	}
	written := map[string]string{}
	for _, t := range texts {
		written[t.Name] = t.Markdown
	}
	coded := codes()
	var groups []errorGroup
	for _, g := range codeGroups() {
		group := errorGroup{Name: g.name, Says: g.says}
		for code := range strings.FieldsSeq(g.codes) {
			if code == "no-code" {
				code = ""
			}
			text, ok := written[errorName(code)]
			if !ok {
				return nil, fmt.Errorf("docs/errors/%s.md is missing: every code has its page", errorName(code))
			}
			delete(written, errorName(code))
			if !slices.Contains(coded, code) {
				return nil, fmt.Errorf("code %q of the group %q is not in the catalogue, or in two groups", code, g.name)
			}
			coded = slices.DeleteFunc(coded, func(c string) bool { return c == code })
			p := errorPage{Code: code}
			if p.Guide, err = parseGuide(errorPath(code), []byte(text)); err != nil {
				return nil, fmt.Errorf("docs/errors/%s.md:%w", errorName(code), err)
			}
			p.Answers = answersWith(code, recorded)
			if err := p.draw(); err != nil {
				return nil, fmt.Errorf("%s: %w", p.Guide.Path, err)
			}
			group.Pages = append(group.Pages, p)
		}
		groups = append(groups, group)
	}
	for name := range written {
		return nil, fmt.Errorf("docs/errors/%s.md is the page of no code", name)
	}
	if len(coded) > 0 {
		return nil, fmt.Errorf("the codes %q are in no group", coded)
	}
	return groups, nil
}

// codes lists the codes of the catalogue, each once.
func codes() []string {
	var list []string
	for _, a := range diagnose.Catalogue() {
		for _, c := range a.Codes {
			if !slices.Contains(list, c.Code) {
				list = append(list, c.Code)
			}
		}
	}
	return list
}

// answersWith gives the answers that come with a code, in the order of the catalogue.
func answersWith(code string, recorded []pastetest.Answer) []codeAnswer {
	var list []codeAnswer
	examples := 0
	for _, a := range diagnose.Catalogue() {
		a.Codes = slices.DeleteFunc(a.Codes, func(c diagnose.AnswerCode) bool { return c.Code != code })
		if len(a.Codes) == 0 {
			continue
		}
		answer := codeAnswer{Answer: a}
		for _, r := range wordings(a.ID, code, recorded) {
			examples++
			m := codeMessage{Text: r.Text, Example: view.Example{
				Name:  errorName(code) + "-" + strconv.Itoa(examples),
				Paste: answerBody(a.Codes[0], r),
			}}
			if !r.ByCode {
				m.Fields = fieldsOf(r)
			}
			m.Diagnosis = diagnose.Diagnose(diagnose.Input{Evidence: paste.Parse(m.Example.Paste)})
			answer.Messages = append(answer.Messages, m)
		}
		answer.Causes = leads(answer)
		list = append(list, answer)
	}
	return list
}

// wordings are the recorded messages of an answer with a code. Where none has the code and all have one
// and the same, the wording does not depend on it.
func wordings(id, code string, recorded []pastetest.Answer) []pastetest.Answer {
	var all, own []pastetest.Answer
	shared := true
	for _, r := range recorded {
		if r.ID != id {
			continue
		}
		all = append(all, r)
		shared = shared && r.Code == all[0].Code
		if r.Code == code {
			own = append(own, r)
		}
	}
	if own == nil && shared {
		return all
	}
	return own
}

// answerBody is the body of an answer with a code and a message, in the protocol's form.
func answerBody(c diagnose.AnswerCode, r pastetest.Answer) string {
	switch protocol := c.Protocols[0]; {
	case r.Body(), protocol == "s3-head": // what an SDK says of an answer without a body
		return r.Text
	case slices.Contains([]string{"json", "rest-json", "api-gateway", "appsync", "vpc-lattice", "sp-api", "wrapped"}, protocol):
		return jsonText("__type", c.Code, "message", r.Text)
	}
	return "<Error><Code>" + c.Code + "</Code><Message>" + xmlText(r.Text) + "</Message></Error>"
}

// fieldsOf are the parts of a message that the engine takes out of it, in order.
func fieldsOf(r pastetest.Answer) []messageField {
	var fields []messageField
	ev := paste.Parse(r.Text)
	for _, c := range ev.CanonicalRequests {
		fields = append(fields, messageField{"canonical_request", c.Span})
	}
	for _, s := range ev.StringsToSign {
		fields = append(fields, messageField{"string_to_sign", s.Span})
	}
	for _, e := range ev.Errors {
		for _, m := range e.Messages {
			for _, c := range m.Captures {
				if segments := c.Value.Map.Segments; len(segments) > 0 {
					fields = append(fields, messageField{c.Name, sigv4.Span{Start: segments[0].Src.Start, End: segments[len(segments)-1].Src.End}})
				}
			}
		}
	}
	slices.SortStableFunc(fields, func(a, b messageField) int { return a.Span.Start - b.Span.Start })
	return slices.CompactFunc(fields, func(next, before messageField) bool { return next.Span.Start < before.Span.End })
}

// confidences lists them, the strongest first.
var confidences = [...]diagnose.Confidence{diagnose.Proved, diagnose.Certain, diagnose.Likely, diagnose.Possible, diagnose.Undecided}

func sure(c diagnose.Confidence) int { return slices.Index(confidences[:], c) }

// leads gathers the causes that the engine finds in the messages of an answer, with those that leave the
// same evidence, and all that a differing signature leaves open.
func leads(a codeAnswer) []lead {
	found := map[string]diagnose.Confidence{}
	add := func(id string, c diagnose.Confidence) {
		if before, ok := found[id]; !ok || sure(c) < sure(before) {
			found[id] = c
		}
	}
	for _, m := range a.Messages {
		for _, f := range m.Diagnosis.Findings {
			add(f.Cause, f.Confidence)
			for _, other := range f.Alternatives {
				add(other, diagnose.Possible)
			}
		}
		if !mismatch(a.Answer) {
			continue
		}
		for _, c := range diagnose.Causes() {
			out := slices.ContainsFunc(m.Diagnosis.RuledOut, func(r diagnose.RuledOut) bool { return r.Cause == c.ID })
			if c.Search != "" && !out {
				add(c.ID, diagnose.Undecided)
			}
		}
	}
	var list []lead
	for _, c := range diagnose.Causes() {
		if confidence, ok := found[c.ID]; ok {
			list = append(list, lead{c, confidence})
		}
	}
	slices.SortStableFunc(list, func(a, b lead) int {
		return cmp.Or(sure(a.Confidence)-sure(b.Confidence), diagnose.Frequency(b.Cause.ID)-diagnose.Frequency(a.Cause.ID))
	})
	return list
}

// mismatch reports whether an answer says no more than that the signatures differ: by its sentence, or
// by its code where the server writes no sentences.
func mismatch(a diagnose.Answer) bool {
	return a.Mismatch() || a.ID == "compat.no_message" && a.Codes[0].Code == "SignatureDoesNotMatch"
}

// errorExamples are the messages of every page, to be opened in the workbench. They have no title: it
// does not offer them.
func errorExamples(groups []errorGroup) []view.Example {
	var list []view.Example
	for _, g := range groups {
		for _, p := range g.Pages {
			for _, a := range p.Answers {
				for _, m := range a.Messages {
					list = append(list, m.Example)
				}
			}
		}
	}
	return list
}

// addErrors adds the pages of the codes and their index.
func addErrors(list []page, groups []errorGroup) ([]page, error) {
	list = append(list, page{Path: "errors/index.html", Template: "errors", Section: "errors", Errors: groups, Scripts: searchScripts,
		Title:       "AWS error codes about signatures, credentials and clocks · Countersign",
		Description: "Every error code with which AWS and S3-compatible servers refuse a request for its authentication: the messages word for word, what they mean, and what to do."})
	for _, g := range groups {
		for _, p := range g.Pages {
			drawn, err := drawGuide(p.Guide)
			if err != nil {
				return nil, err
			}
			list = append(list, page{Path: p.Guide.Path, Template: "guide", Section: "errors", Twin: twinOf(p.Guide.Path),
				Title: p.Guide.Title + " · Countersign", Description: p.Guide.Summary, Guide: drawn})
		}
	}
	return list, nil
}
