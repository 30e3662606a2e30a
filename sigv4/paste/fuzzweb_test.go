package paste

import (
	"strings"
	"testing"
)

func FuzzHAR(f *testing.F) {
	for _, seed := range []string{
		`{"log":{"entries":[{"request":{"method":"GET","url":"https://h/a","headers":[{"name":":authority","value":"h"},{"name":"X-Amz-Date","value":"1"}],"bodySize":2,"postData":{"text":"ab"}},"response":{"status":403,"headers":[],"content":{"text":"PEVycm9yPg==","encoding":"base64"}}}]}}`,
		`{"method":"GET","url":"","headers":[1,{}]}`, `{"status":1e9,"headers":[{"name":"a","value":"b"}],"content":{"text":"{\"message\":\"Forbidden\"}"}}`, `{a: f("}"), b: [`, "{\"a\":`${x}`}", `{'a' => [None, 'b`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse(text))
		checkEvidence(t, Parse(`{"method":"GET","url":"https://h/","headers":[],"postData":{"text":"`+text))
	})
}

func FuzzPolicy(f *testing.F) {
	for _, seed := range []string{
		`{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":["s3:*"],"NotResource":"*","Condition":{}}]}`, `{"Policy":"{\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":\"*\",\"Principal\":\"*\"}}"}`, `{"Effect":"Allow","Action":`, `{'statement': [{'effect': 1, 'action': [[]]}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse(text))
		checkEvidence(t, Parse(`{"Policy":"`+text+`"}`))
	})
}

func FuzzFetch(f *testing.F) {
	for _, seed := range []string{
		`"https://h/p?q", {"headers": {"A": "b", "c": "$x"}, "body": "{\"a\":1}", "method": "POST"});`, "`https://h/${x}`, {method: m, headers: new Headers({A: 'b'}), body: JSON.stringify({a: [1]})})", `'https://h/', {headers: [["A", "b"]], body: null`, `"https://h/", {`, `"https://h/"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse("await fetch("+text)) })
}

func FuzzQuoting(f *testing.F) {
	for _, seed := range []string{
		"^\"http://h/a^%^20^&b^\" ^\n -H ^\"A: ^\\^\"b^\\^\"^\" --data-raw ^\"a^\n\nb^\"", `"http://h/" ^` + "\r\n -H \"A: ^\\^\"b\"\" %T%\"", "\"http://h/a%%20\" ^", "'http://h/it''s' `\n -H \"A: `\"$x`\" ''\" -d '{\\\"a\\\":1}'", "“http://h/” `\n>> -H ‘a: b’", "http://h/ `\n -d @'\nx\n'@", "^\\^\\^\\^\"\\\\\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse("curl "+text+" ^\n"))
		checkEvidence(t, Parse("curl.exe "+text+" `\n"))
	})
}

func FuzzPowerShell(f *testing.F) {
	for _, seed := range []string{
		"-Uri \"http://h/\" -Method \"POST\" -WebSession $s `\n-Headers @{\n\"A\"=\"b`\"\"\n'C'='d'; E=$f\n} -Body ([System.Text.Encoding]::UTF8.GetBytes(\"{$([char]55357)$([char]56832)}\"))", "http://h/ -Body @\"\n{}\n\"@", "@p", "http://h/ -Headers @{A=@{B='c'}} -UseBasicParsing -TimeoutSec -1", "-Uri:'http://h/' | ConvertFrom-Json",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse("$s = New-Object X\n$s.UserAgent = \"a\"\n$p = @{Uri='http://h/'}\n$p.Add(\"Method\", 'Get')\n$p[\"A\"] = 'b'\nInvoke-WebRequest "+text))
		checkEvidence(t, Parse("$"+text+"\niwr http://h/"))
	})
}

func FuzzPackets(f *testing.F) {
	for _, seed := range []string{
		"    GET / HTTP/1.1\\r\\n\n    Host: h\\r\\n\n    [truncated]A: b\\r\\n\n    \\r\\n\n    File Data: 3 bytes\nLine-based text data: text/plain\n    a\\n\n    b\n", "    HTTP/1.1 403 Forbidden\\r\\n\n    A […]: b\\r\\n\n    \\r\\n\n    File Data: 1 bytes\nLine-based text data\n    <Error><Code>ExpiredToken</Code></Error>", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse("Hypertext Transfer Protocol\n"+text))
		checkEvidence(t, Parse("HyperText Transfer Protocol 2\n        Header: :method: GET\n        Header: :path: /\n        Header: "+text))
		checkEvidence(t, Parse("===\nFollow: tcp,ascii\nNode 0: a\n4\n"+text+"\n\t3\n"+text+"\n"+ruler))
	})
}

func FuzzAWSCurl(f *testing.F) {
	for _, seed := range []string{
		"('\\n'\n 'CANONICAL REQUEST = GET\\n'\n '/\\n'\n '\\n'\n 'host:h\\n'\n '\\n'\n 'host\\n'\n 'UNSIGNED-PAYLOAD')\n'\\nHEADERS+'\n{'A': 'b'}\n'\\nBEGIN REQUEST+'\n'Request URL = http://h/'\n'\\nRESPONSE+'\n'Response code: 403\\n'\n{'C': 'd'}\n''\n{\"message\":\"Forbidden\"}", "'\\nSTRING_TO_SIGN = AWS4-HMAC-SHA256\\n1\\na/b\\n0'", "(", "'a' (",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse("{'access_key': 'a',\n 'data': 'x',\n 'request': 'POST'}\n"+text))
		checkEvidence(t, Parse(strings.TrimPrefix(text, "('\\n'")))
	})
}

func FuzzPostman(f *testing.F) {
	for _, seed := range []string{
		"\n403\n▼ Request Headers\nA: \"b\\\"\"\n▼ Request Body\nx\n▼ Response Headers\nC: d\n▼ Response Body\n{\"message\":\"Forbidden\"}", ": {\"Request Headers\": {\"A\": \"b\"}, \"Response Headers\": {}, \"Response Body\": \"{\\\"message\\\":\\\"Forbidden\\\"}\"}", " 200\nResponse Headers\nA: b\nRequest Headers\nA: b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEvidence(t, Parse("GET https://h/a"+text)) })
}

func FuzzDecoration(f *testing.F) {
	for _, seed := range []string{"\x1b[1;32mGET / HTTP/1.1\x1b[0m\n\u00a0\u00a0Host: h\n\n", "\x1b]8;;x\x1b\\y\x1b]8;;\a", "curl\u00a0http://h/\u00a0-H\u00a0'A: b'", "\u200b\ufeffAuthorization: Bearer abcdefgh.ij", "\x1b[\x1b[m", "\ufeff\u200b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkEvidence(t, Parse(text))
		checkEvidence(t, Parse("aws_secret_access_key=\x1b[m"+text+" "+exampleSecret+text))
	})
}
