package check

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

func isURL(in *input) bool {
	return in.oneLine() && (hasScheme(in.line, "https://") || hasScheme(in.line, "http://"))
}

func hasScheme(text, scheme string) bool {
	return len(text) > len(scheme) && strings.EqualFold(text[:len(scheme)], scheme)
}

// methods are those that a presigned URL may be made for, the likeliest first.
var methods = [...]string{"GET", "PUT", "HEAD", "POST", "DELETE"}

// verifyURL verifies a presigned URL. It does not say its method: where none is given, the first for which the
// signature is right is taken, and else GET.
func verifyURL(in *input) (*verification, error) {
	if in.Method != "" {
		return in.urlOf(in.Method)
	}
	first, err := in.urlOf(methods[0])
	if err != nil {
		return nil, err
	}
	if first.at(nameSignature).Status == Departs {
		for _, method := range methods[1:] {
			v, err := in.urlOf(method)
			if err == nil && v.at(nameSignature).Status == Agrees {
				v.assume("The method is " + method + ": the signature is right for it, and the URL does not say it.")
				return v, nil
			}
		}
	}
	first.assume("The method is taken to be GET; a URL does not say it.")
	return first, nil
}

// urlOf verifies a presigned URL for a method.
func (in *input) urlOf(method string) (*verification, error) {
	r, err := requestOf(in.line)
	if err != nil {
		return nil, err
	}
	r.Method, r.Body = method, in.Body
	c, err := sigv4.ParseClaim(r)
	if err != nil {
		return nil, err
	}
	for _, name := range c.SignedHeaders {
		if !strings.EqualFold(name, "host") {
			return nil, sigv4.NewError(sigv4.StageRequest, "SignedHeaders", name, -1,
				"the URL signs this header, which is not in it; give the request as text, with its headers")
		}
	}
	return in.presigned("presigned URL", r, c)
}

// requestOf is what a client sends for a URL, without its method.
func requestOf(url string) (sigv4.Request, error) {
	scheme, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "#") // a fragment stays in the client
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	authority, target := rest[:end], rest[end:]
	if authority == "" || strings.Contains(authority, "@") {
		return sigv4.Request{}, sigv4.NewError(sigv4.StageRequest, "URL", "", -1, "its host stands behind ://, without a user name")
	}
	if !strings.HasPrefix(target, "/") {
		target = "/" + target
	}
	return sigv4.Request{Target: target, Headers: []sigv4.Header{{Name: "Host", Value: withoutPort(scheme, authority)}}}, nil
}

// withoutPort is the host as clients write it into the Host header: without the port of the scheme.
func withoutPort(scheme, authority string) string {
	if strings.EqualFold(scheme, "http") {
		return strings.TrimSuffix(authority, ":80")
	}
	return strings.TrimSuffix(authority, ":443")
}

// address cuts Options.Address into host and path, "" and "/" where there is none.
func (in *input) address() (host, path string) {
	rest := in.Address
	if i := strings.Index(rest, "://"); i >= 0 {
		rest = rest[i+len("://"):]
	}
	host, path, _ = strings.Cut(rest, "/")
	return host, "/" + path
}

// region is what the caller says, or else what the host does.
func (in *input) regionOf(host string) string {
	if in.Region != "" {
		return in.Region
	}
	return endpoint.Parse(host).Region
}
