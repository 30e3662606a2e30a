package e2e

import "strings"

// What the tests paste. Credentials are those of AWS's own documentation.
const (
	// clockAnswer is refused for a clock that is 9 min 26 s behind.
	clockAnswer = "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nx-amzn-ErrorType: InvalidSignatureException\r\n\r\n" +
		`{"message":"Signature expired: 20260315T115034Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)"}`

	// vanilla is the case get-vanilla of AWS's signing test suite, signed with vanillaSecret.
	vanilla = "GET / HTTP/1.1\r\nHost: example.amazonaws.com\r\nX-Amz-Date: 20150830T123600Z\r\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
		"SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31\r\n\r\n"
	// rewritten is a request whose Host a proxy replaced, with the server's answer.
	rewritten = "GET / HTTP/1.1\r\nHost: storage.example.com\r\nX-Amz-Date: 20260315T120000Z\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, " +
		"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29\r\n\r\n" +
		"HTTP/1.1 403 Forbidden\r\nServer: nginx/1.22.1\r\n\r\n" +
		"<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>" +
		"<CanonicalRequest>GET\n/\n\nhost:127.0.0.1:9202\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20260315T120000Z\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>"

	vanillaSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// shown is a text as a text box holds it.
func shown(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
