package site

import (
	"strings"
	"time"

	"countersign/app/view"
	"countersign/sigv4"
)

// unreadableExamples are answers to an authentication that the server could not read, or would not
// begin to check: AWS says which part.
func unreadableExamples() ([]view.Example, error) {
	e, signed, err := deriveExample("apigw-get")
	if err != nil {
		return nil, err
	}
	unsignedHost := strings.Replace(signed.Authorization, "SignedHeaders=host;", "SignedHeaders=", 1)
	oldAlgorithm := strings.Replace(signed.Authorization, sigv4.Algorithm, "AWS4-HMAC-SHA1", 1)
	dated := e.signing.Time.Format("2006-01-02T15:04:05.000Z")
	_, listed, err := deriveExample("sts-identity")
	if err != nil {
		return nil, err
	}
	return []view.Example{
		{Name: "host-not-signed", Title: "API Gateway: “'Host' … must be a 'SignedHeader'”",
			Paste: withAuthorization(signed, unsignedHost) +
				gatewayAnswer("InvalidSignatureException", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")},
		{Name: "parameters-missing", Title: "STS: “Authorization header requires 'Credential' parameter”",
			Paste: queryAnswer("400 Bad Request", "IncompleteSignature", "Authorization header requires 'Credential' parameter. "+
				"Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "+
				"Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=Basic Og==")},
		{Name: "not-key-value", Title: "API Gateway: “not a valid key=value pair”",
			Paste: gatewayAnswer("IncompleteSignatureException", "'eyJhbGciOiJub25lIn0.e30.' not a valid key=value pair (missing equal-sign) "+
				"in Authorization header: 'Bearer eyJhbGciOiJub25lIn0.e30.'.")},
		{Name: "algorithm", Title: "API Gateway: “Unsupported AWS 'algorithm'”",
			Paste: withAuthorization(signed, oldAlgorithm) +
				gatewayAnswer("IncompleteSignatureException", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.")},
		{Name: "date-form", Title: "DynamoDB: “Date must be in ISO-8601 'basic format'”",
			Paste: dynamoAnswer("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'. Got '"+dated+
				"'. See http://en.wikipedia.org/wiki/ISO_8601")},
		{Name: "header-absent", Title: "STS: “named as a SignedHeader, but it does not exist”",
			Paste: rawRequest(without(listed.Signed, "Accept")) + "\n\n" +
				queryAnswer("400 Bad Request", "IncompleteSignature", "'accept' is named as a SignedHeader, but it does not exist in the HTTP request.")},
	}, nil
}

// scopeExamples are answers to a credential scope that is not the endpoint's.
func scopeExamples() ([]view.Example, error) {
	_, region, err := deriveExample("apigw-other-region")
	if err != nil {
		return nil, err
	}
	_, service, err := deriveExample("apigw-other-service")
	if err != nil {
		return nil, err
	}
	_, bucket, err := deriveExample("s3-other-region")
	if err != nil {
		return nil, err
	}
	fresh, _, err := deriveExample("dynamodb-after-midnight")
	if err != nil {
		return nil, err
	}
	day, before := fresh.signing.Time.Format("20060102"), fresh.signing.Time.Add(-24*time.Hour).Format("20060102")
	four := exampleAccessKeyID + "/" + day + "/" + exampleRegion + "/" + sigv4.Terminator
	return []view.Example{
		{Name: "scope-region", Title: "API Gateway: scoped to another region",
			Paste: rawRequest(region.Signed) +
				gatewayAnswer("InvalidSignatureException", "Credential should be scoped to a valid region, not 'us-east-1'. ")},
		{Name: "scope-service", Title: "API Gateway: scoped to another service",
			Paste: rawRequest(service.Signed) +
				gatewayAnswer("InvalidSignatureException", "Credential should be scoped to correct service: 'execute-api'. ")},
		{Name: "scope-date", Title: "DynamoDB: the scope has another date",
			Paste: dynamoAnswer("InvalidSignatureException", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"+
				before+"' != '"+day+"', from '"+amzTime(fresh.signing.Time)+"'.")},
		{Name: "scope-elements", Title: "DynamoDB: a Credential of four elements",
			Paste: dynamoAnswer("IncompleteSignatureException",
				"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"+four+"'")},
		{Name: "scope-s3-region", Title: "S3: “the region 'us-east-1' is wrong”",
			Paste: rawRequest(bucket.Signed) + httpAnswer("400 Bad Request", "Content-Type: application/xml",
				`<?xml version="1.0" encoding="UTF-8"?>`+"\n<Error><Code>AuthorizationHeaderMalformed</Code>"+
					"<Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting '"+exampleRegion+"'</Message>"+
					"<Region>"+exampleRegion+"</Region></Error>")},
	}, nil
}

// withAuthorization is a signed request with another Authorization header, as it goes over the wire.
func withAuthorization(d sigv4.Derivation, authorization string) string {
	return strings.Replace(rawRequest(d.Signed), d.Authorization, authorization, 1)
}

// without is a request that has lost a header on the way.
func without(r sigv4.Request, name string) sigv4.Request {
	var kept []sigv4.Header
	for _, h := range r.Headers {
		if h.Name != name {
			kept = append(kept, h)
		}
	}
	r.Headers = kept
	return r
}
