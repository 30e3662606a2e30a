package forensics

import "slices"

// scopes tries every region with every service, under the likely dates and forms of the secret: what is more than
// three mistakes, or has too many values for hypotheses by cost. What is likelier comes first.
func (h *hunt) scopes() {
	if h.s.in.Key.IsDerived() {
		return
	}
	p := h.product()
	h.eachScope(&p, 0, nearScope)
	h.eachScope(&p, nearScope+1, farScope)
}

// How much of a scope and its secret is unlikely: of four, another secret, another date, and a region and a service
// that are not among those used most.
const (
	nearScope = 2
	farScope  = 4
)

// scopeValues are the values that are tried together, the right ones first.
type scopeValues struct {
	right                    keyDraft
	secrets                  []likelySecret
	dates, regions, services []scopeValue
}

type scopeValue struct {
	text     string
	unlikely int // 1 for one that is seldom used in place of another
}

func (h *hunt) product() scopeValues {
	right := rightKey(h.s)
	p := scopeValues{right: right, secrets: likelySecrets(h.s)}
	add := func(step int, values []string, unlikely func(at int) bool) []scopeValue {
		out := []scopeValue{{right.steps[step], 0}}
		for i, value := range values {
			if value != right.steps[step] {
				out = append(out, scopeValue{value, count(unlikely(i))})
			}
		}
		return out
	}
	dates := otherDates(h.s)
	p.dates = add(dateStep, dates[:min(len(dates), scopeDates)], func(int) bool { return true })
	p.regions = add(regionStep, h.s.in.Regions, func(i int) bool { return costOfRegion(i) == listed })
	p.services = add(serviceStep, h.s.in.Services, func(i int) bool { return costOfService(h.s.in.Services[i]) == remote })
	return p
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// eachScope tries the scopes of which so much is unlikely. Each key of the chain is made once for all that follow it.
func (h *hunt) eachScope(p *scopeValues, least, most int) {
	request := &h.canonicals.of(0)[0]
	var onSecret, onDate, inRegion, ofService keyed
	n := 0
	for i := range p.secrets {
		secret := &p.secrets[i]
		onSecret.use(folded([]byte(p.right.prefix + secret.text)))
		for j := range p.dates {
			key := onSecret.mac(p.dates[j].text)
			onDate.use(key[:])
			for k := range p.regions {
				unlikely := count(i > 0) + p.dates[j].unlikely + p.regions[k].unlikely
				if n++; unlikely > most || unlikely+1 < least || !h.canonicals.share.has(n) {
					continue
				}
				key := onDate.mac(p.regions[k].text)
				inRegion.use(key[:])
				for l := range p.services {
					if of := unlikely + p.services[l].unlikely; of < least || of > most {
						continue
					}
					key := inRegion.mac(p.services[l].text)
					ofService.use(key[:])
					key = ofService.mac(p.right.steps[terminatorStep])
					h.pairer.start(key[:], &h.texts[0])
					signature := h.pairer.sign(request, h.compose)
					if h.met(&signature) {
						h.keepScope(request, secret, [...]string{p.dates[j].text, p.regions[k].text, p.services[l].text}, &p.right)
					}
					if h.ended {
						return
					}
				}
			}
		}
	}
}

// scopeDates is how many of otherDates are tried with every region and service: the day itself, and those beside it.
const scopeDates = 3

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
			if !slices.ContainsFunc(out, func(known likelySecret) bool { return known.text == d.secret }) {
				out = append(out, likelySecret{d.secret, []Applied{{*c.mistake, c.detail}}})
			}
		}
	}
	return out
}

// keepScope lists a key that is met.
func (h *hunt) keepScope(c *canonical, secret *likelySecret, steps [3]string, right *keyDraft) {
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
