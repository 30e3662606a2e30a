package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The name of the engine's row in the page, and what it must and should reach: times as fast as the
// fastest of the other signers, by medians.
const (
	engineRow = "engine"
	mustReach = 4
	goal      = 6
)

// measurement is what the page measured of one signer on one case.
type measurement struct {
	Case   string    `json:"case"`
	Signer string    `json:"signer"`
	Values []float64 `json:"values"` // microseconds of one signature, one value for each round
}

// format writes a table for each case, in the order given, with the ratio below where the engine is in it.
func format(all []measurement) (string, error) {
	var b strings.Builder
	for len(all) > 0 {
		end := slices.IndexFunc(all, func(m measurement) bool { return m.Case != all[0].Case })
		if end < 0 {
			end = len(all)
		}
		if err := formatCase(&b, all[:end]); err != nil {
			return "", err
		}
		all = all[end:]
	}
	return b.String(), nil
}

func formatCase(b *strings.Builder, rows []measurement) error {
	var engine, fastest float64
	for _, row := range rows {
		if len(row.Values) == 0 || slices.Min(row.Values) <= 0 {
			return fmt.Errorf("%s, %s: the page gave no times: %v", row.Case, row.Signer, row.Values)
		}
		m := median(row.Values)
		if row.Signer == engineRow {
			engine = m
		} else if !strings.HasPrefix(row.Signer, engineRow) && (fastest == 0 || m < fastest) {
			fastest = m
		}
	}
	fmt.Fprintf(b, "\n%-42s %9s %9s %9s   %d rounds\n", rows[0].Case, "median", "a second", "÷ engine", len(rows[0].Values))
	for _, row := range rows {
		m, ratio := median(row.Values), ""
		if engine > 0 {
			ratio = strconv.FormatFloat(m/engine, 'f', 1, 64)
		}
		fmt.Fprintf(b, "  %-40s %9s %9s %9s   %s to %s\n", row.Signer, duration(m), rate(m), ratio,
			duration(slices.Min(row.Values)), duration(slices.Max(row.Values)))
	}
	if engine > 0 {
		fmt.Fprintf(b, "  the fastest of the others ÷ engine: %.1f (must: %d, goal: %d)\n", fastest/engine, mustReach, goal)
	}
	return nil
}

// median gives the middle value, of an even number the mean of the two.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// duration writes microseconds to about three digits.
func duration(micros float64) string {
	d := time.Duration(micros * float64(time.Microsecond))
	unit := time.Nanosecond
	for d >= 1000*unit {
		unit *= 10
	}
	return d.Round(unit).String()
}

// rate writes how many of these times make a second.
func rate(micros float64) string {
	perSecond := 1e6 / micros
	if perSecond < 100 {
		return strconv.FormatFloat(perSecond, 'f', 1, 64)
	}
	return strconv.FormatFloat(perSecond, 'f', 0, 64)
}
