package diagnose

import "strings"

// partitionRule judges whether credentials, region and endpoint can belong together.
func partitionRule() rule {
	return rule{
		name:   "partition",
		causes: []string{"partition-wrong", "region-not-enabled"},
		guide:  guideScope + "#region",
		sources: []Citation{
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html", "Partitions (aws, aws-cn, aws-us-gov) are apart; an account and its credentials belong to one of them."},
			{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html", "Tokens of the global STS endpoint are valid only in Regions that are enabled by default, unless the account asks for others."},
		},
		judge: judgePartition,
	}
}

func judgePartition(b *bench) []Finding {
	region, service := b.credential.element(2), b.credential.element(3)
	if masked(region) || unexpanded(region) {
		region = ""
	}
	var out []Finding
	refusedKey := b.keyRefused()
	own, theirs := partitionOf(region), b.host.Partition
	switch {
	case own != "" && theirs != "" && own != theirs && !b.verified():
		out = append(out, Finding{
			Cause: "partition-wrong", Title: "The request is signed for one partition and sent to another", Confidence: Likely,
			Why:   "The credential scope names the region " + quoted(region, 0) + ", of the partition " + own + "; the host belongs to " + theirs + ". Credentials of one partition are not known in another.",
			Test:  "Ask whose key it is, in its own partition: `aws sts get-caller-identity --region " + region + "`.",
			Marks: b.scopeMark(2, "of another partition"), Fixes: partitionFixes(),
		})
	case refusedKey && (own != "" && own != "aws" || theirs != "" && theirs != "aws"):
		out = append(out, Finding{
			Cause: "partition-wrong", Title: "The credentials may belong to another partition", Confidence: Possible,
			Why:   "The server does not know the access key id, and the request goes to a partition of its own. Keys made in the commercial partition are not known in China or GovCloud, nor the other way round.",
			Test:  "Ask whose key it is in the commercial partition: `aws sts get-caller-identity --region us-east-1`.",
			Marks: b.keyIDMark(), Fixes: partitionFixes(),
		})
	}
	if region == "" {
		region = b.host.Region
	}
	if refusedKey && optIn(region) {
		f := Finding{
			Cause: "region-not-enabled", Title: "The account may not have enabled the region " + region, Confidence: Possible,
			Why:   "The region " + quoted(region, 0) + " is one that an account has to enable first. Until then its endpoints know none of the account's keys, and never the tokens of the global STS endpoint.",
			Test:  "Look at the list of regions: `aws account list-regions --region-opt-status-contains ENABLED ENABLED_BY_DEFAULT`.",
			Marks: b.scopeMark(2, "has to be enabled"), Fixes: enableFixes(),
		}
		if b.claimed && b.claim.SessionToken != "" && strings.HasPrefix(b.claim.AccessKeyID, "ASIA") && service != "" {
			f.Confidence = Likely
			f.Why += " The request carries temporary credentials and their token, and still the server does not know them."
		}
		out = append(out, f)
	}
	return out
}

// keyRefused reports whether the server did not know the access key id or the token.
func (b *bench) keyRefused() bool {
	if _, ok := b.says(keyRefusals[:]...); ok {
		return true
	}
	_, ok := b.code("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidToken", "AuthFailure")
	return ok
}

// keyRefusals are the sentences that mean: the access key id or its token is not known.
var keyRefusals = [...]string{"coral.unknown_access_key", "coral.bad_session_token", "coral.old_unknown_access_key",
	"s3.invalid_access_key_id", "s3.invalid_token", "minio.invalid_token", "ec2.auth_failure"}

// partitionOf is the partition of a region by its name, "" for what is none.
func partitionOf(region string) string {
	for _, p := range [...][2]string{{"cn-", "aws-cn"}, {"us-gov-", "aws-us-gov"}, {"eusc-", "aws-eusc"}, {"us-isob-", "aws-iso-b"}, {"us-isof-", "aws-iso-f"}, {"us-iso-", "aws-iso"}, {"eu-isoe-", "aws-iso-e"}} {
		if strings.HasPrefix(region, p[0]) {
			return p[1]
		}
	}
	n := len(region)
	if n > 6 && strings.Count(region, "-") == 2 && region[n-1] >= '1' && region[n-1] <= '9' {
		return "aws"
	}
	return ""
}

// optIn reports whether a region has to be enabled before it can be used: those of the commercial
// partition that came after 20 March 2019 (AWS Account Management Reference Guide, "Enable or disable
// AWS Regions").
func optIn(region string) bool {
	switch region {
	case "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
		"ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1":
		return true
	}
	return false
}

// scopeMark marks an element of the Credential.
func (b *bench) scopeMark(i int, note string) []Mark {
	if i >= len(b.credential.elements) {
		return nil
	}
	return markSource(b.request, b.credential.source, b.credential.elements[i].span, "scope", note, true)
}

func partitionFixes() []Fix {
	return []Fix{{Do: "Use credentials of the partition that the endpoint belongs to", Detail: "China (cn-…) and GovCloud (us-gov-…) have accounts and keys of their own. Set region and profile together.", Code: "aws sts get-caller-identity --profile PROFILE --region REGION"}}
}

func enableFixes() []Fix {
	return []Fix{
		{Do: "Enable the region for the account", Code: "aws account enable-region --region-name REGION"},
		{Do: "Take tokens from the region's own STS endpoint", Detail: "Tokens of sts.amazonaws.com are of no use in such a region unless the account asks for tokens that are.", Code: "export AWS_STS_REGIONAL_ENDPOINTS=regional"},
	}
}
