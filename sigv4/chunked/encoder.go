package chunked

import (
	"encoding/hex"
	"errors"
	"io"
	"strconv"

	"countersign/sigv4"
	"countersign/sigv4/internal/sha256"
)

// Chunk is a chunk of a body, with every step of its signature.
type Chunk struct {
	Number       int    // 1 for the first
	Offset       int64  // of its header in the encoded body
	Header       string // its first line, without the line end: size in hex and, where signed, its signature
	Size         int64  // bytes of data, 0 for the final chunk
	Hash         string // SHA-256 of the data, in hex; empty where nothing is signed, and from Decode
	StringToSign string // empty where nothing is signed, and from Decode
	Signature    string // without padding; empty where nothing is signed

	// Expected is the right signature, where Verify can compute it.
	Expected string
}

// Body is what a body came to.
type Body struct {
	Chunks  int   // the final one included
	Decoded int64 // bytes of data
	Encoded int64 // bytes in all
	Trailer Trailer
}

// extension stands between the size and the signature in the header of a chunk.
const extension = ";chunk-signature="

// Encoder writes a body chunk by chunk, where the caller chooses each chunk's size. Encoding.Encode
// cuts a stream into chunks of one size.
type Encoder struct {
	w        io.Writer
	mode     Mode
	context  Context
	sign     Sign
	previous string
	body     Body
	line     []byte
	err      error // the first error, or that the encoder is closed: nothing is written after it
}

// NewEncoder starts a body. sign may be nil where nothing is signed. The error is of type *sigv4.Error.
func NewEncoder(w io.Writer, m Mode, c Context, sign Sign) (*Encoder, error) {
	if err := c.check(m); err != nil {
		return nil, err
	}
	if m.IsSigned() && sign == nil {
		return nil, sigv4.NewError(sigv4.StageSigningKey, "key", "", -1, "there is none, and "+m.String()+" signs every chunk")
	}
	return &Encoder{w: w, mode: m, context: c, sign: sign, previous: c.Seed}, nil
}

// Chunk writes a chunk of at least one byte. S3 wants MinChunkSize in every one but the last. The error
// is of type *sigv4.Error, or that of the writer or of sign.
func (e *Encoder) Chunk(data []byte) (Chunk, error) {
	if len(data) == 0 {
		return Chunk{}, sigv4.NewError(sigv4.StageChunk, "data", "", -1, "a chunk without data ends the body; Close writes it")
	}
	if e.body.Decoded+int64(len(data)) > MaxLength {
		return Chunk{}, sigv4.NewError(sigv4.StageChunk, "data", "", -1, "a body has 0 to 2^50 bytes")
	}
	return e.chunk(data)
}

// chunk writes a chunk.
func (e *Encoder) chunk(data []byte) (Chunk, error) {
	c := Chunk{Number: e.body.Chunks + 1, Offset: e.body.Encoded, Size: int64(len(data))}
	c.Header = strconv.FormatInt(c.Size, 16)
	if e.mode.IsSigned() && e.err == nil {
		sum := sha256.Sum256(data)
		c.Hash = hex.EncodeToString(sum[:])
		c.StringToSign = e.context.ChunkStringToSign(e.mode, e.previous, c.Hash)
		c.Signature, e.err = e.signed(c.StringToSign)
		c.Header += extension + e.mode.pad(c.Signature)
	}
	e.line = append(append(e.line[:0], c.Header...), "\r\n"...)
	e.write(e.line)
	if len(data) > 0 {
		e.write(data)
		e.write(e.line[len(c.Header):])
	}
	if e.err != nil {
		return Chunk{}, e.err
	}
	e.body.Chunks, e.body.Decoded = c.Number, e.body.Decoded+c.Size
	return c, nil
}

// Close writes the final chunk, the trailing headers and their signature. The writer stays open.
func (e *Encoder) Close(trailers []sigv4.Header) (final Chunk, body Body, err error) {
	if err := checkTrailers(e.mode, trailers); err != nil {
		return Chunk{}, Body{}, err
	}
	if final, err = e.chunk(nil); err != nil {
		return Chunk{}, Body{}, err
	}
	t := Trailer{Offset: e.body.Encoded, Headers: trailers, Canonical: CanonicalTrailer(trailers)}
	line := e.line[:0]
	for _, h := range trailers {
		line = append(append(append(append(line, h.Name...), ':'), h.Value...), "\r\n"...)
	}
	if e.mode.IsSigned() && e.mode.HasTrailer() {
		t.StringToSign = e.context.TrailerStringToSign(e.mode, e.previous, t.Canonical)
		t.Signature, e.err = e.signed(t.StringToSign)
		line = append(append(append(append(line, headerSignature...), ':'), e.mode.pad(t.Signature)...), "\r\n"...)
	}
	e.write(append(line, "\r\n"...))
	if e.err != nil {
		return Chunk{}, Body{}, e.err
	}
	e.body.Trailer = t
	e.err = errors.New("chunked: the encoder is closed")
	return final, e.body, nil
}

// signed signs, and keeps the signature for the next string to sign.
func (e *Encoder) signed(stringToSign string) (string, error) {
	signature, err := e.sign(stringToSign)
	if err != nil {
		return "", err
	}
	signature, at, why := e.mode.unpad(signature)
	if why != "" {
		return "", sigv4.NewError(sigv4.StageSignature, "signature", "", at, why)
	}
	e.previous = signature
	return signature, nil
}

// write writes, unless there was an error before, and counts.
func (e *Encoder) write(b []byte) {
	if e.err != nil {
		return
	}
	n, err := e.w.Write(b)
	e.body.Encoded, e.err = e.body.Encoded+int64(n), err
}
