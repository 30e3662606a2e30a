package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// algorithmRule judges the algorithm that a request names.
func algorithmRule() rule {
	return rule{
		name:   "algorithm-unsupported",
		causes: []string{"algorithm-unsupported"},
		guide:  guideCodes + "#algorithm",
		sources: []Citation{
			{docSigning, "The algorithm is AWS4-HMAC-SHA256 (or AWS4-ECDSA-P256-SHA256, for more than one region)."},
			{"https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html", "S3 takes Signature Version 2 in the regions that it had before January 2014, and in no newer one."},
			{docS3Header, "AWS4-HMAC-SHA256 names the version and the algorithm of the signature."},
		},
		judge: judgeAlgorithm,
	}
}

const (
	version2URL     = "AWSAccessKeyId" // what a URL of version 2 has in place of an algorithm
	version2Regions = " us-east-1 us-west-1 us-west-2 eu-west-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 sa-east-1 us-gov-west-1 "
)

func judgeAlgorithm(b *bench) []Finding {
	found, from, where := b.algorithm()
	if found == "" || found == sigv4.AlgorithmECDSA || found != version2URL && masked(found) || b.accepted() {
		return nil
	}
	f := Finding{
		Cause: "algorithm-unsupported", Title: "The request names an algorithm that SigV4 does not have",
		Why:   "It names " + quoted(found, 0) + "; AWS takes AWS4-HMAC-SHA256, written so.",
		Found: found, Expected: sigv4.Algorithm,
		Marks: markSource(b.request, from, where, "signature", "the algorithm", true),
		Fixes: []Fix{
			{Do: "Sign with AWS4-HMAC-SHA256", Detail: "HMAC with SHA-256 in every step; the name stands in Authorization (or X-Amz-Algorithm) and in the first line of the string to sign."},
		},
	}
	if found == sigv4.Algorithm {
		return b.wantsECDSA(f)
	}
	f.Confidence, f.Test = b.weigh("coral.unsupported_algorithm", "s3.unsupported_auth_type", "s3.query_algorithm", "s3.sigv2_not_supported", "s3.kms_requires_v4", "coral.header_not_key_value")
	if found == "AWS" || found == "AWS3" || found == "AWS3-HTTPS" || found == version2URL {
		f.Title = "The request is signed with an older version of AWS's signature"
		f.Why = "It is signed with Signature Version 2 or older. Newer regions and most services take version 4 only; some S3 buckets and S3-compatible servers still take it."
		f.Fixes = []Fix{
			{Do: "Sign with version 4", On: "Python", Code: "boto3.client('s3', config=Config(signature_version='s3v4'))"},
			{Do: "Sign with version 4", On: "Shell, AWS CLI", Code: "aws configure set default.s3.signature_version s3v4"},
		}
		if f.Confidence != Certain || !b.refused() {
			f.Confidence, f.Test = Possible, "Sign with version 4 and send again: if it was not this, the answer stays the same."
			if b.host.Service == "s3" && b.host.Region != "" && !strings.Contains(version2Regions, " "+b.host.Region+" ") {
				f.Confidence = Likely
				f.Why += " The region " + quoted(b.host.Region, 0) + " has never taken version 2."
			}
		}
	}
	return []Finding{f}
}

// algorithm is the algorithm that the request names, AWSAccessKeyId for a URL of version 2. Another
// scheme than AWS's own, as Basic or Bearer, is none.
func (b *bench) algorithm() (string, sigv4.Source, sigv4.Span) {
	if b.request == nil {
		return "", sigv4.Source{}, sigv4.Span{}
	}
	for i, h := range b.request.Headers {
		if !strings.EqualFold(h.Name, "Authorization") {
			continue
		}
		start := len(h.Value) - len(strings.TrimLeft(h.Value, " \t"))
		end := start
		for end < len(h.Value) && h.Value[end] != ' ' && h.Value[end] != '\t' {
			end++
		}
		if name := h.Value[start:end]; strings.HasPrefix(strings.ToUpper(name), "AWS") && strings.IndexByte(name, ':') < 0 && strings.IndexByte(name, '=') < 0 {
			return name, sigv4.Source{Part: sigv4.HeaderValue, Index: i}, sigv4.Span{Start: start, End: end}
		}
		return "", sigv4.Source{}, sigv4.Span{}
	}
	target := sigv4.Source{Part: sigv4.TargetPart}
	if where, ok := b.parameter("X-Amz-Algorithm"); ok {
		return b.request.Target[where.Start:where.End], target, where
	}
	if where, ok := b.parameter(version2URL); ok {
		where.Start -= len(version2URL + "=")
		return version2URL, target, sigv4.Span{Start: where.Start, End: where.Start + len(version2URL)}
	}
	return "", sigv4.Source{}, sigv4.Span{}
}

// parameter finds the value of a query parameter in the target, as it is written there.
func (b *bench) parameter(name string) (sigv4.Span, bool) {
	target := b.request.Target
	for at := strings.IndexByte(target, '?') + 1; at > 0 && at < len(target); {
		end := len(target)
		if n := strings.IndexByte(target[at:], '&'); n >= 0 {
			end = at + n
		}
		if key, _, ok := strings.Cut(target[at:end], "="); ok && key == name {
			return sigv4.Span{Start: at + len(name) + 1, End: end}, true
		}
		at = end + 1
	}
	return sigv4.Span{}, false
}
