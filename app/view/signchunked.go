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
func (w *signDrawing) chunkedSteps() []Node {
	nodes := w.upToSignature("Seed signature")
	if w.d.Signature == "" {
		return stepList(nodes)
	}
	nodes = append(nodes, w.step("Signed request", "its headers; the body follows in chunks", w.d.Authorization,
		el("div", "lines", w.signedLines()...), w.lifetime()))
	list := w.chunks.chunks
	for i, chunk := range list {
		switch left := len(list) - 2 - firstChunks; {
		case !w.chunks.mode.IsSigned():
		case i < firstChunks || i >= len(list)-2:
			nodes = append(nodes, w.chunk(i, chunk))
		case i == firstChunks:
			nodes = append(nodes, el("li", "", el("span", "n"), paragraph("why", count(int64(left), "chunk is", "chunks are")+" left out here. Each is signed in the same way, over the signature before it.")))
		}
	}
	if w.chunks.mode.HasTrailer() {
		nodes = append(nodes, w.trailer())
	}
	nodes = append(nodes, w.step("Encoded body", count(w.chunks.body.Encoded, "byte", "bytes")+" for "+count(w.chunks.body.Decoded, "byte", "bytes")+" of data",
		string(w.encoded), w.encodedBody()...))
	return append([]Node{w.exports()}, stepList(nodes)...)
}

// chunk draws the string to sign of a chunk, and its signature.
func (w *signDrawing) chunk(i int, chunk chunked.Chunk) Node {
	w.beginMore("chunk " + strconv.Itoa(chunk.Number))
	w.guide = guideCarriers + "#chunks"
	how := count(chunk.Size, "byte", "bytes") + " of data"
	if chunk.Size == 0 {
		how = "the final one, without data: it ends the body"
	}
	hash := "The SHA-256 of the chunk’s data."
	if chunk.Size == 0 {
		hash = "The SHA-256 of the empty string again, because the final chunk has no data."
	}
	why := [6]string{"Names the algorithm of chunks.", "The time of the request.", "The credential scope of the request.",
		w.whyPrevious(i), "The SHA-256 of the empty string, always.", hash}
	nodes := w.chainedLines(chunk.StringToSign, why[:], w.signatureName(i-1), "", "chunk data "+strconv.Itoa(i))
	nodes = append(nodes, w.chainedSignature(chunk.Signature, w.signatureName(i)))
	return w.step("Chunk "+strconv.Itoa(chunk.Number), how, chunk.StringToSign, nodes...)
}

// signatureName is the origin of a chunk's signature; that of the request is the one before the first.
func (w *signDrawing) signatureName(i int) string {
	if i < 0 {
		return "signature"
	}
	return "signature of chunk " + strconv.Itoa(i+1)
}

func (w *signDrawing) whyPrevious(i int) string {
	if i == 0 {
		return "The signature before it: the seed, which is the request’s."
	}
	return "The signature before it, that of chunk " + strconv.Itoa(i) + ": so none can be left out or exchanged."
}

// chainedLines draws a string to sign that chains on the signature before it, line by line: algorithm,
// time, scope, that signature, then hashes.
func (w *signDrawing) chainedLines(toSign string, why []string, previous string, hashes ...string) []Node {
	var nodes []Node
	for i, line := range strings.Split(toSign, "\n") {
		switch {
		case i == 0 || i > 3 && hashes[i-4] == "":
			w.say(line)
		case i == 1:
			w.plain(line, "time", whole(sigv4.TimePart))
		case i == 2:
			w.plain(line, "scope", whole(sigv4.ScopePart))
		case i == 3:
			w.plain(line, "signature", own(previous))
		default:
			w.plain(line, "payload", own(hashes[i-4]))
		}
		nodes = append(nodes, explained(why[i], w.take()...))
	}
	return nodes
}

// chainedSignature draws the signature of such a string.
func (w *signDrawing) chainedSignature(signature, name string) Node {
	how := "Its signature: HMAC-SHA-256 of kSigning over these lines, in hex."
	if w.in.settings.RegionSet != "" {
		how = "Its signature: ECDSA with the private key over these lines. In the body it is filled up to 144 characters with *."
	}
	w.put(piece{shown: signature, part: "signature", origins: []origin{own(name)}, digests: []signText{keyText}})
	return explained(how, w.take()...)
}

// trailer draws the trailing headers and their signature.
func (w *signDrawing) trailer() Node {
	w.beginMore("trailer")
	w.guide = guideCarriers + "#trailer"
	t := w.chunks.body.Trailer
	var nodes []Node
	for _, line := range strings.SplitAfter(strings.TrimSuffix(t.Canonical, "\n"), "\n") {
		w.plain(strings.TrimSuffix(line, "\n"), "headers", own("trailer"))
		nodes = append(nodes, explained("The checksum of all the data, in Base64: known when the last chunk is.", w.take()...))
	}
	if t.StringToSign == "" {
		return w.step("Trailer", "chunks and trailer are not signed; HTTPS protects them", "", nodes...)
	}
	last := w.signatureName(len(w.chunks.chunks) - 1)
	why := []string{"Names the algorithm of trailers.", "The time of the request.", "The credential scope of the request.",
		"The signature of the final chunk.", "The SHA-256 of the trailing headers, each as name:value and a line feed."}
	nodes = append(nodes, w.chainedLines(t.StringToSign, why, last, "trailer")...)
	nodes = append(nodes, w.chainedSignature(t.Signature, "signature of the trailer"))
	return w.step("Trailer", "", t.StringToSign, nodes...)
}

// encodedBody draws the body as it is sent: of long data the middle is left out, and of many chunks
// those that were left out above.
func (w *signDrawing) encodedBody() []Node {
	w.beginMore("encoded body")
	w.guide = guideCarriers + "#chunked"
	var rows []Node
	data, list := w.in.request.Body, w.chunks.chunks
	for i, chunk := range list {
		head, rest := string(data[:chunk.Size]), data[chunk.Size:]
		data = rest
		if i >= firstChunks && i < len(list)-2 {
			if i == firstChunks {
				rows = append(rows, el("code", "row-line", el("span", "gap", text("… "+count(int64(len(list)-2-firstChunks), "chunk", "chunks")+" …"))))
			}
			continue
		}
		size, signature, signed := strings.Cut(chunk.Header, ";chunk-signature=")
		w.put(piece{shown: size, part: "payload", why: "the number of bytes, in hex", origins: []origin{own("size of chunk " + strconv.Itoa(i+1))}})
		if signed {
			w.say(";chunk-signature=")
			w.plain(strings.TrimRight(signature, "*"), "signature", own(w.signatureName(i)))
			w.say(signature[len(strings.TrimRight(signature, "*")):])
		}
		rows = append(rows, w.took())
		if head != "" {
			w.plain(head, "payload", own("chunk data "+strconv.Itoa(i)))
			rows = append(rows, w.took())
		}
	}
	t := w.chunks.body.Trailer
	for _, h := range t.Headers {
		w.plain(h.Name+":"+h.Value, "headers", own("trailer"))
		rows = append(rows, w.took())
	}
	if t.Signature != "" {
		w.say("x-amz-trailer-signature:")
		w.plain(t.Signature, "signature", own("signature of the trailer"))
		rows = append(rows, w.took())
	}
	return []Node{el("div", "lines", rows...), paragraph("why", "Each line ends in CR LF, and an empty line ends the body.")}
}
