package sigv4

import (
	"strings"
	"unsafe"
)

// The places of the parameters of a signature in authParams.
const (
	algorithmAt = iota
	credentialAt
	dateAt
	expiresAt
	signedHeadersAt
	tokenAt
	regionSetAt
	signatureAt
	authParamCount
)

// authParamNames are their names (Amazon S3 API Reference, "Authenticating Requests: Using Query
// Parameters"; the region set is SigV4A's).
var authParamNames = [authParamCount]string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
	"X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Region-Set", "X-Amz-Signature"}

// authParamAt gives the place of the parameter called name, -1 when it is none of a signature's.
func authParamAt(name []byte) int {
	const prefix = "X-Amz-"
	if len(name) < len(prefix) || string(name[:len(prefix)]) != prefix {
		return -1
	}
	for i, n := range authParamNames {
		if string(name) == n {
			return i
		}
	}
	return -1
}

// isAuthParam reports whether a query parameter belongs to a signature in the query.
func isAuthParam(name []byte) bool { return authParamAt(name) >= 0 }

// authParams are the parameters of a signature in the query: decoded, and where the value lies in the target.
type authParams [authParamCount]struct {
	found bool
	value string
	where Span
}

// readParams finds the parameters of a signature in query, which starts at byte at of target.
func (p *claimParser) readParams(target, query string, at int) error {
	for query != "" {
		pair, rest, _ := strings.Cut(query, "&")
		name, value, _ := strings.Cut(pair, "=")
		start := len(p.decoded)
		p.decoded = appendDecoded(p.decoded, name)
		i := authParamAt(p.decoded[start:])
		p.decoded = p.decoded[:start]
		if i >= 0 {
			if p.params[i].found {
				return NewError(StageRequest, authParamNames[i], target, at, "this parameter is here twice")
			}
			p.params[i].found = true
			p.params[i].value = p.decode(value)
			end := at + len(pair)
			p.params[i].where = Span{end - len(value), end}
		}
		at += len(pair) + 1
		query = rest
	}
	return nil
}

// decode gives text decoded: text itself, where it holds no escape.
func (p *claimParser) decode(text string) string {
	if strings.IndexByte(text, '%') < 0 && strings.IndexByte(text, '+') < 0 {
		return text
	}
	start := len(p.decoded)
	p.decoded = appendDecoded(p.decoded, text)
	if start == len(p.decoded) {
		return ""
	}
	// No copy: p.decoded is only appended to until the next claim, and what a claim says ends there.
	return unsafe.String(&p.decoded[start], len(p.decoded)-start)
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
func (p *claimParser) queryClaim(target string) (Claim, error) {
	params := &p.params
	for _, i := range [...]int{algorithmAt, credentialAt, signedHeadersAt, signatureAt} {
		if !params[i].found {
			return Claim{}, NewError(StageRequest, authParamNames[i], target, len(target), "this parameter is missing from the signed query")
		}
		if params[i].value == "" {
			return Claim{}, NewError(StageRequest, authParamNames[i], target, params[i].where.Start, "this parameter has no value")
		}
	}
	c := Claim{
		Carrier:       QueryCarrier,
		Algorithm:     params[algorithmAt].value,
		SignedHeaders: p.split(params[signedHeadersAt].value),
		Signature:     params[signatureAt].value,
		Date:          params[dateAt].value,
		Expires:       params[expiresAt].value,
		SessionToken:  params[tokenAt].value,
		RegionSet:     params[regionSetAt].value,
	}
	c.Where = ClaimSpans{
		Source:        Source{Part: TargetPart},
		Algorithm:     params[algorithmAt].where,
		Credential:    params[credentialAt].where,
		SignedHeaders: params[signedHeadersAt].where,
		Signature:     params[signatureAt].where,
		Date:          params[dateAt].where,
		DateSource:    Source{Part: TargetPart},
	}
	if !strings.HasPrefix(c.Algorithm, "AWS4-") {
		return Claim{}, NewError(StageRequest, "X-Amz-Algorithm", target, c.Where.Algorithm.Start, "it is "+Algorithm)
	}
	if _, why := c.setCredential(params[credentialAt].value); why != "" {
		return Claim{}, NewError(StageRequest, "X-Amz-Credential", target, c.Where.Credential.Start, why)
	}
	return c, nil
}
