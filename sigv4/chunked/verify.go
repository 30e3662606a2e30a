package chunked

import (
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/internal/sha256"
)

// Departure is one thing in which a body departs from what it should be.
type Departure struct {
	Stage           sigv4.Stage // StageChunk, StageTrailer, or StageRequest for a header of the request
	Chunk           int         // the number of the chunk, 0 where it is none
	Field           string      // "chunk-signature", "chunk size", or the name of a header
	Expected, Found string      // Expected is empty where it cannot be computed
	Why             string
}

// Chain says how the signatures go on after the first that departs.
type Chain uint8

// The chains. They tell one altered chunk from a wrong key.
const (
	ChainUnknown  Chain = iota // no signature departs, or none follows the one that does
	ChainFound                 // the next is right over the one found
	ChainExpected              // the next is right over the one expected
	ChainSeed                  // the one that departs is right over the seed signature
	ChainBroken                // the next departs too
)

// String says what the chain means for the first chunk that departs, in one sentence without its full
// stop; it is empty for ChainUnknown.
func (c Chain) String() string {
	switch c {
	case ChainFound:
		return "the next signature chains on the one found, so that the signer made it: the data, or the signature that it chains on, was another then"
	case ChainExpected:
		return "the next signature chains on the one expected, so that the signer made that: the signature was changed on the way"
	case ChainSeed:
		return "the signature chains on the seed signature; it must chain on that of the chunk before"
	case ChainBroken:
		return "the next signature departs as well: another key, time or credential scope, or more than one chunk was changed"
	}
	return ""
}

// Verification says in what a body departs from what its request calls for.
type Verification struct {
	Body       Body
	Departures []Departure // in the order of the body; of chunk signatures and chunk sizes only the first
	Signatures int         // how many were judged, the trailer's among them
	Wrong      int         // how many of them depart, each judged over the one found before it
	Chain      Chain       // what follows the first of them
	Unchecked  []string    // trailing headers that hold a checksum which is not computed here
}

// OK reports whether nothing departs.
func (v Verification) OK() bool { return len(v.Departures) == 0 }

// Verify reads an encoded body and holds it against its request: each chunk's signature over the data and
// the signature before it, the size of chunks, x-amz-decoded-content-length and Content-Length, x-amz-trailer,
// the trailer's signature, and the checksums in it. Each signature is judged over the one found before it,
// so that one wrong signature is one departure.
//
// check judges the signatures; nil leaves them unjudged. each, when not nil, is called with every chunk,
// with its string to sign and, in Expected, the right signature. The seed signature in c is taken as it
// is: sigv4.Verify judges it.
//
// A body that cannot be read gives Decode's error, and in the Verification what had been found by then.
func Verify(src io.Reader, d Declared, c Context, check Check, each func(Chunk)) (Verification, error) {
	s, err := newScanner(src, d.Mode)
	if err != nil {
		return Verification{}, err
	}
	if err := c.check(d.Mode); err != nil {
		return Verification{}, err
	}
	v := verifier{declared: d, context: c, check: check, previous: c.Seed}
	err = v.run(s, each)
	v.Body = s.body
	return v.Verification, err
}

// verifier holds a body against its request.
type verifier struct {
	Verification
	declared Declared
	context  Context
	check    Check
	previous string // the signature found before
	expected string // the right one where that is another and was computed
	small    *Chunk // the chunk before, when it is too small to be followed by data
	sums     [SHA256 + 1]hash.Hash
}

// run reads the whole body.
func (v *verifier) run(s *scanner, each func(Chunk)) error {
	sum := sha256.New()
	writers := []io.Writer{sum}
	for _, name := range v.declared.Trailers {
		if c, _ := checksumOf(name); c != NoChecksum && v.sums[c] == nil {
			v.sums[c] = c.new()
			writers = append(writers, v.sums[c])
		}
	}
	data := io.MultiWriter(writers...)
	for {
		c, err := s.header()
		if err != nil {
			return err
		}
		sum.Reset()
		if err := s.data(c, data); err != nil {
			return err
		}
		if err := v.chunk(&c, sum); err != nil {
			return err
		}
		if each != nil {
			each(c)
		}
		if c.Size == 0 {
			break
		}
	}
	if err := s.trailer(); err != nil {
		return err
	}
	v.lengths(s.body)
	return v.trailer(&s.body.Trailer)
}

// chunk judges a chunk whose data has been read.
func (v *verifier) chunk(c *Chunk, sum hash.Hash) error {
	if v.small != nil && c.Size > 0 {
		v.depart(Departure{sigv4.StageChunk, v.small.Number, "chunk size", strconv.Itoa(MinChunkSize), strconv.FormatInt(v.small.Size, 10),
			"a chunk that is followed by more data has at least 8192 bytes; S3 refuses smaller ones"})
	}
	v.small = nil
	if c.Size < MinChunkSize && !v.departs("chunk size") {
		copied := *c
		v.small = &copied
	}
	if !v.declared.Mode.IsSigned() {
		return nil
	}
	c.Hash = hex.EncodeToString(sum.Sum(nil))
	over := func(previous string) string { return v.context.ChunkStringToSign(v.declared.Mode, previous, c.Hash) }
	agrees, err := v.signature(over, c.Signature, &c.StringToSign, &c.Expected)
	if err != nil || agrees || v.departs("chunk-signature") {
		return err
	}
	v.depart(Departure{sigv4.StageChunk, c.Number, "chunk-signature", c.Expected, c.Signature,
		"it is not the signature of this chunk's data, over the signature before it, with this key, time and credential scope"})
	return nil
}

// signature judges a signature. over gives its string to sign over a signature before it.
func (v *verifier) signature(over func(previous string) string, found string, stringToSign, expected *string) (agrees bool, err error) {
	*stringToSign = over(v.previous)
	defer func() { v.previous = found }()
	if v.check == nil {
		return true, nil
	}
	if *expected, agrees, err = v.check(*stringToSign, found); err != nil {
		return false, err
	}
	v.Signatures++
	chain := ChainFound
	if !agrees && v.expected != "" {
		other := over(v.expected)
		right, ok, err := v.check(other, found)
		if err != nil {
			return false, err
		}
		if ok {
			*stringToSign, *expected, agrees, chain = other, right, true, ChainExpected
		}
	}
	v.expected = ""
	if v.Wrong == 1 && v.Chain == ChainUnknown { // this is the first after the one that departs
		if v.Chain = chain; !agrees {
			v.Chain = ChainBroken
		}
	}
	if agrees {
		return true, nil
	}
	v.expected = *expected
	if v.Wrong++; v.Wrong == 1 && v.previous != v.context.Seed {
		_, ok, err := v.check(over(v.context.Seed), found)
		if err != nil {
			return false, err
		}
		if ok {
			v.Chain = ChainSeed
		}
	}
	return false, nil
}

// lengths judges what the headers say of lengths.
func (v *verifier) lengths(b Body) {
	decoded := strconv.FormatInt(b.Decoded, 10)
	switch {
	case v.declared.Decoded < 0:
		v.depart(Departure{sigv4.StageRequest, 0, headerDecoded, decoded, "", "the header is missing; it states the bytes of data in all chunks"})
	case v.declared.Decoded != b.Decoded:
		v.depart(Departure{sigv4.StageRequest, 0, headerDecoded, decoded, strconv.FormatInt(v.declared.Decoded, 10),
			"it is not the number of bytes of data in all chunks"})
	}
	if v.declared.Encoded >= 0 && v.declared.Encoded != b.Encoded {
		v.depart(Departure{sigv4.StageRequest, 0, headerLength, strconv.FormatInt(b.Encoded, 10), strconv.FormatInt(v.declared.Encoded, 10),
			"it is not the length of the encoded body"})
	}
}

// trailer judges the trailing headers.
func (v *verifier) trailer(t *Trailer) error {
	var came []string
	for _, h := range t.Headers {
		came = append(came, strings.ToLower(h.Name))
	}
	for _, name := range v.declared.Trailers {
		if !slices.Contains(came, name) {
			v.depart(Departure{sigv4.StageTrailer, 0, name, "", "", "x-amz-trailer announces this header, and it is not in the trailer"})
		}
	}
	for _, name := range came {
		if !slices.Contains(v.declared.Trailers, name) {
			v.depart(Departure{sigv4.StageRequest, 0, headerTrailer, name, strings.Join(v.declared.Trailers, ","), "it does not announce this header, which is in the trailer"})
		}
	}
	if v.declared.Mode.IsSigned() && v.declared.Mode.HasTrailer() {
		over := func(previous string) string {
			return v.context.TrailerStringToSign(v.declared.Mode, previous, t.Canonical)
		}
		agrees, err := v.signature(over, t.Signature, &t.StringToSign, &t.Expected)
		if err != nil {
			return err
		}
		if !agrees {
			v.depart(Departure{sigv4.StageTrailer, 0, headerSignature, t.Expected, t.Signature,
				"it is not the signature of the trailing headers, over the final chunk's, with this key, time and credential scope"})
		}
	}
	for _, h := range t.Headers {
		c, computed := checksumOf(h.Name)
		found := strings.Trim(h.Value, " \t")
		switch {
		case c != NoChecksum && v.sums[c] != nil:
			if expected := value(v.sums[c]); expected != found {
				v.depart(Departure{sigv4.StageTrailer, 0, c.Header(), expected, found, "it is not the checksum of the data"})
			}
		case c != NoChecksum || !computed:
			v.Unchecked = append(v.Unchecked, strings.ToLower(h.Name))
		}
	}
	return nil
}

func (v *verifier) depart(d Departure) { v.Departures = append(v.Departures, d) }

// departs reports whether there is a departure in a field of a chunk already.
func (v *verifier) departs(field string) bool {
	return slices.ContainsFunc(v.Departures, func(d Departure) bool { return d.Stage == sigv4.StageChunk && d.Field == field })
}
