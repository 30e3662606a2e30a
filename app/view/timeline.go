package view

import (
	"fmt"
	"time"
	"unicode/utf8"

	"countersign/sigv4/diagnose"
)

// timeline is the geometry of the clocks of a message: where on the axis each instant lies, and
// labels that never overlap. Lengths are in the units of the drawing.
type timeline struct {
	width, height  float64
	axis           float64 // y of the axis
	signed, server float64 // x
	band           [2]float64
	hasBand        bool
	broken         float64 // x of the break in the axis, 0 for none: then it is not to scale
	bar            [2]float64
	barY           float64
	labels         []label
}

// label is a text with its box. x is the left edge, y the top.
type label struct {
	text, class string
	x, y, w     float64
}

const (
	margin      = 16.0 // beside the axis
	tickHalf    = 24.0
	lane        = 20.0 // height of a row of labels
	labelGap    = 10.0
	minHalfBand = 34.0 // narrower, and the accepted window cannot be seen: the axis is broken
	minApart    = 12.0 // between the two clocks
)

// textWidth is no less than the width of s in the drawing's font, 13 units high, in any of the system fonts.
func textWidth(s string, strong bool) float64 {
	per := 8.3
	if strong {
		per = 9.2
	}
	return per * float64(utf8.RuneCountInString(s))
}

// layTimeline lays out a clock in a drawing of the given width.
func layTimeline(c diagnose.Clock, width float64) timeline {
	t := timeline{width: width}
	offset, tolerance := c.Offset.Seconds(), c.Tolerance.Seconds()
	t.place(offset, tolerance)

	layout := "15:04:05"
	if !sameDay(c.Signed, c.Server) || tolerance > 0 &&
		(!sameDay(c.Server, c.Server.Add(c.Tolerance)) || !sameDay(c.Server, c.Server.Add(-c.Tolerance))) {
		layout = "2006-01-02 15:04:05"
	}
	at := func(x time.Time) string { return x.UTC().Format(layout) }

	var above, below []label
	above = put(above, t.width, "signed "+at(c.Signed), "label-signed", t.signed, true, outward(offset))
	above = put(above, t.width, "server "+at(c.Server), "label-server", t.server, true, -outward(offset))
	if t.hasBand {
		below = put(below, t.width, at(c.Server.Add(-c.Tolerance)), "label-limit", t.band[0], false, 0)
		below = put(below, t.width, at(c.Server.Add(c.Tolerance)), "label-limit", t.band[1], false, 0)
	}
	barLane := lanes(below)
	if t.hasBand {
		below = put(below, t.width, acceptedWord(c)+": ± "+duration(c.Tolerance), "label-accepted", t.server, false, 0)
	}

	up := float64(lanes(above)) * lane
	t.axis = up + tickHalf + 8
	for i := range above {
		above[i].y = up - above[i].y - lane
	}
	// The bar has a row of its own, its label the first free one below.
	words, from, to := t.gap(c)
	t.bar = [2]float64{min(from, to), max(from, to)}
	top := t.axis + tickHalf + 6
	t.barY = top + float64(barLane)*lane + 6
	for i := range below {
		shift := 0.0
		if below[i].y >= float64(barLane)*lane {
			shift = 14
		}
		below[i].y += top + shift
	}
	rest := put(nil, t.width, words, "label-bar", (from+to)/2, true, 0)[0]
	rest.y = top + float64(barLane)*lane + 14
	for overlapsAny(rest, below) {
		rest.y += lane
	}
	below = append(below, rest)
	for _, l := range below {
		t.height = max(t.height, l.y+lane+4)
	}
	t.labels = append(above, below...)
	return t
}

// place finds the x of the instants: to scale where the window and the distance can both be seen,
// else with a break in the axis.
func (t *timeline) place(offset, tolerance float64) {
	left, right := margin+4, t.width-margin-4
	if tolerance <= 0 {
		// Nothing to compare the distance with: both ends of the axis.
		t.signed, t.server = left+t.width/8, right-t.width/8
		if offset > 0 {
			t.signed, t.server = t.server, t.signed
		}
		return
	}
	t.hasBand = true
	lo, hi := min(offset, -tolerance), max(offset, tolerance)
	scale := (right - left) / (hi - lo)
	if tolerance*scale >= minHalfBand {
		x := func(s float64) float64 { return left + (s-lo)*scale }
		t.signed, t.server = x(offset), x(0)
		t.band = [2]float64{x(-tolerance), x(tolerance)}
		return
	}
	half := t.width / 6
	if offset < 0 {
		t.server = right - half
		t.signed = left
		t.broken = (left + t.server - half) / 2
	} else {
		t.server = left + half
		t.signed = right
		t.broken = (right + t.server + half) / 2
	}
	t.band = [2]float64{t.server - half, t.server + half}
}

// gap says the distance that matters, and between which points it lies: from the signing time to
// the nearer end of what the server accepts, or, within that or without it, to the server's clock.
func (t timeline) gap(c diagnose.Clock) (words string, from, to float64) {
	outside := c.Offset.Abs() - c.Tolerance
	switch {
	case !t.hasBand || outside <= 0:
		return duration(c.Offset) + " apart", t.signed, t.server
	case c.Offset < 0:
		return duration(outside) + " too old", t.signed, t.band[0]
	}
	return duration(outside) + " too far ahead", t.signed, t.band[1]
}

// outward is the side to which the label of the signing time may move away from the server's.
func outward(offset float64) int {
	if offset > 0 {
		return 1
	}
	return -1
}

// put adds a label at the first place where it overlaps none: centred at x, else beside x on the
// outward side, else the same in the next lane. y is then the lane's distance from the first.
func put(placed []label, width float64, words, class string, x float64, strong bool, side int) []label {
	w := textWidth(words, strong)
	centred := x - w/2
	choices := []float64{centred}
	if side < 0 {
		choices = append(choices, x-w+minApart/2)
	} else if side > 0 {
		choices = append(choices, x-minApart/2)
	}
	for n := 0; ; n++ {
		for _, left := range choices {
			l := label{text: words, class: class, w: w,
				x: max(2, min(left, width-2-w)), y: float64(n) * lane}
			if !overlapsAny(l, placed) {
				return append(placed, l)
			}
		}
	}
}

func overlapsAny(l label, others []label) bool {
	for _, o := range others {
		if l.y < o.y+lane && o.y < l.y+lane && l.x < o.x+o.w+labelGap && o.x < l.x+l.w+labelGap {
			return true
		}
	}
	return false
}

func lanes(labels []label) int {
	n := 0
	for _, l := range labels {
		n = max(n, int(l.y/lane)+1)
	}
	return n
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}

// clockWords says the timeline in words, for who does not see it.
func clockWords(c diagnose.Clock) string {
	const full = "2006-01-02 15:04:05"
	side := "before"
	if c.Offset > 0 {
		side = "after"
	}
	s := fmt.Sprintf("Signed at %s UTC, %s %s the server's time, %s UTC.",
		c.Signed.UTC().Format(full), duration(c.Offset), side, c.Server.UTC().Format(full))
	if c.Tolerance <= 0 {
		return s
	}
	who := "The server accepts"
	if c.Assumed {
		who = "The answer does not say it, but this service is known to accept"
	}
	s += fmt.Sprintf(" %s %s either way.", who, duration(c.Tolerance))
	switch outside := c.Offset.Abs() - c.Tolerance; {
	case outside <= 0:
		return s + " The signing time is within that."
	case c.Offset < 0:
		return s + fmt.Sprintf(" The signing time is %s too old.", duration(outside))
	default:
		return s + fmt.Sprintf(" The signing time is %s too far ahead.", duration(outside))
	}
}

// acceptedWord says whose figure the tolerance is.
func acceptedWord(c diagnose.Clock) string {
	if c.Assumed {
		return "known to be accepted"
	}
	return "accepted"
}
