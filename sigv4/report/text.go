package report

import (
	"strings"

	"countersign/sigv4/diagnose"
)

// width is where prose is wrapped.
const width = 78

// Text gives the diagnosis for a terminal: the verdict first, then the findings with the reader's
// own lines and marks under the bytes, the fixes, what is ruled out and what to paste next.
func (r Report) Text() string {
	var b strings.Builder
	r.write(&b, r.d.Verdict.Sentence, strings.ToUpper(string(r.d.Verdict.Confidence))+"  ", "")
	r.write(&b, r.d.Verdict.Detail, "", "")
	if len(r.d.Findings) == 0 && r.d.Guide != "" {
		b.WriteString("Guide: " + r.d.Guide + "\n")
	}
	if len(r.d.Established) > 0 {
		heading(&b, "Established")
		for _, f := range r.d.Established {
			r.write(&b, f.Fact, "- ", "  ")
		}
	}
	r.transit(&b)
	for _, c := range r.d.Comparisons {
		r.comparison(&b, c)
	}
	for i, f := range r.d.Findings {
		switch {
		case i == 0:
			heading(&b, "Cause: "+r.title(f))
			r.finding(&b, f)
		case f.Confidence == diagnose.Proved: // made together with the first
			heading(&b, "And: "+r.title(f))
			r.finding(&b, f)
		default:
			heading(&b, "Or: "+r.title(f))
			r.write(&b, f.Why, "", "")
			r.write(&b, f.Test, "Test: ", "  ")
			b.WriteString("Guide: " + f.Guide + "\n")
		}
	}
	if len(r.d.RuledOut) > 0 {
		heading(&b, "Ruled out")
		for _, g := range groups(r.d.RuledOut) {
			r.write(&b, strings.Join(g.causes, ", ")+": "+g.because, "- ", "  ")
		}
		for _, s := range orders(r.d.RuledOut) {
			r.write(&b, s.Says+" "+s.Address, "Source: ", "  ")
		}
	}
	if len(r.d.PasteNext) > 0 {
		heading(&b, "Paste next")
		for _, x := range r.d.PasteNext {
			r.write(&b, x.What+". "+x.Why, "- ", "  ")
		}
	}
	return b.String()
}

// title is a finding's first line.
func (r Report) title(f diagnose.Finding) string {
	return steady(r.clean(f.Title)) + "  [" + string(f.Confidence) + ", " + f.Cause + "]"
}

func heading(b *strings.Builder, title string) {
	b.WriteString("\n" + title + "\n")
}

func (r Report) finding(b *strings.Builder, f diagnose.Finding) {
	r.write(b, f.Why, "", "")
	for _, line := range r.excerpt(f.Marks) {
		b.WriteString("  " + line + "\n")
	}
	if f.Test != "" {
		r.write(b, f.Test, "Test: ", "  ")
	}
	for _, x := range f.Fixes {
		r.write(b, fixTitle(x)+".", "Fix: ", "  ")
		if x.Detail != "" {
			r.write(b, x.Detail, "  ", "  ")
		}
		if x.Code != "" {
			for _, line := range strings.Split(r.clean(x.Code), "\n") {
				b.WriteString("      " + steady(line) + "\n")
			}
		}
	}
	if others := r.unnamed(f.Alternatives); len(others) > 0 {
		r.write(b, "The same bytes could also come from: "+strings.Join(others, ", ")+".", "", "")
	}
	for _, s := range f.Sources {
		r.write(b, s.Says+" "+s.Address, "Source: ", "  ")
	}
	b.WriteString("Guide: " + f.Guide + "\n")
}

// unnamed gives the causes that no finding is about.
func (r Report) unnamed(causes []string) []string {
	var out []string
	for _, c := range causes {
		found := false
		for _, f := range r.d.Findings {
			found = found || f.Cause == c
		}
		if !found {
			out = append(out, c)
		}
	}
	return out
}

// write wraps a paragraph. first stands before its first line, rest before the others.
func (r Report) write(b *strings.Builder, text, first, rest string) {
	if text == "" {
		return
	}
	line, used := first, 0
	for _, word := range strings.Fields(r.clean(text)) {
		word = steady(word)
		if used > 0 && len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line, used = rest, 0
		}
		if used > 0 {
			line += " "
		}
		line += word
		used++
	}
	b.WriteString(line + "\n")
}

// steady replaces what would steer the terminal.
func steady(word string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 || c >= 0x7F && c < 0xA0 || c >= 0x202A && c <= 0x202E {
			return '·'
		}
		return c
	}, word)
}

// orders gives the sources of what is ruled out, each once.
func orders(list []diagnose.RuledOut) []diagnose.Citation {
	var out []diagnose.Citation
	for _, x := range list {
		if n := len(out); n == 0 || out[n-1] != x.Source {
			out = append(out, x.Source)
		}
	}
	return out
}

// group is causes that one reason excludes.
type group struct {
	because string
	causes  []string
}

// groups joins neighbours with the same reason.
func groups(list []diagnose.RuledOut) []group {
	var out []group
	for _, x := range list {
		if n := len(out); n > 0 && out[n-1].because == x.Because {
			out[n-1].causes = append(out[n-1].causes, x.Cause)
			continue
		}
		out = append(out, group{x.Because, []string{x.Cause}})
	}
	return out
}

// fixTitle is what to do, with the platform it is for.
func fixTitle(f diagnose.Fix) string {
	if f.On == "" {
		return f.Do
	}
	return f.Do + " (" + f.On + ")"
}
