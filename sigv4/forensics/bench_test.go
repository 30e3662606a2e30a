package forensics

import (
	cryptohmac "crypto/hmac"
	cryptosha256 "crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// sixty is a search over 60 faults that do not depend on each other: 60 alone, 1,770 in pairs and 34,220 in
// threes. The texts are as long as those of an ordinary request; nothing gives the signature looked for.
func sixty(b testing.TB) *hunt {
	in := signed(b, post, "execute-api", general)
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	s, err := dissect(&in)
	if err != nil {
		b.Fatal(err)
	}
	h := newHunt(s, Options{})
	marked := func(right string, split, faults int) *part {
		var changes []change[string]
		for i := range faults {
			changes = append(changes, change[string]{methodCase, "", i, likely, func(d *string) { *d += string(rune('a' + i)) }})
		}
		return build(right, right, split, changes, func(d *string) (string, int) { return *d, split })
	}
	for i, faults := range [...]int{methodPart: 2, pathPart: 9, queryPart: 12, headersPart: 20, payloadPart: 4, layoutPart: 0} {
		right := h.canonicals.parts[i].outcomes[0]
		h.canonicals.parts[i] = marked(right.text, right.split, faults)
	}
	h.toSign = marked(h.toSign.outcomes[0].text, 0, 5)
	var changes []change[keyDraft]
	for i := range 8 {
		changes = append(changes, change[keyDraft]{methodCase, "", i, likely, func(d *keyDraft) { d.secret += string(rune('a' + i)) }})
	}
	key := rightKey(s)
	right, _ := key.derive()
	h.keys = build(key, right, 0, changes, (*keyDraft).derive)
	h.links = links{ofText: make([]linkable, 5), ofKey: make([]linkable, 8)}
	return h
}

// upToThree tries none, one, two and three of the faults, each of which is likely.
func (h *hunt) upToThree() {
	for faults := range MaxMistakes + 1 {
		h.level(faults * likely)
	}
}

const combinations = 1 + 60 + 1_770 + 34_220

func TestSixtyFaults(t *testing.T) {
	h := sixty(t)
	h.upToThree()
	if h.result.Tried != combinations {
		t.Errorf("%d hypotheses, want %d", h.result.Tried, combinations)
	}
}

// BenchmarkThreeOfSixty tries all of them, the preparation included.
func BenchmarkThreeOfSixty(b *testing.B) {
	for b.Loop() {
		h := sixty(b)
		h.upToThree()
	}
	b.ReportMetric(float64(combinations)*float64(b.N)/b.Elapsed().Seconds(), "hypotheses/s")
}

// BenchmarkNaive tries as many one by one, as one would without a search of one's own: five times crypto/hmac and a
// hash.
func BenchmarkNaive(b *testing.B) {
	h := sixty(b)
	right := rightKey(h.s)
	canonicalRequest := []byte(h.s.right.CanonicalRequest.String)
	before := h.s.right.StringToSign.String
	before = before[:len(before)-64]
	mac := func(key []byte, message string) []byte {
		m := cryptohmac.New(cryptosha256.New, key)
		m.Write([]byte(message))
		return m.Sum(nil)
	}
	for b.Loop() {
		for i := range combinations {
			canonicalRequest[0] = byte(i)
			key := []byte("AWS4" + right.secret)
			for _, step := range right.steps {
				key = mac(key, step)
			}
			hashed := cryptosha256.Sum256(canonicalRequest)
			signature := mac(key, before+hex.EncodeToString(hashed[:]))
			if h.s.target.met((*[32]byte)(signature)) {
				b.Fatal("met")
			}
		}
	}
	b.ReportMetric(float64(combinations)*float64(b.N)/b.Elapsed().Seconds(), "hypotheses/s")
}

// BenchmarkPair signs one canonical request after the other with one key.
func BenchmarkPair(b *testing.B) {
	h := sixty(b)
	h.level(0)
	c := h.canonicals.of(0)[0]
	h.start(signer{})
	b.ReportAllocs()
	for b.Loop() {
		h.try(&c, signer{})
	}
}

// BenchmarkCanonical puts a canonical request together and hashes it.
func BenchmarkCanonical(b *testing.B) {
	h := sixty(b)
	c := h.canonicals.of(0)[0]
	b.ReportAllocs()
	for b.Loop() {
		h.canonicals.hash(&c)
	}
}

// BenchmarkAll is a search that finds nothing: every mistake, alone and with others, and every region and service.
func BenchmarkAll(b *testing.B) {
	in := withScopes(signed(b, post, "execute-api", general))
	in.Claim.Signature = strings.Repeat("0123456789abcdef", 4)
	tried := uint64(0)
	for b.Loop() {
		r, err := Search(in, Options{})
		if err != nil || len(r.Found) > 0 {
			b.Fatal(r, err)
		}
		tried += r.Tried
	}
	b.ReportMetric(float64(tried)/b.Elapsed().Seconds(), "hypotheses/s")
	b.ReportMetric(float64(tried)/float64(b.N), "hypotheses/op")
}

func TestHypothesesDoNotAllocate(t *testing.T) {
	h := sixty(t)
	requests := h.canonicals.of(likely)
	h.start(signer{})
	if n := testing.AllocsPerRun(100, func() {
		h.start(signer{})
		for i := range requests {
			h.try(&requests[i], signer{})
			h.canonicals.hash(&requests[i])
		}
	}); n > 0 {
		t.Errorf("%v allocations for %d hypotheses", n, len(requests))
	}
}
