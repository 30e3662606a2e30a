package diagnose

import (
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// timestampRule judges the form of the time stamp, and whether there is one.
func timestampRule() rule {
	return rule{
		name:   "timestamp",
		causes: []string{"timestamp-format", "timestamp-missing"},
		guide:  guideCodes + "#date-form",
		sources: []Citation{
			{docSigning, "X-Amz-Date is the time in UTC, in ISO 8601 basic format: YYYYMMDD'T'HHMMSS'Z'."},
			{docTroubleshooting, "A request needs a date, in X-Amz-Date or in Date."},
		},
		judge: judgeTimestamp,
	}
}

func judgeTimestamp(b *bench) []Finding {
	if b.request == nil || b.accepted() {
		return nil
	}
	if b.claimed && b.claim.Carrier == sigv4.QueryCarrier {
		return b.stampFault(b.claim.Date, b.claim.Where.DateSource, b.claim.Where.Date)
	}
	date := -1
	for i, h := range b.request.Headers {
		switch {
		case strings.EqualFold(h.Name, "X-Amz-Date"):
			if i < len(b.request.Expands) && b.request.Expands[i] {
				return nil
			}
			return b.stampFault(strings.TrimSpace(h.Value), sigv4.Source{Part: sigv4.HeaderValue, Index: i}, trimmed(h.Value))
		case strings.EqualFold(h.Name, "Date"):
			date = i
		}
	}
	if date >= 0 {
		return nil // Date may have other forms, which servers read
	}
	return b.noStamp()
}

// stampFault judges a time stamp, byte by byte.
func (b *bench) stampFault(stamp string, from sigv4.Source, where sigv4.Span) []Finding {
	at, why := stampWrong(stamp)
	if why == "" || stamp == "" || masked(stamp) || unexpanded(stamp) || strings.Contains(stamp, `\`) || !strings.ContainsAny(stamp, "0123456789") { // of a tool, or a variable
		return nil
	}
	bad := sigv4.Span{Start: where.Start + at, End: where.Start + at + 1}
	if where.Len() != len(stamp) || at >= len(stamp) { // escaped in a query, or too short: mark it whole
		bad = where
	}
	f := Finding{
		Cause: "timestamp-format", Title: "The time stamp is not of the form that AWS reads",
		Why:   "X-Amz-Date is " + quoted(stamp, 0) + ": " + why + ". The form is YYYYMMDD'T'HHMMSS'Z', in UTC.",
		Found: stamp, Expected: "YYYYMMDD'T'HHMMSS'Z'",
		Marks: markSource(b.request, from, bad, "time", why, true),
		Fixes: stampInUTC()[:7],
	}
	f.Confidence, f.Test = b.weigh("coral.date_not_iso8601", "s3.requires_date", "s3.query_date_format")
	return []Finding{f}
}

// stampWrong finds the first byte of a time stamp that cannot stand there, and says what should.
func stampWrong(stamp string) (at int, why string) {
	const form = "00000000T000000Z"
	for i := range len(form) {
		if i >= len(stamp) {
			return i, "it ends after " + count(i, "character", "characters") + " where it has 16"
		}
		c := stamp[i]
		switch {
		case form[i] == '0' && (c < '0' || c > '9'):
			return i, "character " + strconv.Itoa(i+1) + " is " + quoted(string(rune(c)), 0) + " where a digit stands" + likeOther(stamp)
		case form[i] != '0' && c != form[i]:
			return i, "character " + strconv.Itoa(i+1) + " is " + quoted(string(rune(c)), 0) + " where “" + form[i:i+1] + "” stands" + likeOther(stamp)
		}
	}
	if len(stamp) > len(form) {
		return len(form), "it goes on after the “Z”"
	}
	for _, part := range [...]struct {
		from, to, most int
		name           string
	}{{4, 6, 12, "month"}, {6, 8, 31, "day"}, {9, 11, 23, "hour"}, {11, 13, 59, "minute"}, {13, 15, 60, "second"}} {
		if n, _ := strconv.Atoi(stamp[part.from:part.to]); n > part.most {
			return part.from, "there is no " + part.name + " " + stamp[part.from:part.to]
		}
	}
	return 0, ""
}

// likeOther names the form that a time stamp has instead.
func likeOther(stamp string) string {
	switch {
	case strings.Contains(stamp, "-") && strings.Contains(stamp, ":"):
		return " (this is the extended format, with separators)"
	case strings.Contains(stamp, "."):
		return " (fractions of a second are not written)"
	case strings.Contains(stamp, "+"):
		return " (the time is written in UTC, without an offset)"
	case strings.Contains(strings.ToUpper(stamp), "UTC"), strings.Contains(strings.ToUpper(stamp), "GMT"):
		return " (UTC is written “Z”)"
	}
	return ""
}

// noStamp judges a signed request without any date.
func (b *bench) noStamp() []Finding {
	if b.request.Cut || !b.credential.found || b.credential.source.Part == sigv4.TargetPart || b.request.OtherHeaders == paste.Present {
		return nil
	}
	f := Finding{
		Cause: "timestamp-missing", Title: "The request has no date",
		Why:   "The request has neither X-Amz-Date nor Date. The server needs the time of signing for the string to sign.",
		Guide: guideSteps + "#string-to-sign",
		Marks: markSource(b.request, b.credential.source, b.credential.span, "scope", "signed, but without a date header", true),
		Fixes: []Fix{{Do: "Send X-Amz-Date, and sign it", Detail: "Browsers do not let a page set Date, and some proxies drop it; X-Amz-Date passes.", Code: "X-Amz-Date: 20150830T123600Z"}},
	}
	f.Confidence, f.Test = b.weigh("coral.header_params_missing", "s3.requires_date")
	if b.request.OtherHeaders != paste.Absent {
		f.Confidence = Possible
		f.Why = "The request as pasted has neither X-Amz-Date nor Date, but the copy may have lost them."
		f.Test = "Look at the request as it leaves (`curl -v`): is X-Amz-Date there?"
	}
	return []Finding{f}
}

// trimmed is the range of a header's value without the white space around it.
func trimmed(value string) sigv4.Span {
	start := len(value) - len(strings.TrimLeft(value, " \t\r\n"))
	return sigv4.Span{Start: start, End: start + len(strings.TrimSpace(value))}
}

// weigh says how much a fault counts that the request shows by itself, whatever the specification
// leaves of other readings: certain alone or where the server's sentence is one of own, likely where
// it refused without a reason, possible where its answer is about something that it checks later.
func (b *bench) weigh(own ...string) (Confidence, string) {
	const test = "Mend this and send again: if it was not the cause, the answer stays the same."
	if _, ok := b.says(own...); ok {
		return Certain, ""
	}
	switch {
	case b.saysAnything():
		return Possible, test
	case b.refused():
		return Likely, test
	}
	return Certain, ""
}
