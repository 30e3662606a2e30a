package diagnose

import (
	"sort"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// tryOneStep looks whether a key that makes the signature from no text in the paste makes it from the
// request with one line of its canonical request written as a known mistake writes it. If so, that
// text is what was signed: it stands for the client's. Combinations are not tried: a search does, which says more.
func (b *bench) tryOneStep(key sigv4.Key, want string, t *keyTrial) {
	if b.searching || b.in.Search != nil || b.client != nil || b.clientToSign != nil || t.overServer || t.overSent {
		return
	}
	for i := range b.sent {
		if b.sent[i].borrowedHash || len(b.sent[i].canonical.String) > maxHead {
			continue
		}
		for _, text := range b.oneStep(b.sent[i].derivation) {
			if !b.signs(key, before(b.sent[i].toSign.String)+sigv4.HashHex(text), want, t) {
				continue
			}
			b.sent[0], b.sent[i] = b.sent[i], b.sent[0]
			b.client = &paste.CanonicalRequest{Text: sigv4.Text{String: text}, Side: paste.Client, Error: -1}
			if last := canonicalLines(text); len(last) > 0 {
				b.client.PayloadHash = last[len(last)-1].span
			}
			t.overClient, t.oneStep = true, true
			return
		}
	}
}

// oneStep gives the canonical request of a derivation with one line changed, for each known mistake
// of one line.
func (b *bench) oneStep(d sigv4.Derivation) []string {
	text := d.CanonicalRequest.String
	var out []string
	for _, l := range canonicalLines(text) {
		line := text[l.span.Start:l.span.End]
		for _, other := range b.otherwise(l.name, line) {
			if other != line {
				out = append(out, text[:l.span.Start]+other+text[l.span.End:])
			}
		}
	}
	return out
}

// otherwise gives the ways in which signers mistakenly write a line.
func (b *bench) otherwise(name, line string) []string {
	path, query, _ := strings.Cut(b.request.Target, "?")
	switch name {
	case "method":
		if b.methodUnknown() {
			return nil // all methods are tried, and none is the request's own
		}
		return []string{"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", strings.ToLower(line)}
	case "canonical URI":
		return []string{encoded(line), decoded(line), decoded(decoded(line)), path, encoded(path), normalized(line), line + "/", strings.TrimSuffix(line, "/")}
	case "canonical query string":
		pairs := strings.Split(line, "&")
		sort.Strings(pairs)
		out := []string{strings.Join(pairs, "&")}
		if sortedQuery(query) == line {
			out = append(out, query)
		}
		return out
	case "header host":
		if bare, port := splitPort(line); port != "" {
			return []string{bare}
		}
		return []string{line + ":443", line + ":80"}
	case "payload hash":
		return []string{hashOfNothing, "UNSIGNED-PAYLOAD", sigv4.HashHex(string(b.request.Request.Body))}
	}
	return nil
}
