package diagnose

import (
	"fmt"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
	"countersign/sigv4/sigv4a"
)

// hashCheck is the server's canonical request hashed and set against the hash in the server's own
// string to sign. It needs no secret, and shows whether the pasted text is what the server wrote.
type hashCheck struct {
	able     bool // both texts are there, whole and unmasked
	intact   bool
	computed string
	stated   string
	marks    []Mark // the hash in the string to sign
	repaired bool   // the text had to be mended first, so that a difference may be ours
}

func (b *bench) checkHashes() hashCheck {
	if b.server == nil || b.serverToSign == nil || b.server.Masked || b.serverToSign.Masked {
		return hashCheck{}
	}
	return hashOf(b.server, b.serverToSign)
}

// hashOf checks a canonical request against the string to sign that goes with it.
func hashOf(c *paste.CanonicalRequest, s *paste.StringToSign) hashCheck {
	if s.Hash.Len() == 0 || c.PayloadHash.Len() == 0 {
		return hashCheck{}
	}
	stated := strings.TrimSpace(s.Text.String[s.Hash.Start:s.Hash.End])
	if !isHash(stated) {
		return hashCheck{}
	}
	computed := sigv4.HashHex(c.Text.String)
	return hashCheck{
		able: true, intact: computed == stated, computed: computed, stated: stated,
		marks:    markRange(s.Text, s.Hash, "payload", "the hash of the canonical request", computed != stated),
		repaired: c.Repair != "",
	}
}

// hashFacts says whether the pasted texts are whole.
func hashFacts(b *bench) []Fact {
	var facts []Fact
	switch h := b.hashes; {
	case h.able && h.intact:
		text := "The server's canonical request hashes to the value in the server's own string to sign: the pasted text is intact, byte for byte."
		if repair := joined(b.server.Repair, b.serverToSign.Repair); repair != "" {
			text = "The server's canonical request, as mended here (" + repair + "), hashes to the value in the server's own string to sign. So it is what the server wrote; the pasted text is not, byte for byte."
		}
		facts = append(facts, Fact{Fact: text, Confidence: Proved, Marks: h.marks})
	case h.able && h.repaired:
		facts = append(facts, Fact{
			Fact: fmt.Sprintf("The server's canonical request was damaged on the way (%s) and, as mended here, does not hash to the value in its string to sign. Line ends or empty lines may be wrong.",
				b.server.Repair),
			Confidence: Certain, Marks: h.marks,
		})
	case h.able:
		facts = append(facts, Fact{
			Fact: fmt.Sprintf("The server's canonical request hashes to %s, its string to sign says %s: one of the two is not as the server wrote it.",
				shortHash(h.computed), shortHash(h.stated)),
			Confidence: Proved, Marks: h.marks,
		})
	case b.server != nil && b.serverToSign != nil && (b.server.Masked || b.serverToSign.Masked):
		facts = append(facts, Fact{
			Fact:       "Something in the server's strings was masked before pasting, so their hash cannot be checked.",
			Confidence: Certain,
		})
	}
	if text := b.serversText(); text != "" && (b.server == nil || !b.hashes.intact) {
		facts = append(facts, Fact{
			Fact:       capital(text) + " hashes to the value in the server's string to sign: it is the server's, byte for byte, whatever the pasted server text shows.",
			Confidence: Proved,
			Marks:      markRange(b.serverToSign.Text, b.serverToSign.Hash, "payload", "the hash of "+text, false),
		})
	}
	if b.client != nil && b.clientToSign != nil && !b.client.Masked && !b.clientToSign.Masked {
		h := hashOf(b.client, b.clientToSign)
		if h.able && !h.intact && b.client.Repair == "" {
			facts = append(facts, Fact{
				Fact: fmt.Sprintf("Your canonical request hashes to %s, but your string to sign has %s: your string to sign was not made from this canonical request.",
					shortHash(h.computed), shortHash(h.stated)),
				Confidence: Proved, Marks: h.marks,
			})
		}
	}
	return facts
}

// joined lists two repairs, once where they are the same.
func joined(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}

// shortHash shortens a hash in the middle.
func shortHash(h string) string {
	if len(h) < 20 {
		return h
	}
	return h[:8] + "…" + h[len(h)-8:]
}

// keyTrial is what one given key does with the strings to sign that are there.
type keyTrial struct {
	id           string // the access key id that the key is said to belong to, "" when not said
	pasted       bool   // it lay in the paste
	blanks       bool   // it has blanks at an end
	derived      bool   // a signing key, not a secret
	overServer   bool   // it makes the signature that was sent from the server's string to sign
	overClient   bool   // ... from the client's, as it is there or as it follows from the client's canonical request
	oneStep      bool   // ... where the client's is the request with one line changed
	searched     bool   // ... once the mistakes that a search found are made
	overSent     bool   // ... from the request as pasted
	tried        bool   // there was a signature to compare with, and a string to sign
	otherID      bool   // it belongs to another access key id than the request's
	sentIsServer bool   // the request as pasted gives the server's string to sign
}

// tryKeys signs every string to sign with every key that was given.
func (b *bench) tryKeys() {
	if !b.in.Key.IsZero() {
		b.tryKey(b.in.Key, keyTrial{id: b.in.KeyID})
	}
	for _, s := range b.ev.Secrets {
		if s.Span.Start < 0 || s.Span.End > len(b.ev.Text) || s.Span.Len() <= 0 || s.Token {
			continue
		}
		b.tryKey(sigv4.SecretKey(b.ev.Text[s.Span.Start:s.Span.End]), keyTrial{id: s.AccessKeyID, pasted: true, blanks: s.Bare != s.Span})
		if len(b.keys) >= maxKeys {
			return
		}
	}
}

// maxKeys bounds how many secrets of a paste are tried.
const maxKeys = 8

func (b *bench) tryKey(key sigv4.Key, t keyTrial) {
	t.derived = key.IsDerived()
	own := b.accessKeyID()
	t.otherID = t.id != "" && own != "" && t.id != own
	if want := b.signature(); want != "" {
		if b.serverToSign != nil && !b.serverToSign.Masked {
			t.overServer = b.signs(key, b.serverToSign.Text.String, want, &t)
		}
		if b.clientToSign != nil && !b.clientToSign.Masked {
			t.overClient = b.signs(key, b.clientToSign.Text.String, want, &t)
		}
		if toSign := b.clientsToSign(); toSign != "" {
			t.overClient = t.overClient || b.signs(key, toSign, want, &t)
		}
		for i := range b.sent {
			text := b.sent[i].toSign.String
			if !b.sent[i].borrowedHash && b.signs(key, text, want, &t) {
				t.overSent = true
				t.sentIsServer = b.serverToSign != nil && b.serverToSign.Text.String == text
				b.sent[0], b.sent[i] = b.sent[i], b.sent[0]
			}
		}
		for i := 0; i < len(b.guesses) && !t.overSent; i++ {
			if b.signs(key, b.guesses[i].toSign.String, want, &t) {
				t.overSent = true
				t.sentIsServer = b.serverToSign != nil && b.serverToSign.Text.String == b.guesses[i].toSign.String
				b.confirm(i)
			}
		}
		b.tryOneStep(key, want, &t)
	}
	b.keys = append(b.keys, t)
}

// clientsToSign is the string to sign that follows from the client's canonical request, with the
// time and the scope of the request as pasted, "" where one of them is not there or masked.
func (b *bench) clientsToSign() string {
	if b.client == nil || b.client.Masked || b.clientToSign != nil || len(b.sent) == 0 {
		return ""
	}
	return before(b.sent[0].toSign.String) + sigv4.HashHex(b.client.Text.String)
}

// signs reports whether key makes the signature want from a string to sign, or for SigV4A, whose
// signatures are random, whether want is one of its key pair's.
func (b *bench) signs(key sigv4.Key, toSign, want string, t *keyTrial) bool {
	if strings.HasPrefix(toSign, sigv4.AlgorithmECDSA) {
		pair, err := b.keyPair(key)
		if err != nil {
			return false
		}
		t.tried = true
		ok, err := sigv4a.VerifyStringToSign(toSign, want, pair.Public())
		return ok && err == nil
	}
	got, err := sigv4.SignStringToSign(toSign, key)
	if err != nil {
		return false
	}
	t.tried = true
	return sigv4.Equal(got, want)
}

// keyPair is what SigV4A makes of a secret and the access key id of the request.
func (b *bench) keyPair(key sigv4.Key) (sigv4a.KeyPair, error) {
	return sigv4a.DeriveKeyPair(sigv4.Credentials{AccessKeyID: b.accessKeyID(), Key: key})
}

// agreement says how a key that was tried made the signature.
func (b *bench) agreement() string {
	if b.claim.Algorithm == sigv4.AlgorithmECDSA {
		return "it verifies under the key pair of this secret"
	}
	return "all 64 digits agree"
}

// proven finds a trial for which ok holds.
func (b *bench) proven(ok func(keyTrial) bool) (keyTrial, bool) {
	for _, t := range b.keys {
		if ok(t) {
			return t, true
		}
	}
	return keyTrial{}, false
}

// notReproduced reports whether every key that could be tried fails to make the signature of the
// request as pasted, all of which is there.
func (b *bench) notReproduced() bool { return b.unmatched() && len(b.sent) > 0 }

// unmatched reports whether every key that could be tried fails to make the signature, of whatever
// the paste shows.
func (b *bench) unmatched() bool {
	_, tried := b.proven(func(t keyTrial) bool { return t.tried })
	_, made := b.proven(func(t keyTrial) bool { return t.overServer || t.overSent || t.overClient })
	return tried && !made
}

// name says which key a trial was made with, without showing it.
func (t keyTrial) name() string {
	switch {
	case t.pasted:
		return "the secret in your paste"
	case t.derived:
		return "the signing key you gave"
	}
	return "the secret you gave"
}

// keyFacts says what the given keys show. A key that does not make the signature shows only that.
func keyFacts(b *bench) []Fact {
	var facts []Fact
	for _, t := range b.keys {
		if b.carried != nil && b.carried.apart {
			break // it has no request's signature
		}
		name := strings.ToUpper(t.name()[:1]) + t.name()[1:]
		switch {
		case t.searched:
			facts = append(facts, Fact{Fact: name + " makes your signature once the mistakes named here are made: " + b.agreement() + ".", Confidence: Proved})
		case t.overServer:
			facts = append(facts, Fact{Fact: name + " makes your signature from the server's own string to sign: " + b.agreement() + ".", Confidence: Proved})
		case t.overSent:
			facts = append(facts, Fact{Fact: name + " makes your signature from the request as pasted" + b.assumed() + ": " + b.agreement() + ".", Confidence: Proved})
		case t.oneStep:
			facts = append(facts, Fact{Fact: name + " makes your signature from the request with one line written otherwise: " + b.agreement() + ", so that is what was signed.", Confidence: Proved})
		case t.overClient:
			facts = append(facts, Fact{Fact: name + " makes your signature from your own text: your key derivation and your last step are right.", Confidence: Proved})
		case t.tried && b.guessed() != "":
			facts = append(facts, Fact{Fact: name + " does not make the signature that was sent, tried " + b.guessed() + ". So this alone proves nothing against it.", Confidence: Likely})
		case t.tried:
			facts = append(facts, Fact{Fact: name + " does not make the signature that was sent: this is another secret than the signer used, or the signer derives its key or its strings in another way.", Confidence: Proved})
		case b.signature() == "":
			facts = append(facts, Fact{Fact: name + " could not be tried: the paste holds no whole signature.", Confidence: Certain})
		default:
			facts = append(facts, Fact{Fact: name + " could not be tried: the paste holds no string to sign, nor a whole request to make one from.", Confidence: Certain})
		}
		if t.otherID {
			facts = append(facts, Fact{Fact: fmt.Sprintf("That secret is said to belong to %s; the request uses %s.", t.id, b.accessKeyID()), Confidence: Certain})
		}
		if t.pasted {
			facts = append(facts, Fact{Fact: "Your paste holds a secret. It is masked here and in every copy of this diagnosis, but it is in the text that you pasted: if that text went anywhere else, replace the key.", Confidence: Certain})
		}
	}
	return facts
}
