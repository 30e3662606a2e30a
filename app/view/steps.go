package view

import (
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// maxStepLines bounds the lines of a step that are drawn.
const maxStepLines = 120

// whoseWords say where the texts of the steps come from.
var whoseWords = map[string]string{
	"sent":   "recomputed from your request",
	"server": "as the server computed it",
	"client": "as your client computed it",
}

// steps draws the four steps of the signature, one hue for each part.
func (w *drawing) steps(s *diagnose.Steps, comparisons []diagnose.Comparison) Node {
	if s == nil {
		return Node{}
	}
	whose := whoseWords[s.Whose]
	nodes := []Node{
		step(1, sigv4.StageCanonicalRequest, whose, comparisons, w.stepText(s.CanonicalRequest),
			labelled("its SHA-256", s.Hash)),
		step(2, sigv4.StageStringToSign, whose, comparisons, w.stepText(s.StringToSign)),
		step(3, sigv4.StageSigningKey, "", nil, signingKey(s.StringToSign)),
		step(4, sigv4.StageSignature, "", nil, signatures(s)),
	}
	return section("steps", "Steps", el("ol", "steps", nodes...))
}

// step draws one of the four with its number and how the sides compare there.
func step(n int, stage sigv4.Stage, whose string, comparisons []diagnose.Comparison, body ...Node) Node {
	class, says := "", whose
	for _, c := range comparisons {
		if c.Stage != stage {
			continue
		}
		if c.Departs >= 0 {
			class, says = "departs", "departs on line "+lineNumber(c, c.Departs)
		} else {
			class, says = "agrees", "agrees on all sides"
		}
	}
	head := []Node{text(capital(stage.String()))}
	if says != "" {
		head = append(head, el("span", "why", text(" – "+says)))
	}
	return el("li", class,
		el("span", "n", text(strconv.Itoa(n))).with("aria-hidden", "true"),
		el("div", "", append([]Node{el("h3", "", head...)}, body...)...))
}

func (w *drawing) stepText(lines []diagnose.StepLine) Node {
	if len(lines) == 0 {
		return el("p", "why", text("Not in what you pasted."))
	}
	var rows []Node
	for i, l := range lines {
		if i == maxStepLines {
			rows = append(rows, el("span", "gap", text("… "+count(int64(len(lines)-i), "line", "lines")+" not shown\n")))
			break
		}
		src := newSource(w.hide(l.Text), secrets{})
		row := src.pieces(spanOf(0, len(src.text)), wholeLine, false)
		rows = append(rows, el("span", joinWords("line", partClass(l.Part)), append(row, text("\n"))...).with("title", l.Name))
	}
	return el("pre", "step-text", rows...).with("tabindex", "0")
}

// signingKey draws how the key is derived for the scope. It shows no key, only what goes into each.
func signingKey(toSign []diagnose.StepLine) Node {
	scope := ""
	for _, l := range toSign {
		if l.Part == "scope" {
			scope = l.Text
		}
	}
	elements := strings.Split(scope, "/")
	if len(elements) != 4 {
		return el("p", "why", text("It is derived for the date, region and service of the credential scope, which is not there."))
	}
	var rows []Node
	key := `"AWS4" + secret`
	for i, name := range []string{"kDate", "kRegion", "kService", "kSigning"} {
		rows = append(rows, el("span", "line",
			el("span", "part-key", text(name)), text(" = HMAC("+key+", "),
			el("span", "part-scope", visible(elements[i], false)...), text(")\n")))
		key = name
	}
	return el("pre", "step-text", rows...).with("tabindex", "0")
}

func signatures(s *diagnose.Steps) Node {
	switch {
	case s.Signature == "" && s.Recomputed == "":
		return el("p", "why", text("The signature is not in what you pasted."))
	case s.Recomputed == "":
		return el("div", "", labelled("sent", s.Signature),
			el("p", "why", text("Give the secret or a signing key, and it is recomputed here.")))
	}
	return el("div", "", labelled("sent", s.Signature), labelled("recomputed", s.Recomputed))
}

// labelled is a hash with a word before it.
func labelled(word, value string) Node {
	if value == "" {
		return Node{}
	}
	return el("p", "labelled", el("span", "why", text(word+" ")), el("code", "", shortened(value)...))
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
