package view

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// withoutBytes are findings of which the proof shows the bytes.
func withoutBytes(findings []diagnose.Finding) []diagnose.Finding {
	out := slices.Clone(findings)
	for i := range out {
		if out[i].Confidence == diagnose.Proved {
			out[i].Found, out[i].Expected = "", ""
		}
	}
	return out
}

// signedLines draws what a search found: each line that was signed, or that the server has, in another form than the
// right one, the bytes that differ marked.
func (w *drawing) signedLines(r *forensics.Result, servers bool) Node {
	if r == nil || len(r.Found) == 0 || len(r.Found[0].Mistakes) == 0 {
		return Node{}
	}
	f := &r.Found[0]
	title, mine, right := "What was signed, and what should have been", "signed", "right"
	if servers {
		title, mine, right = "What the server has, and what you pasted", "server", "pasted"
	}
	var nodes []Node
	add := func(stage sigv4.Stage, found, expected string) {
		for _, line := range diagnose.CompareTexts(stage, found, expected).Lines {
			if line.Same || stage == sigv4.StageStringToSign && line.Part == "payload" && len(nodes) > 0 {
				continue // the hash departs because the request did
			}
			nodes = append(nodes, el("h3", "", el("span", partClass(line.Part), text(capital(line.Name)))),
				el("dl", "found-expected",
					el("dt", "", text(mine)), el("dd", "", w.comparedCell(line.Cells[0], line)...),
					el("dt", "", text(right)), el("dd", "", w.comparedCell(line.Cells[1], line)...)))
		}
	}
	add(sigv4.StageCanonicalRequest, f.CanonicalRequest, f.RightCanonicalRequest)
	if f.StringToSign != "" {
		add(sigv4.StageStringToSign, f.StringToSign, f.RightStringToSign)
	}
	if nodes == nil {
		return Node{}
	}
	return section("signed-lines", title, nodes...)
}

// largeBody is the size above which a body is written once only, in raw HTTP.
const largeBody = 32 << 10

// corrected draws the request with the signature that the server computes, ready to copy, where all of the request is
// there.
func (w *drawing) corrected(in diagnose.Input) Node {
	masked := slices.ContainsFunc(in.Evidence.Requests, func(r paste.Request) bool { return r.Redacted })
	start, ok := diagnose.Searchable(in)
	if !ok || masked || start.NoBody {
		return Node{}
	}
	d, err := sigv4.Rederive(start.Request, start.Claim, start.Rules, start.Key)
	if err != nil {
		return Node{}
	}
	o := Outgoing{Request: withSignature(start.Request, start.Claim, d.Signature), Scheme: "https", Presigned: start.Claim.Carrier == sigv4.QueryCarrier}
	o.Authority, _ = o.header("Host")
	if raw := rawExport(o); w.hide(raw) != raw {
		return Node{}
	}
	list := Exports()
	switch {
	case o.Presigned:
		list = slices.Insert(list, 0, Export{"URL", "", Outgoing.URL})
	case len(o.Body) > largeBody:
		list = list[1:2]
	}
	note := "It is signed with the secret that is here. It carries the time " + start.Claim.Date + ", and is refused once that is too far from the server’s. Then sign anew, without the mistake."
	return section("corrected", "The request with its right signature",
		exportTabs("corrected", "Copy the request as", list, o, func(copied, what string) Node {
			w.copies = append(w.copies, copied)
			return button("copy", ActCopy, strconv.Itoa(len(w.copies)-1), text("Copy")).with("aria-label", "Copy: "+strings.ToLower(what))
		}), paragraph("hint", note))
}

// withSignature is a request with another signature in the place of the one that its claim was read from.
func withSignature(r sigv4.Request, c sigv4.Claim, signature string) sigv4.Request {
	put := func(text string) string {
		return text[:c.Where.Signature.Start] + signature + text[c.Where.Signature.End:]
	}
	if c.Where.Source.Part == sigv4.TargetPart {
		r.Target = put(r.Target)
		return r
	}
	r.Headers = slices.Clone(r.Headers)
	h := &r.Headers[c.Where.Source.Index]
	h.Value = put(h.Value)
	return r
}
