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
	for _, c := range []struct {
		in       signText
		shown    string
		fields   string
		from, to string // texts
		words    string
	}{
		{givenText, "PUT", FieldMethod, "", "canonical request, signed request", ""},
		{canonicalText, "%25", FieldURL, "request", "string to sign, signed request", "It stands for “%”"},
		{canonicalText, "abc.execute-api.us-east-1.amazonaws.com", FieldURL, "request", "string to sign, signed request", ""},
		{canonicalText, "a session token", "", "", "", ""},
		{toSignText, "us-east-1", FieldURL, "", "signing key, signed request", ""},
		{toSignText, "execute-api", FieldURL, "", "signing key, signed request", ""},
		{toSignText, m.pieces[find(t, m, toSignText, "20150830T123600Z")].shown, FieldTime, "canonical request", "signature, signed request", "Comes from: Time (UTC)"},
		{signatureText, m.pieces[len(m.pieces)-1].shown, "", "string to sign, signing key", "", ""},
		{signedText, "AKIDEXAMPLE", FieldKeyID, "", "", "Access key id"},
		{signedText, "body", FieldBody, "request, canonical request", "", ""},
	} {
		if c.shown == "a session token" {
			c.shown, c.fields = mask, FieldToken
			c.to = "signed request"
		}
		if c.in == signatureText {
			c.shown = code(m, signatureText)[0]
			c.to = "signed request"
		}
		tr := m.trace(find(t, m, c.in, c.shown))
		texts := func(list []int) string {
			var names []string
			for _, i := range list {
				if name := textWords[m.pieces[i].in]; !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			return strings.Join(names, ", ")
		}
		to := texts(tr.To)
		if got := strings.Join(tr.Fields, ","); got != c.fields || texts(tr.From) != c.from || !strings.HasSuffix(to, lastWord(c.to)) || !strings.Contains(tr.Words, c.words) {
			t.Errorf("%s %q:\nfields %q want %q\nfrom %q want %q\nto %q want %q\n%s", textWords[c.in], c.shown, got, c.fields, texts(tr.From), c.from, to, c.to, tr.Words)
		}
	}
}

func lastWord(list string) string {
	return list[strings.LastIndex(list, ",")+1:]
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
	f.Fuzz(func(t *testing.T, method, url, headers, body, carrier string) {
		s := signedState(FieldMethod, method, FieldURL, url, FieldHeaders, headers, FieldBody, body, FieldCarrier, carrier,
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
