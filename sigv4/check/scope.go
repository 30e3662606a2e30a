package check

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/sigv4a"
)

// scope compares the credential scope with the date of the request, its host and what the caller says.
func (in *input) scope(v *verification, r sigv4.Request, c sigv4.Claim) {
	host := endpoint.Parse(headerOf(r, "Host"))
	want := c.Scope
	lines := strings.Split(v.Derivation.StringToSign.String, "\n")
	if len(lines) > 1 && len(lines[1]) == len(sigv4.TimeFormat) {
		want.Date = lines[1][:len("20060102")]
	}
	want.Terminator = sigv4.Terminator
	if in.Service != "" {
		want.Service = in.Service
	}
	region := in.Region
	if region == "" && !host.Global {
		region = host.Region
	}
	if c.Scope.NoRegion {
		v.compareScope(want, c.Scope)
		in.regionSet(v, c, region)
		return
	}
	if region != "" {
		want.Region = region
	}
	v.compareScope(want, c.Scope)
}

func (v *verification) compareScope(want, found sigv4.Scope) {
	v.compare(sigv4.StageStringToSign, nameScope, want.String(), found.String(), "")
	s := v.at(nameScope)
	if s.Status != Departs {
		return
	}
	switch {
	case want.Date != found.Date:
		s.Note = "Its date is that of X-Amz-Date, in UTC."
	case want.Region != found.Region:
		s.Note = "The host, or the region that was given, is another."
	case want.Service != found.Service:
		s.Note = "The service that was given is another."
	default:
		s.Note = "It ends with aws4_request."
	}
}

// regionSet says whether a signature of SigV4A holds in the region.
func (in *input) regionSet(v *verification, c sigv4.Claim, region string) {
	const name = "region set"
	switch {
	case c.RegionSet == "":
		v.depart(sigv4.StageStringToSign, name, "X-Amz-Region-Set", "no such header or parameter", "SigV4A names its regions there.")
	case region == "":
		v.step(sigv4.StageStringToSign, name, NotCompared, "Neither the host nor the caller says the region.")
	case sigv4a.Covers(c.RegionSet, region):
		v.step(sigv4.StageStringToSign, name, Agrees, "")
	default:
		v.depart(sigv4.StageStringToSign, name, "a set that holds "+region, cutText(c.RegionSet), "The signature does not hold in this region.")
	}
}

// claimFacts notes what a request says of its signature.
func (in *input) claimFacts(v *verification, r sigv4.Request, c sigv4.Claim) {
	v.fact("algorithm", c.Algorithm)
	in.keyID(v, c.AccessKeyID)
	v.fact(nameScope, cutText(c.Scope.String()))
	v.fact("region set", cutText(c.RegionSet))
	v.fact("signed headers", cutText(strings.Join(c.SignedHeaders, ";")))
	v.fact("headers that are not signed", unsigned(r, c))
	if c.SessionToken != "" {
		v.fact("session token", "there, not shown")
	}
	v.fact("signed at", cutText(c.Date))
	if signed, err := time.Parse(sigv4.TimeFormat, c.Date); err == nil {
		in.lifeFacts(v, signed, c.Expires)
	}
}

// keyID notes the access key id, unless it may be the secret in its place.
func (in *input) keyID(v *verification, id string) {
	if len(id) >= 40 && len(id) < 128 && !strings.HasPrefix(id, "A") {
		v.fact("access key id", "not shown: it is as long as a secret")
		return
	}
	v.fact("access key id", cutText(id))
	if in.AccessKeyID != "" && in.AccessKeyID != id {
		v.assume("The key is used, though the access key id that was given with it is not the one in the text.")
	}
}

// unsigned lists the headers that the signature does not cover.
func unsigned(r sigv4.Request, c sigv4.Claim) string {
	signed := map[string]bool{"authorization": true}
	for _, name := range c.SignedHeaders {
		signed[strings.ToLower(name)] = true
	}
	var names []string
	for _, h := range r.Headers {
		if name := strings.ToLower(h.Name); !signed[name] && len(names) < maxListed {
			signed[name] = true
			names = append(names, name)
		}
	}
	return cutText(strings.Join(names, ", "))
}

// maxListed bounds the names in a fact.
const maxListed = 20

// lifeFacts notes until when a signature is good, and how that lies to the time that was given.
func (in *input) lifeFacts(v *verification, signed time.Time, expires string) {
	seconds, err := strconv.ParseInt(expires, 10, 32)
	if expires == "" || err != nil || seconds < 0 {
		if !in.Now.IsZero() {
			v.fact("age", age(in.Now.Sub(signed)))
		}
		return
	}
	end := signed.Add(time.Duration(seconds) * time.Second)
	v.fact("good until", end.Format(sigv4.TimeFormat))
	switch {
	case in.Now.IsZero():
	case in.Now.After(end):
		v.fact("expired", age(in.Now.Sub(end))+" ago")
	default:
		v.fact("expires in", age(end.Sub(in.Now)))
	}
}

// age is a duration in words: to the second, or in days where it has many.
func age(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < 0:
		return "none: it lies " + age(max(-d, 0)) + " ahead"
	case d < 2*day:
		return d.Round(time.Second).String()
	}
	return strconv.Itoa(int(d/day)) + " days"
}
