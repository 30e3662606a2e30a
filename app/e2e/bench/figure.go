package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// figure is one that a search must reach.
type figure struct {
	name   string
	unit   string
	values []float64 // one for each round
	limit  *limit    // nil for none
}

// limit is what a figure must and should reach.
type limit struct {
	must, goal float64
	least      bool // it is to be at least that, else at most
}

func atMost(must, goal float64) *limit  { return &limit{must, goal, false} }
func atLeast(must, goal float64) *limit { return &limit{must, goal, true} }

// words say whether a value is within the limit.
func (l *limit) words(value float64) string {
	within := func(bound float64) bool { return value <= bound && !l.least || value >= bound && l.least }
	sign := map[bool]string{false: "≤", true: "≥"}[l.least]
	said := fmt.Sprintf("must %s %s, goal %s %s: ", sign, short(l.must), sign, short(l.goal))
	switch {
	case within(l.goal):
		return said + "reached"
	case within(l.must):
		return said + "within what it must"
	}
	return said + "NOT REACHED"
}

// formatFigures writes one line for each: median, least and most, and what it is to reach.
func formatFigures(figures []figure) (string, error) {
	var b strings.Builder
	for _, f := range figures {
		if len(f.values) == 0 {
			return "", fmt.Errorf("%s: the page gave no figures", f.name)
		}
		m := median(f.values)
		fmt.Fprintf(&b, "  %-76s %9s %-2s  %s to %s", f.name, short(m), f.unit, short(slices.Min(f.values)), short(slices.Max(f.values)))
		if f.limit != nil {
			b.WriteString("  " + f.limit.words(m))
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// short writes a number with about three digits, and none that say nothing.
func short(value float64) string {
	return strconv.FormatFloat(value, 'g', max(3, len(strconv.Itoa(int(value)))), 64)
}
