package diagnose

import (
	"strconv"
	"time"

	"countersign/sigv4"
)

// presignedRule judges whether the life of a presigned URL was over, by the server's time or, with
// less weight, by the time that the reader gave as now.
func presignedRule() rule {
	return rule{
		name:   "presigned-expired",
		causes: []string{"presigned-expired"},
		guide:  guideClock + "#read-the-message",
		sources: []Citation{
			{docS3Query, "A presigned URL is valid for X-Amz-Expires seconds from X-Amz-Date."},
		},
		judge: judgePresigned,
	}
}

func judgePresigned(b *bench) []Finding {
	end, ok := b.urlEnd()
	_, saysExpired := b.says("ec2.request_expired", "s3.presign_expired")
	if !ok || b.saysAnything() && !saysExpired {
		return nil
	}
	f := Finding{
		Cause: "presigned-expired", Title: "The presigned URL has expired",
		Marks: markSource(b.request, b.claim.Where.DateSource, b.claim.Where.Date, "time", "signed", true),
		Fixes: []Fix{{
			Do:     "Make a new URL",
			Detail: "It lives at most 604800 seconds, a week, and never longer than the temporary credentials that sign it.",
			Code:   "aws s3 presign s3://BUCKET/KEY --expires-in 3600",
		}},
	}
	server, marks, known := b.responseDate()
	switch {
	case known && b.response.Status >= 400 && server.After(end):
		f.Confidence = Likely
		f.Why = "The URL was good until " + stamp(end) + "; by the Date header of its answer the server received it at " + stamp(server) + ", " + words(server.Sub(end)) + " later."
		f.Test = "Send a new URL: if it was not only this, the answer changes."
		f.Marks = append(f.Marks, marks...)
		if saysExpired {
			f.Confidence, f.Test = Certain, ""
		}
	case saysExpired:
		f.Confidence = Certain
		f.Why = "The URL was good until " + stamp(end) + ", and the server says that it has expired."
	case !known && !b.in.Now.IsZero() && b.in.Now.After(end):
		f.Confidence = Possible
		f.Why = "The URL was good until " + stamp(end) + ". By the time given as now, " + stamp(b.in.Now) + ", that is over; when the server received it is not in the paste."
		f.Test = "Look at the Date header of the server's answer: only its time counts."
	default:
		return nil
	}
	return []Finding{f}
}

// urlEnd is when the life of the pasted presigned URL ends.
func (b *bench) urlEnd() (time.Time, bool) {
	if !b.claimed || b.claim.Carrier != sigv4.QueryCarrier {
		return time.Time{}, false
	}
	signed, ok := b.signingTime()
	seconds, err := strconv.Atoi(b.claim.Expires)
	if !ok || err != nil || seconds < 1 || seconds > 604800 {
		return time.Time{}, false
	}
	return signed.Add(time.Duration(seconds) * time.Second), true
}
