// Package hostile holds texts that tempt a parser to read the same bytes again and again. Only tests
// and benchmarks use it.
package hostile

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// A Shape is a text of any size: before, unit as often as there is room for, after. Each {n} in unit is
// the number of its repetition.
type Shape struct {
	Name                string
	before, unit, after string
}

// Text is the shape in a size in bytes.
func (s Shape) Text(size int) string {
	var w strings.Builder
	w.WriteString(s.before)
	room := size - len(s.after)
	for n := 0; w.Len() < room; n++ {
		w.WriteString(strings.ReplaceAll(s.unit, "{n}", strconv.Itoa(n)))
	}
	return w.String()[:room] + s.after
}

// Bench measures run on a megabyte of every shape. It reports the least of the times, in milliseconds,
// and how often the least time of a quarter of the text goes into it: 4 is linear.
func Bench(b *testing.B, run func(text string)) {
	const megabyte = 1 << 20
	for _, shape := range Shapes {
		b.Run(shape.Name, func(b *testing.B) {
			whole, quarter := shape.Text(megabyte), shape.Text(megabyte/4)
			b.SetBytes(megabyte)
			ofWhole, ofQuarter := time.Hour, time.Hour
			for b.Loop() {
				ofWhole, ofQuarter = min(ofWhole, timed(run, whole)), min(ofQuarter, timed(run, quarter))
			}
			b.ReportMetric(float64(ofWhole.Microseconds())/1000, "least-ms")
			b.ReportMetric(float64(ofWhole)/float64(ofQuarter), "growth")
		})
	}
}

func timed(run func(text string), text string) time.Duration {
	start := time.Now()
	run(text)
	return time.Since(start)
}
