package diagnose

import "countersign/sigv4/paste"

// askNext says what to paste or do next, by how much it would decide. It never asks for what is there.
func askNext(b *bench, findings []Finding) []Ask {
	if b.timeRefused() {
		return askForClock(b)
	}
	if len(findings) > 0 && rank(findings[0].Confidence) <= rank(Certain) && findings[0].Cause != "evidence-edited" {
		if findings[0].Cause != "signature-valid" || !b.mismatch() && !b.maybeMismatch() {
			return nil
		}
	}
	if b.request != nil && b.request.Cut && len(b.ev.Errors) == 0 {
		return []Ask{{"The whole request, to the end of its headers and body", "The text ends inside the head of the request."}}
	}
	if c := b.carried; c != nil && c.apart {
		return c.asks()
	}
	if b.difference() != nil {
		return nil // the difference is found; nothing to paste says more than it does
	}
	switch {
	case b.mismatch(), b.maybeMismatch():
		return askForMismatch(b)
	case len(b.ev.Errors) == 0 && b.request != nil:
		return askForAnswer(b)
	case len(b.ev.Errors) == 0:
		return askForAnything()
	}
	return askForRequest(b)
}

// askForAnswer asks for what shows more of a request that stands alone.
func askForAnswer(b *bench) []Ask {
	asks := []Ask{{"The server's whole answer: status, headers and body", "It says which check failed, and often holds the server's own canonical request."}}
	switch {
	case len(b.keys) == 0:
		asks = append(asks, Ask{"The secret or a signing key, beside the paste and not in it", "With it the signature is recomputed here. It is used here only, and sent nowhere."})
	case b.client == nil && b.notReproduced():
		asks = append([]Ask{{"Your signer's canonical request, from its debug log", "Set against the one that this request calls for, it shows the first byte that differs, or that the secret is another."}}, asks...)
	}
	return asks
}

func askForClock(b *bench) []Ask {
	if _, _, ok := b.responseDate(); ok {
		return []Ask{{"The output of `date -u` from the machine that signs, at the time of a request", "Set against the server's Date header it tells a wrong clock from a late request."}}
	}
	return []Ask{{
		"Run `date -u` on the machine that signs and, in the same minute, look at the Date header of any answer from the server (`curl -sI https://…`)",
		"If they agree, the clock is right and the request was late; if they differ, by how much tells a drift from a time zone.",
	}}
}

func askForMismatch(b *bench) []Ask {
	var asks []Ask
	if b.server == nil {
		asks = append(asks, Ask{"The whole body of the answer",
			"Many services print the canonical request and the string to sign that they expected. With these, your mistake can be found without a secret."})
	}
	if b.hashes.able && !b.hashes.intact {
		asks = append(asks, Ask{"The answer once more, as it came over the wire (`curl -i`)", "The pasted text does not fit its own hash."})
	}
	if b.client == nil {
		ask := Ask{"Your signer's canonical request, from its debug log",
			"Set against the server's, it shows the first byte that differs."}
		if b.server == nil {
			ask.Why = "It shows what you signed; mistakes of form can be seen in it."
		}
		asks = append(asks, ask)
	} else if b.clientToSign == nil {
		asks = append(asks, Ask{"Your signer's string to sign", "With it, either the key or its last lines are left as the cause."})
	}
	if b.request == nil || !b.claimed {
		asks = append(asks, Ask{"The request as it was sent, with its Authorization header",
			"From it the canonical request is computed here and set against the others. `curl -v` shows it."})
	} else if b.request.Body == paste.Unknown && len(b.sent) == 0 {
		asks = append(asks, Ask{"The whole request, body included", "Without the body its hash cannot be computed."})
	}
	if b.server == nil && b.claimed && len(b.places) == 0 {
		asks = append(asks, Ask{"The request as it arrived: its headers as the server or the last proxy logs them, or a line of the access log",
			"Set against what was sent, it shows each change on the way."})
	}
	if len(b.keys) == 0 {
		why := "With it the signature is recomputed here. It is used here only, and sent nowhere."
		if b.signature() == "" {
			why = "Together with the request's signature it shows whether key or text is at fault. It is used here only, and sent nowhere."
		}
		asks = append(asks, Ask{"The secret or a signing key, beside the paste and not in it", why})
	}
	return asks
}

// askForRequest asks for what an error alone does not show.
func askForRequest(b *bench) []Ask {
	if b.request != nil && b.claimed {
		return nil
	}
	asks := []Ask{{"The request as it was sent, with its Authorization header", "The answer alone does not show what it was about."}}
	if !b.hasMessage() {
		asks = append([]Ask{{"The whole body of the answer", "Only its code is here; the message says more."}}, asks...)
	}
	return asks
}

// hasMessage reports whether an answer of the paste has more than a code, a known sentence or not.
func (b *bench) hasMessage() bool {
	for i := range b.ev.Errors {
		if b.ev.Errors[i].Message.String != "" {
			return true
		}
	}
	return false
}

// askForAnything asks for the two things that a diagnosis starts from.
func askForAnything() []Ask {
	return []Ask{
		{"The server's whole answer: status, headers and body", "It says which check failed, and often holds the server's own canonical request."},
		{"The request as it was sent, with its Authorization header", "`curl -v` or a debug log shows it."},
	}
}
