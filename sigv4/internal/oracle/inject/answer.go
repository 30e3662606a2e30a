package inject

import (
	"encoding/json"
	"fmt"
	"strings"
)

// answer is the server's: it refuses the signature, and says what it signed itself. The words are AWS's.
func (c *Case) answer() string {
	right := c.Right
	message := "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
		"Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'" + right.CanonicalRequest +
		"'\n\nThe String-to-Sign should have been\n'" + right.StringToSign + "'\n"
	switch c.Request.Service {
	case "s3":
		return response("application/xml", `<?xml version="1.0" encoding="UTF-8"?>`+"\n<Error>"+
			element("Code", "SignatureDoesNotMatch")+
			element("Message", "The request signature we calculated does not match the signature you provided. Check your key and signing method.")+
			element("AWSAccessKeyId", c.Request.KeyID)+element("StringToSign", right.StringToSign)+
			element("SignatureProvided", c.Signature)+element("StringToSignBytes", fmt.Sprintf("% x", right.StringToSign))+
			element("CanonicalRequest", right.CanonicalRequest)+element("CanonicalRequestBytes", fmt.Sprintf("% x", right.CanonicalRequest))+
			element("RequestId", "656c76696e6EXAMPLE")+element("HostId", "Uuag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7/C1NPcfTWAtRPfTaOFg==")+"</Error>")
	case "sqs", "sts", "iam", "ses":
		return response("text/xml", "<ErrorResponse>\n  <Error>\n    "+element("Type", "Sender")+"\n    "+element("Code", "SignatureDoesNotMatch")+
			"\n    "+element("Message", message)+"\n  </Error>\n  "+element("RequestId", "11111111-2222-4333-8444-example00001")+"\n</ErrorResponse>\n")
	case "dynamodb":
		return response("application/x-amz-json-1.0", `{"__type":"com.amazon.coral.service#InvalidSignatureException","message":`+quoteJSON(message)+"}")
	default:
		return response("application/json\r\nx-amzn-ErrorType: InvalidSignatureException", `{"message": `+quoteJSON(message)+"}")
	}
}

func response(kind, body string) string {
	return fmt.Sprintf("HTTP/1.1 403 Forbidden\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", kind, len(body), body)
}

func element(name, text string) string {
	return "<" + name + ">" + strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text) + "</" + name + ">"
}

// quoteJSON leaves "&" and "<" as they are: as AWS does, and not Go.
func quoteJSON(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // no text is without JSON
	}
	return strings.TrimSuffix(b.String(), "\n")
}
