package diagnose

import (
	"fmt"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// wire is a request of which a test changes something, as it leaves or as it arrives.
type wire struct {
	line    string // "GET /items?a=1 HTTP/1.1"
	headers string
	signed  string // SignedHeaders
	service string
	body    string
}

func (w wire) String() string {
	return w.line + "\n" + w.headers + "X-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/" + w.service +
		"/aws4_request, SignedHeaders=" + w.signed + ", Signature=5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29\n\n" + w.body
}

// edited is a request with texts replaced, old and new in turns.
func edited(w wire, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(w.String()) }

// rowsOf writes the legs of a diagnosis: their ends, a row for each change with the first suspect, and what
// is unseen.
func rowsOf(d Diagnosis) []string {
	var out []string
	for _, l := range d.Transit {
		if len(d.Transit) > 1 {
			out = append(out, strings.TrimRight(l.From.Title, " ()line0123456789")+" > "+strings.TrimRight(l.To.Title, " ()line0123456789"))
		}
		for _, c := range l.Changes {
			row := fmt.Sprintf("%s %s %s", c.What, c.Kind, c.Effect)
			if len(c.Suspects) > 0 {
				row += " " + c.Suspects[0].Who
			}
			out = append(out, row)
		}
		for _, u := range l.Unseen {
			row := "unseen " + u.In + " " + u.Name
			if u.Signed {
				row += " signed"
			}
			out = append(out, row)
		}
	}
	return out
}

func wantRows(t *testing.T, text string, want ...string) Diagnosis {
	t.Helper()
	d := Diagnose(Input{Evidence: paste.Parse(text)})
	if len(d.Transit) == 0 {
		t.Errorf("no leg was found in\n%s", text)
	}
	if got := rowsOf(d); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	return d
}

var (
	toGateway = wire{"GET /items?a=1&b=2 HTTP/1.1", "Host: api.example.com\n", "host;x-amz-date", "execute-api", ""}
	toS3      = wire{"GET /bucket/a%2Fb HTTP/1.1", "Host: storage.example.com\nX-Amz-Content-Sha256: " + emptyHash + "\n", "host;x-amz-content-sha256;x-amz-date", "s3", ""}
	toPost    = wire{"POST /items HTTP/1.1", "Host: api.example.com\nContent-Type: application/json\nContent-Length: 7\n", "content-type;host;x-amz-date", "execute-api", `{"a":1}`}
)

// with is a request with further headers, signed or not.
func with(w wire, header, signed string) wire {
	w.headers += header + "\n"
	w.signed += signed
	return w
}

// TestTransit: each kind of change that is known from public threads, by the request as it left and as it
// was captured behind.
func TestTransit(t *testing.T) {
	encoding := with(toGateway, "Accept-Encoding: identity", "")
	encoding.signed = "accept-encoding;host;x-amz-date"
	agent := with(toGateway, "User-Agent: aws-sdk-cpp/1.0", "")
	agent.signed = "host;user-agent;x-amz-date"
	underscore := with(toS3, "x-amz-meta-original_file_name: a.txt", ";x-amz-meta-original_file_name")
	expect := with(toGateway, "Expect: 100-continue", "")
	expect.signed = "expect;host;x-amz-date"
	trace := with(toGateway, "traceparent: 00-a-b-01", "")
	trace.signed = "host;traceparent;x-amz-date"
	query := func(q string) wire {
		w := toGateway
		w.line = "GET /items?" + q + " HTTP/1.1"
		return w
	}
	for _, c := range []struct {
		what  string
		sent  wire
		pairs []string // what became of it
		rows  []string
	}{
		{"nothing", toGateway, nil, nil},
		{"the order and the case of names", toPost, []string{"Content-Type: application/json\n", "", "Host:", "content-type: application/json\nhost:"}, nil},
		{"a proxy's upstream as Host", toGateway, []string{"api.example.com", "backend:8080"}, []string{"header host changed breaks nginx"}},
		{"a port appended", toGateway, []string{"api.example.com", "api.example.com:8443"}, []string{"header host changed breaks Application Load Balancer"}},
		{"a port taken off", wire{toGateway.line, "Host: localhost:9000\n", toGateway.signed, "s3", ""}, []string{"localhost:9000", "localhost"}, []string{"header host changed breaks nginx"}},
		{"the default port taken off", wire{toGateway.line, "Host: api.example.com:443\n", toGateway.signed, "s3", ""}, []string{":443", ""}, []string{"header host changed breaks an HTTP client"}},
		{"small letters", wire{toGateway.line, "Host: API.example.com\n", toGateway.signed, "s3", ""}, []string{"API", "api"}, []string{"header host re-encoded breaks nginx"}},
		{"the viewer's name at the origin", toGateway, []string{"api.example.com", "d111111abcdef8.cloudfront.net"}, []string{"header host changed breaks CloudFront"}},
		{"Cloudflare", encoding, []string{"identity\n", "br, gzip\nCF-Ray: 1-FRA\nCDN-Loop: cloudflare\nX-Forwarded-For: 192.0.2.1\n"}, []string{
			"header accept-encoding changed breaks Cloudflare", "header cf-ray added unsigned Cloudflare", "header cdn-loop added unsigned Cloudflare", "header x-forwarded-for added unsigned Application Load Balancer"}},
		{"a signed header that CloudFront takes off", encoding, []string{"Accept-Encoding: identity\n", "X-Amz-Cf-Id: a==\n"}, []string{"header accept-encoding dropped breaks CloudFront", "header x-amz-cf-id added unsigned CloudFront"}},
		{"a proxy's name in User-Agent", agent, []string{"cpp/1.0", "cpp/1.0 proxy/2"}, []string{"header user-agent changed breaks a forward proxy"}},
		{"CloudFront's User-Agent", agent, []string{"aws-sdk-cpp/1.0", "Amazon CloudFront"}, []string{"header user-agent changed breaks CloudFront"}},
		{"an underscore in a name", underscore, []string{"x-amz-meta-original_file_name: a.txt\n", ""}, []string{"header x-amz-meta-original_file_name dropped breaks nginx"}},
		{"Expect", expect, []string{"Expect: 100-continue\n", ""}, []string{"header expect dropped breaks CloudFront"}},
		{"tracing", trace, []string{"00-a-b-01", "00-a-c-01"}, []string{"header traceparent changed breaks a tracing agent"}},
		{"a charset", toPost, []string{"application/json", "application/json; charset=utf-8"}, []string{"header content-type changed breaks a browser"}},
		{"hop by hop", with(toGateway, "Connection: keep-alive\nKeep-Alive: timeout=5", ""), []string{"keep-alive\nKeep-Alive: timeout=5", "close"}, []string{"header connection changed unsigned nginx", "header keep-alive dropped unsigned every proxy"}},
		{"a length for a chunked body", wire{toPost.line, strings.Replace(toPost.headers, "Content-Length: 7", "Transfer-Encoding: chunked", 1), toPost.signed, "execute-api", ""}, []string{"Transfer-Encoding: chunked", "Content-Length: 7"},
			[]string{"header transfer-encoding dropped unsigned nginx", "header content-length added unsigned nginx"}},
		{"a header that S3 wants signed", toS3, []string{"X-Amz-Date", "X-Amz-Cf-Id: a==\nX-Amz-Date"}, []string{"header x-amz-cf-id added refused CloudFront"}},
		{"white space in a value", with(toGateway, "X-Amz-Meta-A: two  words", ";x-amz-meta-a"), []string{"two  words", "two words"}, []string{"header x-amz-meta-a changed harmless"}},
		{"values in another order", with(toGateway, "X-Amz-Meta-A: 1\nX-Amz-Meta-A: 2", ";x-amz-meta-a"), []string{"A: 1", "A: 2", "A: 2", "A: 1"}, []string{"header x-amz-meta-a reordered breaks"}},
		{"lines of one name joined", with(toGateway, "X-Amz-Meta-A: 1\nX-Amz-Meta-A: 2", ";x-amz-meta-a"), []string{"A: 1\nX-Amz-Meta-A: 2", "A: 1, 2"}, []string{"header x-amz-meta-a reordered breaks"}},
		{"HEAD", wire{strings.Replace(toGateway.line, "GET", "HEAD", 1), toGateway.headers, toGateway.signed, "s3", ""}, []string{"HEAD", "GET"}, []string{"method changed breaks nginx"}},
		{"POST", wire{"POST /items HTTP/1.1", toGateway.headers, toGateway.signed, "execute-api", ""}, []string{"POST", "GET"}, []string{"method changed breaks an HTTP client"}},
		{"a slash decoded", wire{"GET /a%2Fb HTTP/1.1", toGateway.headers, toGateway.signed, "execute-api", ""}, []string{"%2F", "/"}, []string{"path re-encoded breaks nginx"}},
		{"a slash decoded, for S3", toS3, []string{"%2F", "/"}, []string{"path re-encoded harmless nginx"}},
		{"slashes merged, for S3", wire{"GET /bucket//a HTTP/1.1", toS3.headers, toS3.signed, "s3", ""}, []string{"//a", "/a"}, []string{"path changed breaks nginx"}},
		{"slashes merged, for all others", wire{"GET /a//b HTTP/1.1", toGateway.headers, toGateway.signed, "execute-api", ""}, []string{"a//b", "a/b"}, []string{"path changed harmless nginx"}},
		{"an escape that is not needed", wire{"GET /a%7Eb HTTP/1.1", toS3.headers, toS3.signed, "s3", ""}, []string{"%7E", "~"}, []string{"path re-encoded harmless Traefik"}},
		{"an escape that is", wire{"GET /a%2Bb HTTP/1.1", toGateway.headers, toGateway.signed, "execute-api", ""}, []string{"%2B", "+"}, []string{"path re-encoded breaks nginx"}},
		{"a stage taken off", wire{"GET /prod/items HTTP/1.1", toGateway.headers, toGateway.signed, "execute-api", ""}, []string{"/prod", ""}, []string{"path changed breaks nginx"}},
		{"an origin path put before", wire{"GET /items HTTP/1.1", toGateway.headers, toGateway.signed, "execute-api", ""}, []string{"/items", "/prod/items"}, []string{"path changed breaks nginx"}},
		{"no query", query("a=1"), []string{"?a=1", ""}, []string{"query dropped breaks CloudFront"}},
		{"one parameter", query("a=1&b=2"), []string{"&b=2", ""}, []string{"query parameter b dropped breaks CloudFront"}},
		{"one more", query("a=1"), []string{"a=1", "a=1&gclid=x"}, []string{"query parameter gclid added breaks"}},
		{"another value", query("a=1"), []string{"a=1", "a=2"}, []string{"query parameter a changed breaks"}},
		{"a space as a plus", query("a=x%20y&b=2"), []string{"%20", "+"}, []string{"query parameter a re-encoded harmless a URL class"}},
		{"a plus bare", query("a=x%2By&b=2"), []string{"%2B", "+"}, []string{"query parameter a re-encoded breaks a URL class"}},
		{"an escape of the query that is not needed", query("a=%7E&b=2"), []string{"%7E", "~"}, []string{"query parameter a re-encoded harmless a URL class"}},
		{"sorted", query("b=2&a=1"), []string{"b=2&a=1", "a=1&b=2"}, []string{"query reordered harmless Varnish"}},
		{"too much to list", query("a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1"), []string{"=1", "=2"}, []string{"query changed breaks"}},
		{"the body serialised anew", toPost, []string{`{"a":1}`, `{"a": 1}`, "Length: 7", "Length: 8"}, []string{"body changed breaks an HTTP client", "header content-length changed unsigned an HTTP client"}},
		{"the body lost", toPost, []string{`{"a":1}`, "", "Length: 7", "Length: 0"}, []string{"body dropped breaks an HTTP client", "header content-length changed unsigned an HTTP client"}},
		{"a body that is not signed", wire{"PUT /b/k HTTP/1.1", "Host: h\nContent-Length: 1\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\n", toS3.signed, "s3", "a"}, []string{"\n\na", "\n\nb"}, []string{"body changed unsigned an HTTP client"}},
		{"a masked value", encoding, []string{"identity", "***"}, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			wantRows(t, c.sent.String()+"\n"+edited(c.sent, c.pairs...), c.rows...)
		})
	}
}

// TestTransitTexts: rows from a canonical request, and from what shows a request in part.
func TestTransitTexts(t *testing.T) {
	server := func(canonical string) string {
		return bareMismatch + "\n\nThe Canonical String for this request should have been\n'" + canonical + "'\n"
	}
	gateway := "GET\n/items\na=1&b=2\nhost:api.example.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
	behind := edited(toGateway, "/items", "/prod/items", "Host", "X-Forwarded-For: 192.0.2.1\nHost")
	authorization := strings.TrimSpace(toGateway.String()[strings.Index(toGateway.String(), "AWS4-"):])
	log := `192.0.2.1 - - [15/Mar/2026:12:00:00 +0000] "GET /items?a=1&b=2 HTTP/1.1" 403 9 "-" "-" host="backend" auth="` + authorization + `"`
	const presigned = "https://bucket.example.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260315T120000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29"
	s3log := `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be bucket [15/Mar/2026:12:00:01 +0000] 192.0.2.3 - 656C76696EEXAMPLE REST.GET.OBJECT k "GET ` +
		strings.Replace(strings.TrimPrefix(presigned, "https://bucket.example.com"), "5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29", "XXXXXXX", 1) +
		` HTTP/1.1" 403 SignatureDoesNotMatch 389 - 4 - "-" "curl/8.5.0" - Uuag1L= SigV4 ECDHE QueryString bucket.s3.us-east-1.amazonaws.com TLSV1.3 - -`
	fetch := `fetch("https://api.example.com/items?a=1&b=2", {"headers": {"x-amz-date": "20260315T120000Z", "authorization": "` + authorization + `"}, "method": "GET"});`
	for _, c := range []struct {
		what, paste string
		rows        []string
	}{
		{"the request and the same in the answer", toGateway.String() + server(gateway), nil},
		{"the request and another Host", toGateway.String() + server(strings.Replace(gateway, "api.example.com", "backend", 1)), []string{"header host changed breaks nginx"}},
		{"the answer names nginx", toGateway.String() + "HTTP/1.1 403 Forbidden\nServer: Apache\n\n" + server(strings.Replace(gateway, "api.example.com", "backend", 1)), []string{"header host changed breaks Apache httpd"}},
		{"a header that the server has no value for", with(toGateway, "X-Amz-Meta-A: 1", ";x-amz-meta-a").String() + server(strings.NewReplacer("x-amz-date:", "x-amz-meta-a:\nx-amz-date:", "host;x-amz-date", "host;x-amz-date;x-amz-meta-a").Replace(gateway)), []string{"header x-amz-meta-a dropped breaks CloudFront"}},
		{"a query in another order", strings.Replace(toGateway.String(), "a=1&b=2", "b=2&a=1", 1) + server(gateway), nil},
		{"a parameter lost", toGateway.String() + server(strings.Replace(gateway, "&b=2", "", 1)), []string{"query parameter b dropped breaks CloudFront"}},
		{"a path encoded once more", strings.Replace(toGateway.String(), "/items", "/it%20ems", 1) + server(strings.Replace(gateway, "/items", "/it%252520ems", 1)), []string{"path re-encoded breaks nginx"}},
		{"the signer's text and the same", "CanonicalRequest:\n" + gateway + "\n\n" + server(gateway), nil},
		{"how the signer writes", "CanonicalRequest:\n" + strings.NewReplacer("a=1&b=2", "b=2&a=1", "/items", "//items").Replace(gateway) + "\n\n" + server(gateway), nil},
		{"the signer's text and another Host", "CanonicalRequest:\n" + gateway + "\n\n" + server(strings.Replace(gateway, "api.example.com", "backend", 1)), []string{"header host changed breaks nginx"}},
		{"the signer's text and a capture behind a proxy", "CanonicalRequest:\n" + gateway + "\n\n" + behind, []string{"path changed breaks nginx"}},
		{"a capture in between", toGateway.String() + "\n" + behind + server(strings.NewReplacer("/items", "/prod/items", "api.example.com", "backend").Replace(gateway)), []string{
			"the HTTP request > the HTTP request", "path changed breaks nginx", "header x-forwarded-for added unsigned Application Load Balancer", "the HTTP request > AWS's canonical request", "header host changed breaks nginx"}},
		{"the capture stands first", behind + "\n" + toGateway.String(), []string{"path changed breaks nginx", "header x-forwarded-for added unsigned Application Load Balancer"}},
		{"a line of a log", toGateway.String() + "\n" + log, []string{"header host changed breaks nginx", "unseen arrived x-amz-date signed"}},
		{"headers alone", toGateway.String() + "\n" + strings.SplitN(edited(toGateway, "api.example.com", "backend"), "\n", 2)[1], []string{"header host changed breaks nginx"}},
		{"headers that a program prints", toGateway.String() + "\n{ host: 'backend', 'x-amz-date': '20260315T120000Z', via: '1.1 a', authorization: '" +
			authorization + "' }", []string{"header host changed breaks nginx", "header via added unsigned every proxy"}},
		{"a browser's copy", fetch + "\n\n" + edited(toGateway, "Host:", "Accept-Encoding: gzip\nVia: 1.1 a\nHost:"), []string{"unseen sent accept-encoding", "unseen sent via"}},
		{"the signature taken off", toGateway.String() + "\n" + strings.Replace(edited(toGateway, "Host:", "Via: 1.1 a (CloudFront)\nHost:"), "\nAuthorization", "\nX-Was", 1), []string{
			"header authorization dropped unsigned CloudFront", "header via added unsigned every proxy", "header x-was added unsigned"}},
		{"a presigned URL and S3's log", presigned + "\n\n" + s3log, []string{"header host changed breaks nginx"}},
	} {
		t.Run(c.what, func(t *testing.T) { wantRows(t, c.paste, c.rows...) })
	}
}

// TestNoTransit: where nothing shows two places, or they are of two requests, nothing is said.
func TestNoTransit(t *testing.T) {
	canonical := "GET\n/items\na=1&b=2\nhost:backend\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
	for what, text := range map[string]string{
		"one request":          toGateway.String(),
		"another signature":    toGateway.String() + "\n" + edited(toGateway, "5ff568", "5ff569", "api.example", "b.example"),
		"another time":         toGateway.String() + "\nThe Canonical String for this request should have been\n'" + strings.Replace(canonical, "T12", "T13", 1) + "'\n",
		"two texts of nobody":  canonical + "\n\n" + strings.Replace(canonical, "backend", "other", 1),
		"what is to be signed": toGateway.String() + "\nGET /items HTTP/1.1\nHost: b\nX-Amz-Date: 20260315T120000Z\n\n",
		"nothing":              "",
	} {
		if d := Diagnose(Input{Evidence: paste.Parse(text)}); len(d.Transit) > 0 {
			t.Errorf("%s: %q", what, rowsOf(d))
		}
	}
}

// TestNothingChanged: of sound requests that arrive as they were sent, no row is made, whatever their form.
func TestNothingChanged(t *testing.T) {
	pastes := 0
	for _, r := range soundRequests() {
		d, err := sigv4.Derive(r.request, r.credentials, r.signing)
		if err != nil {
			t.Fatalf("%s: %v", r.what, err)
		}
		raw := d.Signed.Raw()
		answer := "\n\nHTTP/1.1 403 Forbidden\n\n" + bareMismatch + "\n\nThe Canonical String for this request should have been\n'" + d.CanonicalRequest.String + "'\n"
		for form, text := range map[string]string{
			"twice": raw + "\r\n\r\n" + raw, "with the answer": raw + answer,
			"the signer's text": "CanonicalRequest:\n" + d.CanonicalRequest.String + answer,
		} {
			got := Diagnose(Input{Evidence: paste.Parse(text)})
			pastes++
			if len(got.Transit) != 1 || len(got.Transit[0].Changes)+len(got.Transit[0].Unseen) > 0 {
				t.Errorf("%s, %s: %d legs, %q", r.what, form, len(got.Transit), rowsOf(got))
			}
		}
	}
	if pastes < 900 {
		t.Errorf("only %d were tried", pastes)
	}
}

// TestChangesAreMarked: outside the marked bytes both sides of a row are equal, and a row differs.
func TestChangesAreMarked(t *testing.T) {
	d := wantRows(t, toGateway.String()+"\n"+edited(toGateway, "api.example.com", "api2.example.com\u00a0"), "header host changed breaks nginx")
	c := d.Transit[0].Changes[0]
	mine, theirs := differs(c.Sent), differs(c.Arrived)
	if mine != ".example.com" || theirs != "2.example.com\u00a0" {
		t.Errorf("marked %q and %q", mine, theirs)
	}
}

// TestSuspects: each row of the tables can be cited, and fits something.
func TestSuspects(t *testing.T) {
	if rows := strings.Count(strings.TrimSpace(habitRows), "\n") + 1; len(habits()) != rows {
		t.Errorf("%d of %d rows have six fields", len(habits()), rows)
	}
	for _, h := range habits() {
		if h.Who == "" || h.Does == "" || strings.HasSuffix(h.Does, ".") || !strings.HasPrefix(h.Source, "https://") {
			t.Errorf("incomplete: %+v", h)
		}
		what := strings.NewReplacer("*", "x").Replace(strings.Join(strings.Fields(h.what + " x")[:2], " "))
		shapes := strings.Fields(h.when)
		if !h.fits(what, shapes) && !h.fits(h.what, shapes) {
			t.Errorf("%q does not fit %q", h.what, what)
		}
	}
	known := map[string]bool{}
	for _, h := range habits() {
		known[h.Who] = true
	}
	for _, row := range strings.Split(strings.TrimSpace(traceRows), "\n") {
		if f := strings.Split(row, " | "); len(f) != 3 || f[1] == "" || f[2] == "" || !known[f[0]] {
			t.Errorf("%q is of nobody who is suspected, or not of three fields", row)
		}
	}
}
