package diagnose

import "sort"

// rule judges one matter. It names causes only from its own list, and says for each how sure it is.
type rule struct {
	name    string   // of its file and of its test data
	causes  []string // all that it can name
	sources []Citation
	guide   string // path and section
	judge   func(*bench) []Finding
}

// rules are all rules, in the order in which findings of equal confidence and frequency are listed.
func rules() []rule {
	return append([]rule{
		searchRule(),
		clockRule(),
		serverClockRule(),
		hostNotSignedRule(),
		scopeMalformedRule(),
		scopeRegionRule(),
		scopeServiceRule(),
		scopeDateRule(),
		keysSwappedRule(),
		partitionRule(),
		endpointRule(),
		credentialsFormRule(),
		authorizationRule(),
		signatureFormatRule(),
		algorithmRule(),
		timestampRule(),
		expiresRule(),
		methodRule(),
		pathEncodingRule(),
		pathNormalizedRule(),
		pathUnicodeRule(),
		pathProxyRule(),
		queryInPathRule(),
		queryOrderRule(),
		queryEncodingRule(),
		queryChangedRule(),
		hostPortRule(),
		redirectRule(),
		hostChangedRule(),
		headerFormRule(),
		contentLengthRule(),
		headerASCIIRule(),
		tokenSignedRule(),
		underscoreRule(),
		presignedHeadersRule(),
		signedHeaderRule(),
		headerChangedRule(),
		version2Rule(),
		contentSHA256Rule(),
		chunkRule(),
		carrierRule(),
		checksumRule(),
		payloadRule(),
		multipartRule(),
		bucketRule(),
		canonicalFormatRule(),
		toSignFormatRule(),
		presignedRule(),
		credentialsExpiredRule(),
		outliveRule(),
		secretRule(),
		evidenceEditedRule(),
		evidenceClockRule(),
		signatureValidRule(),
		tokenRule(),
		quirkRule(),
		iamPolicyRule(),
	}, statedRules()...)
}

// The documents that more than one rule cites.
const (
	docSigning         = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"
	docTroubleshooting = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html"
	docS3Errors        = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
	docS3Header        = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html"
	docS3Query         = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html"
	docCommonErrors    = "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html"
	docOrder           = "https://github.com/dacut/scratchstack-aws-signature"
)

// The guides that findings point into.
const (
	guideSteps = "guides/sigv4-step-by-step.html"
	guideClock = "guides/signature-expired.html"
	guideScope = "guides/credential-scope.html"
	guideCodes = "guides/signature-errors.html"

	guideCarriers = "guides/other-carriers.html"
)

// judgeAll runs every rule and fills in what a finding has in common with its rule.
func judgeAll(b *bench) []Finding {
	var out []Finding
	for _, r := range rules() {
		for _, f := range r.judge(b) {
			if f.Sources == nil {
				f.Sources = r.sources
			}
			if f.Guide == "" {
				f.Guide = r.guide
			}
			if f.Alternatives == nil {
				f.Alternatives = sameEvidence(f.Cause)
			}
			if c, _ := causeOf(f.Cause); f.Test == "" && len(f.Alternatives) > 0 {
				f.Test = c.Test
			}
			out = append(out, f)
		}
	}
	if b.searched() != nil {
		out = certainOnly(out)
	}
	return b.tolerate(settle(merge(out)))
}

// certainOnly leaves out what is a guess: where a search has accounted for the signature, nothing is left to be
// guessed at.
func certainOnly(findings []Finding) []Finding {
	var out []Finding
	for _, f := range findings {
		if rank(f.Confidence) <= rank(Certain) {
			out = append(out, f)
		}
	}
	return out
}

// settle leaves out that the signature is right where something else is wrong with the request: it
// stays among the facts.
func settle(findings []Finding) []Finding {
	var out []Finding
	for _, f := range findings {
		if f.Cause != "signature-valid" || !otherwiseWrong(findings) {
			out = append(out, f)
		}
	}
	return out
}

func otherwiseWrong(findings []Finding) bool {
	for _, f := range findings {
		if f.Cause != "signature-valid" && rank(f.Confidence) <= rank(Likely) {
			return true
		}
	}
	return false
}

// rank orders confidences, the strongest first.
func rank(c Confidence) int {
	for i, known := range [...]Confidence{Proved, Certain, Likely, Possible} {
		if c == known {
			return i
		}
	}
	return 4
}

// merge puts the strongest findings first and keeps one for each cause; of those that are likely or
// possible alike, the more frequent cause comes first. What is said of the
// evidence itself leads only when nothing better than possible is said of the request.
func merge(all []Finding) []Finding {
	var out []Finding
	place := func(f Finding) int {
		if f.Cause == "evidence-edited" && f.Confidence != Possible {
			return 2*rank(Likely) + 1
		}
		return 2 * rank(f.Confidence)
	}
	for level := range 2*rank(Possible) + 2 {
		first := len(out)
		for _, f := range all {
			if place(f) == level && !named(out, f.Cause) {
				out = append(out, f)
			}
		}
		if level >= 2*rank(Likely) {
			sort.SliceStable(out[first:], func(i, j int) bool { return Frequency(out[first+i].Cause) > Frequency(out[first+j].Cause) })
		}
	}
	return out
}

func named(findings []Finding, cause string) bool {
	for _, f := range findings {
		if f.Cause == cause {
			return true
		}
	}
	return false
}
