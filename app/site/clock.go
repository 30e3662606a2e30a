package site

import (
	"fmt"
	"strings"
	"time"
)

// clock is an answer about time before it is written: every other figure follows from these.
type clock struct {
	signed, server time.Time
	tolerance      time.Duration
}

// exampleServerTime is the server's time in the examples about clocks.
func exampleServerTime() time.Time { return time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC) }

// slowClock belongs to the API Gateway example: a clock that is slow by an odd length of time.
func slowClock() clock {
	return clock{exampleServerTime().Add(-9*time.Minute - 26*time.Second), exampleServerTime(), 5 * time.Minute}
}

// localTimeClock belongs to the DynamoDB example: local time one hour east of UTC, sent 17 s later.
func localTimeClock() clock {
	return clock{exampleServerTime().Add(time.Hour - 17*time.Second), exampleServerTime(), 15 * time.Minute}
}

// skewedClock belongs to the S3 example.
func skewedClock() clock {
	return clock{exampleServerTime().Add(-23*time.Minute - 8*time.Second), exampleServerTime(), 15 * time.Minute}
}

// message is the sentence of the JSON and query services.
func (c clock) message() string {
	tolerance := int(c.tolerance.Minutes())
	if c.signed.Before(c.server) {
		return fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - %d min.)",
			amzTime(c.signed), amzTime(c.limit()), amzTime(c.server), tolerance)
	}
	return fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + %d min.)",
		amzTime(c.signed), amzTime(c.limit()), amzTime(c.server), tolerance)
}

// s3Error is the answer of S3, which gives the times in fields of their own.
func (c clock) s3Error() string {
	return strings.Join([]string{
		`<?xml version="1.0" encoding="UTF-8"?>`,
		"<Error><Code>RequestTimeTooSkewed</Code>" +
			"<Message>The difference between the request time and the current time is too large.</Message>" +
			"<RequestTime>" + amzTime(c.signed) + "</RequestTime>" +
			"<ServerTime>" + c.server.Format(time.RFC3339) + "</ServerTime>" +
			fmt.Sprintf("<MaxAllowedSkewMilliseconds>%d</MaxAllowedSkewMilliseconds></Error>", c.tolerance.Milliseconds()),
	}, "\n")
}

// limit is the earliest, or the latest, signing time that the server accepts.
func (c clock) limit() time.Time {
	if c.signed.Before(c.server) {
		return c.server.Add(-c.tolerance)
	}
	return c.server.Add(c.tolerance)
}

// offset says how far the signing time is from the server's, and on which side.
func (c clock) offset() string {
	if c.signed.Before(c.server) {
		return inWords(c.server.Sub(c.signed)) + " before the server’s time"
	}
	return inWords(c.signed.Sub(c.server)) + " after the server’s time"
}

// inWords gives a duration as "9 min 26 s".
func inWords(d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := d / unit.of; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d -= n * unit.of
		}
	}
	return strings.Join(parts, " ")
}

// amzTime is the form of X-Amz-Date: YYYYMMDD'T'HHMMSS'Z', in UTC.
func amzTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }
