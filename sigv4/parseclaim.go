package sigv4

import (
	"strconv"
	"strings"
)

// ParseClaim reads what a signed request says of its own signature, from the Authorization header or
// the X-Amz-* query parameters. The error is of type *Error. About a part of the Authorization header
// its Input is that header's value, about a part of the query the target; Offset counts there.
//
// The grammar is "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…" with the parts in any
// order, a comma between them and, after it, white space or none (IAM User Guide, "Elements of a
// request signature").
func ParseClaim(r Request) (Claim, error) {
	var p claimParser
	return p.parse(&r)
}

// claimParser reads claims in memory of its own: a claim that it gives is good until the next.
type claimParser struct {
	names   []string // Claim.SignedHeaders
	decoded []byte   // what stood escaped in the query
	params  authParams
}

// parse is ParseClaim.
func (p *claimParser) parse(r *Request) (Claim, error) {
	p.names, p.decoded, p.params = p.names[:0], p.decoded[:0], authParams{}
	authorization := -1
	for i := range r.Headers {
		if !sameName(r.Headers[i].Name, "authorization") {
			continue
		}
		if authorization >= 0 {
			return Claim{}, failed(StageRequest, "Authorization", r.Headers[i].Value,
				"this is the second such header; send one, with one signature")
		}
		authorization = i
	}
	path, query := splitTarget(r.Target)
	if err := p.readParams(r.Target, query, len(path)+1); err != nil {
		return Claim{}, err
	}
	inQuery := p.params[signatureAt].found || p.params[algorithmAt].found || p.params[credentialAt].found
	switch {
	case authorization >= 0 && inQuery:
		return Claim{}, failed(StageRequest, "Authorization", r.Headers[authorization].Value,
			"the query holds a signature too; send one of them, header or query")
	case authorization >= 0:
		return p.headerClaim(r, authorization)
	case inQuery:
		return p.queryClaim(r.Target)
	}
	return Claim{}, failed(StageRequest, "Authorization", "",
		"the request holds no signature: neither an Authorization header nor X-Amz-Signature in the query")
}

// headerClaim reads the Authorization header.
func (p *claimParser) headerClaim(r *Request, index int) (Claim, error) {
	value := r.Headers[index].Value
	c := Claim{Carrier: HeaderCarrier}
	c.Where.Source = Source{HeaderValue, index}
	bad := func(at int, why string) (Claim, error) {
		return Claim{}, NewError(StageRequest, "Authorization", value, at, why)
	}
	at := skipSpace(value, 0)
	end := at
	for end < len(value) && !isHeaderSpace(value[end]) {
		end++
	}
	c.Algorithm, c.Where.Algorithm = value[at:end], Span{at, end}
	if !strings.HasPrefix(c.Algorithm, "AWS4-") {
		return bad(at, "it starts with "+Algorithm+" and a space")
	}
	for at = skipSpace(value, end); at < len(value); {
		start := at
		for at < len(value) && value[at] != '=' && value[at] != ',' {
			at++
		}
		var where *Span
		switch name := value[start:at]; {
		case at == len(value) || value[at] == ',':
			return bad(start, "a part is name=value: Credential=, SignedHeaders= or Signature=")
		case name == "Credential":
			where = &c.Where.Credential
		case name == "SignedHeaders":
			where = &c.Where.SignedHeaders
		case name == "Signature":
			where = &c.Where.Signature
		default:
			return bad(start, "the parts are Credential, SignedHeaders and Signature, written so")
		}
		if *where != (Span{}) {
			return bad(start, "this part is here twice")
		}
		at++
		start = at
		for at < len(value) && value[at] != ',' && !isHeaderSpace(value[at]) {
			at++
		}
		if *where = (Span{start, at}); start == at {
			return bad(start, "the part has no value")
		}
		next := skipSpace(value, at)
		switch {
		case next == len(value):
			at = next
		case value[next] != ',':
			return bad(next, "a comma stands between the parts, and no space inside one")
		default:
			if at = skipSpace(value, next+1); at == len(value) {
				return bad(next, "a part must follow the comma")
			}
		}
	}
	for _, part := range [...]struct {
		name  string
		where Span
	}{{"Credential", c.Where.Credential}, {"SignedHeaders", c.Where.SignedHeaders}, {"Signature", c.Where.Signature}} {
		if part.where == (Span{}) {
			return bad(len(value), part.name+"= is missing")
		}
	}
	cut := func(s Span) string { return value[s.Start:s.End] }
	c.Signature = cut(c.Where.Signature)
	c.SignedHeaders = p.split(cut(c.Where.SignedHeaders))
	if offset, why := c.setCredential(cut(c.Where.Credential)); why != "" {
		return Claim{}, NewError(StageRequest, "Credential", value, c.Where.Credential.Start+offset, why)
	}
	c.readHeaders(r)
	return c, nil
}

// readHeaders takes date and session token from the headers. X-Amz-Date goes before Date.
func (c *Claim) readHeaders(r *Request) {
	fromAmz := false
	for i := range r.Headers {
		value := r.Headers[i].Value
		start := skipSpace(value, 0)
		here := Span{start, len(strings.TrimRight(value, " \t\r\n"))}
		if here.End < start {
			continue
		}
		amz := sameName(r.Headers[i].Name, "x-amz-date")
		switch {
		case amz && !fromAmz, !fromAmz && c.Date == "" && sameName(r.Headers[i].Name, "date"):
			fromAmz = amz
			c.Date = value[here.Start:here.End]
			c.Where.Date, c.Where.DateSource = here, Source{HeaderValue, i}
		case sameName(r.Headers[i].Name, "x-amz-security-token") && c.SessionToken == "":
			c.SessionToken = value[here.Start:here.End]
		case sameName(r.Headers[i].Name, "x-amz-region-set") && c.RegionSet == "":
			c.RegionSet = value[here.Start:here.End]
		}
	}
}

// setCredential reads a credential, access-key-id/date/region/service/terminator. It gives the offset
// of what is wrong and why, or "".
func (c *Claim) setCredential(credential string) (int, string) {
	want, form := 5, "access-key-id/date/region/service/aws4_request"
	if strings.Contains(c.Algorithm, "ECDSA") {
		want, form = 4, "access-key-id/date/service/aws4_request" // SigV4A: the region travels apart, in X-Amz-Region-Set
	}
	switch parts := strings.Count(credential, "/") + 1; {
	case parts < want:
		return len(credential), "it has " + strconv.Itoa(want) + " parts between slashes, " + form + "; here are " + strconv.Itoa(parts)
	case parts > want:
		rest := credential
		for range want {
			_, rest, _ = strings.Cut(rest, "/")
		}
		return len(credential) - len(rest) - 1, "it has " + strconv.Itoa(want) + " parts between slashes, " + form + ", and ends here"
	}
	next := func() (part string) {
		part, credential, _ = strings.Cut(credential, "/")
		return part
	}
	c.AccessKeyID = next()
	c.Scope = Scope{Date: next(), NoRegion: want == 4}
	if want == 5 {
		c.Scope.Region = next()
	}
	c.Scope.Service = next()
	c.Scope.Terminator = next()
	return 0, ""
}

// split cuts the names of the signed headers apart.
func (p *claimParser) split(list string) []string {
	for more := true; more; {
		var name string
		name, list, more = strings.Cut(list, ";")
		p.names = append(p.names, name)
	}
	return p.names
}

// skipSpace is the offset of the first byte from at on that is no white space.
func skipSpace(s string, at int) int {
	for at < len(s) && isHeaderSpace(s[at]) {
		at++
	}
	return at
}
