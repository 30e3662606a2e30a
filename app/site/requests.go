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

// exampleRequests lists the example requests by name.
func exampleRequests() []exampleRequest {
	noon := exampleServerTime()
	object := sigv4.Request{
		Method:  "GET",
		Target:  "/menus/2026/caf%C3%A9%20menu.pdf",
		Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.eu-central-1.amazonaws.com"}},
	}
	presigned := signingFor("s3", noon)
	presigned.Carrier, presigned.Expires = sigv4.QueryCarrier, 900
	return []exampleRequest{
		{"apigw-get", gatewayRequest(), signingFor("execute-api", noon)},
		{"apigw-late", gatewayRequest(), signingFor("execute-api", slowClock().signed)},
		{"apigw-fixed", gatewayRequest(), signingFor("execute-api", noon)},
		{"dynamodb-list", dynamoRequest(), signingFor("dynamodb", noon)},
		{"dynamodb-fixed", dynamoRequest(), signingFor("dynamodb", localTimeClock().signed.Add(-time.Hour))},
		{"s3-get", object, signingFor("s3", noon)},
		{"s3-presigned", object, presigned},
	}
}

// signingFor is how the examples sign for a service.
func signingFor(service string, at time.Time) sigv4.Signing {
	rules, _ := endpoint.RulesFor(service)
	return sigv4.Signing{Time: at, Region: "eu-central-1", Service: service, Rules: rules}
}

// The credentials of the examples, from AWS's documentation. They open nothing.
const (
	exampleAccessKeyID = "AKIDEXAMPLE"
	exampleSecret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// deriveExample signs the example request with that name.
func deriveExample(name string) (exampleRequest, sigv4.Derivation, error) {
	for _, e := range exampleRequests() {
		if e.name == name {
			d, err := sigv4.Derive(e.request, sigv4.Credentials{
				AccessKeyID: exampleAccessKeyID, Key: sigv4.SecretKey(exampleSecret),
			}, e.signing)
			return e, d, err
		}
	}
	return exampleRequest{}, sigv4.Derivation{}, fmt.Errorf("no example request is called %q", name)
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
