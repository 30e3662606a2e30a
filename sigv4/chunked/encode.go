package chunked

import (
	"io"
	"strconv"
	"strings"

	"countersign/sigv4"
)

const (
	// MinChunkSize is the least data, in bytes, that S3 takes in a chunk that is not the last with data
	// (Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
	// Payload in Multiple Chunks").
	MinChunkSize = 8 << 10
	// DefaultChunkSize is the chunk size that AWS's SDKs and minio-go use.
	DefaultChunkSize = 64 << 10
	// MaxChunkSize bounds the memory that encoding takes: a chunk is held until it is signed.
	MaxChunkSize = 64 << 20
	// MaxLength is the longest body, in bytes, decoded. S3's objects end at 50 TB.
	MaxLength = 1 << 50
)

// Encoding says how a body is cut into chunks, and what follows them.
type Encoding struct {
	Mode      Mode
	ChunkSize int            // bytes of data in each chunk but the last: MinChunkSize to MaxChunkSize; 0 is DefaultChunkSize
	Trailers  []sigv4.Header // trailing headers, in the order in which they are sent
	Checksum  Checksum       // one more, last, whose value is computed while the body is encoded
}

// check refuses what cannot be encoded.
func (e Encoding) check() error {
	if err := e.Mode.check(); err != nil {
		return err
	}
	switch {
	case e.ChunkSize != 0 && (e.ChunkSize < MinChunkSize || e.ChunkSize > MaxChunkSize):
		return sigv4.NewError(sigv4.StageChunk, "chunk size", strconv.Itoa(e.ChunkSize), -1, "give 8192 to 67108864 bytes, or 0 for 65536")
	case e.Checksum > SHA256:
		return sigv4.NewError(sigv4.StageTrailer, "checksum", "", -1, "it is none of CRC32, CRC32C, CRC64NVME, SHA256")
	}
	headers := e.Trailers
	if e.Checksum != NoChecksum {
		headers = append(headers[:len(headers):len(headers)], sigv4.Header{Name: e.Checksum.Header()})
	}
	return checkTrailers(e.Mode, headers)
}

// checkTrailers refuses trailing headers that cannot be sent in a mode.
func checkTrailers(m Mode, headers []sigv4.Header) error {
	switch {
	case len(headers) == 0 && m.HasTrailer():
		return sigv4.NewError(sigv4.StageTrailer, "trailing headers", "", -1, "there are none, and "+m.String()+" announces them; give a checksum")
	case len(headers) > 0 && !m.HasTrailer():
		return sigv4.NewError(sigv4.StageTrailer, "trailing headers", headers[0].Name, -1, m.String()+" has none; use its form that ends in -TRAILER")
	}
	for i, h := range headers {
		if at, why := trailerFault(headers[:i], h.Name, h.Value); why != "" {
			return sigv4.NewError(sigv4.StageTrailer, "trailing header", h.Name+":"+h.Value, at, why)
		}
		if strings.EqualFold(h.Name, headerSignature) {
			return sigv4.NewError(sigv4.StageTrailer, "trailing header", h.Name, -1, "it is made by signing; leave it out")
		}
	}
	return nil
}

func (e Encoding) chunkSize() int {
	if e.ChunkSize == 0 {
		return DefaultChunkSize
	}
	return e.ChunkSize
}

// Length is the length of the encoded body, the Content-Length to send, for a body of decoded bytes. The
// error is of type *sigv4.Error.
func (e Encoding) Length(decoded int64) (int64, error) {
	if err := e.check(); err != nil {
		return 0, err
	}
	if decoded < 0 || decoded > MaxLength {
		return 0, sigv4.NewError(sigv4.StageRequest, headerDecoded, strconv.FormatInt(decoded, 10), -1, "a body has 0 to 2^50 bytes")
	}
	chunk := func(size int64) int64 {
		length := int64(len(strconv.FormatInt(size, 16)) + len("\r\n"))
		if e.Mode.IsSigned() {
			length += int64(len(extension) + e.Mode.SignatureLength())
		}
		if size > 0 {
			length += size + int64(len("\r\n"))
		}
		return length
	}
	size := int64(e.chunkSize())
	length := decoded/size*chunk(size) + chunk(0) + int64(len("\r\n"))
	if rest := decoded % size; rest > 0 {
		length += chunk(rest)
	}
	for _, h := range e.Trailers {
		length += int64(len(h.Name) + len(":") + len(h.Value) + len("\r\n"))
	}
	if e.Checksum != NoChecksum {
		length += int64(len(e.Checksum.Header()) + len(":") + e.Checksum.size() + len("\r\n"))
	}
	if e.Mode.HasTrailer() && e.Mode.IsSigned() {
		length += int64(len(headerSignature) + len(":") + e.Mode.SignatureLength() + len("\r\n"))
	}
	return length, nil
}

// Encode writes src to dst in chunks. It holds one chunk at a time. each, when not nil, is called with
// every chunk when it has been written, the final one of no bytes included. Body.Decoded must be what
// x-amz-decoded-content-length said. The error is of type *sigv4.Error, or that of src, dst or sign.
func (e Encoding) Encode(dst io.Writer, src io.Reader, c Context, sign Sign, each func(Chunk)) (Body, error) {
	if err := e.check(); err != nil {
		return Body{}, err
	}
	encoder, err := NewEncoder(dst, e.Mode, c, sign)
	if err != nil {
		return Body{}, err
	}
	sum := e.Checksum.new()
	data := make([]byte, e.chunkSize())
	for {
		n, err := io.ReadFull(src, data)
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return Body{}, err
		}
		if n > 0 {
			chunk, err := encoder.Chunk(data[:n])
			if err != nil {
				return Body{}, err
			}
			if sum != nil {
				sum.Write(data[:n])
			}
			if each != nil {
				each(chunk)
			}
		}
		if last {
			break
		}
	}
	headers := e.Trailers[:len(e.Trailers):len(e.Trailers)]
	if sum != nil {
		headers = append(headers, sigv4.Header{Name: e.Checksum.Header(), Value: value(sum)})
	}
	final, body, err := encoder.Close(headers)
	if err == nil && each != nil {
		each(final)
	}
	return body, err
}
