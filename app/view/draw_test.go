package view

import (
	"slices"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct {
		in    string
		loud  bool
		plain string
		title string
	}{
		{"a b", false, "a b", ""},
		{"a b\t\r\n", true, "a·b⇥␍␊", "carriage return (0x0D)"},
		{"a\u00a0b", false, "a⍽b", "no-break space (U+00A0)"},
		{"\x00\x7f", false, "␀␡", "delete (0x7F)"},
		{"\u202e\u200b\ufeff", false, "⟨U+202E⟩⟨U+200B⟩⟨U+FEFF⟩", "invisible character U+202E"},
		{"\xff\xc3", false, "⟨FF⟩⟨C3⟩", "byte 0xFF, not UTF-8"},
		{"é€😀\ufffd", true, "é€😀\ufffd", ""},
	} {
		nodes := visible(c.in, c.loud)
		if got := plain(nodes...); got != c.plain {
			t.Errorf("visible(%q, %v) = %q, want %q", c.in, c.loud, got, c.plain)
		}
		if !strings.Contains(dump(nodes...), c.title) {
			t.Errorf("visible(%q, %v) does not say %q", c.in, c.loud, c.title)
		}
	}
}

// Overlapping marks split the line, what is wrong on top; every byte is drawn once.
func TestMarksOverlap(t *testing.T) {
	src := newSource("0123456789\nabc", secrets{})
	marks := []diagnose.Mark{
		{Span: sigv4.Span{Start: 2, End: 8}, Part: "query"},
		{Span: sigv4.Span{Start: 4, End: 12}, Part: "time", Bad: true, Note: "wrong"},
		{Span: sigv4.Span{Start: 90, End: 99}}, {Span: sigv4.Span{Start: -5, End: 1}}, {Span: sigv4.Span{Start: 7, End: 3}},
	}
	got := dump(src.drawLine(0, marks)...)
	want := "mark \"0\"\n\"1\"\nmark.part-query title=\"query string\" \"23\"\n" +
		"mark.part-time.bad title=\"time: wrong\" \"4567\"\nmark.part-time.bad title=\"time: wrong\" \"89\"\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := plain(src.drawLine(1, marks)...); got != "abc" {
		t.Errorf("the second line is drawn as %q", got)
	}
}

// A long line keeps what is marked and says how much is left out.
func TestLongLines(t *testing.T) {
	long := strings.Repeat("é", 5000) + "MARK" + strings.Repeat("ü", 5000)
	at := strings.Index(long, "MARK")
	src := newSource(long, secrets{})
	got := plain(src.drawLine(0, []diagnose.Mark{{Span: sigv4.Span{Start: at, End: at + 4}}})...)
	if !strings.Contains(got, "MARK") || !strings.Contains(got, "KiB") && !strings.Contains(got, "bytes") || len(got) > 1200 {
		t.Errorf("the long line is drawn as %q", got)
	}
	if strings.Contains(got, "⟨") {
		t.Errorf("a character was cut in two: %q", got)
	}
}

func TestExcerptSaysWhatIsLeftOut(t *testing.T) {
	src := newSource(strings.Repeat("line\n", 50), secrets{})
	got := plain(src.excerpt([]int{0, 1, 40}, nil, false))
	if !strings.Contains(got, "… 38 lines not shown") || !strings.Contains(got, "41line") {
		t.Errorf("the excerpt is %q", got)
	}
}

func TestTabs(t *testing.T) {
	w := &drawing{src: newSource("", secrets{})}
	group := func(names ...string) Node {
		var fixes []diagnose.Fix
		for _, n := range names {
			fixes = append(fixes, diagnose.Fix{Do: "do", On: n, Code: "code " + n})
		}
		return w.fixes(fixes)
	}
	nodes := []Node{group("Linux", "macOS", "Windows"), group("Python", "Go")}
	open := func(nodes []Node) (names []string) {
		for _, n := range SelectTab(nodes, "macOS") {
			for _, line := range strings.Split(dump(n), "\n") {
				if strings.Contains(line, `aria-selected="true"`) {
					names = append(names, line[strings.LastIndex(line, " ")+1:])
				}
			}
		}
		return names
	}
	if got := open(nodes); !slices.Equal(got, []string{`"macOS"`, `"Python"`}) {
		t.Errorf("open are %v", got)
	}
	if hidden := strings.Count(dump(SelectTab(nodes, "macOS")...), `hidden="true"`); hidden != 3 {
		t.Errorf("%d panels are hidden, want 3", hidden)
	}
	if strings.Contains(dump(nodes...), "aria-selected") {
		t.Error("selecting changed the trees given")
	}
	for _, c := range []struct {
		name string
		n    int
		want string
	}{{"Linux", 1, "macOS"}, {"Linux", -1, "Windows"}, {"Windows", 1, "Linux"}, {"Go", 1, "Python"}, {"none", 1, ""}} {
		if got := TabBeside(nodes, c.name, c.n); got != c.want {
			t.Errorf("TabBeside(%q, %d) = %q, want %q", c.name, c.n, got, c.want)
		}
	}
	if len(w.copies) != 5 || w.copies[4] != "code Go" {
		t.Errorf("the copies are %q", w.copies)
	}
}

func TestGuidePanel(t *testing.T) {
	g := Guides{Root: "../", List: []Guide{
		{Path: "guides/signature-expired.html", Title: "Clocks", Sections: []Section{{Body: []Node{text("intro")}},
			{ID: "linux", Level: 2, Title: "Linux", Body: []Node{el("p", "",
				el("a", "", text("steps")).with("href", "guides/steps.html#host"),
				el("a", "", text("home")).with("href", "index.html"),
				el("a", "", text("AWS")).with("href", "https://docs.aws.amazon.com/"))}}}},
		{Path: "guides/steps.html", Title: "Steps", Sections: []Section{{ID: "host", Title: "Host"}}},
	}}
	got := dump(g.Panel("guides/signature-expired.html#linux")...)
	for _, want := range []string{
		`h2#guide-title tabindex="-1" "Linux"`, `p.from "Clocks"`,
		`data-arg="guides/steps.html#host" "steps"`, `a href="../index.html" "home"`,
		`a href="https://docs.aws.amazon.com/" rel="noreferrer noopener" target="_blank" "AWS"`,
		`data-arg="guides/signature-expired.html#" "← Clocks"`, `a href="../guides/signature-expired.html#linux" "The whole guide"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the panel lacks %s:\n%s", want, got)
		}
	}
	if got := plain(g.Panel("guides/none.html#x")...); !strings.Contains(got, "intro") {
		t.Errorf("an unknown guide shows %q", got)
	}
	if got := (Guides{}).Panel("x"); got != nil {
		t.Errorf("no guides show %v", got)
	}
	g.Root = "#"
	if got := dump(g.Panel("guides/steps.html#host")...); strings.Contains(got, "The whole guide") {
		t.Error("a link leads to a page that is not there")
	}
}

// A log that says the same a thousand times has one chip for it; very many kinds are counted.
func TestChips(t *testing.T) {
	src := newSource(strings.Repeat("x\n", 3000), secrets{})
	var same, different []paste.Part
	for i := range 1200 {
		part := paste.Part{Kind: paste.KindErrorMessage, Note: "n", Span: sigv4.Span{Start: 2 * i, End: 2*i + 1}}
		same = append(same, part)
		part.Note = strings.Repeat("n", i)
		different = append(different, part)
	}
	node, spans := chips(src, same)
	if got := plain(node); got != "Error message n, 1,200 times, first line 1" || len(spans) != 1 {
		t.Errorf("the chips are %q", got)
	}
	node, spans = chips(src, different)
	if got := plain(node); !strings.HasSuffix(got, "and 1,176 more") || len(spans) != maxChips {
		t.Errorf("the chips are %q, %d places", got, len(spans))
	}
	rest := paste.Part{Kind: paste.KindUnrecognized, Note: "binary", Span: sigv4.Span{Start: 0, End: 3}}
	node, _ = chips(src, []paste.Part{rest, same[5], rest})
	if got := plain(node); got != "Error message n, line 6Not recognised 2 times, first lines 1–2" {
		t.Errorf("the chips are %q", got)
	}
	log := paste.Part{Kind: paste.KindLog, Span: sigv4.Span{Start: 0, End: 3}}
	node, _ = chips(src, []paste.Part{log, rest, log, same[5]})
	if got := plain(node); got != "Error message n, line 6Log lines 2 times, first lines 1–2Not recognised binary, lines 1–2" {
		t.Errorf("the chips are %q", got)
	}
	if node, _ := chips(src, nil); node.Tag != "" {
		t.Error("nothing was recognised, and there is a list")
	}
}

// Of a long paste the lines are drawn that say something, wherever they lie.
func TestRecognisedOfALongPaste(t *testing.T) {
	long := strings.Repeat("noise\n", 3000)
	m := Workbench(Job{Paste: "GET /start HTTP/1.1\nHost: a\n" + strings.Repeat("X-Noise: b\n", 3000) + "X-Amz-Date: 20260315T120000Z\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=" +
		strings.Repeat("0a", 32) + "\n\n" + long + "InvalidSignatureException\n" + long})
	got := plain(m.Recognised)
	for _, want := range []string{"GET /start", "SignedHeaders=host;x-amz-date", "InvalidSignatureException", "lines not shown"} {
		if !strings.Contains(got, want) {
			t.Errorf("the drawing lacks %q:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\n"); n > maxLinesWhole+20 {
		t.Errorf("%d lines are drawn", n)
	}
}
