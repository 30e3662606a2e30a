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
	params, err := authParams(r.Target, query, len(path)+1)
	if err != nil {
		return Claim{}, err
	}
	_, signsQuery := params["X-Amz-Signature"]
	_, namesAlgorithm := params["X-Amz-Algorithm"]
	_, namesCredential := params["X-Amz-Credential"]
	inQuery := signsQuery || namesAlgorithm || namesCredential
	switch {
	case authorization >= 0 && inQuery:
		return Claim{}, failed(StageRequest, "Authorization", r.Headers[authorization].Value,
			"the query holds a signature too; send one of them, header or query")
	case authorization >= 0:
		return headerClaim(r, authorization)
	case inQuery:
		return queryClaim(r.Target, params)
	}
	return Claim{}, failed(StageRequest, "Authorization", "",
		"the request holds no signature: neither an Authorization header nor X-Amz-Signature in the query")
}

// headerClaim reads the Authorization header.
func headerClaim(r Request, index int) (Claim, error) {
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
	c.SignedHeaders = strings.Split(cut(c.Where.SignedHeaders), ";")
	if offset, why := c.setCredential(cut(c.Where.Credential)); why != "" {
		return Claim{}, NewError(StageRequest, "Credential", value, c.Where.Credential.Start+offset, why)
	}
	c.readHeaders(r)
	return c, nil
}

// readHeaders takes date and session token from the headers. X-Amz-Date goes before Date.
func (c *Claim) readHeaders(r Request) {
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
	parts := strings.Split(credential, "/")
	switch {
	case len(parts) < want:
		return len(credential), "it has " + strconv.Itoa(want) + " parts between slashes, " + form + "; here are " + strconv.Itoa(len(parts))
	case len(parts) > want:
		return len(strings.Join(parts[:want], "/")), "it has " + strconv.Itoa(want) + " parts between slashes, " + form + ", and ends here"
	}
	c.AccessKeyID = parts[0]
	c.Scope = Scope{Date: parts[1], Service: parts[want-2], Terminator: parts[want-1], NoRegion: want == 4}
	if want == 5 {
		c.Scope.Region = parts[2]
	}
	return 0, ""
}

// skipSpace is the offset of the first byte from at on that is no white space.
func skipSpace(s string, at int) int {
	for at < len(s) && isHeaderSpace(s[at]) {
		at++
	}
	return at
}

// authParam is one X-Amz-* parameter of a signature: decoded, and where its value lies in the target.
type authParam struct {
	value string
	where Span
}

// authParams finds the parameters of a signature in query, which starts at byte at of target.
func authParams(target, query string, at int) (map[string]authParam, error) {
	found := map[string]authParam{}
	var decoded sink
	for query != "" {
		pair, rest, _ := strings.Cut(query, "&")
		name, value, _ := strings.Cut(pair, "=")
		decoded.buf = appendDecoded(decoded.buf[:0], name)
		if isAuthParam(decoded.buf) {
			name := string(decoded.buf)
			if _, twice := found[name]; twice {
				return nil, NewError(StageRequest, name, target, at, "this parameter is here twice")
			}
			end := at + len(pair)
			found[name] = authParam{string(appendDecoded(nil, value)), Span{end - len(value), end}}
		}
		at += len(pair) + 1
		query = rest
	}
	return found, nil
}

// appendDecoded appends the name or value of a query parameter decoded, read as encodeQuery reads it.
func appendDecoded(dst []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if decoded, isEscape := escapeAt(text, i); isEscape {
			c, i = decoded, i+2
		} else if c == '+' {
			c = ' '
		}
		dst = append(dst, c)
	}
	return dst
}

// queryClaim reads the parameters of a presigned URL.
func queryClaim(target string, params map[string]authParam) (Claim, error) {
	for _, name := range [...]string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Signature"} {
		p, found := params[name]
		if !found {
			return Claim{}, NewError(StageRequest, name, target, len(target), "this parameter is missing from the signed query")
		}
		if p.value == "" {
			return Claim{}, NewError(StageRequest, name, target, p.where.Start, "this parameter has no value")
		}
	}
	c := Claim{
		Carrier:       QueryCarrier,
		Algorithm:     params["X-Amz-Algorithm"].value,
		SignedHeaders: strings.Split(params["X-Amz-SignedHeaders"].value, ";"),
		Signature:     params["X-Amz-Signature"].value,
		Date:          params["X-Amz-Date"].value,
		Expires:       params["X-Amz-Expires"].value,
		SessionToken:  params["X-Amz-Security-Token"].value,
		RegionSet:     params["X-Amz-Region-Set"].value,
	}
	c.Where = ClaimSpans{
		Source:        Source{Part: TargetPart},
		Algorithm:     params["X-Amz-Algorithm"].where,
		Credential:    params["X-Amz-Credential"].where,
		SignedHeaders: params["X-Amz-SignedHeaders"].where,
		Signature:     params["X-Amz-Signature"].where,
		Date:          params["X-Amz-Date"].where,
		DateSource:    Source{Part: TargetPart},
	}
	if !strings.HasPrefix(c.Algorithm, "AWS4-") {
		return Claim{}, NewError(StageRequest, "X-Amz-Algorithm", target, c.Where.Algorithm.Start, "it is "+Algorithm)
	}
	if _, why := c.setCredential(params["X-Amz-Credential"].value); why != "" {
		return Claim{}, NewError(StageRequest, "X-Amz-Credential", target, c.Where.Credential.Start, why)
	}
	return c, nil
}
