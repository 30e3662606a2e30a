package view

import (
	"strings"
	"unicode/utf8"

	"countersign/sigv4"
)

// A text box loses carriage returns: it holds "shown", with newlines only, while the paste may have
// had CR or CRLF. These functions keep the two in step, so that a CR that was pasted is still there
// to be judged however the text around it is edited.

var oneNewline = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Shown is a text as a text box shows it.
func Shown(s string) string { return oneNewline.Replace(s) }

// Edited gives the text behind a box that held original and now shows shown. pasted is what was
// pasted just now, with its carriage returns, and caret the place behind it in shown; "" for typing.
func Edited(original, shown, pasted string, caret int) string {
	before := Shown(original)
	if before == shown {
		return original
	}
	if inserted := Shown(pasted); inserted != "" && caret <= len(shown) && caret >= len(inserted) {
		start := caret - len(inserted)
		rest := shown[caret:]
		if shown[start:caret] == inserted && start <= len(before)-len(rest) &&
			strings.HasPrefix(before, shown[:start]) && strings.HasSuffix(before, rest) {
			return original[:rawOffset(original, start)] + pasted + original[rawOffset(original, len(before)-len(rest)):]
		}
	}
	start := 0
	for start < len(before) && start < len(shown) && before[start] == shown[start] {
		start++
	}
	end := 0
	for end < len(before)-start && end < len(shown)-start && before[len(before)-1-end] == shown[len(shown)-1-end] {
		end++
	}
	return original[:rawOffset(original, start)] + shown[start:len(shown)-end] + original[rawOffset(original, len(before)-end):]
}

// Replaced gives original with the range of Shown(original) that is selected replaced by pasted.
func Replaced(original string, selected sigv4.Span, pasted string) string {
	return original[:rawOffset(original, selected.Start)] + pasted + original[rawOffset(original, selected.End):]
}

// rawOffset turns an offset in Shown(original) into the one in original.
func rawOffset(original string, shown int) int {
	i := 0
	for ; i < len(original) && shown > 0; shown-- {
		if original[i] == '\r' && i+1 < len(original) && original[i+1] == '\n' {
			i++
		}
		i++
	}
	return i
}

// ToUTF16 turns a range of bytes of text into the range that a browser selects in the box that
// shows it: UTF-16 code units, carriage returns before newlines not counted.
func ToUTF16(text string, span sigv4.Span) (start, end int) {
	units := 0
	start, end = -1, -1
	for i := 0; i <= len(text); {
		if start < 0 && i >= span.Start {
			start = units
		}
		if i >= span.End || i == len(text) {
			end = units
			break
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == '\r' && strings.HasPrefix(text[i+1:], "\n") {
			i++
			continue
		}
		i += n
		units++
		if r > 0xffff {
			units++
		}
	}
	if start < 0 {
		start = units
	}
	return start, max(start, end)
}

// FromUTF16 turns an offset in UTF-16 code units of shown into one in bytes.
func FromUTF16(shown string, units int) int {
	i := 0
	for i < len(shown) && units > 0 {
		r, n := utf8.DecodeRuneInString(shown[i:])
		i += n
		units--
		if r > 0xffff {
			units--
		}
	}
	return i
}
