package oracle

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/internal/oracle/inject"
	"countersign/sigv4/paste"
)

// inCanonicalRequest are the fields of mistakes that show in the canonical request, by their first word.
const inCanonicalRequest = " method path query header payload layout "

// TestInjectedMistakesAreNamedWithoutSecret has the mistakes looked for that show in the hash of the canonical request:
// in what a client logged, or in what a server answered to a request that was changed on its way. Where they are
// not named, no search begins, or it finds nothing: what is claimed is always so.
func TestInjectedMistakesAreNamedWithoutSecret(t *testing.T) {
	for _, c := range []struct {
		mistakes, requests int
		share              float64
	}{{1, len(inject.Mistakes()), 0.99}, {2, 250, 0.95}, {3, 400, 0.75}} {
		t.Run(strconv.Itoa(c.mistakes), func(t *testing.T) {
			nameMany(t, c.mistakes, c.requests, c.share, hashed, nameByHash)
		})
	}
}

// hashed reports whether all mistakes of a case are in the hash of its canonical request.
func hashed(c inject.Case) bool {
	right, wrong := sigv4.HashHex(c.Right.CanonicalRequest), sigv4.HashHex(c.Wrong.CanonicalRequest)
	if !nameable(c) || right == wrong || strings.Replace(c.Right.StringToSign, right, wrong, 1) != c.Wrong.StringToSign {
		return false
	}
	return !slices.ContainsFunc(c.Faults, func(f inject.Fault) bool {
		at := slices.IndexFunc(inject.Mistakes(), func(m inject.Mistake) bool { return m.ID == f.ID })
		field, _, _ := strings.Cut(inject.Mistakes()[at].Field, " ")
		return !strings.Contains(inCanonicalRequest, " "+field+" ")
	})
}

// nameByHash has the mistakes looked for by the hash that a client logged or a server states.
func nameByHash(c inject.Case) (missing, wrong string) {
	text := c.Raw + "\n\nDEBUG - StringToSign:\n" + c.Wrong.StringToSign + "\n"
	form := "client's log"
	if c.Seed%2 == 1 {
		form = "server's string to sign"
		text = c.Raw + "\n\nHTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><StringToSign>" +
			c.Wrong.StringToSign + "</StringToSign></Error>"
	}
	return judgeNames(c, form, diagnose.Input{Evidence: paste.Parse(text)})
}

// TestNothingIsNamedByAnotherHash: a hash that no mistake gives has nothing proved.
func TestNothingIsNamedByAnotherHash(t *testing.T) {
	for seed := range uint64(3) {
		c := inject.Make(seed, 0)
		c.Wrong.StringToSign = strings.Replace(c.Right.StringToSign, sigv4.HashHex(c.Right.CanonicalRequest), sigv4.HashHex("another"), 1)
		c.Seed = seed
		c.Faults = []inject.Fault{{ID: "none"}}
		if missing, wrong := nameByHash(c); wrong != "" || !strings.HasPrefix(missing, "nothing found") {
			t.Errorf("seed %d: %q, %q", seed, missing, wrong)
		}
	}
}
