package site

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// escapedTwice is what the SDK for Go logs when its signer is used for S3 by itself: it escapes the path
// twice unless DisableURIPathEscaping is set, https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/aws/signer/v4.
func escapedTwice() (string, error) {
	e, server, err := deriveExample("s3-get")
	if err != nil {
		return "", err
	}
	e.signing.Rules.EncodeTwice = true
	client, err := derive(e.request, e.signing, exampleSecret)
	if err != nil {
		return "", err
	}
	const stamp = "SDK 2026/03/15 12:00:00 DEBUG "
	return stamp + "Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n" + client.CanonicalRequest.String +
		"\n---[ STRING TO SIGN ]--------------------------------\n" + client.StringToSign.String +
		"\n-----------------------------------------------------\n" +
		stamp + "Request\n" + rawRequest(client.Signed) + "\n" +
		stamp + "Response\n" + httpAnswer("403 Forbidden", "Content-Type: application/xml", s3Mismatch(server, client.Signature)), nil
}

// escapedURL is a presigned URL that a library escaped as a whole, as in https://github.com/philipphecht/react-native-doc-viewer/issues/97.
func escapedURL() (string, error) {
	_, d, err := deriveExample("s3-presigned")
	if err != nil {
		return "", err
	}
	return "https://" + hostOf(d.Signed) + strings.ReplaceAll(d.Signed.Target, "%", "%25") + "\n", nil
}

// aclAdded is the answer of S3 to a header beside a presigned URL, as in https://github.com/soto-project/soto/issues/374.
func aclAdded() (string, error) {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>AccessDenied</Code><Message>There were headers present in the request which were not signed</Message>" +
		"<HeadersNotSigned>x-amz-acl</HeadersNotSigned><RequestId>656C76696E6EXAMPLE</RequestId></Error>\n", nil
}

// followedStream is what Wireshark saw of an upload whose body was written anew after it was signed.
func followedStream() (string, error) {
	r := sigv4.Request{Method: "PUT", Target: "/examplebucket/menu.json", Headers: []sigv4.Header{
		{Name: "Host", Value: "s3.eu-central-1.amazonaws.com"}, {Name: "Content-Type", Value: "application/json"}}, Body: []byte(`{"dish":"soup","price":4}`)}
	client, err := derive(r, signingFor("s3", exampleServerTime()), exampleSecret)
	if err != nil {
		return "", err
	}
	sent := client.Signed
	sent.Body = []byte(`{"dish": "soup", "price": 4}`)
	sent.Headers = append(sent.Headers, sigv4.Header{Name: "Content-Length", Value: strconv.Itoa(len(sent.Body))})
	r.Body = sent.Body
	server, err := derive(r, signingFor("s3", exampleServerTime()), exampleSecret)
	if err != nil {
		return "", err
	}
	body := `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>XAmzContentSHA256Mismatch</Code>" +
		"<Message>The provided 'x-amz-content-sha256' header does not match what was computed.</Message>" +
		"<ClientComputedContentSHA256>" + client.PayloadHash.String + "</ClientComputedContentSHA256>" +
		"<S3ComputedContentSHA256>" + server.PayloadHash.String + "</S3ComputedContentSHA256></Error>"
	out, in := rawRequest(sent), strings.TrimSuffix(httpAnswer("400 Bad Request", "Content-Type: application/xml\nContent-Length: "+strconv.Itoa(len(body)), body), "\n")
	rule := strings.Repeat("=", 67)
	return rule + "\nFollow: tcp,ascii\nFilter: tcp.stream eq 0\nNode 0: 192.0.2.7:46782\nNode 1: 192.0.2.1:80\n" +
		strconv.Itoa(len(out)) + "\n" + out + "\n\t" + strconv.Itoa(len(in)) + "\n" + in + "\n" + rule + "\n", nil
}

// newlineTooMany is what a signer prints that hashes its canonical request with a newline at the end, and the answer of STS.
func newlineTooMany() (string, error) {
	_, server, err := deriveExample("sts-identity")
	if err != nil {
		return "", err
	}
	hash := sigv4.HashHex(server.CanonicalRequest.String + "\n")
	toSign := strings.Replace(server.StringToSign.String, server.Hash, hash, 1)
	return "canonical request:\n" + server.CanonicalRequest.String + "\n\nstring to sign:\n" + toSign + "\n\n" +
		queryAnswer("403 Forbidden", "SignatureDoesNotMatch", mismatchMessage(server)), nil
}

// blackedOut is a request in Postman and its answer, with the host replaced in both.
func blackedOut() (string, error) {
	_, d, err := deriveExample("apigw-get")
	if err != nil {
		return "", err
	}
	host := hostOf(d.Signed)
	return strings.ReplaceAll(rawRequest(d.Signed)+gatewayAnswer("InvalidSignatureException", mismatchMessage(d)), host, "api.mycompany.example"), nil
}

// harOfNoRoute is a HAR of a browser: a signed request to a stage that has no such route.
func harOfNoRoute() (string, error) {
	_, d, err := deriveExample("apigw-get")
	if err != nil {
		return "", err
	}
	host := hostOf(d.Signed)
	header := func(name, value string) string { return jsonText("name", name, "value", value) }
	var headers []string
	for _, h := range d.Signed.Headers {
		if h.Name != "Host" {
			headers = append(headers, header(strings.ToLower(h.Name), strings.TrimSpace(h.Value)))
		}
	}
	return `{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[{"_resourceType":"fetch",` +
		`"request":{"method":"GET","url":` + jsonString("https://"+host+"/production") + `,"httpVersion":"http/2.0","headers":[` +
		strings.Join(headers, ",") + `],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},` +
		`"response":{"status":403,"statusText":"","httpVersion":"http/2.0","headers":[` +
		header("content-type", "application/json") + "," + header("x-amzn-errortype", "MissingAuthenticationTokenException") + `],"cookies":[],` +
		`"content":{"size":42,"mimeType":"application/json","text":` + jsonString(jsonText("message", "Missing Authentication Token")) + `},` +
		`"redirectURL":"","headersSize":-1,"bodySize":-1},"startedDateTime":"2026-03-15T12:00:00.214Z","time":81.2}]}}` + "\n", nil
}
