package paste

import (
	"strings"
	"testing"
)

// signedQuery is the query of a presigned URL as a request line has it.
const signedQuery = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260315T120000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=" + emptyHash

const authorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=" + emptyHash

func TestAccessLogs(t *testing.T) {
	const stamp = "192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "
	const owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
	for _, c := range []struct {
		name, line           string
		method, target, host string
		headers              string // besides Host
		status               int
		code, fields         string
	}{
		{name: "combined", line: stamp + `"GET /b/k?` + signedQuery + ` HTTP/1.1" 403 2217 "-" "curl/8.5.0"`,
			method: "GET", target: "/b/k?" + signedQuery, status: 403},
		{name: "combined, HTTP/2, a user and a referrer", line: `2001:db8::1 - ann [15/Mar/2026:12:00:01 +0100] "PUT /k?` + signedQuery + ` HTTP/2.0" 200 0 "https://a.example/?b=[c] d" "A (B; C) \"D\""`,
			method: "PUT", target: "/k?" + signedQuery, status: 200},
		{name: "named fields", line: stamp + `"GET /k HTTP/1.1" 403 9 "-" "-" host="h.example:8443" up=192.0.2.9:80 auth="` + authorization + `" amzdate="20260315T120000Z" token="-"`,
			method: "GET", target: "/k", host: "h.example:8443", headers: "Authorization=" + authorization + " X-Amz-Date=20260315T120000Z", status: 403},
		{name: "fields without names", line: stamp + `"POST / HTTP/1.1" 400 9 "-" "-" "` + authorization + `" 20260315T120000Z`,
			method: "POST", target: "/", headers: "Authorization=" + authorization + " X-Amz-Date=20260315T120000Z", status: 400},
		{name: "variables of nginx", line: stamp + `"GET /k HTTP/1.1" 403 9 http_host=h.example http_x_amz_content_sha256=UNSIGNED-PAYLOAD http_authorization="` + authorization + `"`,
			method: "GET", target: "/k", host: "h.example", headers: "x-amz-content-sha256=UNSIGNED-PAYLOAD Authorization=" + authorization, status: 403},
		{name: "bytes written out", line: stamp + `"GET /a\x22b\xC3\xBC?` + signedQuery + ` HTTP/1.1" 403 9 "-" "-"`,
			method: "GET", target: "/a\"b\u00fc?" + signedQuery, status: 403},
		{name: "S3, presigned", line: owner + " bucket [15/Mar/2026:12:00:01 +0000] 192.0.2.3 - 656C76696EEXAMPLE REST.GET.OBJECT a%2520b.txt \"GET /a%20b.txt?" + strings.Replace(signedQuery, emptyHash, "XXXXXXX", 1) + ` HTTP/1.1" 403 SignatureDoesNotMatch 389 - 4 - "-" "curl/8.5.0" - Uuag1L= SigV4 ECDHE-RSA-AES128-GCM-SHA256 QueryString bucket.s3.us-east-1.amazonaws.com TLSV1.3 - -`,
			method: "GET", target: "/a%20b.txt?" + strings.Replace(signedQuery, emptyHash, "XXXXXXX", 1), host: "bucket.s3.us-east-1.amazonaws.com", status: 403, code: "SignatureDoesNotMatch",
			fields: "Operation=REST.GET.OBJECT RequestId=656C76696EEXAMPLE HostId=Uuag1L= SignatureVersion=SigV4 AuthenticationType=QueryString"},
		{name: "S3, version 2, cut short", line: owner + ` bucket [15/Mar/2026:12:00:01 +0000] 192.0.2.3 arn:aws:iam::123456789012:user/a 656C76696EEXAMPLE REST.PUT.OBJECT k "PUT /k HTTP/1.1" 403 RequestTimeTooSkewed 389 - 4 - "-" "a b" - Uuag1L= SigV2`,
			method: "PUT", target: "/k", status: 403, code: "RequestTimeTooSkewed",
			fields: "Operation=REST.PUT.OBJECT RequestId=656C76696EEXAMPLE HostId=Uuag1L= SignatureVersion=SigV2"},
		{name: "load balancer", line: "https 2026-03-15T12:00:00.186641Z app/my-lb/50dc6c495c0c9188 192.0.2.3:2817 10.0.0.1:80 0.086 0.048 0.037 403 403 0 57 \"GET https://www.example.com:443/k?" + signedQuery + ` HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/t/73e2 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "-" 1 2026-03-15T12:00:00.000000Z "forward" "-" "-" "10.0.0.1:80" "403" "-" "-"`,
			method: "GET", target: "/k?" + signedQuery, host: "www.example.com", status: 403},
		{name: "CloudFront", line: "2026-03-15\t12:00:31\tLAX1\t392\t192.0.2.100\tGET\td111111abcdef8.cloudfront.net\t/a%2520b.txt\t403\t-\tMozilla/5.0%20(X11)\t" + strings.ReplaceAll(signedQuery, "%", "%25") + "\t-\tError\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\tcdn.example.com\thttps\t23\t0.001\t-\tTLSv1.2",
			method: "GET", target: "/a%20b.txt?" + signedQuery, host: "cdn.example.com", status: 403},
	} {
		before := stamp + `"GET /index.html HTTP/1.1" 200 1 "-" "-"` + "\n"
		ev := parsed(t, before+c.line+"\nnothing of it")
		wantKinds(t, ev, KindLog, KindAccessLog, KindUnrecognized)
		r := ev.Requests[0]
		if r.Method != c.method || r.Target != c.target || r.Host != c.host || r.Format != KindAccessLog || r.OtherHeaders != Unknown || r.Body != Unknown {
			t.Errorf("%s: %+v", c.name, r)
		}
		if ev.in(r.Span) != c.line || ev.Parts[1].Span != r.Span {
			t.Errorf("%s: the request lies at %q", c.name, ev.in(r.Span))
		}
		var headers, fields []string
		for i, h := range r.Headers {
			if h.Name != "Host" {
				headers = append(headers, h.Name+"="+h.Value)
			}
			if where := ev.in(sourceSpan(textOf(h.Value, r.ValueMaps[i]), 0, len(h.Value))); where != h.Value {
				t.Errorf("%s: %s lies at %q", c.name, h.Name, where)
			}
		}
		if got := strings.Join(headers, " "); got != c.headers {
			t.Errorf("%s: headers %q", c.name, got)
		}
		if r.Response != 0 || ev.Responses[0].Status != c.status || ev.in(ev.Responses[0].Span) != map[int]string{200: "200", 400: "400", 403: "403"}[c.status] {
			t.Errorf("%s: %+v", c.name, ev.Responses)
		}
		if masked := strings.Contains(c.target, "XXXXXXX"); r.Redacted != masked {
			t.Errorf("%s: redacted %v", c.name, r.Redacted)
		}
		if c.code == "" {
			if len(ev.Errors) != 0 || r.Error != -1 {
				t.Errorf("%s: errors %+v", c.name, ev.Errors)
			}
			continue
		}
		e := ev.Errors[r.Error]
		for _, f := range e.Fields {
			fields = append(fields, f.Name+"="+f.Value.String)
		}
		if e.Code.String != c.code || ev.in(e.Span) != c.code || e.Status != c.status || e.Response != 0 || ev.Responses[0].Error != 0 || strings.Join(fields, " ") != c.fields {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}

// What only resembles a line of an access log, or was cut, is no request.
func TestNoAccessLogs(t *testing.T) {
	for name, text := range map[string]string{
		"nothing signed":      `192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "GET /k HTTP/1.1" 403 9 "-" "-"`,
		"cut in the request":  `192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "GET /k?X-Amz-Signature=0`,
		"cut before a status": `192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "GET /k?X-Amz-Signature=0 HTTP/1.1"`,
		"no request":          `192.0.2.3 - - [15/Mar/2026:12:00:01 +0000] "-" 400 0 "-" "-"`,
		"another time":        `192.0.2.3 - - [2026-03-15 12:00:01] "GET /k?X-Amz-Signature=0 HTTP/1.1" 403 9`,
		"not found":           `a b [15/Mar/2026:12:00:01 +0000] 192.0.2.3 - 65 REST.GET.OBJECT k "GET /k HTTP/1.1" 404 NoSuchKey 389`,
		"CloudFront, cut":     "2026-03-15\t12:00:31\tLAX1\t392\t192.0.2.100\tGET\td.cloudfront.net\t/k\t403",
		"tabs alone":          "2026-03-15\t12:00:31\t\t\t\t\t\t\t\t\t\tX-Amz-Signature=0\t",
	} {
		if ev := parsed(t, text); len(ev.Requests)+len(ev.Errors) != 0 {
			t.Errorf("%s: parts %v", name, ev.Parts)
		}
	}
}
