package diagnose

import "strings"

// scopeDateRule judges whether the scope has the date of the time stamp.
func scopeDateRule() rule {
	return rule{
		name:   "scope-date-mismatch",
		causes: []string{"scope-date-mismatch"},
		guide:  guideScope + "#date",
		sources: []Citation{
			{docSigning, "The date in the credential scope is that of the time stamp, in UTC."},
			{docTroubleshooting, "The date in the scope must match the date of the request."},
		},
		judge: func(b *bench) []Finding {
			date := b.credential.element(1)
			if !b.claimed || !isDate(date) || b.accepted() {
				return nil
			}
			signed, known := b.signingTime()
			if !known || signed.Format("20060102") == date {
				return nil
			}
			stamp := strings.TrimSpace(b.claim.Date)
			f := Finding{
				Cause: "scope-date-mismatch", Title: "The date in the credential scope is not the date of X-Amz-Date",
				Why:   "The scope has " + quoted(date, 0) + ", the time stamp " + quoted(stamp, 0) + ". Both are dates in UTC, and must be one.",
				Found: date, Expected: signed.Format("20060102"),
				Marks: append(markSource(b.request, b.credential.source, b.credential.at(dateElement).span, "scope", "the scope's date", true),
					markSource(b.request, b.claim.Where.DateSource, b.claim.Where.Date, "time", "the date of signing", false)...),
				Fixes: []Fix{
					{Do: "Take scope date and time stamp from one reading of the clock, in UTC", Detail: "A local date beside a UTC time differs for some hours of each day.", On: "Python", Code: "now = datetime.now(timezone.utc)\namz_date = now.strftime('%Y%m%dT%H%M%SZ')\ndate = amz_date[:8]"},
					{Do: "Do not keep a Credential or a signing key over midnight UTC", Detail: "Both are for one day: put the date into the key of the cache."},
				},
			}
			f.Confidence, f.Test = b.weigh("coral.scope_date", "s3.scope_date_mismatch")
			if b.isCoral() && b.mismatch() {
				f.Why += " Yet AWS's front end checks this before it compares signatures, and here it compared them: the request that was sent may be another than the one pasted."
			}
			return []Finding{f}
		},
	}
}
