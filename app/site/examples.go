package site

import (
	"encoding/json"
	"fmt"
	"strings"

	"countersign/sigv4"
)

// Example is something to paste into the workbench. None holds a secret.
type Example struct {
	Name  string `json:"name"` // in the address of the page: #example=NAME
	Title string `json:"title"`
	Paste string `json:"paste"`
}

// Examples lists the examples in the order in which the workbench offers them.
func Examples() ([]Example, error) {
	_, signed, err := deriveExample("apigw-get")
	if err != nil {
		return nil, err
	}
	mismatch, err := mismatchAnswer(signed)
	if err != nil {
		return nil, err
	}
	return []Example{
		{"clock-apigw", "API Gateway: “Signature expired”", httpAnswer("403 Forbidden",
			"x-amzn-ErrorType: InvalidSignatureException\nContent-Type: application/json",
			fmt.Sprintf(`{"message":"%s"}`, slowClock().message()))},
		{"clock-dynamodb", "DynamoDB: “Signature not yet current”", httpAnswer("400 Bad Request",
			"Content-Type: application/x-amz-json-1.0",
			fmt.Sprintf(`{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"%s"}`, localTimeClock().message()))},
		{"clock-s3", "S3: RequestTimeTooSkewed", httpAnswer("403 Forbidden",
			"Content-Type: application/xml", skewedClock().s3Error())},
		{"server-strings", "API Gateway: does not match, with the server’s strings", mismatch},
		{"query-not-sorted", "The same, with the client’s canonical request", mismatch +
			"\nCanonicalRequest:\n" + unsorted(signed) + "\n"},
		{"signed-request", "A signed request, to be checked with its secret", rawRequest(signed.Signed)},
	}, nil
}

// mismatchAnswer is how API Gateway answers when the signature is wrong: with the strings that it
// computed, which are those of the derivation.
func mismatchAnswer(d sigv4.Derivation) (string, error) {
	message, err := json.Marshal("The request signature we calculated does not match the signature you provided. " +
		"Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
		"The Canonical String for this request should have been\n'" + d.CanonicalRequest.String + "'\n\n" +
		"The String-to-Sign should have been\n'" + d.StringToSign.String + "'\n")
	if err != nil {
		return "", err
	}
	return httpAnswer("403 Forbidden", "x-amzn-ErrorType: InvalidSignatureException\nContent-Type: application/json",
		`{"message":`+string(message)+`}`), nil
}

// unsorted is the canonical request of a signer that leaves the query parameters in the order in
// which the gateway request has them.
func unsorted(d sigv4.Derivation) string {
	_, query, _ := strings.Cut(gatewayRequest().Target, "?")
	return strings.Replace(d.CanonicalRequest.String, d.CanonicalQuery.String, query, 1)
}

func httpAnswer(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\n" + headers + "\n\n" + body + "\n"
}
