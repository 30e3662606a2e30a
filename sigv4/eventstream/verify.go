package eventstream

import (
	"encoding/hex"

	"countersign/sigv4"
)

// After says what the message behind the first that departs follows from, and so what happened to that one.
type After uint8

// What may follow.
const (
	// AfterUnknown: no message departs, or the one that does is the last.
	AfterUnknown After = iota
	// AfterFound: the next follows from the signature that was found. The message that departs was changed
	// after it was signed, or its prior signature is another: a message before it is missing, or the seed
	// belongs to another request.
	AfterFound
	// AfterExpected: the next follows from the signature that was expected. Only the signature in the
	// message that departs was changed.
	AfterExpected
	// AfterNothing: the next follows from neither. Key, region or service differ, or the next one was
	// changed too.
	AfterNothing
)

// String is what the next message follows from.
func (a After) String() string {
	switch a {
	case AfterFound:
		return "the signature that was found"
	case AfterExpected:
		return "the signature that was expected"
	case AfterNothing:
		return "neither signature"
	}
	return "unknown"
}

// Verification says where a stream departs from the chain of signatures.
type Verification struct {
	Steps    []Step // of the messages, as far as the first that departs
	Departs  int    // the first message whose signature differs, counted from 0; -1: none does
	Expected string // its signature, in hex
	Found    string // what its :chunk-signature holds, in hex
	After    After
	Ended    bool // the last message is empty, as the end of a stream is
}

// Verify checks the envelopes of a stream as far as the first that departs; key, scope and seed are
// [NewSigner]'s. The error, a *sigv4.Error, is NewSigner's or names the message, counted from 1, that is
// no envelope or whose time cannot be signed.
func Verify(messages []Message, key sigv4.Key, scope sigv4.Scope, seed string) (Verification, error) {
	s, err := NewSigner(key, scope, seed)
	if err != nil {
		return Verification{}, err
	}
	v := Verification{Departs: -1}
	all := make([]signed, len(messages))
	for i, m := range messages {
		if v.Ended {
			return Verification{}, numbered(i-1, 0, failed("payload", "", -1, "an empty one ends the stream, and messages follow it"))
		}
		if all[i], err = envelope(m); err != nil {
			return Verification{}, numbered(i, 0, err)
		}
		v.Ended = len(m.Payload) == 0
	}
	for i, m := range all {
		step, err := s.step(m.payload, m.date)
		if err != nil {
			return Verification{}, numbered(i, 0, err)
		}
		v.Steps = append(v.Steps, step)
		s.prior = step.Signature
		if sigv4.Equal(step.Signature, m.found) {
			continue
		}
		v.Departs, v.Expected, v.Found = i, step.Signature, m.found
		if i+1 < len(all) {
			if v.After, err = s.after(v, all[i+1]); err != nil {
				return Verification{}, numbered(i+1, 0, err)
			}
		}
		break
	}
	return v, nil
}

// after says which signature next follows from.
func (s *Signer) after(v Verification, next signed) (After, error) {
	for _, way := range []struct {
		prior string
		is    After
	}{{v.Found, AfterFound}, {v.Expected, AfterExpected}} {
		s.prior = way.prior
		step, err := s.step(next.payload, next.date)
		if err != nil {
			return AfterUnknown, err
		}
		if sigv4.Equal(step.Signature, next.found) {
			return way.is, nil
		}
	}
	return AfterNothing, nil
}

// signed is what an envelope holds.
type signed struct {
	date    Value
	found   string // :chunk-signature in hex
	payload []byte
}

// envelope reads a message as an envelope: a header :date, a header :chunk-signature, and no other.
func envelope(m Message) (signed, error) {
	date, hasDate := m.Header(DateHeader)
	signature, hasSignature := m.Header(SignatureHeader)
	switch {
	case !hasDate:
		return signed{}, failed(DateHeader, "", -1, "there is none; a signed message is an envelope with :date and :chunk-signature")
	case date.Type != Timestamp:
		return signed{}, failed(DateHeader, date.Type.String(), -1, "its type is timestamp")
	case !hasSignature:
		return signed{}, failed(SignatureHeader, "", -1, "there is none; a signed message is an envelope with :date and :chunk-signature")
	case signature.Type != ByteArray:
		return signed{}, failed(SignatureHeader, signature.Type.String(), -1, "its type is byte_array")
	case signature.fault() != "":
		return signed{}, failed(SignatureHeader, "", -1, signature.fault())
	case len(m.Headers) != 2:
		return signed{}, failed("headers", "", -1, "an envelope has :date and :chunk-signature only; others belong to the message inside")
	}
	return signed{date, hex.EncodeToString([]byte(signature.Data)), m.Payload}, nil
}
