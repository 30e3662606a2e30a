package site

import (
	"encoding/json"
	"fmt"
	"strings"

	"countersign/app/view"
	"countersign/sigv4"
)

// Examples lists the examples in the order in which the workbench offers them.
func Examples() ([]view.Example, error) {
	_, signed, err := deriveExample("apigw-get")
	if err != nil {
		return nil, err
	}
	mismatch, err := mismatchAnswer(signed)
	if err != nil {
		return nil, err
	}
	gateway := httpAnswer("403 Forbidden", "x-amzn-ErrorType: InvalidSignatureException\nContent-Type: application/json",
		fmt.Sprintf(`{"message":"%s"}`, slowClock().message()))
	dynamo := httpAnswer("400 Bad Request", "Content-Type: application/x-amz-json-1.0",
		fmt.Sprintf(`{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"%s"}`, localTimeClock().message()))
	bucket := httpAnswer("403 Forbidden", "Content-Type: application/xml", skewedClock().s3Error())
	return []view.Example{
		{Name: "clock-apigw", Title: "API Gateway: “Signature expired”", Paste: gateway},
		{Name: "clock-dynamodb", Title: "DynamoDB: “Signature not yet current”", Paste: dynamo},
		{Name: "clock-s3", Title: "S3: RequestTimeTooSkewed", Paste: bucket},
		{Name: "server-strings", Title: "API Gateway: does not match, with the server’s strings", Paste: mismatch},
		{Name: "query-not-sorted", Title: "The same, with the client’s canonical request",
			Paste: mismatch + "\nCanonicalRequest:\n" + unsorted(signed) + "\n"},
		{Name: "signed-request", Title: "A signed request, to be checked with its secret", Paste: rawRequest(signed.Signed)},
	}, nil
}

// mismatchAnswer is how API Gateway answers when the signature is wrong: with the strings that it
// computed, which are those of the derivation.
func mismatchAnswer(d sigv4.Derivation) (string, error) {
	var body strings.Builder
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false) // AWS writes & as it is
	err := encoder.Encode(map[string]string{"message": "The request signature we calculated does not match the signature you provided. " +
		"Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
		"The Canonical String for this request should have been\n'" + d.CanonicalRequest.String + "'\n\n" +
		"The String-to-Sign should have been\n'" + d.StringToSign.String + "'\n"})
	return httpAnswer("403 Forbidden", "x-amzn-ErrorType: InvalidSignatureException\nContent-Type: application/json",
		strings.TrimSuffix(body.String(), "\n")), err
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
