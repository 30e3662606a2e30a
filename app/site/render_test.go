package site

import (
	"strings"
	"testing"

	"countersign/app/view"
)

func TestRender(t *testing.T) {
	text := func(s string) view.Node { return view.Node{Text: s} }
	for _, test := range []struct {
		name string
		page string
		node view.Node
		want string
	}{
		{"text is escaped", "a.html", text(`<script>alert("1")</script> & 'x'`),
			"&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; &#39;x&#39;"},
		{"text of an element is escaped", "a.html", view.Node{Tag: "code", Text: "<b>"}, "<code>&lt;b&gt;</code>"},
		{"id and class come first, attributes keep their order", "a.html",
			view.Node{Tag: "p", ID: "i", Class: "c", Attrs: []view.Attr{{Name: "title", Value: "t"}, {Name: "lang", Value: "en"}}},
			`<p id="i" class="c" title="t" lang="en"></p>`},
		{"attribute values are escaped", "a.html",
			view.Node{Tag: "p", Attrs: []view.Attr{{Name: "title", Value: `"><script>`}}},
			`<p title="&#34;&gt;&lt;script&gt;"></p>`},
		{"void elements have no end tag", "a.html", view.Node{Tag: "br"}, "<br>"},
		{"pre keeps its first newline", "a.html", view.Node{Tag: "pre", Text: "\nx"}, "<pre>\n\nx</pre>"},
		{"text comes before children", "a.html",
			view.Node{Tag: "p", Text: "a", Children: []view.Node{{Tag: "em", Text: "b"}, text("c")}}, "<p>a<em>b</em>c</p>"},
		{"addresses are relative to the page", "guides/x.html",
			view.Node{Tag: "a", Attrs: []view.Attr{{Name: "href", Value: "index.html#example=e"}}},
			`<a href="../index.html#example=e"></a>`},
		{"anchors of the page itself stay short", "guides/x.html",
			view.Node{Tag: "a", Attrs: []view.Attr{{Name: "href", Value: "guides/x.html#y"}}}, `<a href="#y"></a>`},
		{"addresses on the web stay", "guides/x.html",
			view.Node{Tag: "a", Attrs: []view.Attr{{Name: "href", Value: "https://docs.aws.amazon.com/?a=1&b=2"}}},
			`<a href="https://docs.aws.amazon.com/?a=1&amp;b=2"></a>`},
		{"drawings keep the case of their attributes", "a.html",
			view.Node{Tag: "svg", Attrs: []view.Attr{{Name: "viewBox", Value: "0 0 1 1"}}}, `<svg viewBox="0 0 1 1"></svg>`},
	} {
		got, err := Render(test.page, []view.Node{test.node})
		if err != nil || string(got) != test.want {
			t.Errorf("%s:\ngot  %s, %v\nwant %s", test.name, got, err, test.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	link := func(address string) view.Node {
		return view.Node{Tag: "a", Attrs: []view.Attr{{Name: "href", Value: address}}}
	}
	for name, node := range map[string]view.Node{
		"a script":            {Tag: "script", Text: "x"},
		"an unknown element":  {Tag: "x-y"},
		"a handler":           {Tag: "p", Attrs: []view.Attr{{Name: "onclick", Value: "x"}}},
		"a style":             {Tag: "p", Attrs: []view.Attr{{Name: "style", Value: "x"}}},
		"a script address":    link("javascript:alert(1)"),
		"a data address":      link("data:text/html,x"),
		"an insecure address": link("http://example.com/"),
		"another host":        link("//example.com/"),
		"an absolute path":    link("/index.html"),
		"a bare anchor":       link("#x"),
		"a filled void":       {Tag: "br", Text: "x"},
		"a script inside":     {Tag: "p", Children: []view.Node{{Tag: "script"}}},
	} {
		got, err := Render("a.html", []view.Node{node})
		if err == nil || got != "" || !strings.HasPrefix(err.Error(), "a.html: ") {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}
