package diagnose

import (
	"fmt"
	"strconv"
	"strings"

	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// requestTrial is what the given keys do with one of several signed requests.
type requestTrial struct {
	number int // among the signed requests of the paste, from 1
	made   bool
}

// chooseRequest picks the request that the diagnosis is about, in whatever order they were pasted: the
// one that gives the server's canonical request, else the one that the answer belongs to, else one
// whose signature the given key does not make, else the last that carries a signature, else the last.
func (b *bench) chooseRequest() {
	var signed []*paste.Request
	for i := range b.ev.Requests {
		b.request = &b.ev.Requests[i]
		if carriesSignature(b.request) {
			signed = append(signed, b.request)
		}
	}
	if n := len(signed); n > 0 {
		b.request = signed[n-1]
	}
	if len(signed) > 1 && !b.chooseByServer(signed) && !b.chooseByAnswer(signed) {
		b.chooseByKey(signed)
	}
	switch {
	case b.request != nil && b.request.Response >= 0 && b.request.Response < len(b.ev.Responses):
		b.response = &b.ev.Responses[b.request.Response]
	case len(b.ev.Responses) > 0:
		b.response = &b.ev.Responses[len(b.ev.Responses)-1]
	}
	if b.request != nil {
		b.host = endpoint.Parse(b.request.Host)
	}
}

// alone brings one of several requests to its text, beside the server's.
func (b *bench) alone(r *paste.Request) *bench {
	one := &bench{in: b.in, ev: b.ev, request: r, server: b.server, serverToSign: b.serverToSign}
	one.readClaim()
	one.derive()
	return one
}

func (b *bench) chooseByServer(signed []*paste.Request) bool {
	if b.server == nil && b.serverToSign == nil {
		return false
	}
	for i, long := len(signed)-1, 0; i >= 0; i-- {
		if size := headSize(signed[i]); size > maxHead/8 {
			if long += size; long > maxLong {
				continue
			}
		}
		for _, d := range b.alone(signed[i]).sent {
			if b.isServers(d.canonical.String) {
				b.request = signed[i]
				return true
			}
		}
	}
	return false
}

func (b *bench) chooseByAnswer(signed []*paste.Request) bool {
	for i := len(signed) - 1; i >= 0; i-- {
		if e := signed[i].Error; e >= 0 && (b.server == nil || b.server.Error < 0 || b.server.Error == e) {
			b.request = signed[i]
			return true
		}
	}
	return false
}

// chooseByKey tries the given keys on every signed request whose access key id is theirs.
func (b *bench) chooseByKey(signed []*paste.Request) {
	if b.in.Key.IsZero() && len(b.ev.Secrets) == 0 {
		return
	}
	failed, own := false, false
	tried := map[string]bool{}
	for i, r := range signed {
		claim, err := claimOf(r)
		if err != nil || tried[claim.Signature] || len(tried) == maxTrials {
			continue
		}
		tried[claim.Signature] = true
		one := b.alone(r)
		one.tryKeys()
		_, made := one.proven(func(t keyTrial) bool { return t.overSent && !t.otherID })
		_, able := one.proven(func(t keyTrial) bool { return t.tried && !t.otherID })
		if !able || !made && one.guessed() != "" && len(one.sent) == 0 {
			continue
		}
		b.trials = append(b.trials, requestTrial{i + 1, made})
		if !made || !failed {
			b.request, own = r, true
		}
		failed = failed || !made
	}
	if !own {
		b.trials = nil
	}
}

// maxTrials bounds the requests of a log on which keys are tried.
const maxTrials = 16

// trialFacts says which of several signatures a key makes.
func trialFacts(b *bench) []Fact {
	if len(b.trials) < 2 {
		return nil
	}
	var made, not []string
	for _, t := range b.trials {
		if t.made {
			made = append(made, strconv.Itoa(t.number))
		} else {
			not = append(not, strconv.Itoa(t.number))
		}
	}
	text := "The paste holds several signed requests. "
	switch {
	case len(not) == 0:
		text += "The given secret makes the signature of each that it was tried on: " + strings.Join(made, ", ") + "."
	case len(made) == 0:
		text += "The given secret makes the signature of none that it was tried on: " + strings.Join(not, ", ") + "."
	default:
		text += fmt.Sprintf("The given secret makes the signature of number %s, and not of number %s; this diagnosis is about number %s.",
			strings.Join(made, ", "), strings.Join(not, ", "), not[len(not)-1])
	}
	return []Fact{{Fact: text, Confidence: Certain}}
}
