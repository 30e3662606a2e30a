package view

import (
	"testing"

	"countersign/sigv4"
)

// A text box shows newlines only. What was pasted with carriage returns keeps them through edits.
func TestEdited(t *testing.T) {
	for _, c := range []struct {
		name, original, shown, pasted string
		caret                         int
		want                          string
	}{
		{"nothing changed", "a\r\nb\rc", "a\nb\nc", "", 5, "a\r\nb\rc"},
		{"typed at the end", "a\r\nb", "a\nbc", "", 4, "a\r\nbc"},
		{"typed between", "a\r\nb\r\nc", "a\nbx\nc", "", 4, "a\r\nbx\r\nc"},
		{"deleted a line end", "a\r\nb", "ab", "", 1, "ab"},
		{"deleted all", "a\r\nb", "", "", 0, ""},
		{"pasted into nothing", "", "a\nb\n", "a\r\nb\r", 4, "a\r\nb\r"},
		{"pasted before the same text", "ab\r\n", "ab\nab\n", "ab\r\n", 3, "ab\r\nab\r\n"},
		{"pasted after the same text", "ab\n", "ab\nab\n", "ab\r\n", 6, "ab\nab\r\n"},
		{"pasted over a selection", "1\r\n2\r\n3", "1\nx\ny\n3", "x\r\ny", 5, "1\r\nx\r\ny\r\n3"},
		{"a paste that is not what came", "a", "abc", "zzz", 3, "abc"},
		{"a caret from nowhere", "a", "ab", "b", 99, "ab"},
		{"characters of several bytes", "é\r\nü", "é\nö", "", 3, "é\r\nö"},
	} {
		if got := Edited(c.original, c.shown, c.pasted, c.caret); got != c.want {
			t.Errorf("%s: Edited(%q, %q, %q, %d) = %q, want %q", c.name, c.original, c.shown, c.pasted, c.caret, got, c.want)
		}
	}
}

func FuzzEdited(f *testing.F) {
	f.Add("a\r\nb", "a\nxb", "x", 3)
	f.Add("é\r", "\n", "\r\n", 1)
	f.Fuzz(func(t *testing.T, original, shown, pasted string, caret int) {
		shown = Shown(shown)
		got := Edited(original, shown, pasted, caret)
		if Shown(got) != shown && !splitsLineEnd(got) {
			t.Errorf("Edited(%q, %q, %q, %d) = %q, which shows as %q", original, shown, pasted, caret, got, Shown(got))
		}
	})
}

// splitsLineEnd reports whether an edit joined a CR and a LF that were two line ends.
func splitsLineEnd(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] == '\n' && s[i-1] == '\r' {
			return true
		}
	}
	return false
}

func TestReplaced(t *testing.T) {
	if got := Replaced("a\r\nb\r\nc", sigv4.Span{Start: 2, End: 3}, "x\r\ny"); got != "a\r\nx\r\ny\r\nc" {
		t.Errorf("Replaced gives %q", got)
	}
}

func TestUTF16(t *testing.T) {
	const text = "a\r\né😀b"
	for _, c := range []struct {
		span       sigv4.Span
		start, end int
	}{
		{sigv4.Span{Start: 0, End: 1}, 0, 1},
		{sigv4.Span{Start: 3, End: 5}, 2, 3},
		{sigv4.Span{Start: 5, End: 9}, 3, 5},
		{sigv4.Span{Start: 9, End: 10}, 5, 6},
		{sigv4.Span{Start: 10, End: 10}, 6, 6},
		{sigv4.Span{Start: 99, End: 100}, 6, 6},
	} {
		if start, end := ToUTF16(text, c.span); start != c.start || end != c.end {
			t.Errorf("ToUTF16(%v) = %d, %d, want %d, %d", c.span, start, end, c.start, c.end)
		}
	}
	if got := FromUTF16("é😀b", 3); got != 6 {
		t.Errorf("FromUTF16 = %d, want 6", got)
	}
}
