package diagnose_test

import (
	"fmt"

	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

func ExampleDiagnose() {
	d := diagnose.Diagnose(diagnose.Input{Evidence: paste.Parse(
		"SignatureDoesNotMatch\nSignedHeaders=host;x-amz-date;x-amz-tagging;x-amz-security-token\n")})
	fmt.Println(d.Verdict.Sentence, d.Verdict.Confidence)
	for _, f := range d.Findings {
		fmt.Println(f.Cause, f.Confidence)
	}
	// Output:
	// The signed headers are not sorted by name. certain
	// signed-headers-not-sorted certain
}

func ExampleCauses() {
	for _, c := range diagnose.Causes() {
		if c.Family == "host" && c.SameEvidence != nil {
			fmt.Println(c.ID+":", c.SameEvidence)
		}
	}
	// Output:
	// host-differs: [host-rewritten-by-proxy redirect-replayed]
	// host-rewritten-by-proxy: [host-differs redirect-replayed]
	// redirect-replayed: [host-differs host-rewritten-by-proxy]
}

func ExampleCatalogue() {
	for _, a := range diagnose.Catalogue() {
		if a.ID == "coral.mismatch_with_canonical" {
			for _, c := range a.Codes {
				fmt.Println(c.Code, c.Status, c.Protocols)
			}
		}
	}
	// Output:
	// InvalidSignatureException 400 [json]
	// InvalidSignatureException 403 [api-gateway rest-json]
	// SignatureDoesNotMatch 403 [query rest-xml]
}
