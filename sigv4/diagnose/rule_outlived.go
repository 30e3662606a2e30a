package diagnose

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

// outliveRule judges a presigned URL that is to live longer than the credentials that signed it.
func outliveRule() rule {
	return rule{
		name:   "credentials-outlived",
		causes: []string{"credentials-expire-before-url"},
		guide:  guideClock + "#near-misses",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html", "A URL made with temporary credentials expires with them, even if it was made for longer."},
			{"https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html", "The longest life of temporary credentials is 129600 seconds, 36 hours."},
		},
		judge: judgeOutlived,
	}
}

// longestSession is the longest life of temporary credentials.
const longestSession = 36 * time.Hour

func judgeOutlived(b *bench) []Finding {
	id, expires, marks := b.urlParameters()
	seconds, err := strconv.Atoi(expires)
	if err != nil || seconds < 1 || !strings.HasPrefix(id, "ASIA") || b.verified() {
		return nil
	}
	life := time.Duration(min(seconds, 1<<24)) * time.Second
	f := Finding{
		Cause: "credentials-expire-before-url", Title: "The URL outlives the credentials that signed it", Marks: marks,
		Fixes: []Fix{
			{Do: "Make the URL when it is needed, for as long as the credentials live", Detail: "A role's session lasts an hour unless more was asked for, 12 hours at most; in Lambda, ECS and on EC2 the credentials are some hours old already.", Code: "aws s3 presign s3://BUCKET/KEY --expires-in 3600"},
			{Do: "For a week, sign with the access key of a user", Detail: "Only lasting credentials (AKIA…) can make a URL that is good for seven days."},
		},
	}
	_, tokenExpired := b.says("s3.expired_token", "coral.expired_token")
	switch {
	case tokenExpired:
		f.Confidence, f.Test = Likely, "Look when the session of the credentials ended: before the end of the URL?"
		f.Why = "The URL was made for " + words(life) + " with temporary credentials, and the server says that their token has expired."
	case life > longestSession:
		f.Confidence, f.Test = b.weigh()
		f.Why = "The access key id starts with ASIA, so it is temporary; X-Amz-Expires asks for " + words(life) + ". No temporary credentials live longer than 36 hours, and the URL ends with them."
	default:
		return nil
	}
	return []Finding{f}
}

// urlParameters reads key id and life of a presigned URL, which may have been cut.
func (b *bench) urlParameters() (id, expires string, marks []Mark) {
	if b.request == nil {
		return "", "", nil
	}
	if b.claimed && b.claim.Carrier != sigv4.QueryCarrier {
		return "", "", nil
	}
	lower := strings.ToLower(b.request.Target)
	const name = "x-amz-expires="
	at := strings.Index(lower, name)
	if at < 0 {
		return "", "", nil
	}
	at += len(name)
	end := at
	for end < len(lower) && lower[end] >= '0' && lower[end] <= '9' {
		end++
	}
	marks = markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{Start: at, End: end}, "time", "longer than the credentials live", true)
	return b.credential.element(0), lower[at:end], append(marks, b.keyIDMark()...)
}
