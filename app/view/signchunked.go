package view

import (
	"bytes"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
)

// chunkedBody is an aws-chunked body with every step on the way.
type chunkedBody struct {
	mode   chunked.Mode
	chunks []chunked.Chunk
	body   chunked.Body
}

// chunkMode is the mode that the fields choose.
func (w *signDrawing) chunkMode() chunked.Mode {
	ecdsa := w.in.settings.RegionSet != ""
	switch mode := w.state.Field(FieldMode); {
	case mode == "unsigned-trailer":
		return chunked.UnsignedTrailer
	case mode == "signed-trailer" && ecdsa:
		return chunked.ECDSATrailer
	case mode == "signed-trailer":
		return chunked.SignedTrailer
	case ecdsa:
		return chunked.ECDSA
	}
	return chunked.Signed
}

// signChunks signs the request, which is the seed, and encodes its body in signed chunks.
func (w *signDrawing) signChunks() error {
	e := chunked.Encoding{Mode: w.chunkMode()}
	if e.Mode.HasTrailer() {
		e.Checksum = map[string]chunked.Checksum{"crc32": chunked.CRC32, "crc32c": chunked.CRC32C,
			"crc64nvme": chunked.CRC64NVME, "sha256": chunked.SHA256}[w.state.Field(FieldChecksum)]
	}
	size := strings.TrimSpace(w.state.Field(FieldChunkSize))
	var err error
	if e.ChunkSize, err = strconv.Atoi(size); err != nil || e.ChunkSize == 0 {
		return sigv4.NewError(sigv4.StageChunk, "chunk size", size, -1, "give 8192 to 67108864 bytes")
	}
	data := w.in.request.Body
	r, err := e.Prepare(w.in.request, int64(len(data)))
	if err != nil {
		return err
	}
	if err := w.derive(r); err != nil || w.d.Signature == "" {
		return err
	}
	claim, err := sigv4.ParseClaim(w.d.Signed)
	if err != nil {
		return err
	}
	c, err := chunked.ContextOf(e.Mode, claim)
	if err != nil {
		return err
	}
	sign := chunked.HMAC(w.in.credentials.Key, claim.Scope)
	if e.Mode.IsECDSA() {
		sign = w.pair.SignStringToSign
	}
	b := chunkedBody{mode: e.Mode}
	var encoded bytes.Buffer
	b.body, err = e.Encode(&encoded, bytes.NewReader(data), c, sign, func(chunk chunked.Chunk) { b.chunks = append(b.chunks, chunk) })
	w.chunks, w.encoded, w.d.Signed.Body = b, encoded.Bytes(), encoded.Bytes()
	return err
}

// firstChunks is how many chunks are drawn before the last two: nobody reads a hundred.
const firstChunks = 3

// chunkedSteps draws the seed request, each chunk and the encoded body.
func (w *signDrawing) chunkedSteps() {
	w.upToSignature("Seed signature")
	if w.d.Signature == "" {
		return
	}
	w.signed("its headers; the body follows in chunks", false)
	list := w.chunks.chunks
	for i, chunk := range list {
		switch {
		case !w.chunks.mode.IsSigned():
		case i < firstChunks || i >= len(list)-2:
			w.chunk(i, chunk)
		case i == firstChunks:
			w.leftOut(len(list)-2-firstChunks, "chunk is", "chunks are")
		}
	}
	if w.chunks.mode.HasTrailer() {
		w.trailer()
	}
	w.encodedBody()
}

// chunk draws the string to sign of a chunk, and its signature.
func (w *signDrawing) chunk(i int, chunk chunked.Chunk) {
	w.beginMore("chunk " + strconv.Itoa(chunk.Number))
	w.guide = guideCarriers + "#chunks"
	how, hash := count(chunk.Size, "byte", "bytes")+" of data", "The SHA-256 of the chunk’s data."
	if chunk.Size == 0 {
		how, hash = "the final one, without data: it ends the body", "The SHA-256 of the empty string again, because the final chunk has no data."
	}
	previous := "The signature before it: the seed, which is the request’s."
	if i > 0 {
		previous = "The signature before it, that of chunk " + strconv.Itoa(i) + ": so none can be left out or exchanged."
	}
	w.chainedLines(chunk.StringToSign, "chunks", previous, chunkName(i-1), "", "The SHA-256 of the empty string, always.", "chunk data "+strconv.Itoa(i), hash)
	w.chainedSignature(chunk.Signature, chunkName(i))
	w.step("Chunk "+strconv.Itoa(chunk.Number), how, chunk.StringToSign)
}

// chunkName is the origin of a chunk's signature; that of the request is the one before the first.
func chunkName(i int) string {
	if i < 0 {
		return "signature"
	}
	return "signature of chunk " + strconv.Itoa(i+1)
}

// chainedLines draws a string to sign that chains on the signature before it, line by line: the algorithm
// of what, time, scope, that signature with its reason, then hashes, each as its origin and its reason.
func (w *signDrawing) chainedLines(toSign, what, whyPrevious, previous string, hashes ...string) {
	for i, line := range strings.Split(toSign, "\n") {
		why := ""
		switch i {
		case 0:
			w.say(line)
			why = "Names the algorithm of " + what + "."
		case 1:
			w.whole(line, "time", sigv4.TimePart)
			why = "The time of the request."
			if what == "messages" {
				why = "When the message was signed."
			}
		case 2:
			w.whole(line, "scope", sigv4.ScopePart)
			why = "The credential scope of the request."
		case 3:
			w.own(line, "signature", previous)
			why = whyPrevious
		default:
			if from := hashes[2*i-8]; from == "" {
				w.say(line)
			} else {
				w.own(line, "payload", from)
			}
			why = hashes[2*i-7]
		}
		w.explain(why)
	}
}

// chainedSignature draws the signature of such a string.
func (w *signDrawing) chainedSignature(signature, name string) {
	w.computed(signature, "signature", name, keyText)
	if w.in.settings.RegionSet != "" {
		w.explain("Its signature: ECDSA with the private key over these lines. In the body it is filled up to 144 characters with *.")
		return
	}
	w.explain("Its signature: HMAC-SHA-256 of kSigning over these lines, in hex.")
}

// trailer draws the trailing headers and their signature.
func (w *signDrawing) trailer() {
	w.beginMore("trailer")
	w.guide = guideCarriers + "#trailer"
	t := w.chunks.body.Trailer
	w.own(strings.TrimSuffix(t.Canonical, "\n"), "headers", "trailer")
	w.explain("The checksum of all the data, in Base64: known when the last chunk is.")
	if t.StringToSign == "" {
		w.step("Trailer", "chunks and trailer are not signed; HTTPS protects them", "")
		return
	}
	w.chainedLines(t.StringToSign, "trailers", "The signature of the final chunk.", chunkName(len(w.chunks.chunks)-1),
		"trailer", "The SHA-256 of the trailing headers, each as name:value and a line feed.")
	w.chainedSignature(t.Signature, "signature of the trailer")
	w.step("Trailer", "", t.StringToSign)
}

// encodedBody draws the body as it is sent: of long data the middle is left out, and of many chunks
// those that were left out above.
func (w *signDrawing) encodedBody() {
	w.beginMore("encoded body")
	w.guide = guideCarriers + "#chunked"
	data, list := w.in.request.Body, w.chunks.chunks
	for i, chunk := range list {
		own := string(data[:chunk.Size])
		data = data[chunk.Size:]
		if i >= firstChunks && i < len(list)-2 {
			if i == firstChunks {
				w.say("… " + count(int64(len(list)-2-firstChunks), "chunk", "chunks") + " …")
				w.endRow()
			}
			continue
		}
		size, signature, signed := strings.Cut(chunk.Header, ";chunk-signature=")
		w.because(size, "payload", "size of chunk "+strconv.Itoa(i+1), "the number of bytes, in hex")
		if signed {
			w.say(";chunk-signature=")
			w.own(strings.TrimRight(signature, "*"), "signature", chunkName(i))
			w.say(strings.TrimLeft(signature, "0123456789abcdef"))
		}
		w.endRow()
		if own != "" {
			w.own(own, "payload", "chunk data "+strconv.Itoa(i))
			w.endRow()
		}
	}
	t := w.chunks.body.Trailer
	for _, h := range t.Headers {
		w.own(h.Name+":"+h.Value, "headers", "trailer")
		w.endRow()
	}
	if t.Signature != "" {
		w.say("x-amz-trailer-signature:")
		w.own(t.Signature, "signature", "signature of the trailer")
		w.endRow()
	}
	w.block()
	w.note("why", "Each line ends in CR LF, and an empty line ends the body.")
	w.step("Encoded body", count(w.chunks.body.Encoded, "byte", "bytes")+" for "+count(w.chunks.body.Decoded, "byte", "bytes")+" of data", string(w.encoded))
}
