package diagnose

import (
	"fmt"

	"countersign/sigv4/endpoint"
)

// scopeRegionRule judges the region of the credential scope.
func scopeRegionRule() rule {
	return rule{
		name:   "scope-region-wrong",
		causes: []string{"scope-region-wrong"},
		guide:  guideScope + "#region",
		sources: []Citation{
			{docTroubleshooting, "The credential scope must name the region of the endpoint that the request is sent to."},
			{docS3Errors, "AuthorizationHeaderMalformed names the region that the bucket is in."},
		},
		judge: judgeScopeRegion,
	}
}

func judgeScopeRegion(b *bench) []Finding {
	if s, ok := b.says("coral.scope_region"); ok {
		return []Finding{b.regionStated(s, s.capture("region"), b.host.Region, "the host name says")}
	}
	if s, ok := b.says("s3.region_wrong"); ok {
		expected := s.capture("expected_region")
		if expected == "" {
			expected = field(s.err, "Region").String
		}
		got := s.capture("region")
		if got == "" {
			got = b.credential.element(2)
		}
		return []Finding{b.regionStated(s, got, expected, "the server's message says")}
	}
	return b.regionFromHost()
}

// regionStated is the finding when the server itself names the region as the fault.
func (b *bench) regionStated(s said, got, expected, authority string) Finding {
	f := Finding{
		Cause: "scope-region-wrong", Title: "The request is signed for another region than the endpoint's", Confidence: Certain,
		Found: got, Expected: expected,
		Why: "The server does not take the region in the credential scope",
	}
	if got != "" {
		f.Why += ", " + quoted(got, 0)
		f.Title = fmt.Sprintf("The request is signed for the region %s, which is not this endpoint's", quoted(got, 0))
	}
	f.Why += "."
	if expected != "" {
		f.Why += fmt.Sprintf(" It should be %s: %s so.", quoted(expected, 0), authority)
	}
	if endpoint.Lookup(got).Known {
		f.Why += " " + capital(quoted(got, 0)) + " is the name of a service: region and service may have changed places."
	}
	f.Marks = append(s.mark("region", "scope", "signed for", true), s.mark("expected_region", "scope", "expected", false)...)
	f.Marks = append(f.Marks, b.regionMark()...)
	if len(f.Marks) == 0 {
		f.Marks = s.markSentence()
	}
	f.Fixes = regionFixes(expected)
	return f
}

// regionFromHost compares the region in the scope with that of an AWS host name.
func (b *bench) regionFromHost() []Finding {
	got := b.credential.element(2)
	if !b.host.Known || b.host.Region == "" || got == "" || masked(got) || unexpanded(got) || got == b.host.Region {
		return nil
	}
	if b.accepted() {
		return nil
	}
	f := Finding{
		Cause: "scope-region-wrong", Confidence: Likely, Found: got, Expected: b.host.Region,
		Title: fmt.Sprintf("The request is signed for %s and sent to %s", quoted(got, 0), quoted(b.host.Region, 0)),
		Why: fmt.Sprintf("The host %s belongs to the region %s; the credential scope names %s.",
			quoted(b.request.Host, 0), quoted(b.host.Region, 0), quoted(got, 0)),
		Test:  "Sign for " + b.host.Region + " and send again: if this was not all, the answer changes.",
		Marks: b.regionMark(),
		Fixes: regionFixes(b.host.Region),
	}
	if b.host.Global {
		f.Why = fmt.Sprintf("The host %s is a global endpoint, which is signed for %s; the credential scope names %s.",
			quoted(b.request.Host, 0), quoted(b.host.Region, 0), quoted(got, 0))
	}
	if b.saysAnything() {
		// The server has come to another matter. AWS's front end checks the region before the signature.
		f.Confidence = Possible
		if b.isCoral() && b.mismatch() {
			f.Why += " Yet the server came as far as comparing signatures, and AWS's front end checks the region before that: the request that was sent may be another than the one pasted."
		}
	}
	return []Finding{f}
}

// regionMark marks the region in the request's Credential.
func (b *bench) regionMark() []Mark {
	if b.credential.element(regionElement) == "" {
		return nil
	}
	return markSource(b.request, b.credential.source, b.credential.at(regionElement).span, "scope", "signed for this region", true)
}

// isRegionName reports whether s is of the form of a region's name: lower-case words and digits, with
// hyphens between.
func isRegionName(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || i == 0) {
			return false
		}
	}
	return s != "" && len(s) <= 40
}

// regionFixes are the places where a signer takes its region from.
func regionFixes(region string) []Fix {
	shown := region
	if !isRegionName(region) { // it goes into commands that are copied into a shell
		shown = "REGION"
	}
	return []Fix{
		{
			Do:     "Sign for the region of the endpoint",
			Detail: "The region in the scope, the one that the signing key is derived from, and the endpoint's must be one. Behind a custom domain or a proxy the signer cannot guess it: say it.",
			Code:   "Credential=AKIDEXAMPLE/YYYYMMDD/" + shown + "/SERVICE/aws4_request",
		},
		{Do: "Set the region", On: "Shell, AWS CLI", Code: "export AWS_REGION=" + shown + "\nexport AWS_DEFAULT_REGION=" + shown},
		{Do: "Set the region", On: "Python", Code: "boto3.client('SERVICE', region_name='" + shown + "')"},
		{Do: "Set the region", On: "JavaScript", Code: "new Client({ region: '" + shown + "' })"},
		{Do: "Set the region", On: "curl", Code: "curl --aws-sigv4 'aws:amz:" + shown + ":SERVICE' …"},
	}
}
