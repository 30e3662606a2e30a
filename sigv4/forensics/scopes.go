package forensics

// scopes tries every region with every service, under the likely dates and forms of the secret: what is more than
// two mistakes, and too many for hypotheses by cost.
func (h *hunt) scopes() {
	if h.s.in.Key.IsDerived() {
		return
	}
	right := rightKey(h.s)
	request := h.canonicals.of(0)[0]
	regions := append([]string{right.steps[regionStep]}, h.s.in.Regions...)
	services := append([]string{right.steps[serviceStep]}, h.s.in.Services...)
	dates := append([]string{right.steps[dateStep]}, otherDates(h.s)...)
	dates = dates[:min(len(dates), scopeDates)]
	n := 0
	for _, secret := range likelySecrets(h.s) {
		seed := []byte(right.prefix + secret.text)
		for _, date := range dates {
			onDate := hmac(seed, []byte(date))
			for _, region := range regions {
				if n++; !h.canonicals.share.has(n) {
					continue
				}
				inRegion := hmac(onDate[:], []byte(region))
				for _, service := range services {
					of := hmac(inRegion[:], []byte(service))
					key := hmac(of[:], []byte(right.steps[terminatorStep]))
					h.pairer.start(string(key[:]), &h.texts[0])
					signature := h.pairer.sign(&request, h.compose)
					if h.met(&signature) {
						h.keepScope(&request, secret, [...]string{date, region, service}, &right)
					}
					if h.ended {
						return
					}
				}
			}
		}
	}
}

// scopeDates is how many dates are tried with every region and service.
const scopeDates = 4

// likelySecret is a form of the secret that is tried with every region and service.
type likelySecret struct {
	text    string
	changes []Applied
}

// likelySecrets are the right secret and its likely changes.
func likelySecrets(s *subject) []likelySecret {
	secret, _ := s.in.Key.RevealSecret()
	out := []likelySecret{{text: secret}}
	for _, c := range secretChanges(s) {
		if c.cost == likely && c.field == secretField {
			d := keyDraft{}
			c.apply(&d)
			out = append(out, likelySecret{d.secret, []Applied{{*c.mistake, c.detail}}})
		}
	}
	return out
}

// keepScope lists a key that is met.
func (h *hunt) keepScope(c *canonical, secret likelySecret, steps [3]string, right *keyDraft) {
	f := Found{
		Cost: h.result.Done, CanonicalRequest: string(h.compose(c)), StringToSign: h.s.right.StringToSign.String,
		RightCanonicalRequest: h.s.right.CanonicalRequest.String, RightStringToSign: h.s.right.StringToSign.String,
		Mistakes: secret.changes,
	}
	for i, m := range [...]*Mistake{keyDate, keyRegion, keyService} {
		if steps[i] != right.steps[i] {
			f.Mistakes = append(f.Mistakes, Applied{*m, quoted(steps[i]) + " for " + quoted(right.steps[i])})
		}
	}
	h.found(f)
}
