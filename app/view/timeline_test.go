package view

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4/diagnose"
)

func clockAt(offset, tolerance time.Duration) diagnose.Clock {
	server := time.Date(2017, 5, 17, 6, 33, 40, 0, time.UTC)
	return diagnose.Clock{Signed: server.Add(offset), Server: server, Tolerance: tolerance, Offset: offset}
}

// offsets go from a second to decades, in both directions.
func offsets() []time.Duration {
	var list []time.Duration
	for d := time.Second; d < 40*365*24*time.Hour; d = d*7/5 + time.Second {
		list = append(list, d, -d)
	}
	return append(list, 0, 5*time.Minute, -5*time.Minute, -(9*time.Minute + 26*time.Second), 7*time.Hour, -7*time.Hour)
}

var tolerances = []time.Duration{0, time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, 24 * time.Hour, 7 * 24 * time.Hour}

// Whatever the offset, labels neither overlap nor leave the drawing, and nothing is written on the bar.
func TestTimelineLabelsNeverOverlap(t *testing.T) {
	for _, width := range []float64{wideTimeline, narrowTimeline} {
		for _, tolerance := range tolerances {
			for _, offset := range offsets() {
				name := fmt.Sprintf("%v of ±%v, %v wide", offset, tolerance, width)
				tl := layTimeline(clockAt(offset, tolerance), width)
				for i, a := range tl.labels {
					if a.x < 0 || a.x+a.w > width || a.y < 0 || a.y+lane > tl.height+4 {
						t.Fatalf("%s: %q lies outside the drawing: x %v w %v y %v of %v", name, a.text, a.x, a.w, a.y, tl.height)
					}
					if a.y < tl.barY && tl.barY < a.y+lane && a.x < tl.bar[1] && tl.bar[0] < a.x+a.w && a.y+lane-tl.barY > 4 {
						t.Fatalf("%s: %q lies on the bar", name, a.text)
					}
					for _, b := range tl.labels[i+1:] {
						if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+lane && b.y < a.y+lane {
							t.Fatalf("%s: %q and %q overlap", name, a.text, b.text)
						}
					}
				}
			}
		}
	}
}

// The order of the instants on the axis is their order in time, and the signing time is drawn in the
// window exactly when the server would have accepted it.
func TestTimelineKeepsTheOrder(t *testing.T) {
	for _, tolerance := range tolerances {
		for _, offset := range offsets() {
			tl := layTimeline(clockAt(offset, tolerance), wideTimeline)
			if offset < 0 && tl.signed >= tl.server || offset > 0 && tl.signed <= tl.server {
				t.Errorf("%v of ±%v: signed at %v, server at %v", offset, tolerance, tl.signed, tl.server)
			}
			if !tl.hasBand {
				continue
			}
			inside := tl.band[0] <= tl.signed+1e-6 && tl.signed <= tl.band[1]+1e-6
			if inside != (offset.Abs() <= tolerance) {
				t.Errorf("%v of ±%v: drawn inside the window: %v", offset, tolerance, inside)
			}
			if tl.band[0] < 0 || tl.band[1] > wideTimeline {
				t.Errorf("%v of ±%v: the window leaves the drawing: %v", offset, tolerance, tl.band)
			}
		}
	}
}

func TestTimelineSaysItInWords(t *testing.T) {
	for _, c := range []struct {
		offset, tolerance time.Duration
		want              string
	}{
		{-(9*time.Minute + 26*time.Second), 5 * time.Minute,
			"Signed at 2017-05-17 06:24:14 UTC, 9 min 26 s before the server's time, 2017-05-17 06:33:40 UTC. The server accepts 5 min either way. The signing time is 4 min 26 s too old."},
		{7 * time.Hour, 15 * time.Minute,
			"Signed at 2017-05-17 13:33:40 UTC, 7 h after the server's time, 2017-05-17 06:33:40 UTC. The server accepts 15 min either way. The signing time is 6 h 45 min too far ahead."},
		{-3 * time.Second, 0,
			"Signed at 2017-05-17 06:33:37 UTC, 3 s before the server's time, 2017-05-17 06:33:40 UTC."},
		{-3 * time.Second, 5 * time.Minute,
			"Signed at 2017-05-17 06:33:37 UTC, 3 s before the server's time, 2017-05-17 06:33:40 UTC. The server accepts 5 min either way. The signing time is within that."},
	} {
		clock := clockAt(c.offset, c.tolerance)
		if got := clockWords(clock); got != c.want {
			t.Errorf("clockWords(%v, ±%v)\n got %s\nwant %s", c.offset, c.tolerance, got, c.want)
		}
		if drawn := dump(clockNode(&clock)); !strings.Contains(drawn, c.want) {
			t.Errorf("the drawing of %v does not say %q", c.offset, c.want)
		}
	}
}

// A message of another day shows the day.
func TestTimelineShowsDaysWhereTheyDiffer(t *testing.T) {
	same, other := clockAt(-time.Hour, 5*time.Minute), clockAt(-48*time.Hour, 5*time.Minute)
	if got := layTimeline(same, wideTimeline).labels[0].text; got != "signed 05:33:40" {
		t.Errorf("same day: %q", got)
	}
	if got := layTimeline(other, wideTimeline).labels[0].text; got != "signed 2017-05-15 06:33:40" {
		t.Errorf("other day: %q", got)
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                                     "0 s",
		time.Second:                           "1 s",
		-59 * time.Second:                     "59 s",
		9*time.Minute + 26*time.Second:        "9 min 26 s",
		time.Hour:                             "1 h",
		25*time.Hour + 30*time.Minute:         "1 day 1 h",
		48*time.Hour + 30*time.Minute:         "2 days",
		400 * 24 * time.Hour:                  "1 year 35 days",
		290 * 365 * 24 * time.Hour:            "290 years",
		2*time.Hour + 3*time.Second:           "2 h",
		1500*time.Millisecond + 1:             "1 s",
		11*time.Minute + 999*time.Millisecond: "11 min",
	} {
		if got := duration(d); got != want {
			t.Errorf("duration(%v) = %q, want %q", d, got, want)
		}
	}
}
