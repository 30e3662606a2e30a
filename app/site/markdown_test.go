package site

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"countersign/app/view"
)

const smallGuide = "# The *title*\n\nThe summary, on\ntwo lines.\n\nBefore `code`.\n\n" +
	"## First part {#first}\n\n- one\n- [two](other.md#x)\n\n3. three\n\n" +
	"### Below {#below}\n\n| A | B |\n| --- | --- |\n| `a` | [here](#first) |\n\n" +
	"```\nx < y\n```\n\n**bold**, *em*, <https://example.com/>  \nnext [home](../index.html)\n"

// smallTree is the guide's tree as dump writes it.
const smallTree = `0 "" ""
p("Before " code("code") ".")
2 "first" "First part"
ul(li("one") li(a href=guides/other.html#x("two")))
ol start=3(li("three"))
3 "below" "Below"
div.scroll role=region tabindex=0 aria-label=Table: Below(table(thead(tr(th scope=col("A") th scope=col("B"))) tbody(tr(th scope=row(code("a")) td(a href=guides/small.html#first("here"))))))
pre tabindex=0(code("x < y"))
p(strong("bold") ", " em("em") ", " a href=https://example.com/ rel=noreferrer("https://example.com/") br() "next " a href=index.html("home"))
`

// TestEscapes: a backslash before punctuation is no part of the text, and one in code is.
func TestEscapes(t *testing.T) {
	g, err := parseGuide("guides/small.html", []byte("# A\\_B\n\nOf \\*.\n\n## C {#c}\n\nwhen\\_required, `a\\_b`\n"))
	if err != nil {
		t.Fatal(err)
	}
	if g.Title != "A_B" || g.Summary != "Of *." {
		t.Errorf("title %q, summary %q", g.Title, g.Summary)
	}
	if got, want := dump(g.Sections[0].Body[0]), `p("when_required, " code("a\\_b"))`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseGuide(t *testing.T) {
	g, err := parseGuide("guides/small.html", []byte(smallGuide))
	if err != nil {
		t.Fatal(err)
	}
	if g.Path != "guides/small.html" || g.Title != "The title" || g.Summary != "The summary, on two lines." {
		t.Errorf("path %q, title %q, summary %q", g.Path, g.Title, g.Summary)
	}
	var got strings.Builder
	for _, s := range g.Sections {
		fmt.Fprintf(&got, "%d %q %q\n", s.Level, s.ID, s.Title)
		for _, n := range s.Body {
			got.WriteString(dump(n) + "\n")
		}
	}
	if got.String() != smallTree {
		t.Errorf("got\n%s\nwant\n%s", got.String(), smallTree)
	}
}

// dump writes a tree on one line: tag.class name=value("text" children).
func dump(n view.Node) string {
	if n.Tag == "" {
		return strconv.Quote(n.Text)
	}
	s := n.Tag
	if n.Class != "" {
		s += "." + n.Class
	}
	for _, a := range n.Attrs {
		s += " " + a.Name + "=" + a.Value
	}
	var inside []string
	if n.Text != "" {
		inside = append(inside, strconv.Quote(n.Text))
	}
	for _, c := range n.Children {
		if c.Tag != "" || c.Text != "" {
			inside = append(inside, dump(c))
		}
	}
	return s + "(" + strings.Join(inside, " ") + ")"
}

func TestParseGuideRefuses(t *testing.T) {
	const start = "# T\n\nS.\n\n"
	for _, test := range []struct{ name, markdown, want string }{
		{"a script", start + "<script>alert(1)</script>\n", "5: guides do not use this kind of block: HTMLBlock"},
		{"HTML in a line", start + "a <b>c</b>\n", "5: guides do not use this kind of text: RawHTML"},
		{"HTML in a table", start + "| A |\n| --- |\n| <i>x</i> |\n", ": guides do not use this kind of text: RawHTML"},
		{"an image", start + "text\n\n![x](y.png)\n", "7: guides do not use this kind of text: Image"},
		{"an indented block", start + "    code\n", "5: guides do not use this kind of block: CodeBlock"},
		{"no title", "S.\n", "1: a guide starts with its title"},
		{"no summary", "# T\n\n- x\n", "3: the title is followed by one paragraph"},
		{"no anchor", start + "## A\n", "5: a heading has level 2 or 3 and an anchor"},
		{"a deep heading", start + "#### A {#a}\n", "5: a heading has level 2 or 3 and an anchor"},
		{"an anchor twice", start + "## A {#a}\n\n### B {#a}\n", "7: the anchor a is there twice"},
		{"an example that is not there", start + "```paste example=nothing\n```\n", `no example is called "nothing"`},
		{"a value that is not there", start + "```sigv4 example=apigw-get show=nothing\n```\n", `has no "nothing" to show`},
		{"an argument too many", start + "```paste example=clock-s3 x=y\n```\n", "takes example and nothing else"},
		{"a typed value", start + "```sigv4 example=apigw-get show=signature\nabc\n```\n", "leave it empty"},
	} {
		_, err := parseGuide("guides/x.html", []byte(test.markdown))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}
