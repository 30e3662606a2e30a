package site

import (
	"fmt"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// exampleRequest is a request that the guides sign before the reader's eyes.
type exampleRequest struct {
	name    string
	request sigv4.Request
	signing sigv4.Signing
}

// Two requests appear in several examples.
func gatewayRequest() sigv4.Request {
	return sigv4.Request{
		Method: "GET",
		Target: "/prod/orders/caf%C3%A9?zeta=1&Alpha=2&beta=a%20b",
		Headers: []sigv4.Header{
			{Name: "Host", Value: "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"},
			{Name: "X-Team", Value: "  blue   team "},
		},
	}
}

func dynamoRequest() sigv4.Request {
	return sigv4.Request{
		Method: "POST",
		Target: "/",
		Headers: []sigv4.Header{
			{Name: "Host", Value: "dynamodb.eu-central-1.amazonaws.com"},
			{Name: "Content-Type", Value: "application/x-amz-json-1.0"},
			{Name: "X-Amz-Target", Value: "DynamoDB_20120810.ListTables"},
		},
		Body: []byte(`{"Limit":10}`),
	}
}

// reserialised is the same request with the body as another JSON library writes it.
func reserialised() sigv4.Request {
	r := dynamoRequest()
	r.Body = []byte(`{"Limit": 10}`)
	return r
}

// exampleRequests lists the example requests by name.
func exampleRequests() []exampleRequest {
	noon := exampleServerTime()
	object := sigv4.Request{
		Method:  "GET",
		Target:  "/menus/2026/caf%C3%A9%20menu.pdf",
		Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.eu-central-1.amazonaws.com"}},
	}
	identity := sigv4.Request{
		Method: "POST",
		Target: "/",
		Headers: []sigv4.Header{
			{Name: "Host", Value: "sts.eu-central-1.amazonaws.com"},
			{Name: "Content-Type", Value: "application/x-www-form-urlencoded"},
			{Name: "Accept", Value: "*/*"},
		},
		Body: []byte("Action=GetCallerIdentity&Version=2011-06-15"),
	}
	presigned := signingFor("s3", noon)
	presigned.Carrier, presigned.Expires = sigv4.QueryCarrier, 900
	return []exampleRequest{
		{"apigw-get", gatewayRequest(), signingFor("execute-api", noon)},
		{"apigw-late", gatewayRequest(), signingFor("execute-api", slowClock().signed)},
		{"apigw-fixed", gatewayRequest(), signingFor("execute-api", noon)},
		{"dynamodb-list", dynamoRequest(), signingFor("dynamodb", noon)},
		{"apigw-other-region", gatewayRequest(), scopedTo("us-east-1", "execute-api")},
		{"apigw-other-service", gatewayRequest(), scopedTo(exampleRegion, "apigateway")},
		{"dynamodb-as-sent", reserialised(), signingFor("dynamodb", noon)},
		{"dynamodb-after-midnight", dynamoRequest(), signingFor("dynamodb", noon.Add(12*time.Hour+12*time.Second))},
		{"dynamodb-fixed", dynamoRequest(), signingFor("dynamodb", localTimeClock().signed.Add(-time.Hour))},
		{"s3-get", object, signingFor("s3", noon)},
		{"s3-other-region", object, scopedTo("us-east-1", "s3")},
		{"s3-presigned", object, presigned},
		{"sts-identity", identity, signingFor("sts", noon)},
	}
}

// signingFor is how the examples sign for a service.
func signingFor(service string, at time.Time) sigv4.Signing {
	return sigv4.Signing{Time: at, Region: exampleRegion, Service: service, Rules: endpoint.Lookup(service).Rules}
}

// scopedTo is how a signer signs at noon that takes a wrong region or service for its scope.
func scopedTo(region, service string) sigv4.Signing {
	s := signingFor(service, exampleServerTime())
	s.Region = region
	return s
}

// exampleRegion is where the endpoints of the examples are.
const exampleRegion = "eu-central-1"

// The credentials of the examples, from AWS's documentation. They open nothing.
const (
	exampleAccessKeyID = "AKIDEXAMPLE"
	exampleSecret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	otherExampleSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

// deriveExample signs the example request with that name.
func deriveExample(name string) (exampleRequest, sigv4.Derivation, error) {
	for _, e := range exampleRequests() {
		if e.name == name {
			d, err := derive(e.request, e.signing, exampleSecret)
			return e, d, err
		}
	}
	return exampleRequest{}, sigv4.Derivation{}, fmt.Errorf("no example request is called %q", name)
}

// derive signs a request with a secret of the examples.
func derive(r sigv4.Request, signing sigv4.Signing, secret string) (sigv4.Derivation, error) {
	return sigv4.Derive(r, sigv4.Credentials{AccessKeyID: exampleAccessKeyID, Key: sigv4.SecretKey(secret)}, signing)
}

// hostOf is the host that a request is sent to.
func hostOf(r sigv4.Request) string {
	for _, h := range r.Headers {
		if h.Name == "Host" {
			return h.Value
		}
	}
	return ""
}

// rawRequest writes a request as it goes over the wire, with plain newlines.
func rawRequest(r sigv4.Request) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\n", r.Method, r.Target)
	for _, h := range r.Headers {
		fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
	}
	b.WriteString("\n")
	b.Write(r.Body)
	return b.String()
}
