package chunked

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"countersign/sigv4"
)

const (
	// maxHeaderLine is the longest header of a chunk, in bytes, its line end included. The longest there
	// can be has 16 digits and an ECDSA signature: 179 bytes.
	maxHeaderLine = 512
	// maxSizeDigits is the most digits, zeros included, that a size may have: 64 bits.
	maxSizeDigits = 16
	// bufferSize is the memory that reading takes. A line of the trailer must fit.
	bufferSize = 32 << 10
)

// Decode reads an encoded body, writes its data to dst, and reports what it came to. Memory does not
// grow with the body, nor with the sizes that it announces. each, when not nil, is called with every
// chunk after its data, the final one of no bytes included.
//
// Nothing is judged but the form, and that strictly: CRLF ends every line, a size is hex digits and
// nothing else, a chunk has the one extension chunk-signature where the mode signs and none where it
// does not, the final chunk is there, trailing headers are there only where the mode has them, with
// their signature last, and nothing follows. One departure is let through and reported: Trailer.LineFeeds.
// The error is of type *sigv4.Error and tells the chunk and the byte of the body; what was read before
// it is in Body. Errors of src and dst are given as they are.
func Decode(dst io.Writer, src io.Reader, m Mode, each func(Chunk)) (Body, error) {
	s, err := newScanner(src, m)
	if err != nil {
		return Body{}, err
	}
	for {
		c, err := s.header()
		if err != nil {
			return s.body, err
		}
		if err := s.data(c, dst); err != nil {
			return s.body, err
		}
		if each != nil {
			each(c)
		}
		if c.Size == 0 {
			break
		}
	}
	return s.body, s.trailer()
}

// scanner reads an encoded body: header and data of each chunk, then the trailer.
type scanner struct {
	src  *bufio.Reader
	mode Mode
	body Body // what has been read
}

func newScanner(src io.Reader, m Mode) (*scanner, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	return &scanner{src: bufio.NewReaderSize(src, bufferSize), mode: m}, nil
}

// chunkError is an error about the chunk that is being read. start is the byte of the body where input
// begins, at the byte of input that is wrong, -1 for the whole.
func chunkError(number int, field, input string, start int64, at int, why string) error {
	return sigv4.NewError(sigv4.StageChunk, "chunk "+strconv.Itoa(number)+", "+field, input, at, why+place(start))
}

// place says where in the body something begins.
func place(start int64) string {
	return " (this begins at byte " + strconv.FormatInt(start, 10) + " of the body)"
}

// line reads a line of at most limit bytes, its end included, and gives it without the LF. why is what
// was expected where there is no such line; line is then as much of it as there is.
func (s *scanner) line(limit int) (line, why string, err error) {
	raw, err := s.src.ReadSlice('\n')
	s.body.Encoded += int64(len(raw))
	switch {
	case err == bufio.ErrBufferFull, err == nil && len(raw) > limit:
		return string(raw[:min(limit, len(raw))]), "the line is longer than " + strconv.Itoa(limit) + " bytes", nil
	case err == io.EOF && len(raw) == 0:
		return "", "the body ends before it", nil
	case err == io.EOF:
		return string(raw[:min(limit, len(raw))]), "the body ends in the middle of the line", nil
	case err != nil:
		return "", "", err
	}
	return string(raw[:len(raw)-1]), "", nil
}

// header reads the header of the next chunk.
func (s *scanner) header() (Chunk, error) {
	c := Chunk{Number: s.body.Chunks + 1, Offset: s.body.Encoded}
	line, why, err := s.line(maxHeaderLine)
	if err != nil {
		return c, err
	}
	failed := func(field string, at int, why string) (Chunk, error) {
		return c, chunkError(c.Number, field, line, c.Offset, at, why)
	}
	if why != "" {
		return failed("header", len(line), why+"; every chunk has a header, and the last chunk is one of no bytes")
	}
	var hasCR bool
	if c.Header, hasCR = strings.CutSuffix(line, "\r"); !hasCR {
		return failed("header", len(line), "the line ends with LF alone; it ends with CRLF")
	}
	size, extensions, hasExtension := strings.Cut(c.Header, ";")
	for i := 0; i < len(size); i++ {
		d := strings.IndexByte("0123456789abcdef0123456789ABCDEF", size[i])
		if d < 0 {
			return failed("size", i, "a size is written in hex digits, without sign or white space")
		}
		if i == maxSizeDigits {
			return failed("size", i, "a size has at most 16 digits")
		}
		if c.Size = c.Size<<4 | int64(d&15); c.Size < 0 || c.Size > MaxLength-s.body.Decoded {
			return failed("size", i, "a body has at most 2^50 bytes")
		}
	}
	if size == "" {
		return failed("size", 0, "there is none; a chunk begins with its size in hex digits")
	}
	at := len(size) + 1
	for hasExtension {
		var one string
		one, extensions, hasExtension = strings.Cut(extensions, ";")
		name, text, _ := strings.Cut(one, "=")
		switch {
		case name != "chunk-signature":
			return failed("extension", at, "the only extension is chunk-signature, written so")
		case !s.mode.IsSigned():
			return failed("chunk-signature", at, "chunks have no signature under "+s.mode.String())
		case c.Signature != "":
			return failed("chunk-signature", at, "it is there twice")
		}
		var bad int
		if c.Signature, bad, why = s.mode.unpad(text); why != "" {
			return failed("chunk-signature", at+len("chunk-signature=")+bad, why)
		}
		at += len(one) + 1
	}
	if s.mode.IsSigned() && c.Signature == "" {
		return failed("chunk-signature", len(c.Header), "there is none, and "+s.mode.String()+" signs every chunk")
	}
	return c, nil
}

// data copies the data of a chunk, and reads the line end after it.
func (s *scanner) data(c Chunk, dst io.Writer) error {
	start := s.body.Encoded
	for left := c.Size; left > 0; {
		piece, err := s.src.Peek(int(min(left, bufferSize)))
		if err != nil && err != io.EOF {
			return err
		}
		if _, err := dst.Write(piece); err != nil {
			return err
		}
		s.src.Discard(len(piece))
		s.body.Encoded, s.body.Decoded = s.body.Encoded+int64(len(piece)), s.body.Decoded+int64(len(piece))
		if left -= int64(len(piece)); err == io.EOF && left > 0 {
			return chunkError(c.Number, "data", "", start, -1,
				"the body ends after "+strconv.FormatInt(c.Size-left, 10)+" of its "+strconv.FormatInt(c.Size, 10)+" bytes")
		}
	}
	s.body.Chunks = c.Number
	if c.Size == 0 {
		return nil
	}
	end, err := s.src.Peek(len("\r\n"))
	if err != nil && err != io.EOF {
		return err
	}
	if string(end) != "\r\n" {
		return chunkError(c.Number, "data", string(end), s.body.Encoded, 0,
			"CRLF follows the "+strconv.FormatInt(c.Size, 10)+" bytes that the chunk's header announces; is the size wrong, or were line ends changed?")
	}
	s.src.Discard(len(end))
	s.body.Encoded += int64(len(end))
	return nil
}
