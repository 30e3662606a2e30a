// Package fmt stands in app.wasm for Go's package of that name, which reads any value by reflection and
// so brings package reflect along: it prints what this program prints and nothing else. Operands are
// strings, bytes, whole numbers, floats, bools, errors, Stringers and Formatters; flags and widths are those
// of %08x, %#U and %.1f.
package fmt

import (
	"io"
	"strconv"
	"unicode/utf8"
)

type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

type Formatter interface{ Format(f State, verb rune) }

type Stringer interface{ String() string }

func Sprintf(format string, a ...any) string { return string(appendf(nil, format, a)) }

func Fprintf(w io.Writer, format string, a ...any) (int, error) {
	return w.Write(appendf(nil, format, a))
}

// Sprint puts a space between two operands when neither is a string.
func Sprint(a ...any) string {
	p := printer{verb: 'v'}
	wasString := true
	for i, v := range a {
		_, isString := v.(string)
		if i > 0 && !isString && !wasString {
			p.out = append(p.out, ' ')
		}
		p.value(v)
		wasString = isString
	}
	return string(p.out)
}

func Errorf(format string, a ...any) error {
	e := wrapped{text: Sprintf(format, a...)}
	arg := 0
	for i := 0; i+1 < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		i++
		if format[i] == 'w' && arg < len(a) {
			e.cause, _ = a[arg].(error)
		}
		if format[i] != '%' {
			arg++
		}
	}
	return &e
}

// wrapped is an error with what %w named, if anything.
type wrapped struct {
	text  string
	cause error
}

func (e *wrapped) Error() string { return e.text }
func (e *wrapped) Unwrap() error { return e.cause }

// printer writes one operand after the other. It is the State of Formatters.
type printer struct {
	out              []byte
	verb             byte
	sharp, zero      bool
	width, precision int // precision -1: not said
}

func (p *printer) Write(b []byte) (int, error) {
	p.out = append(p.out, b...)
	return len(b), nil
}

func (p *printer) Width() (int, bool)     { return p.width, p.width > 0 }
func (p *printer) Precision() (int, bool) { return max(p.precision, 0), p.precision >= 0 }
func (p *printer) Flag(c int) bool        { return c == '#' && p.sharp || c == '0' && p.zero }

func appendf(out []byte, format string, a []any) []byte {
	p := printer{out: out}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			p.out = append(p.out, format[i])
			continue
		}
		i = p.directive(format, i+1)
		switch {
		case p.verb == '%':
			p.out = append(p.out, '%')
		case len(a) == 0:
			p.bad("MISSING")
		default:
			p.value(a[0])
			a = a[1:]
		}
	}
	for _, v := range a {
		p.verb = '!'
		p.bad("EXTRA " + typeName(v))
	}
	return p.out
}

// directive reads flags, width, precision and verb, and returns where the verb is.
func (p *printer) directive(format string, i int) int {
	p.sharp, p.zero, p.width, p.precision, p.verb = false, false, 0, -1, '!'
	number := &p.width
	for ; i < len(format); i++ {
		switch c := format[i]; {
		case c == '#':
			p.sharp = true
		case c == '0' && *number == 0 && number == &p.width:
			p.zero = true
		case c == '.':
			p.precision = 0
			number = &p.precision
		case '0' <= c && c <= '9':
			*number = *number*10 + int(c-'0')
		default:
			p.verb = c
			return i
		}
	}
	return i
}

// bad stands in the text for what is not understood, as with Go's own.
func (p *printer) bad(what string) {
	p.out = append(append(append(p.out, '%', '!', p.verb, '('), what...), ')')
}

func (p *printer) value(v any) {
	if p.verb == 'T' {
		p.pad([]byte(typeName(v)))
		return
	}
	if f, ok := v.(Formatter); ok {
		f.Format(p, rune(p.verb))
		return
	}
	if forText(p.verb) {
		switch s := v.(type) {
		case error:
			v = s.Error()
		case Stringer:
			v = s.String()
		}
	}
	switch v := basic(v).(type) {
	case string:
		p.text(v)
	case []byte:
		p.text(string(v))
	case bool:
		p.pad(strconv.AppendBool(nil, v))
	case int64:
		p.number(uint64(max(v, -v)), v < 0)
	case uint64:
		p.number(v, false)
	case float64:
		p.pad(strconv.AppendFloat(nil, v, 'f', p.precision, 64))
	case nil:
		p.out = append(p.out, "<nil>"...)
	default:
		p.bad(typeName(v))
	}
}

// forText reports whether a verb asks an operand for its Error or String.
func forText(verb byte) bool {
	switch verb {
	case 'v', 's', 'q', 'x', 'X', 'w':
		return true
	}
	return false
}

func (p *printer) text(s string) {
	switch p.verb {
	case 'v', 's', 'w':
		p.pad([]byte(s))
	case 'q':
		p.pad(strconv.AppendQuote(nil, s))
	case 'x', 'X':
		digits := digitsOf(p.verb)
		var b []byte
		for i := range len(s) {
			b = append(b, digits[s[i]>>4], digits[s[i]&15])
		}
		p.pad(b)
	default:
		p.bad("string")
	}
}

func digitsOf(verb byte) string {
	if verb == 'x' {
		return "0123456789abcdef"
	}
	return "0123456789ABCDEF"
}

func (p *printer) number(n uint64, negative bool) {
	var b []byte
	if negative {
		b = append(b, '-')
	}
	switch p.verb {
	case 'v', 'd':
		b = strconv.AppendUint(b, n, 10)
	case 'x', 'X':
		digits := digitsOf(p.verb)
		shift := 60
		for shift > 0 && n>>shift == 0 {
			shift -= 4
		}
		for ; shift >= 0; shift -= 4 {
			b = append(b, digits[n>>shift&15])
		}
	case 'U':
		if negative {
			p.bad("number")
			return
		}
		four := printer{verb: 'X', zero: true, width: 4}
		four.number(n, false)
		b = append(append(b, "U+"...), four.out...)
		if r := rune(n); p.sharp && strconv.IsPrint(r) {
			b = append(utf8.AppendRune(append(b, " '"...), r), '\'')
		}
	default:
		p.bad("number")
		return
	}
	p.pad(b)
}

// pad fills b up to the width, with zeros where the verb asks for them.
func (p *printer) pad(b []byte) {
	fill, missing := byte(' '), p.width-utf8.RuneCount(b)
	if p.zero {
		fill = '0'
		if len(b) > 0 && b[0] == '-' {
			p.out, b = append(p.out, '-'), b[1:]
		}
	}
	for range missing {
		p.out = append(p.out, fill)
	}
	p.out = append(p.out, b...)
}
