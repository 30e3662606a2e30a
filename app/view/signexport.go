package view

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
)

// unshown stands for a session token in what is drawn of an export: plain letters, so that no
// language has to quote it.
const unshown = "SESSION-TOKEN-NOT-SHOWN"

// outgoing is the signed request with where it goes.
func (w *signDrawing) outgoing() Outgoing {
	return Outgoing{Request: w.d.Signed, Scheme: w.in.scheme, Authority: w.in.authority,
		Presigned: w.in.settings.Carrier == sigv4.QueryCarrier, Form: w.policy.form}
}

// withoutToken is o with every session token in it replaced.
func (o Outgoing) withoutToken() Outgoing {
	o.Headers = slices.Clone(o.Headers)
	for i, h := range o.Headers {
		if strings.EqualFold(h.Name, tokenName) {
			o.Headers[i].Value = unshown
		}
	}
	spans := tokenSpans(o.Target)
	for _, s := range slices.Backward(spans) {
		o.Target = o.Target[:s.Start] + unshown + o.Target[s.End:]
	}
	o.Form = withoutToken(o.Form)
	return o
}

// urlNote says what a presigned URL wants besides itself.
func (w *signDrawing) urlNote() string {
	note := "Whoever has it can use it until it expires."
	if names := w.d.SignedHeaders.String; names != "host" {
		note += " It must be sent with the headers that it signs, here " + strings.ReplaceAll(names, ";", ", ") + ": take out above what its user will not send."
	}
	return note
}

// requestExports are the forms of a signed request.
func (w *signDrawing) requestExports() []Export {
	list := Exports()
	if w.in.settings.Carrier == sigv4.QueryCarrier {
		list = slices.Insert(list, 0, Export{"URL", w.urlNote(), Outgoing.URL})
	}
	return list
}

// exports draws the signed request in every form to copy.
func (w *signDrawing) exports() Node {
	title := map[string]string{"policy": "Copy the form as", "websocket": "Copy the URL as", "token": "Use it"}[w.in.carrier]
	if title == "" {
		title = "Copy the signed request as"
	}
	tabs := exportTabs("export", title, w.state.carrier.exports(w), w.outgoing(), func(copied, what string) Node {
		return w.copyButton("Copy", what, copied)
	})
	return el("div", "exports", el("h2", "label", text(title)), tabs)
}

// exportTabs draws a request in every form to copy; ids start with prefix, and button makes the buttons. What is
// drawn shows no session token; what is copied holds it, because without it the request is not the one that was signed.
func exportTabs(prefix, title string, list []Export, whole Outgoing, button func(copied, what string) Node) Node {
	drawn := whole.withoutToken()
	var tabs, panels []Node
	for i, e := range list {
		tab, panel := prefix+"-tab-"+strconv.Itoa(i), prefix+"-panel-"+strconv.Itoa(i)
		tabs = append(tabs, tabButton(tab, panel, e.Name))
		note, copied := e.Note, e.Text(whole)
		shown := newSource(strings.ReplaceAll(e.Text(drawn), "\r\n", "\n"), secrets{})
		if strings.Contains(shown.text, unshown) {
			note = strings.TrimSpace(note + " The session token is not shown, but it is copied.")
		}
		panels = append(panels, el("div", "tab-panel",
			el("p", "print-only", text(e.Name)),
			el("div", "command", el("pre", "", shown.pieces(spanOf(0, len(shown.text)), 4*wholeLine, false)...).with("tabindex", "0"),
				button(copied, e.Name)),
			paragraph("hint", note)).
			withID(panel).with("role", "tabpanel").with("aria-labelledby", tab).with("data-arg", e.Name))
	}
	return tabsOf(title, tabs, panels)
}
