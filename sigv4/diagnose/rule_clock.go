package diagnose

import (
	"fmt"
	"time"
)

// clockRule judges a message that names the time of signing and the server's own. The message makes
// the offset certain; it cannot tell a wrong clock from a late request, so no cause is more than likely.
func clockRule() rule {
	return rule{
		name:   "clock",
		causes: []string{"clock-skew", "clock-time-zone", "signed-early-sent-late"},
		guide:  guideClock + "#which-clock",
		sources: []Citation{
			{docTroubleshooting, "A request that reaches the service outside the accepted window around its time stamp is refused, whatever its signature."},
			{docS3Errors, "RequestTimeTooSkewed: the difference between the request time and the server's time is too large."},
		},
		judge: judgeClock,
	}
}

// Readings of an offset.
const (
	nearZone  = 2 * time.Minute // a time zone's offset and the seconds that sending takes
	nearLimit = time.Minute     // over the tolerance by less than this: a wait fits as well as a clock
	maxZone   = 14*time.Hour + 30*time.Minute
)

func judgeClock(b *bench) []Finding {
	c := b.clock
	if c == nil {
		return clockUnread(b)
	}
	older := c.Offset < 0
	over := c.Offset.Abs() - c.Tolerance
	zone := zoneOffset(c.Offset)
	order := []Finding{driftFinding(b), lateFinding(b), zoneFinding(b, zone)}
	switch {
	case older && c.Tolerance > 0 && over >= 0 && over < nearLimit:
		order[0], order[1] = order[1], order[0]
	case zone != 0 && zone%(30*time.Minute) == 0:
		order[0], order[1], order[2] = order[2], order[0], order[1]
	}
	var out []Finding
	for _, f := range order {
		switch {
		case f.Cause == "clock-time-zone" && zone == 0, f.Cause == "signed-early-sent-late" && !older:
			continue
		}
		f.Confidence = Possible
		if len(out) == 0 && b.clockBad == "" {
			f.Confidence = Likely
		}
		f.Marks = c.Marks
		if b.isCoral() { // AWS's own clocks are right
			f.Alternatives = without(sameEvidence(f.Cause), "server-clock-wrong")
		}
		out = append(out, f)
	}
	return out
}

// clockUnread names what fits when the server refused the time and the paste has no figures.
func clockUnread(b *bench) []Finding {
	if !b.timeRefused() {
		return nil
	}
	seen := "The server refused the request for its time, and the paste does not show by how much."
	if beyond := b.beyondLimit(); beyond != "" {
		seen = beyond + " The server's own time is not in the paste."
	}
	_, future := b.says("coral.signature_not_yet_current", "s3.presign_not_yet_valid")
	marks := b.timeMarks()
	out := []Finding{
		{
			Cause: "clock-skew", Title: "The clock of the machine that signs is wrong", Confidence: Possible,
			Why: seen, Fixes: setTheClock(),
			Test: compareClocks + " If they differ, it is this.",
		},
		{
			Cause: "clock-time-zone", Title: "Local time was signed as if it were UTC", Confidence: Possible,
			Why: "If the offset is near a whole number of hours or half hours, local time was written where UTC belongs.", Fixes: stampInUTC(),
			Test:  "Print the time stamp that your code makes beside `date -u`.",
			Guide: guideClock + "#time-zone",
		},
	}
	if !future {
		out = append(out, Finding{
			Cause: "signed-early-sent-late", Title: "The request was signed early and sent late", Confidence: Possible,
			Why: "The clock may be right and the request may have waited: a queue, a retry that keeps the old signature, a process that was frozen.", Fixes: sendAtOnce(),
			Test:  compareClocks + " If they agree, the clock is right and the request was late.",
			Guide: guideClock + "#late",
		})
	}
	for i := range out {
		out[i].Marks = marks
	}
	return out
}

// timeMarks marks the sentence or the code by which the server refused the time.
func (b *bench) timeMarks() []Mark {
	if s, ok := b.says("coral.signature_expired", "coral.signature_not_yet_current", "legacy.request_expired", "s3.presign_not_yet_valid", "s3.request_time_too_skewed"); ok {
		return s.markSentence()
	}
	if e, ok := b.skewed(); ok {
		return markText(e.Code, "time", "the server's answer", true)
	}
	return nil
}

func without(list []string, drop string) []string {
	var out []string
	for _, x := range list {
		if x != drop {
			out = append(out, x)
		}
	}
	return out
}

// quarterZones are the time zones that are not at a full or half hour: Eucla, Nepal, Chatham.
var quarterZones = [...]time.Duration{
	5*time.Hour + 45*time.Minute, 8*time.Hour + 45*time.Minute, 12*time.Hour + 45*time.Minute, 13*time.Hour + 45*time.Minute,
}

// zoneOffset gives the whole number of half hours (or the odd zone) that an offset is close to, 0
// when there is none.
func zoneOffset(offset time.Duration) time.Duration {
	size := offset.Abs()
	half := size.Round(30 * time.Minute)
	if half > 0 && half <= maxZone && (size-half).Abs() <= nearZone {
		return half
	}
	for _, z := range quarterZones {
		if (size - z).Abs() <= nearZone {
			return z
		}
	}
	return 0
}

const compareClocks = "Run `date -u` where the request is signed, and set it against the Date header of any answer from this server (`curl -sI https://…`), now."

func driftFinding(b *bench) Finding {
	c := b.clock
	way := "slow"
	if c.Offset > 0 {
		way = "fast"
	}
	why := fmt.Sprintf("A clock that is %s %s gives these two times.", words(c.Offset), way)
	if zoneOffset(c.Offset) == 0 {
		why += " The offset is not near a whole hour, so a time zone does not explain it."
	}
	if c.Offset.Abs() > 24*time.Hour {
		why += " So large an offset is that of a clock that was never set, as on a device that starts at a fixed date, or of a saved request that was sent again."
	} else if c.Offset < 0 {
		why += " If it fails only sometimes, or only after a pause, look at late sending instead."
	}
	return Finding{
		Cause: "clock-skew", Title: "The clock of the machine that signs is " + way, Why: why,
		Test:  compareClocks + " If they differ by about " + words(c.Offset) + ", it is this.",
		Fixes: setTheClock(),
	}
}

func lateFinding(b *bench) Finding {
	c := b.clock
	why := fmt.Sprintf("The clock may be right and the request may have waited %s between signing and arriving: a queue, a retry that keeps the old signature, a process that was frozen or suspended.", words(c.Offset))
	if over := c.Offset.Abs() - c.Tolerance; c.Tolerance > 0 && over >= 0 && over < nearLimit {
		why += fmt.Sprintf(" It is only %s over the limit, which is what a wait that is cut off looks like; a clock that is slow by as much fits too.", words(over))
	}
	return Finding{
		Cause: "signed-early-sent-late", Title: "The request was signed early and sent late", Why: why,
		Test:  compareClocks + " If they agree, the clock is right and the request was late.",
		Fixes: sendAtOnce(),
		Guide: guideClock + "#late",
	}
}

func zoneFinding(b *bench, zone time.Duration) Finding {
	way := "behind"
	if b.clock.Offset > 0 {
		way = "ahead"
	}
	return Finding{
		Cause: "clock-time-zone", Title: "Local time was signed as if it were UTC",
		Why: fmt.Sprintf("The request is %s %s, within two minutes of %s: the size of a time zone or of daylight saving time rather than of a drift.",
			words(b.clock.Offset), way, words(zone)),
		Test:  "Print the time stamp that your code makes beside `date -u`. If they differ by " + words(zone) + " while `date` shows the right local time, it is this.",
		Fixes: stampInUTC(),
		Guide: guideClock + "#time-zone",
	}
}

// clockRuledOut says which reading the direction of the offset excludes.
func clockRuledOut(b *bench) []RuledOut {
	if b.clock == nil || b.clock.Offset <= 0 || b.clockBad != "" {
		return nil
	}
	return []RuledOut{{
		Cause:   "signed-early-sent-late",
		Because: "The request is ahead of the server's clock, and one that was sent late is never early.",
		Source:  Citation{docTroubleshooting, "The server compares the time stamp in the request with its own time on arrival."},
	}}
}
