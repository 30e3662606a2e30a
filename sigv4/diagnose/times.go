package diagnose

import (
	"strconv"
	"strings"
	"time"
)

// timeForms are the ways in which messages and Date headers write a time.
var timeForms = [...]string{
	"20060102T150405Z", time.RFC3339, "2006-01-02T15:04:05.999999999Z07:00",
	"Mon, 02 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 MST",
}

// parseTime reads a time in UTC. Zone names other than GMT and UTC are not taken: Go would read them as UTC.
func parseTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 40 {
		return time.Time{}, false
	}
	for _, form := range timeForms {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		if strings.HasSuffix(form, "MST") && !strings.HasSuffix(s, "GMT") && !strings.HasSuffix(s, "UTC") {
			return time.Time{}, false
		}
		return t.UTC(), true
	}
	return time.Time{}, false
}

// stamp writes a time the way SigV4 does.
func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// words writes the size of a duration: "42 s", "9 min 26 s", "10 h 31 min 34 s", "3 days 2 h".
func words(d time.Duration) string {
	s := int64(d.Abs() / time.Second)
	if s == 0 {
		return "less than a second"
	}
	units := [...]struct {
		seconds   int64
		one, many string
	}{{86400, "day", "days"}, {3600, "h", "h"}, {60, "min", "min"}, {1, "s", "s"}}
	var parts []string
	for _, u := range units {
		n := s / u.seconds
		s -= n * u.seconds
		if n == 0 {
			continue
		}
		name := u.many
		if n == 1 {
			name = u.one
		}
		parts = append(parts, strconv.FormatInt(n, 10)+" "+name)
		if u.seconds == 86400 && n >= 30 {
			break
		}
	}
	return strings.Join(parts, " ")
}

// allowance writes a tolerance in full: "5 minutes", "15 minutes", "90 seconds".
func allowance(d time.Duration) string {
	switch {
	case d == time.Minute:
		return "1 minute"
	case d%time.Minute == 0:
		return strconv.Itoa(int(d/time.Minute)) + " minutes"
	case d%time.Second == 0:
		return strconv.Itoa(int(d/time.Second)) + " seconds"
	}
	return words(d)
}
