package diagnose

// evidenceEditedRule judges whether the server's text is as the server wrote it.
func evidenceEditedRule() rule {
	return rule{
		name:   "evidence-edited",
		causes: []string{"evidence-edited"},
		guide:  guideSteps + "#string-to-sign",
		sources: []Citation{
			{docSigning, "The last line of the string to sign is the hash of the canonical request, so a server's own two strings always fit each other."},
		},
		judge: func(b *bench) []Finding {
			h := b.hashes
			if !h.able || h.intact {
				return nil
			}
			f := Finding{
				Cause: "evidence-edited", Title: "The pasted server text is not as the server wrote it", Confidence: Certain,
				Why:   "The server's canonical request does not hash to the value in the server's own string to sign, and a server's always does. Something was edited, cut or re-wrapped before pasting, or the two come from different answers.",
				Found: h.computed, Expected: h.stated, Marks: h.marks,
				Fixes: rawAnswerFixes(),
			}
			if b.serverEdited() {
				f.Why = capital(b.serversText()) + " hashes to the value in the server's string to sign, and the pasted canonical request of the server does not: that one was edited, cut or re-wrapped before pasting."
			} else if h.repaired {
				f.Confidence = Possible
				f.Why = "The server's canonical request was damaged on the way and had to be mended here; as mended, it does not hash to the value in the server's string to sign. The mending may be wrong, or the text was edited."
				f.Test = "Paste the answer as it came over the wire: with its line ends, the hashes can be compared."
			}
			return []Finding{f}
		},
	}
}

// evidenceClockRule judges whether the figures of a clock message fit each other.
func evidenceClockRule() rule {
	return rule{
		name:   "evidence-clock",
		causes: []string{"evidence-edited"},
		guide:  guideClock + "#read-the-message",
		sources: []Citation{
			{docOrder, "The limit in the message is the server's time minus the tolerance (plus, for a request from the future)."},
		},
		judge: func(b *bench) []Finding {
			if b.clockBad == "" {
				return nil
			}
			return []Finding{{
				Cause: "evidence-edited", Title: "The figures in this message contradict each other", Confidence: Likely,
				Why:   b.clockBad + " In a genuine message they fit; this one was edited, or invented.",
				Test:  "Paste the answer as it came over the wire.",
				Marks: b.clock.Marks,
				Fixes: rawAnswerFixes(),
			}}
		},
	}
}

func rawAnswerFixes() []Fix {
	return []Fix{{
		Do: "Copy the answer from the wire", On: "curl",
		Detail: "Terminals, chat programs, loggers and JSON viewers fold lines, drop empty ones and change quotes.",
		Code:   "curl -i … > answer.txt",
	}}
}
