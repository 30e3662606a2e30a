package sigv4test

import (
	"fmt"

	"countersign/sigv4"
)

// Failure says where the engine departs from a known answer: at the first step that differs.
type Failure struct {
	Case  string
	Step  string // "canonical request", "string to sign", "kRegion" ...
	Stage sigv4.Stage
	Want  string
	Got   string
	At    int // first byte that differs
}

// Error is one line: case, step, the byte where they part and what stands there.
func (f Failure) Error() string {
	return fmt.Sprintf("%s: %s departs at byte %d: want …%q, got …%q", f.Case, f.Step, f.At, tail(f.Want, f.At), tail(f.Got, f.At))
}

// tail is the text around byte at, short enough for a line.
func tail(s string, at int) string {
	start, end := max(at-10, 0), min(at+60, len(s))
	return s[min(start, len(s)):end]
}

// Run signs the case and compares every step with its answer, as far as the first that departs.
// Explaining (Derive, or Rederive for a request that is signed already), signing without allocations
// (Signer) and verifying what was signed must all agree. No failure means that all did or, for a case
// with an exception, that it departs where and how the exception says.
func Run(c Case) []Failure {
	failures := run(c)
	if c.Exception != nil {
		return c.Exception.check(c.Name, failures)
	}
	return failures
}

func run(c Case) []Failure {
	if c.other != nil {
		return runSteps(c)
	}
	d, err := derive(c)
	if err != nil {
		return []Failure{{Case: c.Name, Step: "signing", Stage: sigv4.StageRequest, Want: "no error", Got: err.Error()}}
	}
	signed := ""
	if d.Signed.Method != "" {
		signed = d.Signed.Raw()
	}
	for _, step := range []struct {
		name      string
		stage     sigv4.Stage
		want, got string
	}{
		{"canonical request", sigv4.StageCanonicalRequest, c.Want.CanonicalRequest, d.CanonicalRequest.String},
		{"string to sign", sigv4.StageStringToSign, c.Want.StringToSign, d.StringToSign.String},
		{"signature", sigv4.StageSignature, c.Want.Signature, d.Signature},
		{"authorization", sigv4.StageSignature, c.Want.Authorization, d.Authorization},
		{"signed request", sigv4.StageSignature, c.Want.SignedRequest, signed},
	} {
		if step.want != "" && step.want != step.got {
			return []Failure{{c.Name, step.name, step.stage, step.want, step.got, firstDifference(step.want, step.got)}}
		}
	}
	if c.Verify {
		return nil
	}
	if f := runSigner(c, d); f != nil {
		return f
	}
	return runVerify(c, d)
}

// derive gives every step of the case.
func derive(c Case) (sigv4.Derivation, error) {
	if !c.Verify {
		return sigv4.Derive(c.Request, c.Credentials, c.Signing)
	}
	claim, err := sigv4.ParseClaim(c.Request)
	if err != nil {
		return sigv4.Derivation{}, err
	}
	// a presigned URL does not say how its payload was hashed
	request := c.Request
	if c.Signing.Payload == sigv4.PayloadUnsigned {
		request.PayloadHash = sigv4.UnsignedPayload
	}
	return sigv4.Rederive(request, claim, c.Signing.Rules, c.Credentials.Key)
}

// runSigner compares the path without allocations with the derivation.
func runSigner(c Case, d sigv4.Derivation) []Failure {
	var signer sigv4.Signer
	want, sign := "", signer.AppendHeaders
	if c.Signing.Carrier == sigv4.QueryCarrier {
		want, sign = d.Signed.Target, signer.AppendTarget
	} else {
		for _, h := range d.Signed.Headers {
			if added := addedHeaders[h.Name]; added {
				want += h.Name + ": " + h.Value + "\r\n"
			}
		}
	}
	got, err := sign(nil, c.Request, c.Credentials, c.Signing)
	if err != nil {
		return []Failure{{Case: c.Name, Step: "signing without a derivation", Stage: sigv4.StageSignature, Want: want, Got: err.Error()}}
	}
	if string(got) != want {
		return []Failure{{c.Name, "signing without a derivation", sigv4.StageSignature, want, string(got), firstDifference(want, string(got))}}
	}
	return nil
}

// addedHeaders are the names that signing gives to the headers it adds. No case has them, so spelled,
// in its request unless signing sets them anew.
var addedHeaders = map[string]bool{
	"X-Amz-Security-Token": true, "X-Amz-Date": true, "x-amz-content-sha256": true, "Authorization": true,
}

// runVerify checks what was signed as a server would.
func runVerify(c Case, d sigv4.Derivation) []Failure {
	if c.Signing.OmitSessionToken && c.Signing.Carrier == sigv4.QueryCarrier {
		return nil // a server must know by the service that the parameter is not signed
	}
	failed := func(got string) []Failure {
		return []Failure{{Case: c.Name, Step: "verifying", Stage: sigv4.StageSignature, Want: d.Signature, Got: got}}
	}
	claim, err := sigv4.ParseClaim(d.Signed)
	if err != nil {
		return failed(err.Error())
	}
	request := d.Signed
	request.PayloadHash = d.PayloadHash.String
	v, err := sigv4.Verify(request, claim, c.Signing.Rules, c.Credentials.Key, sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String})
	if err != nil {
		return failed(err.Error())
	}
	if v.Departs != sigv4.StageNone {
		return []Failure{{c.Name, "verifying", v.Departs, v.Expected, v.Found, firstDifference(v.Expected, v.Found)}}
	}
	var verifier sigv4.Verifier
	if ok, err := verifier.Verify(request, c.Signing.Rules, c.Credentials.Key); !ok || err != nil {
		return failed(fmt.Sprintf("verifying without a derivation: %v, %v", ok, err))
	}
	return nil
}

// runSteps compares the steps of a case of another kind, as far as the first that departs.
func runSteps(c Case) []Failure {
	steps, err := kindOf(c.Name).run(c.other)
	if err != nil {
		return []Failure{{Case: c.Name, Step: "reading of the case", Stage: sigv4.StageRequest, Want: "no error", Got: err.Error()}}
	}
	for _, s := range steps {
		if s.Want != s.Got {
			return []Failure{{c.Name, s.Name, s.Stage, s.Want, s.Got, firstDifference(s.Want, s.Got)}}
		}
	}
	return nil
}

func firstDifference(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return i
}
