package endpoint

import (
	"strings"

	"countersign/sigv4"
)

// DemandKind says what a demand is about.
type DemandKind uint8

// The kinds of demands.
const (
	Header         DemandKind = iota // the header Name is sent, and signed as all x-amz- headers are
	UnsignedHeader                   // the header Name is not among the signed headers
	Payload                          // the payload hash in the canonical request is Value
	Algorithm                        // the signature's algorithm is Value, with the region set "*"
)

// Demand is what a service wants of a request beyond what all services want.
type Demand struct {
	Kind   DemandKind
	Name   string // of the header, in lower case; "" for Payload and Algorithm
	Value  string // what it must be; "" for a header with a value of its own
	When   string // of which requests, as the end of "demanded of …"
	Source Source
}

// demands are in the order of the services' names. The last column is the key of the source.
var demands = []struct {
	service     string
	kind        DemandKind
	name, value string
	when        string
	source      string
}{
	{"aoss", Header, "x-amz-content-sha256", "", every, "aoss"},
	{"aoss", UnsignedHeader, "content-length", "", every, "aoss"},
	{"cloudfront-keyvaluestore", Algorithm, "", ecdsa, every, "kvs"},
	{"events", Algorithm, "", ecdsa, "a request to a global endpoint (ID.endpoint.events.amazonaws.com)", "models"},
	{"glacier", Header, "x-amz-glacier-version", "2012-06-01", every, "glacier"},
	{"glacier", Header, "x-amz-content-sha256", "", "Upload Archive and Upload Part", "glacier"},
	{"glacier", Header, "x-amz-sha256-tree-hash", "", "Upload Archive and Upload Part", "glacier"},
	{"lambda", Header, "x-amz-content-sha256", "", "a PUT or POST to CloudFront that signs for a function URL (origin access control): the client sends the body’s hash", "oac"},
	{"s3", Header, "x-amz-content-sha256", "", withHeader, "s3 header"},
	{"s3", Payload, "", "UNSIGNED-PAYLOAD", inQuery, "s3 query"},
	{"s3", Algorithm, "", ecdsa, "a request to a Multi-Region Access Point (ALIAS.accesspoint.s3-global.amazonaws.com)", "mrap"},
	{"s3-object-lambda", Header, "x-amz-content-sha256", "", withHeader, "s3 header"},
	{"s3-outposts", Header, "x-amz-content-sha256", "", withHeader, "s3 header"},
	{"s3express", Header, "x-amz-content-sha256", "", withHeader, "s3 header"},
	{"s3express", Header, "x-amz-s3session-token", "", "a zonal operation but CreateSession, CopyObject and HeadBucket: the token of the session", "s3express"},
	{"ses", Algorithm, "", ecdsa, "a request to a multi-region endpoint (ID.endpoints.email.amazonaws.com)", "models"},
	{"vpc-lattice-svcs", Header, "x-amz-content-sha256", "UNSIGNED-PAYLOAD", every, "lattice"},
	{"vpc-lattice-svcs", Payload, "", "UNSIGNED-PAYLOAD", every, "lattice"},
}

// What a demand is of, where it is of every request of a kind. Others name a host in parentheses, or operations.
const (
	every      = "every request"
	withHeader = "a request with an Authorization header"
	inQuery    = "a presigned URL without x-amz-content-sha256"
)

// Holds reports whether the demand is of a request with that carrier to that host, whatever its operation. A
// demand of some operations only does not hold.
func (d Demand) Holds(carrier sigv4.Carrier, host string) bool {
	switch d.When {
	case every:
		return true
	case withHeader:
		return carrier == sigv4.HeaderCarrier
	case inQuery:
		return carrier == sigv4.QueryCarrier
	}
	_, form, _ := strings.Cut(d.When, "(") // ID.endpoint.events.amazonaws.com)
	dot := strings.IndexByte(form, '.')
	return dot > 0 && strings.HasSuffix(host, strings.TrimSuffix(form[dot:], ")"))
}

// ecdsa is the algorithm of SigV4A.
const ecdsa = "AWS4-ECDSA-P256-SHA256"

// Demands are what the service wants beyond what all services want. There may be none, and there may be
// some that are not known here.
func (s Service) Demands() []Demand {
	var out []Demand
	for _, d := range demands {
		if d.service == s.Name {
			out = append(out, Demand{Kind: d.kind, Name: d.name, Value: d.value, When: d.when, Source: sourceOf(d.source, "a demand")})
		}
	}
	return out
}
