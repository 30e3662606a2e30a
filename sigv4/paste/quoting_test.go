package paste

import (
	"strings"
	"testing"
)

func TestQuotingPlaces(t *testing.T) {
	const kc, ku = KindCurl, KindUnrecognized
	wantPlaces(t, "cmd.exe", parsed(t, read(t, "devtools-curl-cmd.txt")), place{kc, 0, 1097})
	wantPlaces(t, "cmd.exe, older", parsed(t, read(t, "devtools-curl-cmd-older.txt")), place{kc, 0, 1068})
	wantPlaces(t, "variants", parsed(t, read(t, "shell-quoting.txt")), place{ku, 0, 33}, place{kc, 34, 460}, place{ku, 461, 509}, place{kc, 510, 944}, place{ku, 945, 1016}, place{kc, 1017, 1118}, place{ku, 1119, 1148}, place{kc, 1149, 1480},
		place{ku, 1481, 1520}, place{kc, 1521, 1855}, place{ku, 1856, 1886}, place{KindPowerShell, 1887, 2329}, place{ku, 2330, 2386}, place{kc, 2387, 2549}, place{KindSecret, 2447, 2487},
		place{ku, 2550, 2565}, place{KindHTTPie, 2566, 2880}, place{KindWget, 2881, 3215})
}

func TestQuotedForCmd(t *testing.T) {
	const rest = " | (Host: h.example) | (Accept: */*)"
	const form = " | (Host: h.example) | (Content-Type: application/x-www-form-urlencoded) | (Accept: */*)"
	for _, c := range []struct{ name, text, want string }{
		{"carets", "curl ^\"http://h.example/a?b=c^&d=^%^20^\" ^\r\n  -H ^\"A: ^\\^\"b^\\^\" ^(c^)^\"", `(GET) /a?b=c&d=%20 of h.example | A: "b" (c)` + rest},
		{"carets in quotes", "curl \"http://h.example/a?b=c^%^20\" ^\n  -H \"A: ^\\^\"b^\\^\"\"", `(GET) /a?b=c%20 of h.example | A: "b"` + rest},
		{"doubled quotation marks", "curl \"http://h.example/\" ^\n -H \"A: \"\"b\"\"\"", `(GET) / of h.example | A: "b"` + rest},
		{"backslashes", `C:\Users\me>curl "http://h.example/" -d "{\"a\":\"b\\c\"}"`, `(POST) / of h.example` + form[:len(form)-len(" | (Accept: */*)")] + ` | (Accept: */*) | (Content-Length: 12) | {"a":"b\\c"}`},
		{"backslashes before the mark", `C:\>curl "http://h.example/" -H "A: b\\" -H "C: d"`, `(GET) / of h.example | A: b\ | C: d` + rest},
		{"a caret of its own", "C:\\>curl \"http://h.example/\" -H \"A: b^c^\"", "(GET) / of h.example | A: b^c^" + rest},
		{"a .bat file", "curl \"http://h.example/a%%20b%%2Fc\" ^\n -H \"A: 100%%\"", "(GET) /a%20b%2Fc of h.example | A: 100%%" + rest},
		{"bare", "C:\\>curl http://h.example/a^&b=c -X PUT & echo done", "PUT /a&b=c of h.example" + rest},
		{"a line break in a word", "curl ^\"http://h.example/^\" ^\n  --data-raw ^\"a^\n\nb^\"", `(POST) / of h.example` + form + ` | (Content-Length: 3) | a` + "\nb"},
		{"the console asks for more", "C:\\>curl \"http://h.example/\" ^\nMore? -H \"A: b\" ^\nMore? -H \"C: d\"", "(GET) / of h.example | A: b | C: d" + rest},
		{"no-break continuation", "curl \"http://h.example/\" ^  \n  -H \"A: b\"", "(GET) / of h.example | A: b" + rest},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || summary(ev.Requests[0]) != c.want {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			for _, r := range ev.Requests {
				t.Errorf("%s: %s", c.name, summary(r))
			}
		}
	}
	ev := parsed(t, "curl ^\"http://h.example/a^%^2Fb^\" -H ^\"A: ^\\^\"b^\\^\"^\"")
	r := ev.Requests[0]
	if where := whereIs(ev, r.Target, r.TargetMap, "%2"); where != "^%^2" {
		t.Errorf("the escape lies at %q", where)
	}
	if where := whereIs(ev, r.Headers[0].Value, r.ValueMaps[0], `"b"`); where != `^\^"b^\^"` {
		t.Errorf("the quoted word lies at %q", where)
	}
}

func TestQuotedForPowerShell(t *testing.T) {
	const rest = " | (Host: h.example) | (Accept: */*)"
	for _, c := range []struct{ name, text, want string }{
		{"backticks", "curl.exe \"http://h.example/a?b=`$c\" `\r\n  -H \"A: `\"b`\"\" `\n -X PUT", "PUT /a?b=$c of h.example | A: \"b\"" + rest},
		{"single quotes", `curl.exe 'http://h.example/it''s' -H 'A: $b'`, "(GET) /it's of h.example | A: $b" + rest},
		{"doubled quotation marks", `PS C:\> curl.exe "http://h.example/" -H "A: ""b"""`, `(GET) / of h.example | A: "b"` + rest},
		{"backslashes for curl", `curl.exe 'http://h.example/' -d '{\"a\":1}'`, `(POST) / of h.example | (Host: h.example) | (Content-Type: application/x-www-form-urlencoded) | (Accept: */*) | {"a":1}`},
		{"the console's prompt", "PS C:\\Users\\me> curl.exe \"http://h.example/\" `\n>> -H \"A: b\"", "(GET) / of h.example | A: b" + rest},
		{"typeset", "curl.exe “http://h.example/” `\n -H ‘A: b’", "(GET) / of h.example | A: b" + rest},
		{"a here-string", "curl.exe http://h.example/ `\n -H @'\nA: b\n'@", "(GET) / of h.example | A: b" + rest},
		{"in one line", `curl.exe "http://h.example/" -H "A: b"`, "(GET) / of h.example | A: b" + rest},
	} {
		ev := parsed(t, c.text)
		if len(ev.Requests) != 1 || summary(ev.Requests[0]) != c.want {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			for _, r := range ev.Requests {
				t.Errorf("%s: %s", c.name, summary(r))
			}
		}
	}
}

// What a shell puts in its place is not in the paste.
func TestExpansions(t *testing.T) {
	for text, want := range map[string]bool{
		"curl \"http://h.example/\" ^\n -H \"A: %TOKEN%\"": true, "curl \"http://h.example/%20a%20\" ^\n -I": false, "curl.exe \"http://h.example/\" `\n -H \"A: $env:T\"": true, "curl.exe 'http://h.example/' `\n -H 'A: $x'": false,
		"Invoke-WebRequest \"http://h.example/$x\"": true, "iwr 'http://h.example/$x'": false, "iwr http://h.example -Headers $h": true, "iwr http://h.example -Headers @{A=(Get-Date)}": true,
	} {
		ev := parsed(t, text)
		if len(ev.Requests) != 1 || ev.Requests[0].Redacted != want {
			t.Errorf("%q: %+v", text, ev.Requests)
		}
	}
}

func TestCutCommands(t *testing.T) {
	for _, text := range []string{"curl ^\"http://h.example/^\" ^", "curl ^\"http://h.example/^\" -H ^\"A: b", "curl.exe \"http://h.example/\" `", "Invoke-WebRequest -Uri \"http://h.example/\" `\n-Headers @{\n\"A\"=\"b", "iwr http://h.example/ `", "iwr http://h.example/ -Headers @{"} {
		if ev := parsed(t, text); len(ev.Requests) != 1 || !ev.Requests[0].Cut {
			t.Errorf("%q: %+v", text, ev.Requests)
		}
	}
}

func TestPowerShellPlaces(t *testing.T) {
	text := read(t, "devtools-powershell.ps1")
	ev := parsed(t, text)
	wantPlaces(t, "recorded", ev, place{KindPowerShell, 0, 1392})
	r := ev.Requests[0]
	if where := whereIs(ev, string(r.Request.Body), r.BodyMap, "ü"); where != "$([char]252)" {
		t.Errorf("ü lies at %q", where)
	}
	wantPlaces(t, "in a text", parsed(t, "I ran\nPS C:\\> iwr http://h.example/a -Method Put\nand it failed\n"), place{KindUnrecognized, 0, 5}, place{KindPowerShell, 6, 48}, place{KindUnrecognized, 49, 62})
}

func TestPowerShell(t *testing.T) {
	const host = " | (Host: h.example)"
	for _, c := range []struct {
		name, text, want string
		body             Presence
	}{
		{"a position", "Invoke-WebRequest http://h.example/a", "(GET) /a of h.example" + host, Absent},
		{"parameters", "invoke-restmethod -Method:Post -URI 'http://h.example/a' -ContentType 'text/plain' -Body 'x' -UseBasicParsing", "POST /a of h.example | Content-Type: text/plain" + host + " | (Content-Length: 1) | x", Present},
		{"shortened", "irm -Ur http://h.example/a -Meth delete -Head @{A='b'}", "DELETE /a of h.example | A: b" + host, Absent},
		{"a table in a line", `iwr -Uri "http://h.example/" -Headers @{ "A"="b"; C = 'd;e' ; "F-G"="h" }`, "(GET) / of h.example | A: b | C: d;e | F-G: h" + host, Absent},
		{"a table in lines", "Invoke-WebRequest -Uri \"http://h.example/\" `\r\n-Headers @{\r\n\"A\"=\"b\"\r\n  \"C\"=\"`\"d`\"\"\r\n}", "(GET) / of h.example | A: b | C: \"d\"" + host, Absent},
		{"variables", "$headers = @{\n  \"A\" = \"b\"\n}\n$body = '{\"x\":1}'\n$r = Invoke-RestMethod 'http://h.example/' -Method 'PUT' -Headers $headers -Body $body\n$r | ConvertTo-Json", `PUT / of h.example | A: b` + host + ` | (Content-Length: 7) | {"x":1}`, Present},
		{"a dictionary", "$headers = New-Object \"System.Collections.Generic.Dictionary[[String],[String]]\"\n$headers.Add(\"A\", \"b\")\n$headers[\"C\"] = \"d\"\n\n$body = @\"\n{\n}\n\"@\n\n$response = Invoke-RestMethod 'http://h.example/' -Method 'POST' -Headers $headers -Body $body", "POST / of h.example | A: b | C: d" + host + " | (Content-Type: application/x-www-form-urlencoded) | (Content-Length: 3) | {\n}", Present},
		{"a table of parameters", "$p = @{\n Uri = 'http://h.example/'\n Method = 'Get'\n Headers = @{ A = 'b' }\n}\nInvoke-RestMethod @p", "GET / of h.example | A: b" + host, Absent},
		{"a session", "$s = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$s.UserAgent = \"me\"\n$s.Cookies.Add((New-Object System.Net.Cookie(\"a\", \"b\", \"/\", \"h\")))\nInvoke-WebRequest -Uri http://h.example/ -WebSession $s", "(GET) / of h.example | User-Agent: me" + host, Absent},
		{"pseudo-headers", "iwr http://h.example/ -Headers @{\"authority\"=\"h.example\"\n\"method\"=\"GET\"\n\"path\"=\"/\"\n\"scheme\"=\"https\"\n\"A\"=\"b\"}", "(GET) / of h.example | A: b" + host, Absent},
		{"one of that name", "iwr http://h.example/ -Headers @{method='x'}", "(GET) / of h.example | method: x" + host, Absent},
		{"outside ASCII", "iwr http://h.example/ -Method PUT -Body 'é'", "PUT / of h.example" + host + " | é", Unknown},
		{"bytes in UTF-8", "iwr http://h.example/ -Method PUT -Body ([Text.Encoding]::UTF8.GetBytes('é'))", "PUT / of h.example" + host + " | (Content-Length: 2) | é", Present},
		{"a pair of halves", "iwr http://h.example/ -Method PUT -Body ([System.Text.Encoding]::UTF8.GetBytes(\"$([char]55357)$([char]56832)\"))", "PUT / of h.example" + host + " | (Content-Length: 4) | 😀", Present},
		{"a body made elsewhere", "iwr http://h.example/ -Method PUT -Body ($x | ConvertTo-Json)", "PUT / of h.example" + host, Unknown},
		{"a table as body", "iwr http://h.example/ -Method POST -Body @{a='b'}", "POST / of h.example" + host, Unknown},
		{"a file", "iwr http://h.example/ -Method PUT -InFile x", "PUT / of h.example" + host, Unknown},
		{"the alias curl", "curl -Uri http://h.example/ -Headers @{A='b'}", "(GET) / of h.example | A: b" + host, Absent},
		{"host given", "iwr http://127.0.0.1/ -Headers @{Host='h.example'}", "(GET) / of h.example | Host: h.example", Absent},
		{"prose", "Invoke-WebRequest is a command", "", 0},
		{"no command", "$a = 1\n$b = 2\n", "", 0},
		{"PHP", "$client = new Client();\n$client->get('http://h.example/');", "", 0},
	} {
		ev := parsed(t, c.text)
		if c.want == "" {
			if len(ev.Requests) != 0 {
				t.Errorf("%s: %s", c.name, summary(ev.Requests[0]))
			}
			continue
		}
		if len(ev.Requests) != 1 || summary(ev.Requests[0]) != c.want || ev.Requests[0].Body != c.body || ev.Requests[0].OtherHeaders != Unknown || ev.Requests[0].Format != KindPowerShell {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			for _, r := range ev.Requests {
				t.Errorf("%s: %s, body %v", c.name, summary(r), r.Body)
			}
		}
	}
}

func TestPowerShellSecrets(t *testing.T) {
	ev := parsed(t, "$env:AWS_SECRET_ACCESS_KEY = \""+exampleSecret+"\"\n$h = @{ SecretKey = '"+exampleSecret+"' }\niwr http://h.example/ -Headers $h")
	if len(ev.Secrets) != 2 || len(ev.Requests) != 1 || strings.Contains(summary(ev.Requests[0]), exampleSecret) || !ev.Requests[0].Redacted {
		t.Errorf("%d secrets, %+v", len(ev.Secrets), ev.Requests)
	}
}
