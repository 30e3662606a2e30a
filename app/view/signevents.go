package view

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/eventstream"
)

// signedEvent is a message of an event stream, signed, in its envelope.
type signedEvent struct {
	text     string // "" for the last, which ends the stream
	message  []byte
	step     eventstream.Step
	envelope []byte
}

// maxEvents is the most messages that are signed at every key. Thousands would keep the page from answering.
const maxEvents = 1000

// signEvents signs the request that opens the stream, then a message for each line of the body.
func (w *signDrawing) signEvents() error {
	r := w.in.request
	r.Body, r.PayloadHash = nil, eventstream.PayloadHash
	w.in.settings.Payload = sigv4.PayloadSigned
	if err := w.derive(r); err != nil || w.d.Signature == "" {
		return err
	}
	s := w.in.settings
	scope := sigv4.Scope{Date: s.Time.UTC().Format("20060102"), Region: s.Region, Service: s.Service, Terminator: sigv4.Terminator}
	signer, err := eventstream.NewSigner(w.in.credentials.Key, scope, w.d.Signature)
	if err != nil {
		return err
	}
	lines := strings.Split(string(w.in.request.Body), "\n")
	for i := range len(lines) + 1 {
		var e signedEvent // behind the last line, the one that ends the stream
		if i < len(lines) {
			if e.text = strings.TrimSuffix(lines[i], "\r"); e.text == "" {
				continue // an empty line is no message
			}
		}
		if len(w.events) > maxEvents {
			return sigv4.NewError(sigv4.StageMessage, "messages", "", -1,
				"each line becomes a message, and there are more than "+strconv.Itoa(maxEvents)+"; give fewer")
		}
		if err := w.signEvent(signer, &e); err != nil {
			return err
		}
		w.events = append(w.events, e)
		w.encoded = append(w.encoded, e.envelope...)
	}
	return nil
}

func (w *signDrawing) signEvent(signer *eventstream.Signer, e *signedEvent) (err error) {
	if e.text != "" {
		word := func(name, value string) eventstream.Header {
			return eventstream.Header{Name: name, Value: eventstream.Value{Type: eventstream.String, Data: value}}
		}
		m := eventstream.Message{Payload: []byte(e.text), Headers: []eventstream.Header{
			word(":content-type", "application/octet-stream"), word(":event-type", w.state.Field(FieldEventType)), word(":message-type", "event")}}
		if e.message, err = m.Append(nil); err != nil {
			return err
		}
	}
	envelope, step, err := signer.Sign(e.message, w.in.settings.Time)
	if err != nil {
		return err
	}
	e.step = step
	e.envelope, err = envelope.Append(nil)
	return err
}

// eventSteps draws the opening request, and each message.
func (w *signDrawing) eventSteps() {
	w.upToSignature("Seed signature")
	if w.d.Signature == "" {
		return
	}
	w.signed("it opens the stream; the messages follow as its body, over HTTP/2", false)
	for i, e := range w.events {
		switch {
		case i < firstChunks || i >= len(w.events)-2:
			w.event(i, e)
		case i == firstChunks:
			w.leftOut(len(w.events)-2-firstChunks, "message is", "messages are")
		}
	}
}

// event draws a message: its bytes, its string to sign, its signature, its envelope.
func (w *signDrawing) event(i int, e signedEvent) {
	number := strconv.Itoa(i + 1)
	w.beginMore("message " + number)
	w.guide = guideCarriers + "#event-stream"
	how := "“" + brief(e.text) + "”"
	if e.text == "" {
		how = "empty: it ends the stream"
	}
	previous, whyPrevious, name := "signature", "The signature before it: the seed, which is the request’s.", "signature of message "+number
	if i > 0 {
		whyPrevious = "The signature before it: so none can be left out or exchanged."
		previous = "signature of message " + strconv.Itoa(i)
	}
	if len(e.message) > 0 {
		w.own(hex.EncodeToString(e.message), "payload", "message "+number)
		w.explain("The message, in hex: lengths, headers, the text, checksums.")
	}
	w.own(hex.EncodeToString(e.step.Headers), "time", "header of message "+number)
	w.explain("The header :date of its envelope, in hex: name, type 8 (timestamp), milliseconds since 1970.")
	w.chainedLines(e.step.StringToSign, "messages", whyPrevious, previous,
		"header of message "+number, "The SHA-256 of the encoded header :date.", "message "+number, "The SHA-256 of the message.")
	w.chainedSignature(e.step.Signature, name)
	w.own(hex.EncodeToString(e.envelope), "payload", "envelope of message "+number)
	w.explain("The envelope as it is sent, in hex: the headers :date and :chunk-signature, and the message as its payload.")
	w.step("Message "+number, how, e.step.StringToSign)
}

// eventExports are the opening request and the bytes of the stream.
func (w *signDrawing) eventExports() []Export {
	return []Export{
		{"HTTP", "The opening request. The messages follow as its body, over HTTP/2.", rawExport},
		{"Hex", "All envelopes, one after another.", func(Outgoing) string { return hex.EncodeToString(w.encoded) }},
		{"Base64", "All envelopes, one after another.", func(Outgoing) string { return base64.StdEncoding.EncodeToString(w.encoded) }},
	}
}
