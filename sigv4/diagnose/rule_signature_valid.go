package diagnose

// signatureValidRule says that nothing is wrong with the signature, when a given key proves it.
func signatureValidRule() rule {
	return rule{
		name:   "signature-valid",
		causes: []string{"signature-valid"},
		guide:  guideSteps + "#signature",
		sources: []Citation{
			{docSigning, "A request is authentic when the signature that the server computes from it, with its own copy of the secret, is the one that came with it."},
		},
		judge: judgeSignatureValid,
	}
}

func judgeSignatureValid(b *bench) []Finding {
	t, ok := b.proven(func(t keyTrial) bool { return t.overSent })
	if !ok || b.tokenSigned() || b.contradicted() || b.mismatch() && t.overServer {
		return nil
	}
	f := Finding{
		Cause: "signature-valid", Title: "The signature is right for this request and this secret", Confidence: Proved,
		Why:   "Recomputed from the request as pasted" + b.assumed() + ", with " + t.name() + " and " + b.sent[0].family + " rules, the signature is the one that was sent: " + b.agreement() + ".",
		Found: b.signature(), Expected: b.signature(),
	}
	if b.claimed {
		f.Marks = markSource(b.request, b.claim.Where.Source, b.claim.Where.Signature, "signature", "as it should be", false)
	}
	switch {
	case b.mismatch(), b.maybeMismatch():
		f.Why += " The server says otherwise. So it saw other bytes than these, or it has another secret for this access key id."
		f.Fixes = []Fix{
			{Do: "Compare with the server's strings", Detail: "If the answer holds a canonical request, paste it here. If not, send the same request without the proxy, CDN or tunnel in between."},
			{Do: "Check that the access key id and the secret are a pair", Detail: "Sign once with a new key pair: if that is accepted, the old secret is not the one AWS has."},
		}
	default:
		f.Fixes = []Fix{
			{Do: "If it is still refused, look beside the signature", Detail: "The time at which it arrives, the access key id and session token, the policy, and what proxies change in transit. The server's answer says which: paste it here."},
		}
	}
	return []Finding{f}
}

// contradicted reports whether the server's own words leave no room for a valid signature, or name
// another matter that has to be read first.
func (b *bench) contradicted() bool {
	if b.saysAnything() && !b.mismatch() {
		return true
	}
	return b.canonical != nil && b.server != nil && b.canonical.Departs >= 0
}
