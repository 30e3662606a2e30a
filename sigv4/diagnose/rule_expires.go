package diagnose

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// maxExpires is the longest life of a presigned URL, in seconds: a week.
const maxExpires = 604800

// expiresRule judges the life that a presigned URL names.
func expiresRule() rule {
	return rule{
		name:   "presigned-expires-invalid",
		causes: []string{"presigned-expires-invalid"},
		guide:  guideSteps + "#presigned",
		sources: []Citation{
			{docS3Query, "X-Amz-Expires is a number of seconds from 1 to 604800."},
		},
		judge: func(b *bench) []Finding {
			if !b.claimed || b.claim.Carrier != sigv4.QueryCarrier || b.accepted() {
				return nil
			}
			value := b.claim.Expires
			where, found := b.parameter("X-Amz-Expires")
			why := expiresWrong(value, found)
			if why == "" || masked(value) || strings.IndexByte(value, '$') >= 0 || !found && b.host.Service != "s3" && b.claim.Scope.Service != "s3" {
				return nil
			}
			f := Finding{
				Cause: "presigned-expires-invalid", Title: "X-Amz-Expires is out of range",
				Why:   "X-Amz-Expires " + why + ". It is a number of seconds from 1 to 604800, a week.",
				Found: value, Expected: "1 to 604800",
				Fixes: []Fix{
					{Do: "Ask for at most a week, in seconds", Detail: "Milliseconds and a date in its place are the usual mistakes. Who needs more than a week makes the URL when it is asked for.", Code: "aws s3 presign s3://BUCKET/KEY --expires-in 604800"},
				},
			}
			if !found {
				f.Title, f.Found = "X-Amz-Expires is missing", ""
				where = b.claim.Where.Date
			}
			if where.Len() == 0 { // an empty value: its name is marked
				where.Start -= len("X-Amz-Expires=")
			}
			f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, where, "time", "X-Amz-Expires "+why, true)
			f.Confidence, f.Test = b.weigh("s3.query_expires", "s3.query_params_missing", "s3.presign_expired", "ec2.request_expired")
			return []Finding{f}
		},
	}
}

// expiresWrong says what is wrong with a value of X-Amz-Expires, "" when nothing is.
func expiresWrong(value string, found bool) string {
	seconds, err := strconv.Atoi(value)
	switch {
	case !found:
		return "is missing"
	case value == "":
		return "is empty"
	case err != nil && strings.Trim(value, "0123456789") == "", err == nil && seconds > maxExpires:
		return "is " + quoted(value, 0) + ", more than a week"
	case err != nil:
		return "is " + quoted(value, 0) + ", which is no whole number"
	case seconds < 1:
		return "is " + quoted(value, 0) + ", so that the URL is never valid"
	}
	return ""
}
