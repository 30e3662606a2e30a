package fmt

import (
	"errors"
	gofmt "fmt"
	"io"
	"strings"
	"testing"
	"time"
)

type word string

// hidden prints nothing of itself, whatever the verb.
type hidden struct{ secret string }

func (hidden) Format(f State, _ rune) { io.WriteString(f, "[hidden]") }

// goHidden is the same for Go's own package, whose Formatter is of another type.
type goHidden struct{ secret string }

func (goHidden) Format(f gofmt.State, _ rune) { io.WriteString(f, "[hidden]") }

var operands = []any{
	"", "plain", "with \"quotes\", \n and é", "\xff", word("named"), []byte("bytes"), nil,
	0, 7, -7, 255, int64(-1 << 63), uint8(9), uint16(0xBEEF), uint32(1 << 31), ^uint64(0), 'é', rune(0x202E), time.March,
	true, false, 0.0, 1.25, 1.35, 1023.95, errors.New("an error"),
}

// What is printed is what Go's own package prints.
func TestAsGo(t *testing.T) {
	compared := 0
	for _, verb := range []string{"%v", "%s", "%d", "%q", "%x", "%X", "%U", "%#U", "%08x", "%02X", "%04X", "%5d", "%.1f", "%T"} {
		for _, v := range operands {
			want := gofmt.Sprintf("a "+verb+" z%%", v)
			if strings.Contains(want, "%!") || !printed(verb, v) {
				continue
			}
			compared++
			if got := Sprintf("a "+verb+" z%%", v); got != want {
				t.Errorf("%s of %#v is %q, want %q", verb, v, got, want)
			}
		}
	}
	if compared < 150 {
		t.Errorf("only %d were compared", compared)
	}
}

// printed reports whether the stand-in has the verb for such a value: Go's own takes more.
func printed(verb string, v any) bool {
	if verb == "%T" {
		return true
	}
	switch v := v.(type) {
	case []byte:
		return verb == "%s" || verb == "%q" || verb == "%x"
	case float64:
		return verb == "%.1f"
	case string, word, error, time.Month, bool, nil:
		return true
	default:
		negative := strings.HasPrefix(gofmt.Sprint(v), "-")
		return verb != "%q" && (!negative || !strings.HasSuffix(verb, "U"))
	}
}

func TestSprint(t *testing.T) {
	for _, a := range [][]any{nil, {"a"}, {1}, {1, 2}, {"verified: ", true}, {1, "a", 2, 3}, {errors.New("an error"), 4}} {
		if got, want := Sprint(a...), gofmt.Sprint(a...); got != want {
			t.Errorf("%v gives %q, want %q", a, got, want)
		}
	}
}

func TestFormattersHideThemselves(t *testing.T) {
	for _, format := range []string{"%v", "%+v", "%s", "%q", "%x"} {
		got, want := Sprintf(format, hidden{"key"}), gofmt.Sprintf(format, goHidden{"key"})
		if format != "%+v" && got != want || strings.Contains(got, "key") {
			t.Errorf("%s gives %q", format, got)
		}
	}
	if got := Sprint(hidden{"key"}); got != "[hidden]" {
		t.Errorf("Sprint gives %q", got)
	}
}

func TestErrorfWraps(t *testing.T) {
	cause := errors.New("cause")
	for _, format := range []string{"100%% of %s: %w", "%s: %w"} {
		err := Errorf(format, "it", cause)
		if err.Error() != gofmt.Sprintf(strings.Replace(format, "%w", "%v", 1), "it", cause) || !errors.Is(err, cause) {
			t.Errorf("%q: %v", format, err)
		}
	}
	if err := Errorf("%s", "alone"); errors.Unwrap(err) != nil {
		t.Errorf("%v wraps something", err)
	}
}

// What is not understood says so, and shows no value.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		format string
		a      []any
		want   string
	}{
		{"%d", nil, "%!d(MISSING)"},
		{"x", []any{"y"}, "x%!!(EXTRA string)"},
		{"%v", []any{[]int{1}}, "%!v([]int)"},
		{"%d", []any{"y"}, "%!d(string)"},
		{"%s", []any{1}, "%!s(number)"},
		{"%+v", []any{1}, "%!+(number)v"},
	} {
		if got := Sprintf(c.format, c.a...); got != c.want {
			t.Errorf("%q gives %q, want %q", c.format, got, c.want)
		}
	}
}
