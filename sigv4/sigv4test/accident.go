package sigv4test

import (
	"fmt"
	"strings"

	"countersign/sigv4"
)

// accident names the only exception among the known answers, and what it departs in.
const accident = "the region was never set, so the scope says undefined and the key is derived with an empty region; the access key id is sent and signed unencoded"

// accidentSteps checks what a test of AWS's JavaScript device SDK gives by accident: see accident. It is
// no behaviour to copy, and package token refuses to; the case shows that the accident explains it, byte
// by byte. Lines: those of terms, host, exception (the constant accident). The sections are canonical
// request, string to sign, signature and token.
func accidentSteps(f *file) ([]Step, error) {
	terms, err := f.terms()
	if err != nil {
		return nil, err
	}
	if f.line("exception") != accident {
		return nil, fmt.Errorf("the exception is %q", accident)
	}
	host := f.line("host")
	stamp := terms.Time.Format(sigv4.TimeFormat)
	scope := sigv4.Scope{Date: stamp[:8], Region: terms.Region, Service: "iotdevicegateway", Terminator: sigv4.Terminator}
	id := terms.Credentials.AccessKeyID
	spaces := strings.NewReplacer("%20", " ")
	d, err := sigv4.Rederive(sigv4.Request{
		Method: "GET",
		Target: "/mqtt?X-Amz-Algorithm=" + sigv4.Algorithm + "&X-Amz-Credential=" + id + "/" + scope.String() +
			"&X-Amz-Date=" + stamp + "&X-Amz-SignedHeaders=host",
		Headers: []sigv4.Header{{Name: "Host", Value: host}},
	}, sigv4.Claim{
		Carrier: sigv4.QueryCarrier, Algorithm: sigv4.Algorithm, AccessKeyID: id, Scope: scope, Date: stamp, SignedHeaders: []string{"host"},
	}, sigv4.Rules{EncodeTwice: true, Normalize: true}, sigv4.Key{})
	if err != nil {
		return nil, err
	}
	canonical := spaces.Replace(d.CanonicalRequest.String) // the accident: unencoded
	toSign := strings.TrimSuffix(d.StringToSign.String, d.Hash) + sigv4.HashHex(canonical)
	scope.Region = "" // the accident: an empty region
	signature, err := sigv4.SignStringToSign(toSign, sigv4.DeriveKeys(terms.Credentials.Key, scope).SigningKey())
	if err != nil {
		return nil, err
	}
	url := "wss://" + host + "/mqtt?" + spaces.Replace(d.CanonicalQuery.String) + "&X-Amz-Signature=" + signature
	if session := terms.Credentials.SessionToken; session != "" {
		url += "&X-Amz-Security-Token=" + strings.NewReplacer("/", "%2F", " ", "%20").Replace(session)
	}
	return []Step{
		{"canonical request", sigv4.StageCanonicalRequest, f.section("canonical request"), canonical},
		{"string to sign", sigv4.StageStringToSign, f.section("string to sign"), toSign},
		{"signature", sigv4.StageSignature, f.section("signature"), signature},
		{"token", sigv4.StageToken, f.section("token"), url},
	}, nil
}
