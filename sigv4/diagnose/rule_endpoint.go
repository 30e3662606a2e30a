package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// endpointRule judges whether the request goes where it was meant to go.
func endpointRule() rule {
	return rule{
		name:   "endpoint",
		causes: []string{"endpoint-wrong", "host-differs"},
		guide:  guideScope + "#service",
		sources: []Citation{
			{"https://docs.aws.amazon.com/general/latest/gr/rande.html", "Each service has endpoints of its own, by region; the signing name goes with them."},
			{docSigning, "The canonical headers hold host with the value that the request is sent with."},
		},
		judge: judgeEndpoint,
	}
}

func judgeEndpoint(b *bench) []Finding {
	if b.verified() || !b.refused() {
		return nil
	}
	if f, ok := b.twoHosts(); ok {
		return []Finding{f}
	}
	service := b.credential.element(3)
	if !b.host.Known || b.host.Service == "" || service == "" || service == b.host.Service || masked(service) || !endpoint.Lookup(service).Known ||
		strings.HasPrefix(service, "iot") && strings.HasPrefix(b.host.Service, "iot") { // one host, several signing names
		return nil
	}
	return []Finding{{
		Cause: "endpoint-wrong", Title: "The request may go to the endpoint of another service", Confidence: Possible,
		Why:   "It is signed for " + quoted(service, 0) + " and sent to " + quoted(b.request.Host, 0) + ", an endpoint of " + quoted(b.host.Service, 0) + ". Either the service in the scope is wrong, or the address.",
		Test:  "Which of the two did you mean to call?",
		Found: b.request.Host,
		Marks: b.scopeMark(3, "another service than the endpoint's"),
		Fixes: []Fix{{Do: "Use the endpoint of the service that you mean", Detail: "Look for an endpoint override in the client, in AWS_ENDPOINT_URL and in the profile: it applies to every service that the client calls.", Code: "env | grep AWS_ENDPOINT_URL"}},
	}}
}

// twoHosts judges an address and a Host header that stand beside it and name different hosts. In a request
// that is there whole, an address elsewhere in the paste says nothing of where it went.
func (b *bench) twoHosts() (Finding, bool) {
	if !b.mismatch() && !b.maybeMismatch() || b.client != nil || b.server != nil || b.request != nil {
		return Finding{}, false
	}
	if _, redirected := b.looseHeader("Location"); redirected {
		return Finding{}, false
	}
	header, ok := b.looseHeader("Host")
	if !ok || masked(header.value) && strings.Count(header.value, ".") < 2 {
		return Finding{}, false
	}
	for _, u := range looseURLs(b.ev.Text) {
		host := hostOf(u.value)
		name1, _ := splitPort(host)
		name2, _ := splitPort(header.value)
		if u.name != "https" && u.name != "http" || isNamespace(b.ev.Text, u.span.Start) || name1 == "" || masked(name1) || agree(strings.ToLower(name1), strings.ToLower(name2)) || len(looseURLs(b.ev.Text)) > 1 {
			continue
		}
		return Finding{
			Cause: "host-differs", Title: "Host is not the host of the address", Confidence: Likely,
			Why:   "The address goes to " + quoted(name1, 0) + ", and Host says " + quoted(name2, 0) + ". A signer takes the name from the address or from the header; an HTTP client may send the other.",
			Test:  "Look at the Host header as it leaves (`curl -v`), and at the line “host:” in your signer's canonical request: are they equal?",
			Found: name1, Expected: name2,
			Marks: append(header.mark("headers", "Host"), Mark{Span: sigv4.Span{Start: u.span.Start, End: u.span.Start + len(host)}, Part: "headers", Note: "the host of the address", Bad: true}),
			Fixes: hostFixes(),
		}, true
	}
	return Finding{}, false
}

// isNamespace reports whether the address at a place is the name of an XML namespace, which leads nowhere.
func isNamespace(text string, at int) bool {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	return strings.Contains(line[max(0, len(line)-40):], "xmlns")
}
