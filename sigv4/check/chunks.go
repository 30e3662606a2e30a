package check

import (
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
	"countersign/sigv4/sigv4a"
)

func isChunked(in *input) bool {
	mode, _ := chunked.ParseMode(in.header("x-amz-content-sha256"))
	return mode != chunked.NoMode
}

// verifyChunked verifies the request's own signature, the seed, and then the body chunk by chunk.
func verifyChunked(in *input) (*verification, error) {
	c, err := sigv4.ParseClaim(in.request)
	if err != nil {
		return nil, err
	}
	v, err := in.signature("aws-chunked upload", in.request, c)
	if err != nil {
		return nil, err
	}
	declared, err := chunked.Declare(in.request)
	if err != nil {
		return nil, err
	}
	if len(in.request.Body) == 0 {
		v.step(sigv4.StageChunk, "chunks", NotCompared, "The text holds no body.")
		return v, nil
	}
	context := chunked.Context{}
	if declared.Mode.IsSigned() {
		if context, err = chunked.ContextOf(declared.Mode, c); err != nil {
			return nil, err
		}
	}
	body := string(in.request.Body)
	if in.noCR {
		restored, ok := restoreChunks(body)
		if !ok {
			v.step(sigv4.StageChunk, "chunks", NotCompared,
				"The body has lost its carriage returns, and they cannot be restored: a chunk has not the bytes that its header announces. Give it as it was sent, from a file.")
			return v, nil
		}
		body = restored
		v.assume("The line ends around the chunks are taken to be CRLF: the text has lost its carriage returns. Those inside the data were restored nowhere.")
	}
	check, why := in.chunkCheck(declared.Mode, c)
	found, err := chunked.Verify(strings.NewReader(body), declared, context, check, nil)
	v.chunkSteps(declared.Mode, found, err, why)
	return v, nil
}

// chunkCheck gives what judges the signatures in the body, nil and why where nothing does.
func (in *input) chunkCheck(m chunked.Mode, c sigv4.Claim) (check chunked.Check, why string) {
	switch {
	case !m.IsSigned():
		return nil, "Chunks have no signatures under " + m.String() + "."
	case m.IsECDSA():
		key, why := in.publicKey(c.AccessKeyID)
		if why != "" {
			return nil, why
		}
		return func(stringToSign, signature string) (string, bool, error) {
			ok, _ := sigv4a.VerifyStringToSign(stringToSign, signature, key) // what is no signature is a wrong one
			return "", ok, nil
		}, ""
	case in.Key.IsZero():
		return nil, needsKey
	}
	return chunked.Recompute(chunked.HMAC(in.Key, c.Scope)), ""
}

// chunkSteps draws the stages of the body: the first thing that departs in each.
func (v *verification) chunkSteps(m chunked.Mode, found chunked.Verification, err error, why string) {
	v.fact("chunks", strconv.Itoa(found.Body.Chunks))
	v.fact("bytes of data", strconv.FormatInt(found.Body.Decoded, 10))
	if len(found.Unchecked) > 0 {
		v.fact("checksums that are not computed here", cutText(strings.Join(found.Unchecked, ", ")))
	}
	for _, stage := range [...]struct {
		stage sigv4.Stage
		name  string
		there bool
	}{{sigv4.StageChunk, "chunks", true}, {sigv4.StageRequest, "lengths and announcements", err == nil}, {sigv4.StageTrailer, "trailer", m.HasTrailer() && err == nil}} {
		if !stage.there {
			continue
		}
		departs := false
		for _, d := range found.Departures {
			if d.Stage != stage.stage || departs {
				continue
			}
			departs = true
			name, note := d.Field, capital(d.Why)+"."
			if d.Chunk > 0 {
				name = "chunk " + strconv.Itoa(d.Chunk) + ", " + d.Field
			}
			if chain := found.Chain.String(); chain != "" && strings.HasSuffix(d.Field, "signature") {
				note += " " + capital(chain) + "."
			}
			v.depart(d.Stage, name, d.Expected, d.Found, note)
		}
		switch {
		case departs:
		case stage.stage == sigv4.StageTrailer && !m.IsSigned() && hasChecksum(found):
			v.step(stage.stage, stage.name, Agrees, "It has no signature; its checksum is that of the data.")
		case stage.stage == sigv4.StageTrailer && !m.IsSigned():
			v.step(stage.stage, stage.name, NotCompared, "It has no signature, and no checksum of the data that is computed here.")
		case stage.stage != sigv4.StageRequest && why != "":
			v.step(stage.stage, stage.name, NotCompared, why)
		case stage.stage == sigv4.StageChunk && err != nil:
			// said below, with what cannot be read
		default:
			v.step(stage.stage, stage.name, Agrees, "")
		}
	}
	if e, ok := err.(*sigv4.Error); ok {
		v.depart(e.Stage, e.Field, "", "", "The body cannot be read any further: "+e.Why+".")
	}
}

// hasChecksum reports whether the trailer has checksums, and all were computed.
func hasChecksum(found chunked.Verification) bool {
	return len(found.Unchecked) == 0 && slices.ContainsFunc(found.Body.Trailer.Headers, func(h sigv4.Header) bool {
		return strings.HasPrefix(asciiLower(h.Name), "x-amz-checksum-")
	})
}

//go:noinline
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
