package site

import (
	"fmt"
	"strings"
	"time"

	"countersign/app/view"
	"countersign/sigv4"
	"countersign/sigv4/diagnose"
)

// menuExample is an example of the workbench's menu.
type menuExample struct {
	cause         string // the best finding's
	title, format string
	paste         func() (string, error)
}

// menuExamples lists one for each family of causes, in the order of the families, each of another format. The
// engine computes their values; their forms are those of recorded logs and answers, which
// sigv4/paste/testdata holds.
func menuExamples() []menuExample {
	return []menuExample{
		{"clock-skew", "Signed earlier than the server allows", "error of Terraform", terraformError},
		{"secret-wrong", "Both sides sign the same text, with different keys", "debug log of the AWS CLI", cliLog},
		{"scope-service-wrong", "Signed for another service", "fetch() copied from a browser", fetchCall},
		{"authorization-malformed", "An Authorization header that cannot be read", "JSON error", doubledHeader},
		{"host-rewritten-by-proxy", "A proxy stands in between", "curl -v", curlThroughProxy},
		{"method-mismatch", "A URL presigned for GET, used with PUT", "log of the AWS SDK for Java", uploadToGet},
		{"path-encoding-count", "An object key with a space, escaped twice", "log of the AWS SDK for Go", escapedTwice},
		{"query-changed-after-signing", "A presigned URL that was escaped once more", "presigned URL", escapedURL},
		{"unsigned-amz-header", "A header added to a presigned upload", "XML error of S3", aclAdded},
		{"payload-changed", "Another body than the one that was signed", "stream of Wireshark", followedStream},
		{"canonical-request-format", "A signer that hashes one newline too many", "what your own signer prints", newlineTooMany},
		{"evidence-edited", "The host was blacked out before pasting", "request and answer from Postman", blackedOut},
		{"api-route-not-found", "“Missing Authentication Token”", "HAR of a browser", harOfNoRoute},
	}
}

// familyExamples are the examples of the menu.
func familyExamples() ([]view.Example, error) {
	of := map[string]string{}
	for _, c := range diagnose.Causes() {
		of[c.ID] = c.Family
	}
	var examples []view.Example
	for _, f := range menuExamples() {
		text, err := f.paste()
		if err != nil {
			return nil, fmt.Errorf("the example of %s: %w", f.cause, err)
		}
		family := of[f.cause]
		examples = append(examples, view.Example{Name: "family-" + strings.ReplaceAll(family, " ", "-"),
			Family: family, Title: f.title, Format: f.format, Paste: text})
	}
	return examples, nil
}

// offer is an example of the menu and the page of its cause.
type offer struct {
	Example view.Example
	Cause   view.Guide
}

// offers lists the examples of the menu for the home page, which leads to the causes where no program runs.
func offers(pages []causeFamily) ([]offer, error) {
	examples, err := familyExamples()
	if err != nil {
		return nil, err
	}
	about := map[string]view.Guide{}
	for _, f := range pages {
		for _, c := range f.Causes {
			about[c.ID] = c.Guide
		}
	}
	var list []offer
	for i, e := range examples {
		list = append(list, offer{e, about[menuExamples()[i].cause]})
	}
	return list, nil
}

// terraformError is a refusal by STS as Terraform draws it: broken into lines, in a frame.
func terraformError() (string, error) {
	c := clock{exampleServerTime().Add(-19*time.Minute - 26*time.Second), exampleServerTime(), 15 * time.Minute}
	return "╷\n│ Error: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, " +
		"https response error StatusCode: 403, RequestID: 11111111-2222-4333-8444-example00001, api error SignatureDoesNotMatch: " + c.message() +
		"\n│ \n│   with provider[\"registry.terraform.io/hashicorp/aws\"],\n│   on main.tf line 1, in provider \"aws\":\n│    1: provider \"aws\" {\n│ \n╵\n", nil
}

// cliLog is what aws --debug says of a request to S3 that was signed with the secret of another key.
func cliLog() (string, error) {
	e, server, err := deriveExample("s3-get")
	if err != nil {
		return "", err
	}
	client, err := derive(e.request, e.signing, otherExampleSecret)
	if err != nil {
		return "", err
	}
	stamp := "2026-03-15 12:00:00,214 - MainThread - botocore."
	host := hostOf(client.Signed)
	return stamp + "auth - DEBUG - Calculating signature using v4 auth.\n" +
		stamp + "auth - DEBUG - CanonicalRequest:\n" + client.CanonicalRequest.String + "\n" +
		stamp + "auth - DEBUG - StringToSign:\n" + client.StringToSign.String + "\n" +
		stamp + "auth - DEBUG - Signature:\n" + client.Signature + "\n" +
		stamp + "endpoint - DEBUG - Sending http request: <AWSPreparedRequest stream_output=True, method=GET, url=https://" + host + client.Signed.Target + ">\n" +
		stamp + "parsers - DEBUG - Response body:\n" + pythonBytes(s3Mismatch(server, client.Signature)) + "\n", nil
}

// fetchCall is a request that a web page signed for API Gateway, and the answer.
func fetchCall() (string, error) {
	_, d, err := deriveExample("apigw-other-service")
	if err != nil {
		return "", err
	}
	var headers []string
	for _, h := range d.Signed.Headers {
		if h.Name != "Host" { // the browser's own, which it does not copy
			headers = append(headers, "    "+jsonString(strings.ToLower(h.Name))+": "+jsonString(strings.TrimSpace(h.Value)))
		}
	}
	host := hostOf(d.Signed)
	return "fetch(" + jsonString("https://"+host+d.Signed.Target) + ", {\n  \"headers\": {\n" + strings.Join(headers, ",\n") +
		"\n  },\n  \"body\": null,\n  \"method\": \"GET\"\n});\n\n" +
		jsonText("message", "Credential should be scoped to correct service: 'execute-api'. ") + "\n", nil
}

// doubledHeader is the answer to a header whose value begins with its own name, as in
// https://github.com/amzn/selling-partner-api-docs/issues/836.
func doubledHeader() (string, error) {
	_, d, err := deriveExample("apigw-get")
	if err != nil {
		return "", err
	}
	return jsonText("message", "'"+sigv4.Algorithm+"' not a valid key=value pair (missing equal-sign) in Authorization header: 'Authorization: "+
		d.Authorization+"'.") + "\n", nil
}

// curlThroughProxy is curl -v --aws-sigv4 against a proxy that puts the host behind it in the place of the one signed.
func curlThroughProxy() (string, error) {
	r := sigv4.Request{Method: "GET", Target: "/examplebucket/report.pdf", Headers: []sigv4.Header{{Name: "Host", Value: "files.example.com"}}}
	client, err := derive(r, signingFor("s3", exampleServerTime()), exampleSecret)
	if err != nil {
		return "", err
	}
	r.Headers = []sigv4.Header{{Name: "Host", Value: "minio.internal:9000"}}
	server, err := derive(r, signingFor("s3", exampleServerTime()), exampleSecret)
	if err != nil {
		return "", err
	}
	return "* aws_sigv4: String to sign (enclosed in []) - [" + client.StringToSign.String + "]\n" +
		"* aws_sigv4: Signature - " + client.Signature + "\n" +
		"* Server auth using AWS_SIGV4 with user '" + exampleAccessKeyID + "'\n" +
		prefixed("> ", rawRequest(client.Signed)) +
		"* Request completely sent off\n" +
		prefixed("< ", "HTTP/1.1 403 Forbidden\nServer: nginx/1.22.1\nContent-Type: application/xml\n\n") +
		s3Mismatch(server, client.Signature) + "\n", nil
}

// uploadToGet is what the SDK for Java logs when it presigns a URL for reading, and what S3 answers to whoever
// uploads to that.
func uploadToGet() (string, error) {
	e, client, err := deriveExample("s3-presigned")
	if err != nil {
		return "", err
	}
	e.request.Method = "PUT"
	server, err := derive(e.request, e.signing, exampleSecret)
	if err != nil {
		return "", err
	}
	const stamp = "2026-03-15 12:00:00 [main] DEBUG software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner:85 - AWS4 "
	return stamp + "Canonical Request: " + client.CanonicalRequest.String + "\n" +
		stamp + "Canonical Request Hash: " + client.Hash + "\n" +
		stamp + "String to sign: " + client.StringToSign.String + "\n\n" +
		s3Mismatch(server, client.Signature) + "\n", nil
}

// prefixed writes a text with a mark before each line.
func prefixed(mark, text string) string {
	return mark + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+mark) + "\n"
}

// pythonBytes is a text as Python prints its bytes.
func pythonBytes(text string) string {
	return "b'" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "\n", `\n`).Replace(text) + "'"
}
