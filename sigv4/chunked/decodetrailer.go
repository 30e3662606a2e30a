package chunked

import (
	"io"
	"strings"

	"countersign/sigv4"
)

// trailer reads what follows the header of the final chunk, as far as the end of the body.
func (s *scanner) trailer() error {
	t := &s.body.Trailer
	t.Offset = s.body.Encoded
	for ended := false; ; {
		start := s.body.Encoded
		line, why, err := s.line(maxTrailerLine)
		if err != nil {
			return err
		}
		text, hasCR := strings.CutSuffix(line, "\r")
		failed := func(field string, at int, why string) error {
			return sigv4.NewError(sigv4.StageTrailer, field, line, at, why+place(start))
		}
		name, value, hasColon := strings.Cut(text, ":")
		isSignature := strings.EqualFold(name, headerSignature)
		switch {
		case why != "":
			return failed("trailer", len(line), why+"; CRLF on a line of its own ends the body")
		case text == "" && hasCR && t.LineFeeds && !ended && t.Signature == "":
			ended = true // the empty line that belongs to lines ended by LF
			continue
		case text == "" && hasCR:
			return s.end()
		case !s.mode.HasTrailer():
			return failed("trailer", 0, "after the final chunk there is CRLF and nothing else; "+s.mode.String()+" has no trailing headers")
		case !hasColon:
			return failed("trailing header", len(text), "it is name, colon, value")
		case t.Signature != "":
			return failed("trailing header", 0, headerSignature+" is the last")
		case ended && !isSignature:
			return failed("trailing header", 0, "an empty line stands before it, which ends the trailing headers")
		case !hasCR && (isSignature || ended):
			return failed("trailing header", len(line), "the line ends with LF alone; it ends with CRLF")
		case !hasCR:
			t.LineFeeds = true
		case t.LineFeeds && !ended:
			return failed("trailing header", len(text), "the line ends with CRLF, and one before it with LF alone")
		}
		if isSignature {
			if !s.mode.IsSigned() {
				return failed(headerSignature, 0, "the trailer has no signature under "+s.mode.String())
			}
			signature, at, why := s.mode.unpad(strings.Trim(value, " \t"))
			if why != "" {
				return failed(headerSignature, len(name)+1+at, why)
			}
			t.Signature = signature
			continue
		}
		if at, why := trailerFault(t.Headers, name, value); why != "" {
			return failed("trailing header", at, why)
		}
		t.Headers = append(t.Headers, sigv4.Header{Name: name, Value: value})
	}
}

// end makes sure that the trailer is whole and that nothing follows it.
func (s *scanner) end() error {
	t := &s.body.Trailer
	t.Canonical = CanonicalTrailer(t.Headers)
	if s.mode.HasTrailer() {
		switch {
		case len(t.Headers) == 0:
			return sigv4.NewError(sigv4.StageTrailer, "trailing headers", "", -1, "there are none, and "+s.mode.String()+" announces them"+place(t.Offset))
		case s.mode.IsSigned() && t.Signature == "":
			return sigv4.NewError(sigv4.StageTrailer, headerSignature, "", -1, "it is missing, and "+s.mode.String()+" signs the trailing headers"+place(t.Offset))
		}
	}
	more, err := s.src.Peek(1)
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return err
	}
	return sigv4.NewError(sigv4.StageTrailer, "end of the body", string(more), -1, "the body goes on after its end"+place(s.body.Encoded))
}
