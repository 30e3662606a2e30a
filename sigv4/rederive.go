package sigv4

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// Rederive computes what a server computes for a signed request: the canonical request over the
// headers that the claim lists, the string to sign with the claim's time and scope, and, with a
// key, the signature. Request and Signed of the result are r itself; Authorization is empty.
//
// The payload hash is the signed header x-amz-content-sha256; without it, for a presigned URL under
// rules with ContentSHA256, the parameter X-Amz-Content-Sha256 or UNSIGNED-PAYLOAD; else
// r.PayloadHash, else the hash of r.Body. The headers are sorted and each listed once, whatever order
// the claim has them in. A Date in another format than X-Amz-Date's is rewritten to it.
//
// A SigV4A claim is derived as far as the string to sign: package sigv4a checks its signature.
//
// The error is of type *Error; a header that is listed but absent gives one.
func Rederive(r Request, c Claim, rules Rules, key Key) (Derivation, error) {
	var e engine
	e.reset(true)
	if c.Algorithm == AlgorithmECDSA && !key.IsZero() {
		return Derivation{}, failed(StageSigningKey, "algorithm", c.Algorithm, whyKeyPair)
	}
	if err := e.rederive(&r, &c, rules); err != nil {
		return Derivation{}, err
	}
	d := e.derivation(&r)
	d.Request = r
	if !key.IsZero() {
		e.finish(&d, key, c.Scope)
		d.Signed = r
	}
	return d, nil
}

// rederive runs every step up to the string to sign.
func (e *engine) rederive(r *Request, c *Claim, rules Rules) error {
	if err := checkRequest(r); err != nil {
		return err
	}
	if c.Algorithm != Algorithm && c.Algorithm != AlgorithmECDSA {
		return failed(StageStringToSign, "algorithm", c.Algorithm, "it is "+Algorithm+" or, for SigV4A, "+AlgorithmECDSA)
	}
	if c.Date == "" {
		return failed(StageStringToSign, "X-Amz-Date", "",
			"the request states no time; add X-Amz-Date, which the string to sign repeats")
	}
	e.claimTimeAndScope(c)
	if err := e.chooseListed(r, c.SignedHeaders); err != nil {
		return err
	}
	path, query := splitTarget(r.Target)
	leave := leaveNone
	if c.Carrier == QueryCarrier {
		leave = leaveSignature
	}
	e.readQuery(query, len(path)+1, leave)
	if err := e.claimedPayload(r, c, rules); err != nil {
		return err
	}
	e.writeCanonical(r, path, rules)
	e.startToSign(c.Algorithm)
	e.finishToSign()
	return nil
}

// dateLayouts are the forms in which the Date header may state the time (RFC 9110, section 5.6.7, and
// ISO 8601, which AWS accepts too).
var dateLayouts = [...]string{time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.RFC3339}

// basicTime rewrites a date to TimeFormat. A form that it does not know stays as it is.
func basicTime(date string) string {
	if len(date) == len(TimeFormat) && date[8] == 'T' && date[15] == 'Z' {
		return date
	}
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, date)
		if err == nil && fourDigitYear(t.Unix()) {
			return string(appendTime(nil, t.Unix()))
		}
	}
	return date
}

// claimTimeAndScope writes the claim's time and scope as the string to sign holds them.
func (e *engine) claimTimeAndScope(c *Claim) {
	e.forgetScope()
	e.date = append(e.date, basicTime(c.Date)...)
	e.dateFrom = Segment{Source: c.Where.DateSource, Src: c.Where.Date, Recoded: string(e.date) != c.Date}
	if c.Where.Date.Len() == 0 {
		e.dateFrom = Segment{Source: Source{Part: TimePart}, Src: Span{0, len(c.Date)}, Recoded: string(e.date) != c.Date}
	}
	e.scope = c.Scope.appendTo(e.scope)
	credential := c.Where.Credential
	whole := credential.Len() == len(c.AccessKeyID)+1+len(e.scope) // not percent-encoded
	switch {
	case credential.Len() == 0:
		e.ofScope = Segment{Source: Source{Part: ScopePart}, Src: Span{0, len(e.scope)}}
	case whole:
		credential.Start += len(c.AccessKeyID) + 1
		e.ofScope = Segment{Source: c.Where.Source, Src: credential}
	default:
		e.ofScope = Segment{Source: c.Where.Source, Src: credential, Recoded: true}
	}
}

// chooseListed fills e.lines with the headers that the claim lists.
func (e *engine) chooseListed(r *Request, listed []string) error {
	e.resetHeaders(e.canonical.record)
	names := e.listed[:0]
	for _, name := range listed {
		names = append(names, strings.ToLower(name))
	}
	e.listed = names
	slices.Sort(names)
	names = slices.Compact(names)
	e.found = append(e.found[:0], make([]bool, len(names))...)
	found := e.found
	for i := range r.Headers {
		name, _ := e.lowerName(r.Headers[i].Name)
		lower := e.names.buf[name.Start:name.End]
		at := sort.Search(len(names), func(i int) bool { return names[i] >= string(lower) })
		isListed := at < len(names) && names[at] == string(lower)
		if !isListed {
			e.forgetName(name)
			continue
		}
		found[at] = true
		e.addLine(name, i, r.Headers[i].Name)
	}
	if missing := slices.Index(found, false); missing >= 0 {
		return failed(StageCanonicalRequest, "SignedHeaders", names[missing],
			"this header is listed as signed, and the request does not have it")
	}
	e.sortLines()
	return nil
}

// claimedPayload puts the payload hash into e.payload, as the server finds it.
func (e *engine) claimedPayload(r *Request, c *Claim, rules Rules) error {
	for i := range e.byName {
		if string(e.name(i)) == contentSHA256 {
			index := e.line(i).index
			e.payload.headerValue(Source{HeaderValue, index}, r.Headers[index].Value)
			return nil
		}
	}
	if c.Carrier == HeaderCarrier || !rules.ContentSHA256 {
		return e.payloadOf(r)
	}
	if e.payloadParam() {
		return nil
	}
	e.payload.insert(UnsignedPayload, whyUnsigned)
	return nil
}
