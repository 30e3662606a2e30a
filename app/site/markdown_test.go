package site

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"countersign/app/view"
)

const smallGuide = "# The *title*\n\nThe summary, on\ntwo lines.\n\nBefore `code`.\n\n" +
	"## First part {#first}\n\n- one\n- [two](other.md#x)\n\n3. three\n\n" +
	"### Below {#below}\n\n| A | B |\n| --- | --- |\n| `a` | [here](#first) |\n\n" +
	"```\nx < y\n```\n\n**bold**, *em*, <https://example.com/>  \nnext [home](../index.html)\n"

const smallTree = `[{"id":"","level":0,"title":"","body":[` +
	`{"t":"p","n":[{"s":"Before "},{"t":"code","s":"code"},{"s":"."}]}]},` +
	`{"id":"first","level":2,"title":"First part","body":[` +
	`{"t":"ul","n":[{"t":"li","n":[{"s":"one"}]},{"t":"li","n":[{"t":"a","a":[{"k":"href","v":"guides/other.html#x"}],"n":[{"s":"two"}]}]}]},` +
	`{"t":"ol","a":[{"k":"start","v":"3"}],"n":[{"t":"li","n":[{"s":"three"}]}]}]},` +
	`{"id":"below","level":3,"title":"Below","body":[` +
	`{"t":"div","c":"scroll","a":[{"k":"tabindex","v":"0"}],"n":[{"t":"table","n":[` +
	`{"t":"thead","n":[{"t":"tr","n":[{"t":"th","a":[{"k":"scope","v":"col"}],"n":[{"s":"A"}]},{"t":"th","a":[{"k":"scope","v":"col"}],"n":[{"s":"B"}]}]}]},` +
	`{"t":"tbody","n":[{"t":"tr","n":[{"t":"th","a":[{"k":"scope","v":"row"}],"n":[{"t":"code","s":"a"}]},{"t":"td","n":[{"t":"a","a":[{"k":"href","v":"guides/small.html#first"}],"n":[{"s":"here"}]}]}]}]}]}]},` +
	`{"t":"pre","a":[{"k":"tabindex","v":"0"}],"n":[{"t":"code","n":[{"s":"x \u003c y"}]}]},` +
	`{"t":"p","n":[{"t":"strong","n":[{"s":"bold"}]},{"s":", "},{"t":"em","n":[{"s":"em"}]},{"s":", "},` +
	`{"t":"a","a":[{"k":"href","v":"https://example.com/"},{"k":"rel","v":"noreferrer"}],"n":[{"s":"https://example.com/"}]},{"t":"br"},` +
	`{"s":"next "},{"t":"a","a":[{"k":"href","v":"index.html"}],"n":[{"s":"home"}]}]}]}]`

func TestParseGuide(t *testing.T) {
	g, err := parseGuide("guides/small.html", []byte(smallGuide))
	if err != nil {
		t.Fatal(err)
	}
	if g.Path != "guides/small.html" || g.Title != "The title" || g.Summary != "The summary, on two lines." {
		t.Errorf("path %q, title %q, summary %q", g.Path, g.Title, g.Summary)
	}
	var want []view.Section
	if err := json.Unmarshal([]byte(smallTree), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(withoutEmpty(g.Sections), want) {
		got, _ := json.Marshal(g.Sections)
		t.Errorf("got  %s\nwant %s", got, smallTree)
	}
}

// withoutEmpty drops the text nodes that goldmark leaves where a break stood.
func withoutEmpty(sections []view.Section) []view.Section {
	var clean func([]view.Node) []view.Node
	clean = func(nodes []view.Node) []view.Node {
		var kept []view.Node
		for _, n := range nodes {
			if n.Tag == "" && n.Text == "" {
				continue
			}
			n.Children = clean(n.Children)
			kept = append(kept, n)
		}
		return kept
	}
	for i := range sections {
		sections[i].Body = clean(sections[i].Body)
	}
	return sections
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
