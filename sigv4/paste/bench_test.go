package paste

import (
	"strconv"
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
		"access lines":  fill(`192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "GET /k?X-Amz-Signature=0 HTTP/1.1" 403 9 "-" "-"` + "\n"),
		"access stamps": fill("a [15/Mar/2026:12:00:01 +0000] \"\n"),
		"access words":  "a [15/Mar/2026:12:00:01 +0000] " + fill("\" \""),
		"access tabs":   "2026-03-15\t12:00:31\t" + fill("\t"),
		"log heads":     fill("2026-03-15T12:00:00Z TRACE token\n"),
		"log rulers":    fill("---[ A ]---\n"),
		"log stamps":    fill("12:00:00 "),
		"log levels":    fill("DEBUG:a:"),
		"log records":   fill("DEBUG: a\nb\n"),
		"header string": fill("DEBUG: canonical_headers = a:b\nc:d\n"),
		"wire rows":     fill("<- \"GET / HTTP/1.1\\r\\n\"\n"),
		"wire answers":  fill("-> \"\\r\\n\"\n"),
		"wire body":     "<- \"POST / HTTP/1.1\\r\\n\"\n" + fill("<- \"a\"\n"),
		"wire brackets": fill(`http-outgoing-0 >> "[\r][0x00]"` + "\n"),
		"wire headers":  "reply: 'HTTP/1.1 403 F\\r\\n'\n" + fill("header: a: b\n"),
		"wire notes":    fill("reading 1 bytes...\n"),
		"open quotes":   fill("\"<Error\n"),
		"quoted errors": fill("'<Error><Code>A</Code></Error>'\n"),
		"literals":      fill("('a'\n"),
		"more literals": "(" + fill("'a'\n "),
		"joined":        "{'a': " + fill("'b' + "),
		"joined open":   fill("{'a': 'b' + "),
		"thrown":        fill("AccessDenied: a\n"),
		"thrown stacks": fill("AccessDenied: a\n    at b {\n"),
		"stacks":        fill("    at f (g:1)\n"),
		"far stack":     fill("AccessDenied: a ")[:MaxBytes-100] + "\n    at b {\n",
		"printed":       fill("{method: 'GET', path: '/', headers: {'x-amz-a': 'b'}}\n"),
		"printed query": "{method: 'GET', path: '/', headers: {'x-amz-a': 'b'}, query: {" + fill("a: 'b ', "),
		"s3cmd":         fill("Sending request method_string='A', uri='/', headers={'a': 'b'}\n"),
		"s3cmd answers": fill("Response:\n{'status': 403, 'data': 'a'}\n"),
		"s3cmd hosts":   fill("get_hostname(a): b Sending request method_string='A', uri='/', headers={'a': 'b'}\n"),
		"awscurl":       fill("'\\nHEADERS++++'\n{'a': 'b'}\n"),
		"awscurl open":  fill("'\\nRESPONSE++++'\n'Response code: 403'\n{'a': \n"),
		"PHP steps":     fill(phpEntering + "\n  request.headers.A was set to AWS4-\n"),
		"PHP arrays":    phpEntering + "\n" + fill("  request.a was set to array(1) {\n"),
		"PHP headers":   phpEntering + "\n" + fill("  request.headers.A was set to b\n"),
		"PHP names":     phpEntering + "\n" + manyNames(),
		"boxes":         fill("│ Error: a\n"),
		"colours":       fill("\x1b[31m"),
		"open colours":  fill("\x1b["),
		"titles":        fill("\x1b]0;"),
		"no-break":      fill("\u00a0"),
		"prose":         fill("The request failed again, and nobody knows why it did so today.\n"),
	}
}

// manyNames are headers of as many names as there is room for.
func manyNames() string {
	var lines strings.Builder
	for i := 0; lines.Len() < MaxBytes-64; i++ {
		lines.WriteString("  request.headers.a" + strconv.Itoa(i) + " was set to b\n")
	}
	return lines.String()
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
