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
	vanillaSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// shown is a text as a text box holds it.
func shown(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
