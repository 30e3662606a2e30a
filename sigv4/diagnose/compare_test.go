package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// canonical is a canonical request in which one thing can be changed.
func canonical(old, new string) string {
	const text = "GET\n/items\nlimit=5&page=2\naccept:*/*\nhost:example.amazonaws.com\nx-amz-date:20260315T120000Z\n\naccept;host;x-amz-date\n" + emptyHash
	if old == "" {
		return text
	}
	return strings.Replace(text, old, new, 1)
}

func sides(client, server string) Comparison {
	made := func(name, text string) column {
		t := sigv4.Text{String: text, Map: sigv4.Map{Segments: []sigv4.Segment{{Here: sigv4.Span{End: len(text)}, Src: sigv4.Span{End: len(text)}}}}}
		return column{name, t, canonicalLines(text), false}
	}
	return *compare(sigv4.StageCanonicalRequest, []column{made("client", client), made("server", server)})
}

func TestCompareNamesTheLine(t *testing.T) {
	for _, c := range []struct {
		what, old, new string
		name           string
		mine, theirs   string // the bytes that differ
	}{
		{"method", "GET", "HEAD", "method", "HEAD", "GET"},
		{"path", "/items", "/items/", "canonical URI", "/", ""},
		{"query", "page=2", "page=02", "canonical query string", "0", ""},
		{"header value", "accept:*/*", "accept:text/*", "header accept", "text", "*"},
		{"trailing space", "accept:*/*", "accept:*/* ", "header accept", " ", ""},
		{"header missing", "accept:*/*\n", "", "header accept", "", ""},
		{"header added", "accept:*/*\n", "accept:*/*\nage:1\n", "header age", "", ""},
		{"signed headers", "accept;host", "accept;Host", "signed headers", "H", "h"},
		{"payload hash", emptyHash, "UNSIGNED-PAYLOAD", "payload hash", "UNSIGNED-PAYLOAD", emptyHash},
		{"not cut inside a letter", "/items", "/itéms", "canonical URI", "é", "e"},
		{"final newline", emptyHash, emptyHash + "\n", "after the payload hash", "", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			got := sides(canonical(c.old, c.new), canonical("", ""))
			if got.Departs < 0 {
				t.Fatal("the two are said to agree")
			}
			l := got.Lines[got.Departs]
			if l.Name != c.name {
				t.Fatalf("differs in %q, want %q", l.Name, c.name)
			}
			if mine := differs(l.Cells[0]); mine != c.mine {
				t.Errorf("mine: %q, want %q", mine, c.mine)
			}
			if theirs := differs(l.Cells[1]); theirs != c.theirs {
				t.Errorf("theirs: %q, want %q", theirs, c.theirs)
			}
		})
	}
}

func differs(c Cell) string {
	var out strings.Builder
	for _, s := range c.Differs {
		out.WriteString(c.Text[s.Start:s.End])
	}
	return out.String()
}

func TestCompareAgrees(t *testing.T) {
	for _, c := range []struct{ what, client, server string }{
		{"equal", canonical("", ""), canonical("", "")},
		{"masked value", canonical("limit=5", "limit=***"), canonical("", "")},
		{"masked on both sides", canonical("limit=5", "***"), canonical("limit=5", "…")},
		{"empty", "", ""},
	} {
		if got := sides(c.client, c.server); got.Departs >= 0 {
			t.Errorf("%s: differs in %q", c.what, got.Lines[got.Departs].Name)
		}
	}
	if got := sides(canonical("limit=5&page", "limit=***&pag"), canonical("", "")); got.Departs < 0 {
		t.Error("a difference beside a mask was overlooked")
	}
}

func TestCompareOrderAndEmptyLine(t *testing.T) {
	swapped := canonical("accept:*/*\nhost:example.amazonaws.com\n", "host:example.amazonaws.com\naccept:*/*\n")
	if got := sides(swapped, canonical("", "")); got.Departs < 0 || got.Lines[got.Departs].Name != "order of the headers" {
		t.Errorf("swapped headers: %+v", got.Departs)
	}
	if got := sides(canonical("\n\naccept", "\naccept"), canonical("", "")); got.Departs < 0 || got.Lines[got.Departs].Name != "empty line before the signed headers" {
		t.Errorf("no empty line: %+v", got)
	}
}

// TestCompareIsSound holds for any two texts: they are said to agree only if they do, and what lies
// outside the marked bytes is equal.
func TestCompareIsSound(t *testing.T) {
	texts := []string{"", "\n", "a", "GET", "GET\n/", "GET\n/\n\n", "GET\n/\n\nhost:a\n\nhost\nx", "GET\n/\n\nhost:a\nhost\nx", "GET\n/\n\nhost:a\nhost:b\n\nhost\nx",
		"GET\n/\n\nhost:b\nhost:a\n\nhost\nx", "a\nb\nc\n\n\n\n", "a\nb\nc\nd\ne\nf\ng", canonical("", ""), canonical("GET", "\xff")}
	for _, a := range texts {
		for _, b := range texts {
			got := sides(a, b)
			if (got.Departs < 0) != (a == b) {
				t.Errorf("%q and %q: departs %d", a, b, got.Departs)
			}
			for _, l := range got.Lines {
				checkOutside(t, l)
			}
		}
	}
}

func checkOutside(t *testing.T, l ComparedLine) {
	t.Helper()
	a, b := l.Cells[0], l.Cells[1]
	if len(a.Differs) == 0 || len(b.Differs) == 0 {
		return
	}
	if a.Text[:a.Differs[0].Start] != b.Text[:b.Differs[0].Start] || a.Text[a.Differs[0].End:] != b.Text[b.Differs[0].End:] {
		t.Errorf("%q and %q differ outside %v and %v", a.Text, b.Text, a.Differs, b.Differs)
	}
}

// TestDifferenceIsMarkedInThePaste follows a difference back to the reader's own bytes.
func TestDifferenceIsMarkedInThePaste(t *testing.T) {
	text := "CanonicalRequest:\n" + canonical("page=2", "page=2\u00a0") + "\n\nThe Canonical String for this request should have been\n'" + canonical("", "") + "'\n"
	d := Diagnose(Input{Evidence: paste.Parse(text)})
	if !strings.Contains(d.Verdict.Sentence, "canonical query string (line 3)") || d.Verdict.Confidence != Certain {
		t.Fatalf("verdict: %+v", d.Verdict)
	}
	if !strings.Contains(d.Verdict.Detail, "no-break space") {
		t.Errorf("the invisible character is not named: %s", d.Verdict.Detail)
	}
	found := false
	for _, f := range d.Established {
		for _, m := range f.Marks {
			found = found || text[m.Span.Start:m.Span.End] == "\u00a0" && m.Bad
		}
	}
	if !found {
		t.Errorf("the byte is not marked: %+v", d.Established)
	}
	if len(d.Findings) != 0 {
		t.Errorf("names %s", d.Findings[0].Cause)
	}
}

// TestDifferenceBesideACutText: where the server's text ends early, the other two are set against
// each other, and the missing lines are not called missing.
func TestDifferenceBesideACutText(t *testing.T) {
	made := func(name, text string, cut bool) column {
		return column{name, sigv4.Text{String: text}, canonicalLines(text), cut}
	}
	whole := canonical("", "")
	cut := whole[:strings.Index(whole, "x-amz-date")]
	c := compare(sigv4.StageCanonicalRequest, []column{made("sent", whole, false), made("client", whole, false), made("server", cut, true)})
	if c.Departs >= 0 {
		t.Errorf("a cut text is said to differ in %q", c.Lines[c.Departs].Name)
	}
	other := canonical("accept;host", "host;accept")
	c = compare(sigv4.StageCanonicalRequest, []column{made("sent", whole, false), made("client", other, false), made("server", cut, true)})
	d := departs(c)
	if d == nil || d.sentence("AWS") != "Your canonical request and the request you pasted differ in the signed headers (line 8)." {
		t.Fatalf("departure %+v", d)
	}
	if got, want := d.detail("AWS"), "the request has “accept;host;x-amz-date”; yours has “host;accept;x-amz-date”."; got != want {
		t.Errorf("detail %q, want %q", got, want)
	}
}

// What stands beside each other is what differs, in lines of the same name.
func TestCompareTexts(t *testing.T) {
	const toSign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nbb57"
	for name, c := range map[string]struct {
		stage           sigv4.Stage
		found, expected string
		line            string // the first that differs
		differs         [2]string
	}{
		"canonical request": {sigv4.StageCanonicalRequest, "GET\n/\na=1\nhost:a\n\nhost\ne3", "GET\n/\na=2\nhost:a\n\nhost\ne3", "canonical query string", [2]string{"1", "2"}},
		"string to sign":    {sigv4.StageStringToSign, toSign, strings.Replace(toSign, "east", "west", 1), "credential scope", [2]string{"ea", "we"}},
		"one line":          {sigv4.StageSignature, "abc", "abd", "signature", [2]string{"c", "d"}},
		"the same":          {sigv4.StageSignature, "abc", "abc", "", [2]string{}},
		"nothing found":     {sigv4.StageStringToSign, "", toSign, "algorithm", [2]string{"", "AWS4-HMAC-SHA256"}},
	} {
		got := CompareTexts(c.stage, c.found, c.expected)
		if c.line == "" {
			if got.Departs >= 0 {
				t.Errorf("%s: departs at %d", name, got.Departs)
			}
			continue
		}
		if got.Departs < 0 || got.Lines[got.Departs].Name != c.line {
			t.Errorf("%s: departs at %d of %+v", name, got.Departs, got.Lines)
			continue
		}
		for i, cell := range got.Lines[got.Departs].Cells {
			text := ""
			for _, span := range cell.Differs {
				text += cell.Text[span.Start:span.End]
			}
			if text != c.differs[i] {
				t.Errorf("%s: side %d differs in %q, want %q", name, i, text, c.differs[i])
			}
		}
	}
}
