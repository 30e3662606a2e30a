package view

import (
	"strconv"

	"countersign/sigv4/diagnose"
)

// Two drawings are made, and the style sheet shows the one that fits: text does not shrink.
const (
	wideTimeline   = 640
	narrowTimeline = 300
)

// clockNode draws the timeline of a message that names its clocks.
func clockNode(c *diagnose.Clock) Node {
	if c == nil || c.Signed.IsZero() || c.Server.IsZero() {
		return Node{}
	}
	return el("div", "sheet clock",
		el("div", "clock-wide", timelineNode(*c, wideTimeline)),
		el("div", "clock-narrow", timelineNode(*c, narrowTimeline)))
}

func timelineNode(c diagnose.Clock, width float64) Node {
	t := layTimeline(c, width)
	var parts []Node
	if t.hasBand {
		parts = append(parts, el("rect", "band").with("x", num(t.band[0])).with("y", num(t.axis-13)).
			with("width", num(t.band[1]-t.band[0])).with("height", "26").with("rx", "5"))
	}
	parts = append(parts, svgLine("axis", margin, t.axis, t.width-margin, t.axis))
	if t.broken > 0 {
		parts = append(parts,
			svgLine("break", t.broken-7, t.axis+8, t.broken-1, t.axis-8),
			svgLine("break", t.broken+1, t.axis+8, t.broken+7, t.axis-8))
	}
	parts = append(parts,
		svgLine("tick-signed", t.signed, t.axis-tickHalf, t.signed, t.axis+tickHalf),
		svgLine("tick-server", t.server, t.axis-tickHalf, t.server, t.axis+tickHalf),
		svgLine("bar", t.bar[0], t.barY, t.bar[1], t.barY))
	for _, l := range t.labels {
		parts = append(parts, el("text", l.class, text(l.text)).
			with("x", num(l.x+l.w/2)).with("y", num(l.y+14)).with("text-anchor", "middle"))
	}
	words := clockWords(c)
	if t.broken > 0 {
		words += " The drawing is not to scale."
	}
	return el("svg", "", parts...).
		with("viewBox", "0 0 "+num(t.width)+" "+num(t.height)).
		with("role", "img").with("aria-label", words)
}

func svgLine(class string, x1, y1, x2, y2 float64) Node {
	return el("line", class).with("x1", num(x1)).with("y1", num(y1)).with("x2", num(x2)).with("y2", num(y2))
}

// num writes a coordinate with one decimal at most.
func num(f float64) string {
	return strconv.FormatFloat(float64(int64(f*10+0.5))/10, 'f', -1, 64)
}
