package site

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"countersign/app/view"
	"countersign/sigv4/diagnose"
)

// twinOf is the path of the JSON that says what a page says.
func twinOf(page string) string { return strings.TrimSuffix(page, ".html") + ".json" }

// The JSON twins. Paths in them are relative to the site's root.
type (
	errorTwin struct {
		Code           string        `json:"code"` // "" for answers without one
		Title          string        `json:"title"`
		Summary        string        `json:"summary"`
		Group          string        `json:"group"`
		NotSignature   bool          `json:"not_a_signature_problem"` // none of the answers is about a signature
		Page           string        `json:"page"`
		JSON           string        `json:"json"`
		Statuses       []statusTwin  `json:"statuses"`
		Text           []sectionTwin `json:"text,omitempty"`
		Answers        []answerTwin  `json:"answers,omitempty"`
		Causes         []leadTwin    `json:"causes,omitempty"`
		ConfirmedCases int           `json:"confirmed_cases,omitempty"` // that "confirmed" counts in
		Orders         []orderTwin   `json:"orders_of_checks,omitempty"`
		PasteNext      []askTwin     `json:"paste_next,omitempty"`
		Sources        []sourceTwin  `json:"sources,omitempty"`
	}
	statusTwin struct {
		Status    int      `json:"status"`
		Protocols []string `json:"protocols"`
	}
	sectionTwin struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Text  string `json:"text"`
	}
	answerTwin struct {
		ID           string        `json:"id"`
		Title        string        `json:"title"`
		NotSignature bool          `json:"not_a_signature_problem"`
		Statuses     []statusTwin  `json:"statuses"`
		Messages     []messageTwin `json:"messages"`
		Causes       []leadTwin    `json:"causes"`
	}
	messageTwin struct {
		Text    string      `json:"text"`
		Fields  []fieldTwin `json:"fields,omitempty"`
		Paste   string      `json:"paste"` // the message in an answer
		Example string      `json:"example"`
		Verdict verdictTwin `json:"verdict"`
	}
	fieldTwin struct {
		Name  string `json:"name"`
		Means string `json:"means"`
		Value string `json:"value"`
	}
	verdictTwin struct {
		Sentence   string `json:"sentence"`
		Confidence string `json:"confidence"`
	}
	leadTwin struct {
		Cause      string `json:"cause"`
		Confidence string `json:"confidence"` // "open" where the answer does no more than leave it open
		Confirmed  int    `json:"confirmed"`
	}
	orderTwin struct {
		Server string      `json:"server"`
		Checks []checkTwin `json:"checks"` // in order
		Source sourceTwin  `json:"source"`
	}
	checkTwin struct {
		Check    string   `json:"check"`
		Here     bool     `json:"here"` // an answer of this code says that it failed
		RulesOut []string `json:"passed_rules_out,omitempty"`
	}
	askTwin struct {
		What string `json:"what"`
		Why  string `json:"why"`
	}
	sourceTwin struct {
		Address string `json:"address"`
		Says    string `json:"says"`
	}
	causeTwin struct {
		ID             string        `json:"id"`
		Family         string        `json:"family"`
		Title          string        `json:"title"`
		Summary        string        `json:"summary"`
		Meaning        string        `json:"meaning"`
		Confirmed      int           `json:"confirmed"`
		Page           string        `json:"page"`
		JSON           string        `json:"json"`
		ConfirmedCases int           `json:"confirmed_cases,omitempty"`
		SameEvidence   []string      `json:"same_evidence,omitempty"`
		Test           string        `json:"what_decides_it,omitempty"`
		Text           []sectionTwin `json:"text,omitempty"`
		ShownBy        []shownTwin   `json:"shown_by,omitempty"`
	}
	shownTwin struct {
		Code       string `json:"code"`
		Answer     string `json:"answer"`
		Confidence string `json:"confidence"`
	}
)

// writeTwins writes errors.json and causes.json, which list the codes and the causes, and a file for
// each of them.
func writeTwins(out string, errors []errorGroup, causes []causeFamily) error {
	files := map[string]any{}
	var codeList []errorTwin
	for _, g := range errors {
		for _, p := range g.Pages {
			short := p.twin(g.Name)
			codeList = append(codeList, short)
			files[short.JSON] = p.wholeTwin(short)
		}
	}
	var causeList []causeTwin
	for _, f := range causes {
		for _, c := range f.Causes {
			short := c.twin()
			causeList = append(causeList, short)
			files[short.JSON] = c.wholeTwin(short)
		}
	}
	files["errors.json"] = map[string]any{"errors": codeList}
	files["causes.json"] = map[string]any{"causes": causeList, "confirmed_cases": diagnose.ConfirmedCases}
	for name, data := range files {
		text, err := json.MarshalIndent(data, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, filepath.FromSlash(name)), append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// twin is what the list says of a code.
func (p errorPage) twin(group string) errorTwin {
	t := errorTwin{Code: p.Code, Title: p.Guide.Title, Summary: p.Guide.Summary, Group: group,
		NotSignature: p.beside() == len(p.Answers), Page: p.Guide.Path, JSON: twinOf(p.Guide.Path)}
	for _, s := range p.statuses() {
		t.Statuses = append(t.Statuses, statusTwin(s))
	}
	return t
}

// wholeTwin adds to it what the page says.
func (p errorPage) wholeTwin(t errorTwin) errorTwin {
	for _, s := range p.Guide.Sections {
		if s.ID == "messages" {
			break // what follows is drawn from the values below
		}
		if s.ID != "" {
			t.Text = append(t.Text, textOf(s))
		}
	}
	for _, a := range p.Answers {
		answer := answerTwin{ID: a.ID, Title: a.Title, NotSignature: a.NotSignature, Messages: []messageTwin{}, Causes: leadTwins(a.Causes)}
		for _, c := range a.Codes {
			answer.Statuses = append(answer.Statuses, statusTwin{c.Status, c.Protocols})
		}
		for _, m := range a.Messages {
			v := m.Diagnosis.Verdict
			message := messageTwin{Text: m.Text, Paste: m.Example.Paste, Example: m.Example.Name, Verdict: verdictTwin{v.Sentence, string(v.Confidence)}}
			for _, f := range m.Fields {
				message.Fields = append(message.Fields, fieldTwin{f.Name, fieldWords[f.Name], m.Text[f.Span.Start:f.Span.End]})
			}
			answer.Messages = append(answer.Messages, message)
		}
		t.Answers = append(t.Answers, answer)
	}
	t.Causes, t.ConfirmedCases = leadTwins(p.leads()), diagnose.ConfirmedCases
	for _, o := range p.orders() {
		order := orderTwin{Server: o.Server, Source: sourceTwin(o.Source)}
		for _, c := range o.Checks {
			order.Checks = append(order.Checks, checkTwin{c.What, p.fails(c), c.Causes})
		}
		t.Orders = append(t.Orders, order)
	}
	for _, a := range p.asks() {
		t.PasteNext = append(t.PasteNext, askTwin(a))
	}
	for _, c := range p.sources() {
		t.Sources = append(t.Sources, sourceTwin(c))
	}
	return t
}

func leadTwins(leads []lead) []leadTwin {
	list := []leadTwin{}
	for _, l := range leads {
		list = append(list, leadTwin{l.Cause.ID, l.words(), diagnose.Frequency(l.Cause.ID)})
	}
	return list
}

// words is the confidence of a lead, "open" for none.
func (l lead) words() string {
	if l.Confidence == diagnose.Undecided {
		return "open"
	}
	return string(l.Confidence)
}

// twin is what the list says of a cause.
func (c causePage) twin() causeTwin {
	return causeTwin{ID: c.ID, Family: c.Family, Title: c.Guide.Title, Summary: c.Guide.Summary, Meaning: c.Meaning,
		Confirmed: diagnose.Frequency(c.ID), Page: c.Guide.Path, JSON: twinOf(c.Guide.Path)}
}

// wholeTwin adds to it what the page says.
func (c causePage) wholeTwin(t causeTwin) causeTwin {
	t.ConfirmedCases, t.SameEvidence, t.Test = diagnose.ConfirmedCases, c.SameEvidence, c.Test
	for _, s := range c.Guide.Sections {
		if s.ID != "alike" && s.ID != "errors" { // these are values here
			t.Text = append(t.Text, textOf(s))
		}
	}
	for _, s := range c.ShownBy {
		t.ShownBy = append(t.ShownBy, shownTwin{s.Code, s.Answer.ID, s.Lead.words()})
	}
	return t
}

func textOf(s view.Section) sectionTwin {
	return sectionTwin{s.ID, s.Title, strings.TrimSpace(plainText(s.Body))}
}

// plainText is the text of element trees: blocks on lines of their own, addresses on the web beside their words.
func plainText(nodes []view.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		b.WriteString(plainText(n.Children))
		for _, a := range n.Attrs {
			if a.Name == "href" && strings.HasPrefix(a.Value, "https://") {
				b.WriteString(" <" + a.Value + ">")
			}
		}
		switch n.Tag {
		case "p", "li", "pre", "tr", "dt", "dd", "figure", "br":
			b.WriteString("\n")
		case "td", "th":
			b.WriteString("\t")
		}
	}
	return b.String()
}
