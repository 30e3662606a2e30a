package paste

import (
	"strings"
	"testing"
)

// hostile are texts of one megabyte that tempt a parser to read the same bytes again and again.
func hostile() map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, MaxBytes/len(unit)+1)[:MaxBytes] }
	hash := strings.Repeat("0123456789abcdef", 4)
	return map[string]string{
		"angle":         fill("<"),
		"brace":         fill("{"),
		"nested":        fill(`{"a":`),
		"open strings":  fill(`{"message":"`),
		"curl":          fill("curl "),
		"curl lines":    fill("curl x.y\n"),
		"curl quotes":   fill(`curl "x.y' `),
		"curl data":     "curl http://h/ " + fill("-d a -H b:c "),
		"double quotes": fill(`"`),
		"single quotes": fill("'"),
		"ansi quotes":   fill("$'"),
		"escapes":       fill(`\`),
		"requests":      fill("GET / HTTP/1.1\n"),
		"methods":       fill("GET\n"),
		"canonical":     fill("GET\n/\n\n"),
		"labels":        fill("CanonicalRequest:\n"),
		"collapsed":     fill("canonical string GET / a:b "),
		"hashes":        fill(hash + "\n"),
		"algorithms":    fill("AWS4-HMAC-SHA256\n"),
		"strings":       fill("AWS4-HMAC-SHA256\n2\n/\n"),
		"headers":       "GET / HTTP/1.1\n" + fill("a: b\n"),
		"folds":         "GET / HTTP/1.1\na: b\n" + fill(" c\n"),
		"lone headers":  fill("a: b\n"),
		"responses":     fill("HTTP/1.1 403 Forbidden\n"),
		"messages":      fill("Signature expired: "),
		"codes":         fill("SignatureDoesNotMatch\n"),
		"code words":    fill("SignatureDoesNotMatch "),
		"open elements": fill("<Message>"),
		"elements":      fill("<Code>a</Code>"),
		"open cdata":    fill("<Code><![CDATA[a") + "]]>",
		"references":    "<Message>" + fill("&amp;") + "</Message>",
		"bytes":         "<CanonicalRequestBytes>" + fill("47 ") + "</CanonicalRequestBytes>",
		"secrets":       fill("secret"),
		"secret keys":   fill("aws_secret_access_key=abcdefgh12345678 "),
		"returns":       fill("\r"),
		"doubled":       fill("GET\n\n/\n\n\n\n"),
		"levels":        fill("[A] GET\n[A] /\n"),
		"typeset":       "curl http://h/ " + fill("‘a "),
		"ends of lines": fill("GET \n/ \n \nhost:a \n"),
		"secret names":  fill("AWS_SECRET_ACCESS_KEY="),
		"key id names":  fill("aws_access_key_id=Aa"),
		"users":         fill(" -u a:"),
		"quoted":        fill("> GET / HTTP/1.1\n"),
		"indented":      fill("  GET\n"),
		"spaces":        fill(" "),
		"newlines":      fill("\n"),
		"zeros":         fill("\x00"),
		"addresses":     fill("https://h/?X-Amz-Credential=a\n"),
		"no addresses":  fill("http://"),
		"addresses in":  fill("https://h/?u=https%3A%2F%2Fh%2F"),
		"broken":        "https://h/?X-Amz-Date=1" + fill("\n&"),
		"wrapped":       "https://h/?X-Amz-Date=1" + fill("\n&X-Amz-Date="+strings.Repeat("x", 16000)),
		"log lines":     fill("2026-03-15 12:00:00,123 botocore.auth [DEBUG] x\n"),
		"log marks":     fill("2026-03-15 12:00:00,123 botocore.auth [DEBUG] Signature:\n"),
		"dicts":         fill("Response headers: {'a': b'b', "),
		"open dicts":    fill("Response headers: {'a': b'\n"),
		"requests sent": fill("Sending http request: <AWSPreparedRequest , method=, url=, headers={"),
		"answers":       fill("Response body:\nb'{"),
		"notes":         fill("* Trying 1\n"),
		"traces":        fill("=> Send header, 9 bytes (0x9)\n0000: GET / HTTP/1.1\n<= Recv data, 1 bytes (0x1)\n"),
		"trace rows":    "=> Send header, 9 bytes (0x9)\n" + fill("0000: GET / HTTP/1.1\n"),
		"bullets":       fill("* a\n"),
		"signers":       fill("* aws_sigv4: Signature - \n"),
		"frames":        fill("An error occurred (A) when calling the "),
		"framed":        fill("An error occurred (A) when calling the B operation: c\n"),
		"frames behind": fill("status code: 403, request id: a\n"),
		"PHP":           fill(`Error executing "`),
		"PHP errors":    fill(`Error executing "a" on "b"; `),
		"prose":         fill("The request failed again, and nobody knows why it did so today.\n"),
	}
}

func BenchmarkParse1MB(b *testing.B) {
	for name, text := range hostile() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(MaxBytes)
			for b.Loop() {
				Parse(text)
			}
		})
	}
}
