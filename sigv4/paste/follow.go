package paste

import (
	"strings"

	"countersign/sigv4"
)

// followed starts what tshark prints of a stream: -z follow,http,ascii,0 or the same of tcp or tls.
const followed = "\nFollow: "

// maxPieces bounds the pieces of all streams: a request has a few.
const maxPieces = 10000

// ruler is the line before and after it.
const ruler = "==================================================================="

// unfollowed is a text without the byte counts that tshark writes before each piece of a stream, and
// without the line break after a piece that the same side goes on from.
func unfollowed(t sigv4.Text) sigv4.Text {
	s := t.String
	if !strings.Contains(s, followed) {
		return t
	}
	w, from, pieces := rewrite(t), 0, 0
	for at := 0; at < len(s); {
		i := strings.Index(s[at:], followed)
		if i < 0 {
			break
		}
		at += i + len(followed)
		if head := s[at:lineEnd(s, at)]; !strings.HasSuffix(strings.TrimSpace(head), ",ascii") {
			continue
		}
		at = nextLine(s, at)
		for strings.HasPrefix(s[at:], "Filter: ") || strings.HasPrefix(s[at:], "Node ") {
			at = nextLine(s, at)
		}
		for {
			data, size, back := pieceAt(s, at)
			if pieces++; data == at || pieces > maxPieces {
				break
			}
			w.copy(from, at)
			w.drop(at, data, pieceCount)
			from = data
			end := pieceEnd(s, data, size)
			if end < 0 { // not what tshark prints
				at = len(s)
				break
			}
			at = min(end+1, len(s))
			if next, _, other := pieceAt(s, at); next > at && other == back {
				w.copy(from, end)
				w.drop(end, at, pieceCount)
				from = at
			}
		}
	}
	w.copy(from, len(s))
	return w.text()
}

// pieceCount is why the count is left out.
const pieceCount = "the byte count of a piece of a stream"

// pieceAt reads the count at the start of a piece: where its data starts, how many bytes it has, and
// whether the second node sent it. Data starts at the place itself where no count is.
func pieceAt(s string, at int) (data, size int, back bool) {
	from := at
	if from < len(s) && s[from] == '\t' {
		from, back = from+1, true
	}
	end := from
	for end < len(s) && end-from < 8 && isDigit(s[end]) {
		size = size*10 + int(s[end]-'0')
		end++
	}
	n := newlineAt(s, end)
	if end == from || n == 0 {
		return at, 0, false
	}
	return end + n, size, back
}

// pieceEnd is where a piece of a size ends, -1 for nowhere. Carriage returns may have been lost.
func pieceEnd(s string, data, size int) int {
	if end := data + size; end <= len(s) && endsPiece(s, end) {
		return end
	}
	for end, lost := lineEnd(s, data), 0; end-data <= size; end = lineEnd(s, end+1) {
		if have := end - data; size <= have+lost && endsPiece(s, end) {
			return end
		}
		if end == len(s) {
			break
		}
		lost++
	}
	return -1
}

// endsPiece reports whether another piece, the ruler or nothing follows the line break at a place.
func endsPiece(s string, end int) bool {
	if end == len(s) {
		return true
	}
	if s[end] != '\n' {
		return false
	}
	data, _, _ := pieceAt(s, end+1)
	return data > end+1 || end+1 == len(s) || strings.HasPrefix(s[end+1:], ruler)
}

func startsFollow(s string, at int) bool {
	return (at == 0 || s[at-1] == '\n') && strings.HasPrefix(s[at:], ruler)
}

// readFollow passes by the lines that tshark writes before a stream, and the ruler after it.
func (p *parser) readFollow(at int) (end int, ok bool) {
	s := p.in.String
	end = nextLine(s, at)
	heading := strings.HasPrefix(s[end:], followed[1:])
	for strings.HasPrefix(s[end:], followed[1:]) || strings.HasPrefix(s[end:], "Filter: ") || strings.HasPrefix(s[end:], "Node ") {
		end = nextLine(s, end)
	}
	p.follows = p.follows || heading
	if p.follows {
		p.claimLog(at, end)
	}
	return end, p.follows
}
