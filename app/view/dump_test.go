package view

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// dump writes trees as text: an element a line, its children indented, texts quoted.
func dump(nodes ...Node) string {
	var b strings.Builder
	for _, n := range nodes {
		dumpTo(&b, 0, n)
	}
	return b.String()
}

func dumpTo(b *strings.Builder, depth int, n Node) {
	indent := strings.Repeat("  ", depth)
	if n.Tag == "" {
		fmt.Fprintf(b, "%s%q\n", indent, n.Text)
		return
	}
	b.WriteString(indent + n.Tag)
	if n.Class != "" {
		b.WriteString("." + strings.ReplaceAll(n.Class, " ", "."))
	}
	if n.ID != "" {
		b.WriteString("#" + n.ID)
	}
	for _, a := range n.Attrs {
		fmt.Fprintf(b, " %s=%q", a.Name, a.Value)
	}
	if n.Text != "" {
		fmt.Fprintf(b, " %q", n.Text)
	}
	if len(n.Children) == 1 && n.Children[0].Tag == "" {
		fmt.Fprintf(b, " %q\n", n.Children[0].Text)
		return
	}
	b.WriteString("\n")
	for _, c := range n.Children {
		dumpTo(b, depth+1, c)
	}
}

// dumpModel writes all of a model.
func dumpModel(m Model) string {
	var b strings.Builder
	part := func(name, text string) {
		if text != "" {
			b.WriteString("== " + name + "\n" + strings.TrimSuffix(text, "\n") + "\n")
		}
	}
	part("verdict", dump(m.Verdict...))
	part("answer", dump(m.Answer...))
	part("chips", dump(m.Chips))
	part("recognised", dump(m.Recognised))
	part("notices", dump(m.Notices...))
	part("copies", strings.Join(m.Copies, "\n--\n"))
	part("key ids", strings.Join(m.KeyIDs, "\n"))
	part("guide", m.Guide)
	return b.String()
}

// golden compares got with a file under testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from %s (write it anew with -update and read the change):\n%s", name, file, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			other := "nothing"
			if i < len(w) {
				other = w[i]
			}
			return fmt.Sprintf("line %d\n got: %s\nwant: %s", i+1, g[i], other)
		}
	}
	return fmt.Sprintf("want goes on at line %d: %s", len(g)+1, w[len(g)])
}

// plain gives all the text of trees, as a reader sees it.
func plain(nodes ...Node) string {
	var b strings.Builder
	var walk func(Node)
	walk = func(n Node) {
		b.WriteString(n.Text)
		for _, c := range n.Children {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return b.String()
}
