package forensics

import "countersign/sigv4"

var (
	keyHex = &Mistake{"key-hex-between-steps", "key", "key-derivation-wrong",
		"wrote the keys between the steps as text", "Hand the 32 raw bytes of each step to the next one.", docSigning}
	keySwapped = &Mistake{"key-swapped-arguments", "key", "key-derivation-wrong",
		"exchanged key and message of each HMAC", "Give the key of the step before as HMAC's key, and the date, region, service or terminator as its message.", docSigning}
	keyOrder = &Mistake{"key-order", "key", "key-derivation-wrong",
		"took the steps in another order", "Take the date first, then region, service and aws4_request.", docSigning}
	keyStep = &Mistake{"key-step-missing", "key", "key-derivation-wrong",
		"left a step of the key out", "Take all four steps: date, region, service, aws4_request.", docSigning}
	keyTerminator = &Mistake{"key-terminator", "key", "key-derivation-wrong",
		"ended the key with another word than aws4_request", "End the key with aws4_request, in lower case.", docSigning}
	keyDate = &Mistake{"key-date", "scope", "signing-key-wrong-scope",
		"derived the key for another date", "Derive the key for the date of X-Amz-Date, in UTC, as YYYYMMDD; drop a kept key at midnight UTC.", docSigning}
	keyRegion = &Mistake{"key-region", "scope", "signing-key-wrong-scope",
		"derived the key for another region", "Derive the key for the region that the credential scope names.", docSigning}
	keyService = &Mistake{"key-service", "scope", "signing-key-wrong-scope",
		"derived the key for another service", "Derive the key for the service that the credential scope names.", docSigning}
	keyLocalDate = &Mistake{"key-date-format", "scope", "key-derivation-wrong",
		"derived the key from the date in another form", "Write the date of the key as YYYYMMDD.", docSigning}
)

// keyChanges are the mistakes of the chain itself.
func keyChanges(s *subject) []change[keyDraft] {
	var out []change[keyDraft]
	at := func(cost int, m *Mistake, detail string, field int, apply func(*keyDraft)) {
		out = append(out, change[keyDraft]{m, detail, field, cost, apply})
	}
	add := func(m *Mistake, detail string, field int, apply func(*keyDraft)) { at(likely, m, detail, field, apply) }
	for _, form := range [...]struct {
		name  string
		write func(*[32]byte) []byte
	}{{"hex", hexDigits}, {"upper-case hex", upperDigits}, {"base64", base64Text}} {
		add(keyHex, form.name, betweenField, func(d *keyDraft) { d.between, d.last = form.write, true })
		add(keyHex, form.name+", the last alone", betweenField, func(d *keyDraft) { d.lastAs = form.write })
		at(rare, keyHex, form.name+", but for the last", betweenField, func(d *keyDraft) { d.between = form.write })
	}
	add(keySwapped, "", swappedField, func(d *keyDraft) { d.swapped = true })
	names := [...]string{"date", "region", "service", sigv4.Terminator}
	for _, order := range orders() {
		detail := names[order[0]] + ", " + names[order[1]] + ", " + names[order[2]] + ", " + names[order[3]]
		at(rare, keyOrder, detail, orderField, func(d *keyDraft) { d.order = order })
	}
	for skipped := range uint8(4) {
		add(keyStep, "the "+names[skipped], orderField, func(d *keyDraft) {
			d.count = 0
			for step := range uint8(4) {
				if step != skipped {
					d.order[d.count] = step
					d.count++
				}
			}
		})
	}
	at(rare, keyStep, "all but the date", orderField, func(d *keyDraft) { d.count = 1 })
	at(rare, keyStep, "all but date and region", orderField, func(d *keyDraft) { d.count = 2 })
	add(keyStep, "all of them: the secret itself signs", orderField, func(d *keyDraft) { d.count = 0 })
	for _, word := range terminators {
		at(rare, keyTerminator, quoted(word), terminatorField, func(d *keyDraft) { d.steps[terminatorStep] = word })
	}
	return out
}

// terminators are words that signers take for aws4_request.
var terminators = [...]string{"aws4", "AWS4_REQUEST", "aws4-request", "aws4request", "aws4_request\n", "", "AWS4_request", "aws_request", "Aws4_request"}

// orders are the permutations of the four steps, but for the right one.
func orders() [][4]uint8 {
	var out [][4]uint8
	for a := range uint8(4) {
		for b := range uint8(4) {
			for c := range uint8(4) {
				if d := 6 - a - b - c; a != b && b != c && a != c && (a > 0 || b > 1 || c > 2) {
					out = append(out, [4]uint8{a, b, c, d})
				}
			}
		}
	}
	return out
}
