package report

import (
	"strings"

	"countersign/sigv4/diagnose"
)

// Markdown gives the diagnosis for a ticket or a chat: no paste, no secret, access key ids shortened.
func (r Report) Markdown() string {
	var b strings.Builder
	line := func(parts ...string) {
		b.WriteString(strings.Join(parts, "") + "\n")
	}
	line("## ", r.prose(r.d.Verdict.Sentence))
	line()
	line("**", title(r.d.Verdict.Confidence), ".** ", r.prose(r.d.Verdict.Detail))
	if len(r.d.Established) > 0 {
		line("\n### Established\n")
		for _, f := range r.d.Established {
			line("- ", r.prose(f.Fact))
		}
	}
	for _, f := range r.d.Findings {
		line("\n### ", r.prose(f.Title), " (", string(f.Confidence), ", `", f.Cause, "`)\n")
		line(r.prose(f.Why))
		if f.Test != "" {
			line("\nTest: ", r.prose(f.Test))
		}
		for _, x := range f.Fixes {
			line("\n- **", r.prose(fixTitle(x)), ".** ", r.prose(x.Detail))
			if x.Code != "" {
				line("\n", fenced(r.shorten(r.clean(x.Code))))
			}
		}
		for _, s := range f.Sources {
			line("\nSource: ", r.prose(s.Says), " <", s.Address, ">")
		}
	}
	r.transitMarkdown(line)
	if len(r.d.RuledOut) > 0 {
		line("\n### Ruled out\n")
		for _, g := range groups(r.d.RuledOut) {
			line("- `", strings.Join(g.causes, "`, `"), "`: ", r.prose(g.because))
		}
		for _, s := range orders(r.d.RuledOut) {
			line("\nSource: ", r.prose(s.Says), " <", s.Address, ">")
		}
	}
	if len(r.d.PasteNext) > 0 {
		line("\n### Paste next\n")
		for _, x := range r.d.PasteNext {
			line("- ", r.prose(x.What), ". ", r.prose(x.Why))
		}
	}
	return b.String()
}

func title(c diagnose.Confidence) string {
	return strings.ToUpper(string(c[:1])) + string(c[1:])
}

// fenced is an indented code block inside a list item: nothing in the code can end it.
func fenced(code string) string {
	return "      " + strings.ReplaceAll(code, "\n", "\n      ")
}

// prose makes a sentence safe to stand in Markdown: quoted values must not become markup.
func (r Report) prose(s string) string {
	s = r.shorten(r.clean(s))
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := codeAt(s, i); n > 0 {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		switch c := s[i]; {
		case strings.IndexByte("`\\*_[]<>#|~&!", c) >= 0:
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n' || c == '\r':
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
		i++
	}
	return b.String()
}

// codeAt gives the length of the piece of code between single backticks that starts at i, 0 when
// none does or when it holds anything that code of ours does not.
func codeAt(s string, i int) int {
	if s[i] != '`' {
		return 0
	}
	for n := 1; i+n < len(s); n++ {
		switch c := s[i+n]; {
		case c == '`' && n > 1:
			return n + 1
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte(" -/:.", c) >= 0 || c >= 0x80:
		default:
			return 0
		}
	}
	return 0
}

// keyIDLength is the length of an access key id.
const keyIDLength = 20

// shorten leaves the first and last four letters of access key ids.
func (r Report) shorten(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := keyIDAt(s, i); n > 0 {
			b.WriteString(s[i:i+4] + "…" + s[i+n-4:i+n])
			i += n
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// keyIDAt gives the length of the access key id that starts at i, 0 when none does.
func keyIDAt(s string, i int) int {
	if !strings.HasPrefix(s[i:], "AKIA") && !strings.HasPrefix(s[i:], "ASIA") || i > 0 && keyIDByte(s[i-1]) {
		return 0
	}
	n := 4
	for i+n < len(s) && keyIDByte(s[i+n]) {
		n++
	}
	if n < keyIDLength-4 {
		return 0
	}
	return n
}

func keyIDByte(c byte) bool { return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' }
