package view

import (
	"slices"
	"strings"
	"testing"
)

// find gives the piece of a text that shows something.
func find(t *testing.T, m SignModel, in signText, shown string) int {
	t.Helper()
	for i, p := range m.pieces {
		if p.in == in && p.shown == shown {
			return i
		}
	}
	var all []string
	for _, p := range m.pieces {
		if p.in == in {
			all = append(all, p.shown)
		}
	}
	t.Fatalf("no piece of the %s shows %q; there are %q", textWords[in], shown, all)
	return -1
}

func TestTraceFollowsAPart(t *testing.T) {
	s := signedState(FieldURL, "https://abc.execute-api.us-east-1.amazonaws.com/my%20file?a=b", FieldToken, "ASessionToken",
		FieldMethod, "PUT", FieldBody, "body")
	m := s.Model
	signature := code(m, signatureText)[0]
	for _, c := range []struct {
		in       signText
		shown    string
		fields   string // that it comes from
		from, to string // texts
		words    string // among those that say so
	}{
		{givenText, "PUT", "method", "", "canonical request, signed request", "Goes into: canonical request, signed request."},
		{canonicalText, "%25", "url", "request", "string to sign, signed request", "It stands for “%”."},
		{canonicalText, "abc.execute-api.us-east-1.amazonaws.com", "url", "request", "string to sign, signed request", "(headers)"},
		{canonicalText, mask, "token", "", "string to sign, signed request", "Comes from: Session token."},
		{toSignText, "us-east-1", "url", "", "signing key, signature, signed request", "(credential scope)"},
		{toSignText, "20150830T123600Z", "time", "canonical request", "signature, signed request", "Comes from: Time (UTC)."},
		{signatureText, signature, "", "string to sign, signing key", "signed request", "Computed from the whole string to sign and the whole signing key."},
		{signedText, "AKIDEXAMPLE", "key-id", "", "", "Comes from: Access key id."},
		{signedText, "body", "body", "request, canonical request", "", "(payload hash)"},
	} {
		trace := m.trace(find(t, m, c.in, c.shown))
		fields, from, to := strings.Join(trace.Fields, ","), textsOf(m, trace.From), textsOf(m, trace.To)
		if fields != c.fields || from != c.from || to != c.to || !strings.Contains(trace.Words, c.words) {
			t.Errorf("%s %q:\nfields %q, want %q\nfrom %q, want %q\nto %q, want %q\n%s", textWords[c.in], c.shown,
				fields, c.fields, from, c.from, to, c.to, trace.Words)
		}
	}
}

// textsOf names the texts in which pieces lie.
func textsOf(m SignModel, list []int) string {
	var names []string
	for _, i := range list {
		if name := textWords[m.pieces[i].in]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// What one piece goes to is what the other comes from.
func TestTracesAgree(t *testing.T) {
	for name, s := range awkwardRequests() {
		m := s.Model
		for i := range m.pieces {
			tr := m.trace(i)
			for _, j := range tr.To {
				if !slices.Contains(m.trace(j).From, i) {
					t.Fatalf("%s: %q in the %s goes to %q in the %s, which does not come from it", name,
						m.pieces[i].shown, textWords[m.pieces[i].in], m.pieces[j].shown, textWords[m.pieces[j].in])
				}
			}
			if tr.Words == "" || m.pieces[i].shown == "" {
				t.Errorf("%s: piece %d is empty or is not said in words", name, i)
			}
			if m.pieces[i].guide == "" {
				t.Errorf("%s: piece %q has no section of the guide", name, m.pieces[i].shown)
			}
		}
	}
}

func TestMarkLeavesOneStopInEveryText(t *testing.T) {
	s := signedState()
	at := find(t, s.Model, canonicalText, "iam.amazonaws.com")
	s.FocusPiece(at)
	stops, classes := map[string]int{}, map[string]int{}
	var walk func(Node)
	walk = func(n Node) {
		if n.attr("data-piece") != "" {
			if n.attr("tabindex") == "0" {
				stops[n.attr("data-text")]++
			}
			for _, c := range strings.Fields(n.Class) {
				classes[c]++
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	for _, n := range s.Trace().Mark(s.Model.Steps) {
		walk(n)
	}
	if len(stops) != len(textWords) {
		t.Errorf("texts with a stop: %v", stops)
	}
	for in, n := range stops {
		if n != 1 {
			t.Errorf("text %s has %d stops", in, n)
		}
	}
	if classes["here"] != 1 || classes["from"] == 0 || classes["to"] == 0 {
		t.Errorf("marked: %v", classes)
	}
	if s.Guide() != guideSteps+"#host" {
		t.Errorf("the guide is at %s", s.Guide())
	}
	if got := s.Model.Beside(at, 1<<20); s.Model.pieces[got].in != canonicalText || s.Model.pieces[got+1].in != toSignText {
		t.Errorf("End leads to piece %d", got)
	}
}

func FuzzSign(f *testing.F) {
	f.Add("GET", "https://s3.eu-west-1.amazonaws.com/a%zz ü?X-Amz-Security-Token=abc&b", "Host: x\nA:b", "body", "query")
	f.Add("PUT", "http://h:80/?", " : ", "", "header")
	for _, c := range carriers() {
		f.Add("POST", "https://b.s3.us-east-1.amazonaws.com/k", "A: b\nContent-Encoding: gzip", "{\"expiration\":1}\na: b", c.value)
		f.Add("", "wss://h:8443/p?q", "x", "[[\"eq\",\"$key\",\"PlantedTokenPlanted\"]]", c.value)
	}
	f.Fuzz(func(t *testing.T, method, url, headers, body, carrier string) {
		s := signedState(FieldMethod, method, FieldURL, url, FieldHeaders, headers, FieldBody, body, FieldCarrier, carrier,
			FieldForm, headers, FieldConditions, body, FieldKind, method, FieldMode, method, FieldAlgorithm, headers, FieldRegionSet, "*",
			FieldEventType, method, FieldHost, url, FieldName, method, FieldUser, body, FieldChunkSize, "8192",
			FieldRegion, "us-east-1", FieldService, "s3", FieldToken, "PlantedTokenPlanted")
		if shown := dump(s.Model.Steps...); strings.Contains(shown, "PlantedToken") {
			t.Errorf("the token is shown")
		}
		for i := range s.Model.pieces {
			if i%7 == 0 {
				s.Model.trace(i)
			}
		}
	})
}
