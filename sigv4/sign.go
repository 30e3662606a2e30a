package sigv4

import "strconv"

// sign runs every step up to the string to sign: header or query carrier, as g says.
func (e *engine) sign(r *Request, c *Credentials, g *Signing) error {
	if err := checkRequest(r); err != nil {
		return err
	}
	if err := checkSigning(c, g); err != nil {
		return err
	}
	if err := e.setTimeAndScope(c, g); err != nil {
		return err
	}
	addHash, replaceHash, err := e.choosePayload(r, g)
	if err != nil {
		return err
	}
	if g.Carrier == HeaderCarrier {
		e.addHeaders(c, g, addHash)
	}
	if err := e.chooseHeaders(r, c, g, replaceHash); err != nil {
		return err
	}
	path, query := splitTarget(r.Target)
	e.readQuery(query, len(path)+1, leaveAuth)
	if g.Carrier == QueryCarrier {
		if g.Payload == PayloadAuto && g.Rules.ContentSHA256 && contentHash(r) < 0 {
			e.payloadParam()
		}
		e.addAuthParams(c, g)
	}
	e.writeCanonical(r, path, g.Rules)
	e.finishToSign()
	return nil
}

// checkSigning refuses what cannot be put into a scope, a header or a query.
func checkSigning(c *Credentials, g *Signing) error {
	switch {
	case g.Time.IsZero():
		return failed(StageStringToSign, "X-Amz-Date", "", "there is no time to sign with; give one")
	case !fourDigitYear(g.Time.Unix()):
		return failed(StageStringToSign, "X-Amz-Date", g.Time.String(), "a year has four digits")
	case c.AccessKeyID == "":
		return failed(StageRequest, "access key id", "", "there is none; give the id that belongs to the secret")
	case g.Carrier > QueryCarrier:
		return failed(StageRequest, "carrier", "", "it is neither header nor query")
	case g.Payload > PayloadEmpty:
		return failed(StageRequest, "payload mode", "", "it is none of auto, signed, unsigned, empty")
	case g.Carrier == QueryCarrier && (g.Expires < 1 || g.Expires > MaxExpires):
		return failed(StageRequest, "X-Amz-Expires", strconv.Itoa(g.Expires), "give 1 to 604800 seconds")
	}
	for i := 0; i < len(c.SessionToken); i++ {
		if c.SessionToken[i] <= ' ' || c.SessionToken[i] >= 0x7f {
			return NewError(StageRequest, "session token", "", i,
				"a session token has neither spaces nor line ends; copy it again as one line")
		}
	}
	return nil
}

// checkWord refuses a part of a credential that would break its grammar.
func checkWord(field, text string) error {
	if text == "" {
		return failed(StageStringToSign, field, "", "it is empty; every part of the credential scope must be given")
	}
	for i := 0; i < len(text); i++ {
		if classes[text[i]]&wordByte == 0 {
			why := "it holds letters, digits and hyphens: no space, slash or comma"
			if field == "access key id" {
				text, why = "", why+"; are id and secret exchanged?" // it may be the secret: not repeated
			}
			return NewError(StageStringToSign, field, text, i, why)
		}
	}
	return nil
}

// checkRegionSet refuses a region set that no server reads (SigV4A: names or wildcards with commas between).
func checkRegionSet(set string) error {
	for i := 0; i < len(set); i++ {
		empty := set[i] == ',' && (i == 0 || i == len(set)-1 || set[i-1] == ',')
		if c := set[i]; c <= ' ' || c >= 0x7f || c == '/' || empty {
			return NewError(StageStringToSign, "region set", set, i,
				"it holds regions, or * for any, with commas between them and no space: us-east-1,us-west-*")
		}
	}
	return nil
}

// credential is what the time and the scope are written from.
type credential struct {
	second                            int64
	keyID, region, regionSet, service string
}

// setTimeAndScope writes the time in TimeFormat, the credential scope and the string to sign as far as both
// say it. What was written and checked for the signature before is kept where nothing of it has changed.
func (e *engine) setTimeAndScope(c *Credentials, g *Signing) error {
	wanted := credential{g.Time.Unix(), c.AccessKeyID, g.Region, g.RegionSet, g.Service}
	if e.written == wanted && len(e.date) > 0 {
		return nil
	}
	e.forgetScope()
	if err := checkWord("access key id", c.AccessKeyID); err != nil {
		return err
	}
	if g.RegionSet != "" {
		if err := checkRegionSet(g.RegionSet); err != nil {
			return err
		}
	} else if err := checkWord("region", g.Region); err != nil {
		return err
	}
	if err := checkWord("service", g.Service); err != nil {
		return err
	}
	e.date = appendTime(e.date, wanted.second)
	e.scope = append(e.scope, e.date[:8]...)
	if g.RegionSet == "" {
		e.scope = append(append(e.scope, '/'), g.Region...)
	}
	e.scope = append(append(e.scope, '/'), g.Service...)
	e.scope = append(e.scope, "/"+Terminator...)
	e.dateFrom = Segment{Source: Source{Part: TimePart}, Src: Span{0, len(e.date)}}
	e.ofScope = Segment{Source: Source{Part: ScopePart}, Src: Span{0, len(e.scope)}}
	e.startToSign(g.algorithm())
	e.written = wanted
	return nil
}

func (e *engine) forgetScope() {
	e.date, e.scope = e.date[:0], e.scope[:0]
	e.written = credential{}
}

// addHeaders notes the headers that signing adds, in the order in which AWS's own signer sends them.
func (e *engine) addHeaders(c *Credentials, g *Signing, addHash bool) {
	if c.SessionToken != "" {
		start := len(e.values.buf)
		e.values.insert(c.SessionToken, whyToken)
		e.added = append(e.added, added{"X-Amz-Security-Token", "x-amz-security-token", Span{start, len(e.values.buf)}})
	}
	start := len(e.values.buf)
	e.values.whole(e.date, e.dateFrom)
	e.added = append(e.added, added{"X-Amz-Date", "x-amz-date", Span{start, len(e.values.buf)}})
	if g.RegionSet != "" {
		start := len(e.values.buf)
		e.values.insert(g.RegionSet, whyRegionSet)
		e.added = append(e.added, added{"X-Amz-Region-Set", "x-amz-region-set", Span{start, len(e.values.buf)}})
	}
	if addHash {
		start := len(e.values.buf)
		e.values.move(&e.payload, Span{0, len(e.payload.buf)})
		e.added = append(e.added, added{contentSHA256, contentSHA256, Span{start, len(e.values.buf)}})
	}
}

// chooseHeaders fills e.lines: every header of the request, except those that signing sets anew and
// those that change on the way, and the added ones.
func (e *engine) chooseHeaders(r *Request, c *Credentials, g *Signing, replaceHash bool) error {
	kind := headerKind{g.Carrier, c.SessionToken != "", g.OmitSessionToken, g.RegionSet != "", replaceHash, len(e.added)}
	if !e.canonical.record && e.chosen.is(kind, r.Headers) {
		return nil
	}
	e.resetHeaders(e.canonical.record)
	hasHost := false
	for i := range r.Headers {
		h := &r.Headers[i]
		name, bad := e.lowerName(h.Name)
		if bad >= 0 || h.Name == "" {
			return badName(h.Name, bad)
		}
		lower := e.names.buf[name.Start:name.End]
		switch {
		case setAnew(lower, c, replaceHash):
			e.replaced = append(e.replaced, i)
			e.canonical.drop(Source{HeaderValue, i}, Span{0, len(h.Value)}, whyReplaced)
		case changesOnTheWay(lower):
			e.canonical.drop(Source{HeaderValue, i}, Span{0, len(h.Value)}, whyChanges)
		default:
			hasHost = hasHost || string(lower) == "host"
			e.addLine(name, i, h.Name)
			continue
		}
		e.forgetName(name)
	}
	if !hasHost {
		return failed(StageRequest, "Host", "", "there is no Host header, and it must be signed; add the one that will be sent")
	}
	for i := range e.added {
		if i == 0 && g.OmitSessionToken && c.SessionToken != "" {
			continue // sent, not signed
		}
		e.addAddedLine(i, e.added[i].lower)
	}
	e.sortLines()
	e.chosen.set(kind, r.Headers)
	return nil
}

// setAnew reports whether signing takes a header off the request: an older signature and its parts.
func setAnew(lower []byte, c *Credentials, replaceHash bool) bool {
	switch string(lower) {
	case "authorization", "x-amz-date", "x-amz-region-set":
		return true
	case "x-amz-security-token":
		return c.SessionToken != ""
	case contentSHA256:
		return replaceHash
	}
	return false
}

// appendTarget appends the target in wire form, with the parameters that the query carrier adds, as
// far as X-Amz-Signature.
func (e *engine) appendTarget(dst []byte, r *Request, g *Signing) []byte {
	path, query := splitTarget(r.Target)
	hasQuery := len(path) < len(r.Target)
	if path == "" {
		path = "/"
	}
	dst = appendWire(dst, path, wirePath)
	start := len(dst)
	if hasQuery || g.Carrier == QueryCarrier {
		dst = append(dst, '?')
	}
	if !e.leftOut {
		dst = appendWire(dst, query, wireQuery)
	} else {
		for i, span := range e.kept {
			if i > 0 {
				dst = append(dst, '&')
			}
			dst = appendWire(dst, r.Target[span.Start:span.End], wireQuery)
		}
		if len(e.kept) == 0 && g.Carrier == HeaderCarrier {
			dst = dst[:start]
		}
	}
	if g.Carrier == HeaderCarrier {
		return dst
	}
	if last := dst[len(dst)-1]; len(dst) > start+1 && last != '&' {
		dst = append(dst, '&')
	}
	return append(dst, e.pairs.buf[e.ours.Start:e.ours.End]...)
}

// appendAuthorization appends the value of the Authorization header as far as the signature.
func (e *engine) appendAuthorization(dst []byte, c *Credentials, g *Signing) []byte {
	dst = append(append(dst, g.algorithm()...), " Credential="...)
	dst = append(dst, c.AccessKeyID...)
	dst = append(dst, '/')
	dst = append(dst, e.scope...)
	dst = append(dst, ", SignedHeaders="...)
	dst = append(dst, e.signed.buf...)
	return append(dst, ", Signature="...)
}
