package inject

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// jsonMistakes hash a JSON body as another writer would have written it.
func jsonMistakes() []Mistake {
	var all []Mistake
	add := func(id string, body func(sent []byte) string) {
		all = append(all, bodyMistake("json-"+id, func(r *Request) (string, bool) {
			if len(r.Body) == 0 || !json.Valid(r.Body) {
				return "", false
			}
			return body(r.Body), true
		}))
	}
	add("compact", compact)
	add("spaced", func(sent []byte) string { return spaced(compact(sent)) })
	add("python", func(sent []byte) string { return ascii(spaced(compact(sent))) })
	add("python-compact", func(sent []byte) string { return ascii(compact(sent)) })
	add("sorted", sorted)
	add("sorted-spaced", func(sent []byte) string { return spaced(sorted(sent)) })
	add("indented-2", func(sent []byte) string { return indented(sent, "  ") })
	add("indented-4", func(sent []byte) string { return indented(sent, "    ") })
	add("indented-tab", func(sent []byte) string { return indented(sent, "\t") })
	add("go-escaped", func(sent []byte) string {
		var b bytes.Buffer
		json.HTMLEscape(&b, []byte(compact(sent)))
		return b.String()
	})
	add("slashes-escaped", func(sent []byte) string { return strings.ReplaceAll(compact(sent), "/", `\/`) })
	add("quoted", func(sent []byte) string {
		quoted, _ := json.Marshal(string(sent))
		return string(quoted)
	})
	add("as-form", func(sent []byte) string {
		var object map[string]any
		if json.Unmarshal(sent, &object) != nil {
			return string(sent)
		}
		form := url.Values{}
		for name, value := range object {
			switch value.(type) {
			case map[string]any, []any:
				return string(sent) // it has no form
			}
			form.Set(name, fmt.Sprint(value))
		}
		return form.Encode()
	})
	return all
}

func compact(text []byte) string {
	var b bytes.Buffer
	json.Compact(&b, text) // valid, as all that comes here
	return b.String()
}

func indented(text []byte, by string) string {
	var b bytes.Buffer
	json.Indent(&b, text, "", by)
	return b.String()
}

// sorted has the keys of every object in order.
func sorted(text []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return string(text)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(value) != nil {
		return string(text)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// spaced puts a space after each comma and colon outside strings, as Python's json.dumps does.
func spaced(compact string) string {
	var b strings.Builder
	inString := false
	for i := 0; i < len(compact); i++ {
		c := compact[i]
		b.WriteByte(c)
		switch {
		case inString && c == '\\':
			i++
			b.WriteByte(compact[i])
		case c == '"':
			inString = !inString
		case !inString && (c == ',' || c == ':'):
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// ascii escapes what is not ASCII, as Python's json.dumps does.
func ascii(text string) string {
	var b strings.Builder
	for _, c := range text {
		if c < 0x80 {
			b.WriteRune(c)
			continue
		}
		for _, unit := range utf16.Encode([]rune{c}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}
