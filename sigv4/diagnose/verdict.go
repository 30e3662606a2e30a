package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// decide says in one sentence what the evidence comes to.
func decide(b *bench, findings []Finding) Verdict {
	if b.clockBad != "" {
		return Verdict{"The figures in this message contradict each other.", Certain, b.clockBad}
	}
	if b.clock != nil {
		return Verdict{b.clock.sentence(b.serverName()), Certain,
			b.clockRests() + " The signature itself was not judged: nothing is known against your key."}
	}
	if beyond := b.beyondLimit(); beyond != "" {
		return Verdict{beyond, Certain,
			"The two clocks are further apart than that, by the tolerance, which the paste does not show. The signature itself was not judged: nothing is known against your key."}
	}
	if b.timeRefused() {
		return Verdict{"The server refused the request for its time, and does not say by how much.", Certain,
			"The times of both clocks are not in the paste. The signature itself was not judged: nothing is known against your key."}
	}
	if f := b.searched(); f != nil {
		return b.searchVerdict(f)
	}
	for len(findings) > 0 && findings[len(findings)-1].tolerated {
		findings = findings[:len(findings)-1]
	}
	if len(findings) > 0 && rank(findings[0].Confidence) <= rank(Certain) && findings[0].Cause != "evidence-edited" {
		return Verdict{sentence(findings[0].Title), findings[0].Confidence, findings[0].Why}
	}
	if d := b.difference(); d != nil {
		v := Verdict{d.sentence(b.serverName()), Certain, capital(d.detail(b.serverName()))}
		if b.hashes.able && !b.hashes.intact {
			v.Detail += " But the server's text does not fit its own hash, so the difference may have come about after it was written."
		}
		return v
	}
	if len(findings) > 0 && (findings[0].Cause == "evidence-edited" || findings[0].Confidence == Likely) {
		return Verdict{sentence(findings[0].Title), findings[0].Confidence, findings[0].Why}
	}
	if v, ok := verdictOnAnswer(b, findings); ok {
		return v
	}
	if len(findings) > 0 {
		return Verdict{sentence(findings[0].Title), findings[0].Confidence, findings[0].Why}
	}
	return verdictOnPieces(b)
}

// verdictOnAnswer says what the server said, when no cause follows from it.
func verdictOnAnswer(b *bench, findings []Finding) (Verdict, bool) {
	if a, _, ok := b.asideOf(); ok && !b.mismatch() {
		return Verdict{a.sentence, Certain, a.detail}, true
	}
	if b.mismatch() {
		v := Verdict{"The server computed another signature than the one that was sent.", Certain, ""}
		if b.isCoral() || b.host.Known {
			v.Sentence = "AWS computed another signature than the one you sent."
		}
		switch {
		case b.hashes.able && b.hashes.intact && b.client == nil && len(b.sent) == 0:
			v.Detail = "The server's strings are whole: they hash to each other. Which mistake it is can be seen once your own canonical request, or the request itself, stands beside them."
		case len(findings) > 0:
			v.Detail = findings[0].Why
		default:
			v.Detail = "The text pasted so far does not show why. What to paste next stands below."
		}
		return v, true
	}
	for i := range b.ev.Errors {
		e := &b.ev.Errors[i]
		what := e.Code.String
		if what == "" && e.Message.String != "" {
			what = e.Message.String
		}
		if what == "" {
			continue
		}
		v := Verdict{"The server answered " + quoted(what, 0) + ".", Certain, "That answer has several causes, and the text pasted so far does not tell them apart."}
		if len(findings) == 0 {
			v.Detail = "No cause follows from it alone."
		}
		if b.maybeMismatch() {
			v.Detail = "That code stands for differing signatures and, with many services, also for a wrong clock, scope or host. The message beside it says which."
		}
		return v, true
	}
	if b.response != nil && b.response.Status >= 400 {
		return Verdict{fmt.Sprintf("The server answered with status %d and does not say why.", b.response.Status), Certain, "The body of the answer is missing, or it is none that AWS sends."}, true
	}
	return Verdict{}, false
}

// verdictOnPieces says what is there when nobody refused anything.
func verdictOnPieces(b *bench) Verdict {
	switch {
	case b.carried != nil && (b.carried.apart || b.carried.departs() != nil && b.carried.departs().Stage != sigv4.StageSignature):
		return b.carried.verdict()
	case b.canonical != nil && b.canonical.missing(b.serverName()) != "":
		return Verdict{"The texts agree as far as they are there, and one of them is not whole.", Undecided, capital(b.canonical.missing(b.serverName())) + "."}
	case b.canonical != nil || b.toSign != nil:
		return Verdict{"The texts agree, line by line.", Certain, "Nothing wrong was found in what you pasted."}
	case b.sentErr != nil:
		return Verdict{"This is a signed request, but it cannot be brought to a canonical request.", Certain, sentence(capital(b.sentErr.Error()))}
	case b.searchedInVain() && b.unmatched():
		return b.unexplained()
	case b.unmatched() && b.guessed() != "":
		return Verdict{"The given secret does not make the signature of this request, as far as the paste shows it.", Undecided,
			"It was tried " + b.guessed() + ". The request as it was sent, with its method and its whole body, would tell."}
	case b.notReproduced():
		return Verdict{"The given secret does not make the signature of this request.", Proved,
			"Either the signer used another secret, or it signed something else than this request calls for. Its own canonical request would tell."}
	case b.request != nil && b.request.Cut:
		return Verdict{"The request is cut off: its text ends inside the head.", Undecided, "What is missing may have been sent, so nothing is said of it. Paste the whole request."}
	case b.request != nil && b.claimed:
		return Verdict{"This is a signed request, and nothing in it is wrong by itself.", Undecided, "Whether its signature is right cannot be said without a secret or the server's answer."}
	case b.request != nil && b.credential.found:
		return Verdict{"This is a signed request, but its authorization cannot be read.", Certain, claimTrouble(b)}
	case b.request != nil:
		return Verdict{"This request carries no signature.", Undecided, "It has neither an Authorization header with a Credential nor X-Amz- parameters in its query, as far as the paste shows."}
	case b.client != nil || b.clientToSign != nil || b.firstToSign != nil:
		return Verdict{"There is nothing yet to compare this text with.", Undecided, "The server's answer, or the request itself, would show whether it is right."}
	case len(b.ev.Responses) > 0:
		return Verdict{"This answer reports no error.", Undecided, "Nothing wrong was found in what you pasted."}
	}
	return Verdict{"Nothing here bears on a signature.", Undecided, understood(b.ev)}
}

// claimTrouble says why the authorization could not be read.
func claimTrouble(b *bench) string {
	if b.claimErr == nil {
		return ""
	}
	return sentence(capital(b.claimErr.Error()))
}

// understood says what the paste looks like instead.
func understood(ev *paste.Evidence) string {
	const wanted = "Paste an error answer from AWS, the request that was refused (a curl command or raw HTTP), or a canonical request."
	if strings.TrimSpace(ev.Text) == "" {
		return "The paste is empty. " + wanted
	}
	if len(ev.Policies) > 0 {
		return "The paste is an IAM policy. With a call beside it, a request to API Gateway or the answer “… is not authorized to perform: execute-api:Invoke on resource: …”, the statement that decides is named."
	}
	var seen []string
	for _, p := range ev.Parts {
		if p.Kind == paste.KindUnrecognized && p.Note != "" && len(seen) < 3 {
			seen = append(seen, p.Note)
		}
	}
	if len(seen) == 0 {
		return "Nothing in the text has a form that is known here. " + wanted
	}
	return "What was found: " + strings.Join(seen, "; ") + ". " + wanted
}

// sentence ends a title with a full stop.
func sentence(title string) string {
	if strings.HasSuffix(title, ".") || strings.HasSuffix(title, "?") {
		return title
	}
	return title + "."
}
