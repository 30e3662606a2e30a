package sigv4

import (
	"bytes"
	"strings"
)

// param is one query parameter in engine.pairs, encoded: name, "=", value.
type param struct {
	start, equals, end int
}

// splitTarget cuts a target at its first "?".
func splitTarget(target string) (path, query string) {
	path, query, _ = strings.Cut(target, "?")
	return path, query
}

// leaveOut says which parameters of the request's own query are not signed.
type leaveOut uint8

const (
	leaveNone      leaveOut = iota
	leaveSignature          // X-Amz-Signature: the query is signed and carries it
	leaveAuth               // all of an older signature: the request is signed anew
)

// readQuery encodes the parameters of query, which starts at byte at of the target, into e.pairs, and
// notes in e.kept which stretches of it are signed.
func (e *engine) readQuery(query string, at int, leave leaveOut) {
	target := Source{Part: TargetPart}
	for start := 0; start <= len(query); {
		if start == len(query) || query[start] == '&' {
			e.canonical.drop(target, Span{at + start, min(at+start+1, at+len(query))}, whyEmptyPair)
			start++
			continue
		}
		p, end := e.encodeParam(query, at, start)
		name := e.pairs.buf[p.start:p.equals]
		if leave == leaveSignature && string(name) == "X-Amz-Signature" || leave == leaveAuth && isAuthParam(name) {
			why := whyReplaced
			if leave == leaveSignature {
				why = whySignature
			}
			e.canonical.drop(target, Span{at + start, at + end}, why)
			e.leftOut = true // its bytes stay in e.pairs, where no param points at them
		} else {
			e.kept = append(e.kept, Span{at + start, at + end})
			e.rankParam(p)
		}
		start = end + 1
	}
}

// encodeParam encodes the parameter at start of query, which starts at byte at of the target, into e.pairs,
// and gives where it ends in query.
func (e *engine) encodeParam(query string, at, start int) (p param, end int) {
	target := Source{Part: TargetPart}
	p.start = len(e.pairs.buf)
	nameLen := encodedLen(query[start:])
	end = start + nameLen
	hasEquals := end < len(query) && query[end] == '='
	if hasEquals {
		end += 1 + encodedLen(query[end+1:])
	}
	if end == len(query) || query[end] == '&' { // nothing is left to encode
		e.pairs.copy(target, at+start, query[start:end])
		p.equals = p.start + nameLen
	} else {
		end = e.pairs.encodeQuery(target, at, query, start, true)
		p.equals = len(e.pairs.buf)
		hasEquals = end < len(query) && query[end] == '='
		if hasEquals {
			e.pairs.copyByte(target, at+end, '=')
			end = e.pairs.encodeQuery(target, at, query, end+1, false)
		}
	}
	if !hasEquals {
		e.pairs.insert("=", whyEquals)
	}
	p.end = len(e.pairs.buf)
	return p, end
}

// startParam opens a parameter that signing adds; what is written to e.pairs until endParam is its
// encoded value.
func (e *engine) startParam(name string) {
	if len(e.pairs.buf) > e.ours.Start {
		e.pairs.insert("&", whyAmpersand) // between parameters in the target
	}
	p := param{start: len(e.pairs.buf)}
	e.pairs.insert(name, whyAdded)
	p.equals = len(e.pairs.buf)
	e.pairs.insert("=", whyAdded)
	e.rankParam(p)
}

// rankParam appends a parameter, to be sorted by its name.
func (e *engine) rankParam(p param) {
	high, low := rank(e.pairs.buf[p.start:p.equals])
	e.byParam = append(e.byParam, ranked{high, low, len(e.params)})
	e.params = append(e.params, p)
}

func (e *engine) endParam() {
	e.ours.End = len(e.pairs.buf)
	e.params[len(e.params)-1].end = e.ours.End
}

// addAuthParams adds the parameters of a signature in the query, in the order in which AWS's own
// signers send them: algorithm, credential, date, signed headers, expiry, session token, region set.
func (e *engine) addAuthParams(c *Credentials, g *Signing) {
	e.ours.Start = len(e.pairs.buf)
	e.startParam("X-Amz-Algorithm")
	e.pairs.insert(g.algorithm(), whyAlgorithm)
	e.endParam()

	e.startParam("X-Amz-Credential")
	keyID := Segment{Source: Source{Part: Inserted}, Why: whyKeyID}
	encodePlain(&e.pairs, keyID, c.AccessKeyID)
	e.pairs.insert("%2F", whyKeyID)
	encodePlain(&e.pairs, Segment{Source: Source{Part: ScopePart}}, e.scope)
	e.endParam()

	e.startParam("X-Amz-Date")
	encodePlain(&e.pairs, Segment{Source: Source{Part: TimePart}}, e.date)
	e.endParam()

	e.startParam("X-Amz-SignedHeaders")
	for i := range e.byName {
		if e.line(i).again {
			continue
		}
		if i > 0 {
			e.pairs.insert("%3B", whySemicolon)
		}
		encodePlain(&e.pairs, e.line(i).nameSegment(), e.name(i))
	}
	e.endParam()

	e.startParam("X-Amz-Expires")
	e.pairs.insertNumber(g.Expires, whyAdded)
	e.endParam()

	if c.SessionToken != "" {
		e.startParam("X-Amz-Security-Token")
		token := Segment{Source: Source{Part: Inserted}, Why: whyToken}
		encodePlain(&e.pairs, token, c.SessionToken)
		e.endParam()
		if g.OmitSessionToken {
			e.params, e.byParam = e.params[:len(e.params)-1], e.byParam[:len(e.byParam)-1] // sent, not signed
		}
	}

	if g.RegionSet != "" {
		e.startParam("X-Amz-Region-Set")
		encodePlain(&e.pairs, Segment{Source: Source{Part: Inserted}, Why: whyRegionSet}, g.RegionSet)
		e.endParam()
	}
}

// canonicalQuery appends the canonical query string: the parameters sorted by encoded name, then by
// encoded value, bytewise.
func (e *engine) canonicalQuery() {
	e.sortParams()
	for i, o := range e.byParam {
		if i > 0 {
			e.canonical.insertByte('&', whyAmpersand)
		}
		p := &e.params[o.at]
		e.canonical.move(&e.pairs, Span{p.start, p.end})
	}
}

func (e *engine) sortParams() {
	buf, params := e.pairs.buf, e.params
	name := func(i int) []byte { return buf[params[i].start:params[i].equals] }
	sortRanked(e.byParam, &e.spare, name, func(a, b int) int {
		pa, pb := &params[a], &params[b]
		if c := bytes.Compare(buf[pa.equals:pa.end], buf[pb.equals:pb.end]); c != 0 {
			return c
		}
		return a - b // equal bytes keep their order, so that maps are always the same
	})
}
