package paste

import "testing"

func TestFetchPlaces(t *testing.T) {
	wantPlaces(t, "recorded", parsed(t, read(t, "devtools-fetch.js")), place{KindFetch, 0, 946})
	wantPlaces(t, "in a text", parsed(t, "I ran\nconst r = await fetch('http://h.example/a', {method: 'PUT'});\nand failed"), place{KindUnrecognized, 0, 15}, place{KindFetch, 16, 67}, place{KindUnrecognized, 68, 78})
}

func TestFetch(t *testing.T) {
	const length = " | (Content-Type: text/plain;charset=UTF-8) | (Content-Length: 1) | x"
	for _, c := range []struct {
		name, text, want string
		body             Presence
		redacted, cut    bool
	}{
		{"bare", `fetch("https://h.example/p?q")`, "(GET) /p?q of h.example | (Host: h.example)", Absent, false, false},
		{"of a browser", "fetch(\"https://h.example/\", {\n  \"headers\": {\n    \"x-amz-date\": \"20260315T120000Z\"\n  },\n  \"referrer\": \"http://l/\",\n  \"body\": null,\n  \"method\": \"GET\",\n  \"mode\": \"cors\",\n  \"credentials\": \"omit\"\n});",
			"GET / of h.example | x-amz-date: 20260315T120000Z | (Host: h.example)", Absent, false, false},
		{"of Firefox", `await fetch("https://h.example/", { "credentials": "omit", "headers": { "User-Agent": "Mozilla/5.0" }, "method": "PUT", "body": "x" });`, "PUT / of h.example | User-Agent: Mozilla/5.0 | (Host: h.example)" + length, Present, false, false},
		{"by hand", "window.fetch('https://h.example/', {\n  method: 'POST',\n  headers: { Host: 'other.example', 'A': 'it\\'s', },\n  body: 'x',\n})", "POST / of other.example | Host: other.example | A: it's" + length, Present, false, false},
		{"new Headers", `fetch("https://h.example/", {headers: new Headers({"A": "b"})})`, "(GET) / of h.example | A: b | (Host: h.example)", Absent, false, false},
		{"pairs", `fetch("https://h.example/", {headers: [["A", "b"], ["C", "d"]]})`, "(GET) / of h.example | A: b | C: d | (Host: h.example)", Absent, false, false},
		{"computed", "fetch(`https://h.example/${id}`, {method: 'POST', headers: {A: sign(x, 'y'), B: `${b}`}, body: JSON.stringify({a: 1})})", "POST /${id} of h.example | A: sign(x, 'y') | B: ${b} | (Host: h.example)", Unknown, true, false},
		{"headers from elsewhere", `fetch("https://h.example/", {headers})`, "(GET) / of h.example | (Host: h.example)", Absent, true, false},
		{"headers of a variable", `fetch("https://h.example/", {headers: h})`, "(GET) / of h.example | (Host: h.example)", Absent, true, false},
		{"no options", `fetch("https://h.example/", {})`, "(GET) / of h.example | (Host: h.example)", Absent, false, false},
		{"options of a variable", `fetch("https://h.example/", options)`, "(GET) / of h.example | (Host: h.example)", Absent, true, false},
		{"a dollar sign", `fetch("https://h.example/", {"headers": {"A": "$x"}})`, "(GET) / of h.example | A: $x | (Host: h.example)", Absent, false, false},
		{"cut", `fetch("https://h.example/", {"headers": {"A": "b"}, "bo`, "(GET) / of h.example | A: b | (Host: h.example)", Unknown, false, true},
		{"cut in the body", `fetch("https://h.example/", {"body": "x`, "(GET) / of h.example | (Host: h.example) | (Content-Type: text/plain;charset=UTF-8) | x", Unknown, false, true},
		{"masked", `fetch("https://h.example/", {"headers": {"authorization": "AWS4-HMAC-SHA256 ***"}})`, "(GET) / of h.example | authorization: AWS4-HMAC-SHA256 *** | (Host: h.example)", Absent, true, false},
		{"an image", `fetch("a.png")`, "", 0, false, false},
		{"another function", `prefetch("https://h.example/")`, "", 0, false, false},
		{"a variable", `fetch(url)`, "", 0, false, false},
		{"nothing", `fetch(`, "", 0, false, false},
	} {
		ev := parsed(t, c.text)
		if c.want == "" {
			if len(ev.Requests) != 0 {
				t.Errorf("%s: %s", c.name, summary(ev.Requests[0]))
			}
			continue
		}
		if len(ev.Requests) != 1 || ev.Requests[0].Format != KindFetch {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		if r := ev.Requests[0]; summary(r) != c.want || r.Body != c.body || r.Redacted != c.redacted || r.Cut != c.cut || r.OtherHeaders != Unknown {
			t.Errorf("%s: %s, body %v, redacted %v, cut %v", c.name, summary(r), r.Body, r.Redacted, r.Cut)
		}
	}
}
