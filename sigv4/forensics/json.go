package forensics

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonValue is a JSON text taken apart no further than to write it in another style: numbers and words stay as
// they are, names keep their order and may repeat.
type jsonValue struct {
	kind  byte   // '{', '[', '"' or 0 for a number or a word
	text  string // decoded for a string
	raw   string // a string as it stands between its quotes
	names []string
	items []jsonValue
}

// jsonStyle is a way to write JSON.
type jsonStyle struct {
	comma, colon, indent         string
	sorted, ascii, html, slashes bool
	decoded                      bool // strings are written anew, not as they stand
}

const (
	maxJSONDepth = 100
	maxJSON      = 1 << 20 // bytes
)

// readJSON reads a JSON text that is an object or an array (RFC 8259).
func readJSON(text string) (jsonValue, bool) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || len(trimmed) > maxJSON || trimmed[0] != '{' && trimmed[0] != '[' {
		return jsonValue{}, false
	}
	r := jsonReader{text: trimmed}
	v, ok := r.value(0)
	return v, ok && r.at == len(trimmed)
}

type jsonReader struct {
	text string
	at   int
}

func (r *jsonReader) blank() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// next reports whether the byte c comes next, and takes it.
func (r *jsonReader) next(c byte) bool {
	r.blank()
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *jsonReader) value(depth int) (jsonValue, bool) {
	r.blank()
	if r.at == len(r.text) || depth > maxJSONDepth {
		return jsonValue{}, false
	}
	switch c := r.text[r.at]; c {
	case '{', '[':
		r.at++
		return r.members(jsonValue{kind: c}, depth)
	case '"':
		from := r.at + 1
		text, ok := r.str()
		return jsonValue{kind: '"', text: text, raw: r.text[from:max(from, r.at-1)]}, ok
	}
	from := r.at
	for r.at < len(r.text) && strings.IndexByte(",]} \t\r\n\"{[:", r.text[r.at]) < 0 {
		r.at++
	}
	return jsonValue{text: r.text[from:r.at]}, r.at > from
}

// members reads what is between the brackets of an object or an array.
func (r *jsonReader) members(v jsonValue, depth int) (jsonValue, bool) {
	end := byte('}')
	if v.kind == '[' {
		end = ']'
	}
	if r.next(end) {
		return v, true
	}
	for {
		if v.kind == '{' {
			r.blank()
			name, ok := r.str()
			if !ok || !r.next(':') {
				return v, false
			}
			v.names = append(v.names, name)
		}
		item, ok := r.value(depth + 1)
		if !ok {
			return v, false
		}
		v.items = append(v.items, item)
		if r.next(end) {
			return v, true
		}
		if !r.next(',') {
			return v, false
		}
	}
}

func (r *jsonReader) str() (string, bool) {
	if r.at == len(r.text) || r.text[r.at] != '"' {
		return "", false
	}
	r.at++
	var b strings.Builder
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return b.String(), true
		case c != '\\':
			b.WriteByte(c)
		case r.at < len(r.text) && r.text[r.at] == 'u':
			u, ok := r.unit()
			if !ok {
				return "", false
			}
			if u >= 0xD800 && u < 0xDC00 && strings.HasPrefix(r.text[r.at:], `\u`) {
				r.at++
				low, ok := r.unit()
				if !ok || low < 0xDC00 || low > 0xDFFF {
					return "", false
				}
				u = 0x10000 + (u-0xD800)<<10 + (low - 0xDC00)
			}
			b.WriteRune(rune(u))
		case r.at < len(r.text):
			i := strings.IndexByte(`"\/bfnrt`, r.text[r.at])
			if i < 0 {
				return "", false
			}
			b.WriteByte("\"\\/\b\f\n\r\t"[i])
			r.at++
		}
	}
	return "", false
}

// unit reads the four hex digits behind a "u".
func (r *jsonReader) unit() (uint64, bool) {
	if r.at+5 > len(r.text) {
		return 0, false
	}
	u, err := strconv.ParseUint(r.text[r.at+1:r.at+5], 16, 32)
	r.at += 5
	return u, err == nil
}

// write writes the value in a style.
func (v jsonValue) write(style jsonStyle) string {
	var b strings.Builder
	v.append(&b, &style, "\n")
	return b.String()
}

// append writes the value; line is the line end with the indent of the line that it stands in.
func (v *jsonValue) append(b *strings.Builder, style *jsonStyle, line string) {
	switch v.kind {
	case 0:
		b.WriteString(v.text)
		return
	case '"':
		if style.decoded || style.ascii || style.html || style.slashes {
			b.WriteString(jsonString(v.text, *style))
		} else {
			b.WriteString(`"` + v.raw + `"`)
		}
		return
	}
	order := make([]int, len(v.items))
	for i := range order {
		order[i] = i
	}
	if style.sorted && v.kind == '{' {
		sort.SliceStable(order, func(i, j int) bool { return v.names[order[i]] < v.names[order[j]] })
	}
	b.WriteByte(v.kind)
	inner := line + style.indent
	for n, i := range order {
		if n > 0 {
			b.WriteString(style.comma)
		}
		if style.indent != "" {
			b.WriteString(inner)
		}
		if v.kind == '{' {
			b.WriteString(jsonString(v.names[i], *style) + style.colon)
		}
		v.items[i].append(b, style, inner)
	}
	if style.indent != "" && len(order) > 0 {
		b.WriteString(line)
	}
	b.WriteByte(v.kind + 2) // "]" and "}" stand two behind "[" and "{"
}

// jsonString writes a text as a JSON string.
func jsonString(text string, style jsonStyle) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range text {
		switch {
		case r == '"' || r == '\\' || r == '/' && style.slashes:
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 && strings.IndexByte("\b\f\n\r\t", byte(r)) >= 0:
			b.WriteByte('\\')
			b.WriteByte("bfnrt"[strings.IndexByte("\b\f\n\r\t", byte(r))])
		case r < 0x20 || style.html && (r == '<' || r == '>' || r == '&') || style.ascii && r >= utf8.RuneSelf && r < 0x10000:
			unitEscape(&b, uint16(r))
		case style.ascii && r >= 0x10000:
			unitEscape(&b, 0xD800+uint16((r-0x10000)>>10))
			unitEscape(&b, 0xDC00+uint16((r-0x10000)&0x3FF))
		case r == utf8.RuneError:
			b.WriteByte(text[i]) // no UTF-8: as it is
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func unitEscape(b *strings.Builder, u uint16) {
	b.WriteString(`\u`)
	for shift := 12; shift >= 0; shift -= 4 {
		b.WriteByte(lowerHex[u>>shift&15])
	}
}

// form writes an object of texts, numbers and words as application/x-www-form-urlencoded.
func (v jsonValue) form() (string, bool) {
	if v.kind != '{' {
		return "", false
	}
	var pairs []string
	for i, name := range v.names {
		if item := v.items[i]; item.kind == '{' || item.kind == '[' {
			return "", false
		}
		pairs = append(pairs, escapedBy(name, unreservedBytes, true)+"="+escapedBy(v.items[i].text, unreservedBytes, true))
	}
	sort.Strings(pairs)
	return strings.Join(pairs, "&"), true
}
