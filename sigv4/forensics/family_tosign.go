package forensics

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

var (
	toSignAlgorithm = &Mistake{"string-to-sign-algorithm", "string-to-sign", "string-to-sign-format",
		"wrote the first line of the string to sign otherwise", "Begin the string to sign with AWS4-HMAC-SHA256.", docSigning}
	toSignTime = &Mistake{"string-to-sign-time", "string-to-sign", "string-to-sign-format",
		"wrote the time in the string to sign otherwise than in X-Amz-Date", "Write the time as YYYYMMDD'T'HHMMSS'Z', the same as in X-Amz-Date.", docSigning}
	toSignScope = &Mistake{"string-to-sign-scope", "string-to-sign", "string-to-sign-format",
		"wrote the credential scope in the string to sign otherwise than in the credential", "Write date/region/service/aws4_request, as in the credential, without the access key id.", docSigning}
	toSignHash = &Mistake{"string-to-sign-hash", "string-to-sign", "string-to-sign-format",
		"did not write the canonical request's hash as lower-case hex", "End the string to sign with the SHA-256 of the canonical request in lower-case hex.", docSigning}
	toSignLines = &Mistake{"string-to-sign-lines", "string-to-sign", "string-to-sign-format",
		"ended the lines of the string to sign otherwise", "Put \\n between the four lines of the string to sign, and none behind the last.", docSigning}
	toSignMissing = &Mistake{"string-to-sign-line-missing", "string-to-sign", "string-to-sign-format",
		"left a line of the string to sign out", "Write all four lines: algorithm, time, credential scope, hash.", docSigning}
	toSignOrder = &Mistake{"string-to-sign-order", "string-to-sign", "string-to-sign-format",
		"put the lines of the string to sign into another order", "Keep the order: algorithm, time, credential scope, hash.", docSigning}
)

// toSignDraft is a string to sign in the making. The hash stands as a byte that no text holds.
type toSignDraft struct {
	algorithm, time, scope string
	form                   hashForm
	end, behind            string
	order                  string // which lines, by number
}

// The fields of a toSignDraft.
const (
	algorithmField = iota
	timeField
	scopeField
	formOfHashField
	lineEndField
	lineOrderField
)

const hashMark = "\x00"

// render gives the text with the hash's form and place in it.
func (d *toSignDraft) render() (string, int) {
	all := [...]string{d.algorithm, d.time, d.scope, hashMark + string('0'+rune(d.form))}
	var b strings.Builder
	for i, n := range []byte(d.order) {
		if i > 0 {
			b.WriteString(d.end)
		}
		b.WriteString(all[n-'0'])
	}
	b.WriteString(d.behind)
	return b.String(), 0
}

// readToSign takes what render gave apart. A text without a hash has it behind, in no form.
func readToSign(text string) toSign {
	before, rest, found := strings.Cut(text, hashMark)
	if !found {
		return toSign{before: text, form: asNothing}
	}
	return toSign{before: before, behind: rest[1:], form: hashForm(rest[0] - '0')}
}

func toSignChanges(s *subject) []change[toSignDraft] {
	var out []change[toSignDraft]
	add := func(m *Mistake, detail string, field, cost int, apply func(*toSignDraft)) {
		out = append(out, change[toSignDraft]{m, detail, field, cost, apply})
	}
	for _, word := range [...]string{"AWS4-HMAC-SHA-256", "HMAC-SHA256", "AWS4-SHA256", "aws4-hmac-sha256", "AWS-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4_HMAC_SHA256", "AWS4-HMAC-SHA256-PAYLOAD", "AWS4-HMAC-SHA1", sigv4.AlgorithmECDSA, ""} {
		add(toSignAlgorithm, quoted(word), algorithmField, rare, func(d *toSignDraft) { d.algorithm = word })
	}
	if t, ok := signedAt(s); ok {
		for i, layout := range timeForms {
			cost := likely
			if i > 4 {
				cost = rare
			}
			add(toSignTime, quoted(t.Format(layout)), timeField, cost, func(d *toSignDraft) { d.time = t.Format(layout) })
		}
		add(toSignTime, "seconds since 1970", timeField, rare, func(d *toSignDraft) { d.time = strconv.FormatInt(t.Unix(), 10) })
		add(toSignTime, "milliseconds since 1970", timeField, rare, func(d *toSignDraft) { d.time = strconv.FormatInt(t.UnixMilli(), 10) })
		for _, zone := range zones {
			local := t.Add(zone).Format(sigv4.TimeFormat)
			add(toSignTime, "with another zone's clock: "+quoted(local), timeField, listed, func(d *toSignDraft) { d.time = local })
		}
		for _, seconds := range [...]int{-1, 1, 2, -2} {
			near := t.Add(time.Duration(seconds) * time.Second).Format(sigv4.TimeFormat)
			add(toSignTime, quoted(near)+", read anew from the clock", timeField, rare, func(d *toSignDraft) { d.time = near })
		}
	}
	for _, name := range [...]string{"date", "x-amz-date"} {
		if v := headerValue(s, name); v != "" {
			add(toSignTime, "as in the header "+name, timeField, likely, func(d *toSignDraft) { d.time = v })
		}
	}
	scope := func(detail string, cost int, other string) {
		add(toSignScope, detail, scopeField, cost, func(d *toSignDraft) { d.scope = other })
	}
	right := s.in.Claim.Scope
	with := func(change func(*sigv4.Scope)) string {
		other := right
		change(&other)
		return other.String()
	}
	scope("with the access key id before it", likely, s.in.Claim.AccessKeyID+"/"+right.String())
	scope("without “aws4_request”", likely, strings.TrimSuffix(right.String(), "/"+right.Terminator))
	scope("the date alone", rare, right.Date)
	scope("nothing", rare, "")
	scope("a slash at its end", rare, right.String()+"/")
	scope("a slash at its beginning", rare, "/"+right.String())
	scope("escaped", rare, strings.ReplaceAll(right.String(), "/", "%2F"))
	scope("in lower case", rare, strings.ToLower(right.String()))
	scope("in upper case", rare, strings.ToUpper(right.String()))
	scope("service before region", likely, with(func(o *sigv4.Scope) { o.Region, o.Service = o.Service, o.Region }))
	scope("with spaces for slashes", rare, strings.ReplaceAll(right.String(), "/", " "))
	for _, word := range terminators {
		scope(quoted(word)+" at its end", rare, with(func(o *sigv4.Scope) { o.Terminator = word }))
	}
	scope("the region in upper case", rare, with(func(o *sigv4.Scope) { o.Region = strings.ToUpper(o.Region) }))
	scope("the service in upper case", rare, with(func(o *sigv4.Scope) { o.Service = strings.ToUpper(o.Service) }))
	for _, d := range otherDates(s) {
		if d != right.Date {
			scope("date "+quoted(d), rare, with(func(o *sigv4.Scope) { o.Date = d }))
		}
	}
	if t, ok := signedAt(s); ok {
		scope("with the whole time for the date", likely, with(func(o *sigv4.Scope) { o.Date = t.Format(sigv4.TimeFormat) }))
		scope("with dashes in the date", rare, with(func(o *sigv4.Scope) { o.Date = t.Format("2006-01-02") }))
	}
	for i, r := range append([]string{"us-east-1", ""}, s.in.Regions...) {
		scope("region "+quoted(r), costOfRegion(i-2), with(func(o *sigv4.Scope) { o.Region = r }))
	}
	for i, service := range append([]string{"", hostLabel(s)}, s.in.Services...) {
		cost := listed
		if i > 1 {
			cost = costOfService(service)
		}
		scope("service "+quoted(service), cost, with(func(o *sigv4.Scope) { o.Service = service }))
	}
	for _, f := range [...]struct {
		detail string
		form   hashForm
		cost   int
	}{{"the canonical request itself", asIs, likely}, {"in upper-case hex", asUpperHex, likely}, {"as raw bytes", asBytes, likely}, {"in base64", asBase64, likely}, {"hashed twice", asHexOfHex, rare}} {
		add(toSignHash, f.detail, formOfHashField, f.cost, func(d *toSignDraft) { d.form = f.form })
	}
	add(toSignLines, "with CRLF", lineEndField, likely, func(d *toSignDraft) { d.end = "\r\n" })
	add(toSignLines, "with one more behind the last", lineEndField, likely, func(d *toSignDraft) { d.behind = "\n" })
	add(toSignLines, "with CRLF, one more behind the last", lineEndField, rare, func(d *toSignDraft) { d.end, d.behind = "\r\n", "\r\n" })
	add(toSignLines, "with spaces", lineEndField, rare, func(d *toSignDraft) { d.end = " " })
	add(toSignLines, "with a written \\n", lineEndField, rare, func(d *toSignDraft) { d.end = `\n` })
	add(toSignLines, "with nothing", lineEndField, rare, func(d *toSignDraft) { d.end = "" })
	for _, o := range [...]struct {
		m             *Mistake
		detail, order string
		cost          int
	}{
		{toSignMissing, "the algorithm", "123", likely}, {toSignMissing, "the time", "023", likely}, {toSignMissing, "the credential scope", "013", likely},
		{toSignMissing, "the hash", "012", rare}, {toSignMissing, "all but the hash", "3", rare}, {toSignMissing, "algorithm and time", "23", rare},
		{toSignMissing, "algorithm and credential scope", "13", rare}, {toSignMissing, "time and credential scope", "03", rare},
		{toSignOrder, "credential scope before time", "0213", likely}, {toSignOrder, "hash before credential scope", "0132", likely}, {toSignOrder, "time before algorithm", "1023", rare},
		{toSignOrder, "hash before time", "0312", rare}, {toSignOrder, "backwards", "3210", rare}, {toSignOrder, "hash first", "3012", rare}, {toSignOrder, "credential scope before algorithm", "2013", rare},
		{toSignOrder, "hash before time, which comes last", "0321", rare}, {toSignOrder, "time last", "0231", rare},
	} {
		add(o.m, o.detail, lineOrderField, o.cost, func(d *toSignDraft) { d.order = o.order })
	}
	return out
}

// timeForms are ways to write a time, the likely ones first.
var timeForms = [...]string{
	"20060102", "2006-01-02T15:04:05Z", time.RFC1123, "20060102T150405", "2006-01-02T15:04:05.000Z", sigv4.TimeFormat, "20060102T150405.000Z", "20060102T030405Z", "Mon, 02 Jan 2006 15:04:05 GMT", time.RFC1123Z,
	"2006-01-02", "20060102T150405+0000", "20060102150405", "20060102 150405Z", "20060102T150400Z", "2006-01-02 15:04:05", "20060102T150405z", time.RFC850, time.ANSIC,
}

// zones are offsets of clocks that stamp local time as UTC.
var zones = [...]time.Duration{
	1 * time.Hour, 2 * time.Hour, 3 * time.Hour, 5*time.Hour + 30*time.Minute, 8 * time.Hour, 9 * time.Hour, 10 * time.Hour, 11 * time.Hour,
	-3 * time.Hour, -4 * time.Hour, -5 * time.Hour, -6 * time.Hour, -7 * time.Hour, -8 * time.Hour,
}
