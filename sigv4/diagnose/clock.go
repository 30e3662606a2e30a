package diagnose

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// readClock reads signing time, server time, limit and tolerance out of the server's own message.
// Nothing is assumed: what the message does not say stays zero.
func (b *bench) readClock() {
	if s, ok := b.says("coral.signature_expired", "coral.signature_not_yet_current"); ok {
		b.readCoralClock(s)
	}
	if e, ok := b.skewed(); ok {
		b.readS3Clock(e)
	}
	if b.clock == nil && b.timeRefused() {
		b.readDateHeader()
	}
	b.knownTolerance()
}

// knownTolerance takes the tolerance from what is known of the service, where the message names none.
func (b *bench) knownTolerance() {
	if b.clock == nil || b.clock.Tolerance > 0 {
		return
	}
	for _, service := range [...]string{b.credential.element(3), b.host.Service} {
		if t := endpoint.Lookup(service).Tolerance; t > 0 && b.clock.Offset.Abs() > t {
			b.clock.Tolerance, b.clock.Assumed = t, true
			return
		}
	}
}

// skewed finds the answer by which S3 refuses a request for its time.
func (b *bench) skewed() (*paste.ServerError, bool) {
	if s, ok := b.says("s3.request_time_too_skewed"); ok {
		return s.err, true
	}
	return b.code("RequestTimeTooSkewed")
}

// timeRefused reports whether the server refused the request for its time, with or without figures.
func (b *bench) timeRefused() bool {
	_, skewed := b.skewed()
	_, other := b.says("legacy.request_expired", "s3.presign_not_yet_valid", "coral.signature_expired", "coral.signature_not_yet_current")
	return skewed || other || b.clock != nil
}

// readDateHeader takes the server's time from the Date header of its answer, for a message that has
// no figures.
func (b *bench) readDateHeader() {
	server, marks, ok1 := b.responseDate()
	signed, ok2 := b.signingTime()
	if ok1 && ok2 && signed.Sub(server).Abs() >= time.Minute { // no server refuses less
		b.clock = &Clock{Signed: signed, Server: server, Offset: signed.Sub(server), Marks: marks}
		b.clock.Marks = append(b.clock.Marks, markSource(b.request, b.claim.Where.DateSource, b.claim.Where.Date, "time", "signed", true)...)
	}
}

func (b *bench) readCoralClock(s said) {
	signed, ok1 := parseTime(s.capture("request_time"))
	server, ok2 := parseTime(s.capture("server_time"))
	limit, ok3 := parseTime(s.capture("limit"))
	if !ok1 || !ok2 {
		return
	}
	c := &Clock{Signed: signed, Server: server, Offset: signed.Sub(server)}
	if minutes, err := strconv.Atoi(s.capture("tolerance_min")); err == nil && minutes < 1<<20 {
		c.Tolerance = time.Duration(minutes) * time.Minute
	}
	if seconds, err := strconv.Atoi(s.capture("tolerance_s")); err == nil && seconds < 1<<26 {
		c.Tolerance = time.Duration(seconds) * time.Second
	}
	if ok3 {
		c.Limit = limit
		if gap := server.Sub(limit).Abs(); c.Tolerance == 0 && gap < 24*time.Hour {
			c.Tolerance = gap // the message's own two times say it
		}
	}
	c.Marks = append(c.Marks, s.mark("request_time", "time", "signed", true)...)
	c.Marks = append(c.Marks, s.mark("limit", "time", "the limit", false)...)
	c.Marks = append(c.Marks, s.mark("server_time", "time", "the server's clock", false)...)
	c.Marks = append(c.Marks, s.mark("tolerance_min", "time", "the tolerance, in minutes", false)...)
	c.Marks = append(c.Marks, s.mark("tolerance_s", "time", "the tolerance, in seconds", false)...)
	b.clock = c
	b.clockBad = contradiction(c, s.msg.ID == "coral.signature_not_yet_current")
}

// beyondLimit says by how much a time stamp lies outside the window, for a clock message without the
// server's own time, "" where it does not say.
func (b *bench) beyondLimit() string {
	s, ok := b.says("coral.signature_expired", "coral.signature_not_yet_current")
	if !ok {
		return ""
	}
	signed, ok1 := parseTime(s.capture("request_time"))
	limit, ok2 := parseTime(s.capture("limit"))
	switch expired := s.msg.ID == "coral.signature_expired"; {
	case !ok1 || !ok2 || signed.Before(limit) != expired || signed.Equal(limit):
		return ""
	case expired:
		return "The request was signed " + words(limit.Sub(signed)) + " before the earliest time that the server still took."
	}
	return "The request was signed " + words(signed.Sub(limit)) + " after the latest time that the server already took."
}

// contradiction says why a clock message cannot be as a server wrote it, "" when it can.
func contradiction(c *Clock, future bool) string {
	want, sign := c.Server.Add(-c.Tolerance), "minus"
	if future {
		want, sign = c.Server.Add(c.Tolerance), "plus"
	}
	switch {
	case !c.Limit.IsZero() && c.Tolerance > 0 && !c.Limit.Equal(want):
		return fmt.Sprintf("%s %s %s is %s, but the message gives %s as the limit.",
			stamp(c.Server), sign, words(c.Tolerance), stamp(want), stamp(c.Limit))
	case !future && !c.Limit.IsZero() && !c.Signed.Before(c.Limit):
		return fmt.Sprintf("The message calls %s earlier than %s, which it is not.", stamp(c.Signed), stamp(c.Limit))
	case future && !c.Limit.IsZero() && !c.Signed.After(c.Limit):
		return fmt.Sprintf("The message calls %s later than %s, which it is not.", stamp(c.Signed), stamp(c.Limit))
	}
	return ""
}

func (b *bench) readS3Clock(e *paste.ServerError) {
	request, server := field(e, "RequestTime"), field(e, "ServerTime")
	signed, ok1 := parseTime(request.String)
	at, ok2 := parseTime(server.String)
	if !ok1 || !ok2 {
		return
	}
	c := &Clock{Signed: signed, Server: at, Offset: signed.Sub(at)}
	allowed := field(e, "MaxAllowedSkewMilliseconds")
	if ms, err := strconv.Atoi(strings.TrimSpace(allowed.String)); err == nil && ms > 0 && ms < 1<<40 {
		c.Tolerance = time.Duration(ms) * time.Millisecond
		c.Limit = at.Add(-c.Tolerance)
		if c.Offset > 0 {
			c.Limit = at.Add(c.Tolerance)
		}
	}
	c.Marks = append(c.Marks, markText(request, "time", "signed", true)...)
	c.Marks = append(c.Marks, markText(server, "time", "the server's clock", false)...)
	c.Marks = append(c.Marks, markText(allowed, "time", "the tolerance, in milliseconds", false)...)
	b.clock = c
	if c.Tolerance > 0 && c.Offset.Abs() <= c.Tolerance {
		b.clockBad = fmt.Sprintf("The two times are %s apart, which is within the %s that the message itself allows.",
			words(c.Offset), words(c.Tolerance))
	}
}

// sentence says the offset and the tolerance.
func (c *Clock) sentence(server string) string {
	s := fmt.Sprintf("The request was signed %s before %s saw it.", words(c.Offset), server)
	if c.Offset > 0 {
		s = fmt.Sprintf("The request was signed %s ahead of the clock of %s.", words(c.Offset), server)
	}
	if c.Offset.Abs() < time.Second {
		s = "The request was signed in the very second in which " + server + " saw it."
	}
	switch {
	case c.Assumed:
		s += " The answer does not say how much is allowed; this service is known to allow " + allowance(c.Tolerance) + "."
	case c.Tolerance > 0:
		s += " It allows " + allowance(c.Tolerance) + "."
	}
	return s
}

// clockRests says where the figures come from.
func (b *bench) clockRests() string {
	if (b.clock.Tolerance == 0 || b.clock.Assumed) && b.clock.Limit.IsZero() {
		return "The server's time is that of its Date header, the other is the request's own, so no clock here is trusted."
	}
	return "Both times are in the server's own message, so no clock here is trusted."
}

// clockFacts states what is known of time.
func clockFacts(b *bench) []Fact {
	var facts []Fact
	if b.clockBad != "" {
		facts = append(facts, Fact{Fact: b.clockBad, Confidence: Certain, Marks: b.clock.Marks})
	}
	if c := b.clock; c != nil && b.clockBad == "" {
		facts = append(facts, Fact{Fact: c.sentence(b.serverName()), Confidence: Certain, Marks: c.Marks})
		if !b.in.Now.IsZero() {
			facts = append(facts, Fact{Fact: fmt.Sprintf("By the time given as now, %s, the message is %s old.",
				stamp(b.in.Now), words(b.in.Now.Sub(c.Server))), Confidence: Certain})
		}
	}
	facts = append(facts, expiryFacts(b)...)
	if date, mark, ok := b.responseDate(); ok {
		text := "The answer's Date header says that it was " + stamp(date) + " at the server."
		if signed, ok := b.signingTime(); ok && b.clock == nil {
			switch gap := signed.Sub(date); {
			case gap.Abs() < time.Second:
				text += " The request was signed in that second."
			case gap < 0:
				text += " The request was signed " + words(gap) + " before that."
			default:
				text += " The request was signed " + words(gap) + " after that."
			}
		}
		facts = append(facts, Fact{Fact: text, Confidence: Certain, Marks: mark})
	}
	return facts
}

// expiryFacts says by how much a presigned URL was late, where S3 gives both times.
func expiryFacts(b *bench) []Fact {
	s, ok := b.says("s3.presign_expired")
	if !ok {
		return nil
	}
	end, server := field(s.err, "Expires"), field(s.err, "ServerTime")
	until, ok1 := parseTime(end.String)
	at, ok2 := parseTime(server.String)
	if !ok1 || !ok2 || at.Before(until) {
		return nil
	}
	return []Fact{{
		Fact:       fmt.Sprintf("The URL was good until %s; the server's clock said %s, %s later.", stamp(until), stamp(at), words(at.Sub(until))),
		Confidence: Certain,
		Marks:      append(markText(end, "time", "the end of its life", false), markText(server, "time", "the server's clock", false)...),
	}}
}

// responseDate is the Date header of the answer.
func (b *bench) responseDate() (time.Time, []Mark, bool) {
	if b.response == nil {
		return time.Time{}, nil, false
	}
	for i, h := range b.response.Headers {
		if !strings.EqualFold(h.Name, "Date") {
			continue
		}
		t, ok := parseTime(h.Value)
		if !ok {
			return time.Time{}, nil, false
		}
		var marks []Mark
		if i < len(b.response.ValueMaps) {
			if span, ok := origin(b.response.ValueMaps[i], sigv4.Span{End: len(h.Value)}); ok {
				marks = []Mark{{Span: span, Part: "time", Note: "the server's clock"}}
			}
		}
		return t, marks, true
	}
	return time.Time{}, nil, false
}

// signingTime is the time that the request claims.
func (b *bench) signingTime() (time.Time, bool) {
	if !b.claimed {
		return time.Time{}, false
	}
	return parseTime(b.claim.Date)
}
