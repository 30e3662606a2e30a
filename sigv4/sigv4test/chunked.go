package sigv4test

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
	"countersign/sigv4/sigv4a"
)

// chunkedSteps checks an aws-chunked body. Lines: secret, time, mode (the word of x-amz-content-sha256),
// scope (the credential scope), encoded-length. Sections:
//
//	request, with canonical request, string to sign and signature of its own, which is the seed; or the
//	line seed
//	chunks: a line each, "65536 a" for 65,536 times the letter a; without the final one of no bytes
//	trailers: a line each, "name:value"
//	chunk N: string to sign, chunk N: signature, for every chunk, the final one included
//	trailer: canonical, trailer: string to sign, trailer: signature
//
// ECDSA signatures are random: there they stand in the section signatures, the seed's first, every string
// to sign must follow from them, and they must verify under the key of the lines access-key-id and
// secret. A file without section request has nothing but a trailer.
func chunkedSteps(f *file) ([]Step, error) {
	mode, err := chunked.ParseMode(f.line("mode"))
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(f.line("scope"))
	if err != nil {
		return nil, err
	}
	c := chunked.Context{Time: f.line("time"), Scope: f.line("scope"), Seed: f.line("seed")}
	sign := chunked.HMAC(sigv4.SecretKey(f.line("secret")), scope)
	check := chunked.Recompute(sign)
	if mode.IsECDSA() {
		pair, err := v4aPair(f)
		if err != nil {
			return nil, err
		}
		check = sigv4a.Check(pair.Public())
		listed := strings.Split(f.section("signatures"), "\n")
		c.Seed = listed[0]
		sign = func(string) (string, error) {
			if listed = listed[1:]; len(listed) == 0 {
				return "", errors.New("the section signatures has too few lines")
			}
			return listed[0], nil
		}
	}
	var trailers []sigv4.Header
	if text := f.section("trailers"); text != "" {
		for _, line := range strings.Split(text, "\n") {
			name, value, _ := strings.Cut(line, ":")
			trailers = append(trailers, sigv4.Header{Name: name, Value: value})
		}
	}
	canonical := chunked.CanonicalTrailer(trailers)
	if f.section("request") == "" {
		toSign := c.TrailerStringToSign(mode, c.Seed, canonical)
		signature, err := sign(toSign)
		return trailerSteps(f, chunked.Trailer{Canonical: canonical, StringToSign: toSign, Signature: signature}), err
	}
	r, steps, err := seedSteps(f, mode, &c, check)
	if err != nil {
		return nil, err
	}
	body, more, err := bodySteps(f, mode, c, sign, trailers)
	if err != nil {
		return nil, err
	}
	return append(append(steps, more...), checkedStep(f, r, body, c, check)), nil
}

// scopeOf reads a credential scope, with or without a region.
func scopeOf(text string) (sigv4.Scope, error) {
	switch p := strings.Split(text, "/"); len(p) {
	case 4:
		return sigv4.Scope{Date: p[0], Region: p[1], Service: p[2], Terminator: p[3]}, nil
	case 3:
		return sigv4.Scope{Date: p[0], Service: p[1], Terminator: p[2], NoRegion: true}, nil
	}
	return sigv4.Scope{}, fmt.Errorf("scope %q is unknown", text)
}

// seedSteps signs the request, which has X-Amz-Date already, and takes its signature for the seed.
func seedSteps(f *file, mode chunked.Mode, c *chunked.Context, check chunked.Check) (sigv4.Request, []Step, error) {
	r, err := sigv4.ParseRequest(f.section("request"))
	if err != nil {
		return r, nil, err
	}
	var names []string
	for _, h := range r.Headers {
		names = append(names, h.Name)
	}
	scope, err := scopeOf(c.Scope)
	if err != nil {
		return r, nil, err
	}
	claim := sigv4.Claim{Algorithm: sigv4.Algorithm, Scope: scope, SignedHeaders: names, Date: c.Time}
	key := sigv4.SecretKey(f.line("secret"))
	if mode.IsECDSA() {
		claim.Algorithm, key = sigv4.AlgorithmECDSA, sigv4.Key{}
	}
	d, err := sigv4.Rederive(r, claim, sigv4.Rules{ContentSHA256: true}, key)
	if err != nil {
		return r, nil, err
	}
	steps := []Step{
		{"canonical request", sigv4.StageCanonicalRequest, f.section("canonical request"), d.CanonicalRequest.String},
		{"string to sign", sigv4.StageStringToSign, f.section("string to sign"), d.StringToSign.String},
	}
	if mode.IsECDSA() {
		_, ok, err := check(d.StringToSign.String, c.Seed)
		return r, append(steps, Step{"signature", sigv4.StageSignature, "verified: true", fmt.Sprint("verified: ", ok)}), err
	}
	c.Seed = d.Signature
	return r, append(steps, Step{"signature", sigv4.StageSignature, f.section("signature"), d.Signature}), nil
}

// bodySteps encodes the body.
func bodySteps(f *file, mode chunked.Mode, c chunked.Context, sign chunked.Sign, trailers []sigv4.Header) (string, []Step, error) {
	var encoded bytes.Buffer
	e, err := chunked.NewEncoder(&encoded, mode, c, sign)
	if err != nil {
		return "", nil, err
	}
	var steps []Step
	note := func(got chunked.Chunk) {
		name := "chunk " + strconv.Itoa(got.Number) + ": "
		steps = append(steps, Step{name + "string to sign", sigv4.StageChunk, f.section(name + "string to sign"), got.StringToSign})
		if !mode.IsECDSA() {
			steps = append(steps, Step{name + "signature", sigv4.StageChunk, f.section(name + "signature"), got.Signature})
		}
	}
	for _, line := range strings.Split(f.section("chunks"), "\n") {
		times, letter, _ := strings.Cut(line, " ")
		n, err := strconv.Atoi(times)
		if err != nil || n < 0 || n > chunked.MaxChunkSize {
			return "", nil, fmt.Errorf("chunk %q is unknown", line)
		}
		chunk, err := e.Chunk(bytes.Repeat([]byte(letter), n))
		if err != nil {
			return "", nil, err
		}
		note(chunk)
	}
	final, body, err := e.Close(trailers)
	if err != nil {
		return "", nil, err
	}
	note(final)
	steps = append(steps, Step{"encoded length", sigv4.StageChunk, f.line("encoded-length"), strconv.FormatInt(body.Encoded, 10)})
	if mode.HasTrailer() {
		steps = append(steps, trailerSteps(f, body.Trailer)...)
	}
	return encoded.String(), steps, nil
}

// trailerSteps compares the trailing headers. An ECDSA signature is not compared with itself.
func trailerSteps(f *file, t chunked.Trailer) []Step {
	steps := []Step{
		{"trailer, canonical", sigv4.StageTrailer, f.section("trailer: canonical"), strings.TrimSuffix(t.Canonical, "\n")},
		{"trailer, string to sign", sigv4.StageTrailer, f.section("trailer: string to sign"), t.StringToSign},
	}
	if f.section("signatures") == "" {
		steps = append(steps, Step{"trailer, signature", sigv4.StageTrailer, f.section("trailer: signature"), t.Signature})
	}
	return steps
}

// checkedStep verifies the body as a server would. The line departs names what is known to be wrong: the
// published Content-Length of the ECDSA examples is that of the HMAC example.
func checkedStep(f *file, r sigv4.Request, body string, c chunked.Context, check chunked.Check) Step {
	step := Step{"verifying", sigv4.StageChunk, f.line("departs"), ""}
	declared, err := chunked.Declare(r)
	if err != nil {
		step.Got = err.Error()
		return step
	}
	v, err := chunked.Verify(strings.NewReader(body), declared, c, check, nil)
	if err != nil {
		step.Got = err.Error()
		return step
	}
	var fields []string
	for _, d := range v.Departures {
		fields = append(fields, d.Field)
	}
	step.Got = strings.Join(fields, ", ")
	return step
}
