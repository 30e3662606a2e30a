package site

import (
	"encoding/json"
	"fmt"
	"strings"

	"countersign/app/view"
	"countersign/sigv4"
)

// Examples lists the examples: those of the families of causes, in the order in which the workbench offers
// them, then those of the guides.
func Examples() ([]view.Example, error) {
	var examples []view.Example
	for _, group := range []func() ([]view.Example, error){
		familyExamples, clockExamples, mismatchExamples, unreadableExamples, scopeExamples,
	} {
		more, err := group()
		if err != nil {
			return nil, err
		}
		examples = append(examples, more...)
	}
	return examples, nil
}

// clockExamples are the answers about time.
func clockExamples() ([]view.Example, error) {
	return []view.Example{
		{Name: "clock-apigw", Title: "API Gateway: “Signature expired”",
			Paste: gatewayAnswer("InvalidSignatureException", slowClock().message())},
		{Name: "clock-dynamodb", Title: "DynamoDB: “Signature not yet current”",
			Paste: dynamoAnswer("InvalidSignatureException", localTimeClock().message())},
		{Name: "clock-s3", Title: "S3: RequestTimeTooSkewed",
			Paste: httpAnswer("403 Forbidden", "Content-Type: application/xml", skewedClock().s3Error())},
	}, nil
}

// mismatchExamples are answers to a signature that is another than the server's.
func mismatchExamples() ([]view.Example, error) {
	_, signed, err := deriveExample("apigw-get")
	if err != nil {
		return nil, err
	}
	mismatch := gatewayAnswer("InvalidSignatureException", mismatchMessage(signed))
	reserialised, err := reserialisedBody()
	if err != nil {
		return nil, err
	}
	bucket, err := otherSecret()
	if err != nil {
		return nil, err
	}
	return []view.Example{
		{Name: "server-strings", Title: "API Gateway: does not match, with the server’s strings", Paste: mismatch},
		{Name: "query-not-sorted", Title: "The same, with the client’s canonical request",
			Paste: mismatch + "\nCanonicalRequest:\n" + unsorted(signed) + "\n"},
		{Name: "payload-changed", Title: "DynamoDB: does not match, another body than the one signed", Paste: reserialised},
		{Name: "s3-mismatch", Title: "S3: does not match, both sides’ strings agree", Paste: bucket},
		{Name: "signed-request", Title: "A signed request, to be checked with its secret", Paste: rawRequest(signed.Signed)},
	}, nil
}

// mismatchMessage is the sentence of the JSON and query services when the signature is wrong, with
// the strings that the server computed: those of the derivation.
func mismatchMessage(server sigv4.Derivation) string {
	return "The request signature we calculated does not match the signature you provided. " +
		"Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
		"The Canonical String for this request should have been\n'" + server.CanonicalRequest.String + "'\n\n" +
		"The String-to-Sign should have been\n'" + server.StringToSign.String + "'\n"
}

// unsorted is the canonical request of a signer that leaves the query parameters in the order in
// which the gateway request has them.
func unsorted(d sigv4.Derivation) string {
	_, query, _ := strings.Cut(gatewayRequest().Target, "?")
	return strings.Replace(d.CanonicalRequest.String, d.CanonicalQuery.String, query, 1)
}

// reserialisedBody is a request to DynamoDB whose body was written anew after it was signed, with
// the answer and the client's own canonical request.
func reserialisedBody() (string, error) {
	_, client, err := deriveExample("dynamodb-list")
	if err != nil {
		return "", err
	}
	asSent, server, err := deriveExample("dynamodb-as-sent")
	if err != nil {
		return "", err
	}
	sent := client.Signed
	sent.Body = asSent.request.Body
	return rawRequest(sent) + "\n\n" + dynamoAnswer("InvalidSignatureException", mismatchMessage(server)) +
		"\nCanonicalRequest:\n" + client.CanonicalRequest.String + "\n", nil
}

// otherSecret is a request to S3 signed with the secret of another access key id, and the answer.
func otherSecret() (string, error) {
	e, server, err := deriveExample("s3-get")
	if err != nil {
		return "", err
	}
	client, err := derive(e.request, e.signing, otherExampleSecret)
	if err != nil {
		return "", err
	}
	return rawRequest(client.Signed) + httpAnswer("403 Forbidden", "Content-Type: application/xml", s3Mismatch(server, client.Signature)), nil
}

// s3Mismatch is how S3 refuses a signature: with the strings that it computed, those of the derivation.
func s3Mismatch(server sigv4.Derivation, provided string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>SignatureDoesNotMatch</Code>" +
		"<Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>" +
		"<AWSAccessKeyId>" + exampleAccessKeyID + "</AWSAccessKeyId>" +
		"<StringToSign>" + xmlText(server.StringToSign.String) + "</StringToSign>" +
		"<SignatureProvided>" + provided + "</SignatureProvided>" +
		"<CanonicalRequest>" + xmlText(server.CanonicalRequest.String) + "</CanonicalRequest></Error>"
}

// gatewayAnswer is how API Gateway and the REST-JSON services refuse: 403, the code in a header.
func gatewayAnswer(code, message string) string {
	return httpAnswer("403 Forbidden", "x-amzn-ErrorType: "+code+"\nContent-Type: application/json", jsonText("message", message))
}

// dynamoAnswer is how the JSON 1.0 and 1.1 services refuse: 400, the code in the body.
func dynamoAnswer(code, message string) string {
	return httpAnswer("400 Bad Request", "Content-Type: application/x-amz-json-1.0",
		jsonText("__type", "com.amazon.coral.service#"+code, "message", message))
}

// queryAnswer is how the query services refuse: XML, the code in an element.
func queryAnswer(status, code, message string) string {
	return httpAnswer(status, "Content-Type: text/xml", "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"+
		"<Code>"+code+"</Code><Message>"+xmlText(message)+"</Message></Error></ErrorResponse>")
}

func httpAnswer(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\n" + headers + "\n\n" + body + "\n"
}

// jsonText is a JSON object of strings, in the order given. <, > and & stay, as AWS writes them.
func jsonText(pairs ...string) string {
	var members []string
	for i := 0; i < len(pairs); i += 2 {
		members = append(members, fmt.Sprintf(`"%s":%s`, pairs[i], jsonString(pairs[i+1])))
	}
	return "{" + strings.Join(members, ",") + "}"
}

func jsonString(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.Encode(s) // a string always can be
	return strings.TrimSuffix(b.String(), "\n")
}

func xmlText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
