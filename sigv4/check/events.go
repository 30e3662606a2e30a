package check

import (
	"encoding/base64"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/eventstream"
)

func isEventStream(in *input) bool {
	return in.header("x-amz-content-sha256") == eventstream.PayloadHash
}

// verifyEventStream verifies the signature of the request that opens the stream, the seed, and then the
// messages, each over the signature before it.
func verifyEventStream(in *input) (*verification, error) {
	c, err := sigv4.ParseClaim(in.request)
	if err != nil {
		return nil, err
	}
	v, err := in.signature("event stream", in.request, c)
	if err != nil {
		return nil, err
	}
	const name = "messages"
	body := in.Body
	if len(body) == 0 {
		body = in.request.Body
	}
	if decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(body)), "")); err == nil && len(decoded) > 0 {
		body = decoded
		v.assume("The messages are given in base64.")
	}
	if len(body) == 0 {
		v.step(sigv4.StageMessage, name, NotCompared, "No messages were given.")
		return v, nil
	}
	messages, err := eventstream.DecodeAll(body)
	v.fact(name, strconv.Itoa(len(messages)))
	if e, ok := err.(*sigv4.Error); ok {
		v.depart(sigv4.StageMessage, e.Field, "", "", "The messages cannot be read, at byte "+strconv.Itoa(e.Offset)+": "+e.Why+".")
		return v, nil
	}
	if in.Key.IsZero() {
		v.step(sigv4.StageMessage, name, NotCompared, needsKey)
		return v, nil
	}
	found, err := eventstream.Verify(messages, in.Key, c.Scope, c.Signature)
	if e, ok := err.(*sigv4.Error); ok {
		v.depart(e.Stage, e.Field, "", "", capital(e.Why)+".")
		return v, nil
	}
	if found.Departs >= 0 {
		note := "It is not the signature of this message, over the one before it."
		if found.After != eventstream.AfterUnknown {
			note += " The message behind it follows from " + found.After.String() + "."
		}
		v.depart(sigv4.StageMessage, "message "+strconv.Itoa(found.Departs+1), found.Expected, found.Found, note)
		return v, nil
	}
	note := ""
	if !found.Ended {
		note = "The empty message that ends a stream is not among them."
	}
	v.step(sigv4.StageMessage, name, Agrees, note)
	return v, nil
}
