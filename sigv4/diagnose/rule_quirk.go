package diagnose

import "strings"

// quirkRule judges servers that sign otherwise than the specification says.
func quirkRule() rule {
	return rule{
		name:   "quirk",
		causes: []string{"service-quirk"},
		guide:  guideCodes + "#s3",
		sources: []Citation{
			{"https://docs.ceph.com/en/latest/radosgw/s3/", "A server that speaks S3's protocol and lists what of it is supported."},
			{docSigning, "What a canonical request is."},
		},
		judge: judgeQuirk,
	}
}

func judgeQuirk(b *bench) []Finding {
	f := Finding{
		Cause: "service-quirk", Title: "This server signs otherwise than the specification says", Confidence: Possible,
		Fixes: []Fix{
			{Do: "Look for the server's own list of what it supports, and for a newer version", Detail: "Chunked uploads, trailing checksums, signed accept-encoding, repeated and underscored headers are what such servers often lack."},
			{Do: "Ask for what every server knows", On: "AWS CLI", Code: "export AWS_REQUEST_CHECKSUM_CALCULATION=when_required\nexport AWS_RESPONSE_CHECKSUM_VALIDATION=when_required"},
		},
	}
	if s, ok := b.says("compat.chunked_unsupported"); ok {
		f.Confidence, f.Test = Likely, "Send the same object whole, with its hash: if it is accepted, it is this."
		f.Why = "The server says that it does not support chunked uploads, which clients of S3 use."
		f.Marks = s.markSentence()
		return []Finding{f}
	}
	t, made := b.proven(func(t keyTrial) bool { return t.overSent })
	if !made || !b.mismatch() || b.host.Known || b.isCoral() || b.request == nil || b.server != nil {
		return nil
	}
	f.Test = "Send the same request to the server without a proxy in between, and to another server of this protocol."
	f.Why = capital(t.name()) + " makes the signature of this request, so it is right by the specification, and " + quoted(b.request.Host, 0) + ", which is not AWS's, computed another. Either it has another secret for this access key id, or something on the way changed the request, or it signs otherwise."
	f.Marks = markSource(b.request, b.claim.Where.Source, b.claim.Where.Signature, "signature", "right by the specification", false)
	return []Finding{f}
}

// underscoreRule judges signed headers whose names hold an underscore, which servers and proxies drop.
func underscoreRule() rule {
	return rule{
		name:   "header-underscore",
		causes: []string{"signed-header-missing"},
		guide:  guideSteps + "#signed-headers",
		sources: []Citation{
			{"https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers", "nginx drops headers with underscores in their names unless it is told to keep them."},
		},
		judge: func(b *bench) []Finding {
			if b.verified() || !b.refused() || b.contrast != nil {
				return nil
			}
			names, marks := b.signedNames()
			for _, name := range names {
				if !strings.Contains(name, "_") {
					continue
				}
				f := Finding{
					Cause: "signed-header-missing", Title: "A signed header has an underscore in its name: " + name, Confidence: Likely,
					Why:   "SignedHeaders names " + quoted(name, 0) + ". nginx and other servers drop headers with underscores, and browsers send no such header of their own, so it does not arrive.",
					Test:  "Write the name with hyphens, or leave the header out: if the request is accepted, it is this.",
					Marks: marks, Found: name, Expected: strings.ReplaceAll(name, "_", "-"),
					Fixes: []Fix{
						{Do: "Write header names with hyphens", Code: name + "  →  " + strings.ReplaceAll(name, "_", "-")},
						{Do: "Keep such headers", On: "nginx", Code: "underscores_in_headers on;"},
					},
				}
				return []Finding{f}
			}
			return nil
		},
	}
}

// presignedHeadersRule judges a presigned URL that was signed with headers, where it stands alone: who
// opens the URL sends none of them by himself.
func presignedHeadersRule() rule {
	return rule{
		name:   "presigned-headers",
		causes: []string{"signed-header-missing"},
		guide:  guideSteps + "#signed-headers",
		sources: []Citation{
			{docS3Query, "Headers that are named in X-Amz-SignedHeaders must be sent with the request, with the values that were signed."},
		},
		judge: func(b *bench) []Finding {
			if b.verified() || b.contrast != nil || b.client != nil || !b.mismatch() && !b.maybeMismatch() || !strings.Contains(b.ev.Text, "X-Amz-SignedHeaders=") {
				return nil
			}
			names, marks := b.signedNames()
			var beyond []string
			for _, name := range names {
				if name != "" && !strings.EqualFold(name, "host") && (b.request == nil || !hasHeader(b.request.Headers, name)) {
					beyond = append(beyond, name)
				}
			}
			if len(beyond) == 0 {
				return nil
			}
			list := strings.Join(beyond, ", ")
			return []Finding{{
				Cause: "signed-header-missing", Title: "The URL was signed with headers that must be sent with it: " + list, Confidence: Likely,
				Why:   "X-Amz-SignedHeaders names " + quoted(list, 0) + ". A browser, or a client that is given the URL alone, sends no such header, and a parameter of that name does not stand for it.",
				Test:  "Send the URL with these headers, with the values that were signed: if it is accepted, it is this.",
				Marks: marks, Found: strings.Join(names, ";"), Expected: "host",
				Fixes: []Fix{
					{Do: "Send the headers with the URL", Code: "curl -X PUT -H '" + beyond[0] + ": VALUE' --data-binary @FILE 'URL'"},
					{Do: "Or sign the URL with host only", Detail: "What the download should answer with goes into response-content-type and response-content-disposition, as parameters."},
				},
			}}
		},
	}
}
