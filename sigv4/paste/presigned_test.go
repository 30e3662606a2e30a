package paste

import (
	"strings"
	"testing"
)

const (
	presignedQuery = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260315T120000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=" +
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	presigned = "https://b.s3.amazonaws.com/a%20b.txt?" + presignedQuery
	sigV2     = "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1773576000&Signature=EnVTV05ZHhJZX8TeDVmj05SoPPM%3D"
)

func TestPresignedURLs(t *testing.T) {
	target := "/a%20b.txt?" + presignedQuery
	for _, c := range []struct {
		name, before, url, after string
		target, repair, note     string
	}{
		{name: "bare", url: presigned, target: target},
		{name: "in a text", before: "I open ", url: presigned, after: ", and see (403).", target: target},
		{name: "in brackets", before: "the link (", url: presigned, after: ") fails", target: target},
		{name: "Markdown", before: "[link](", url: presigned, after: ")", target: target},
		{name: "in quotes", before: `url = "`, url: presigned, after: `"`, target: target},
		{name: "in single quotes", before: "url = '", url: presigned, after: "';", target: target},
		{name: "HTML", before: `<a href="`, url: strings.ReplaceAll(presigned, "&", "&amp;"), after: `">x</a>`, target: target, repair: "&amp; undone"},
		{name: "HTML by number", before: "<p>", url: strings.ReplaceAll(presigned, "&", "&#38;"), after: "</p>", target: target, repair: "&amp; undone"},
		{name: "JSON", before: `{"url":"`, url: strings.ReplaceAll(presigned, "&", `\u0026`), after: `","n":1}`, target: target, repair: "escapes undone"},
		{name: "JSON of PHP", before: `{"url":"`, url: strings.ReplaceAll(presigned, "/", `\/`), after: `"}`, target: target, repair: "escapes undone"},
		{name: "zsh", before: "aria2c ", url: strings.NewReplacer("?", `\?`, "&", `\&`, "=", `\=`).Replace(presigned), after: "\n", target: target, repair: "escapes undone"},
		{name: "slashes decoded", url: strings.ReplaceAll(presigned, "%2F", "/"), target: strings.ReplaceAll(target, "%2F", "/")},
		{name: "encoded twice", url: strings.ReplaceAll(presigned, "%2F", "%252F"), target: strings.ReplaceAll(target, "%2F", "%252F"), note: "percent signs encoded twice"},
		{name: "encoded as a whole", before: "https://viewer.example/?u=", url: strings.NewReplacer(":", "%3A", "/", "%2F", "?", "%3F", "&", "%26", "=", "%3D", "%", "%25").Replace(presigned), after: "&w=1", target: target, repair: "percent-encoding of the whole undone"},
		{name: "broken before &", url: strings.ReplaceAll(presigned, "&", "\n&"), after: "\nthat is all", target: target, repair: "line breaks removed"},
		{name: "broken after &", url: strings.ReplaceAll(presigned, "&", "&\r\n  "), after: "\r\n", target: target, repair: "line breaks removed"},
		{name: "broken anywhere", url: presigned[:60] + "\n" + presigned[60:140] + "\n" + presigned[140:len(presigned)-40] + "\n" + presigned[len(presigned)-40:], after: "\nfails", target: target, repair: "line breaks removed"},
		{name: "broken before the query", url: strings.Replace(presigned, "/a", "/\na", 1), target: target, repair: "line breaks removed"},
		{name: "continued", url: strings.ReplaceAll(presigned, "&", "\\\n&"), target: target, repair: "line breaks removed"},
		{name: "HTML escaped twice", before: "<pre>", url: strings.ReplaceAll(presigned, "&", "&amp;amp;"), after: "</pre>", target: target, repair: "&amp; undone"},
		{name: "quoted in HTML", before: "href=&quot;", url: strings.ReplaceAll(presigned, "&", "&amp;"), after: "&quot;&gt;", target: target, repair: "&amp; undone"},
		{name: "JSON in JSON", before: `{"a":"{\"url\":\"`, url: strings.ReplaceAll(presigned, "&", `\\u0026`), after: `\"}"}`, target: target, repair: "escapes undone"},
		{name: "JavaScript", before: "'", url: strings.NewReplacer("&", `\x26`, "=", `\x3D`).Replace(presigned), after: "'", target: target, repair: "escapes undone"},
		{name: "cmd.exe", before: "start ", url: strings.ReplaceAll(presigned, "&", "^&"), after: "\r\n", target: target, repair: "escapes undone"},
		{name: "mail", url: strings.ReplaceAll(presigned, "=", "=3D")[:73] + "=\r\n" + strings.ReplaceAll(presigned, "=", "=3D")[73:], after: "\r\n", target: target, repair: "quoted-printable undone"},
		{name: "encoded twice as a whole", before: "https://viewer.example/?u=", url: strings.NewReplacer(":", "%253A", "/", "%252F", "?", "%253F", "&", "%2526", "=", "%253D", "%", "%2525").Replace(presigned), after: "&w=1", target: target, repair: "percent-encoding of the whole undone"},
		{name: "typeset", before: "‘", url: presigned, after: "’", target: target},
		{name: "typeset in German", before: "„", url: presigned, after: "“", target: target},
		{name: "emphasis", before: "_", url: presigned, after: "_", target: target},
		{name: "a cell", before: "|", url: presigned, after: "|", target: target},
		{name: "an invisible character", url: presigned[:80] + "\u200b" + presigned[80:], target: target, repair: "invisible characters removed"},
		{name: "where a page may break", before: "<td>", url: presigned[:80] + "<wbr>" + presigned[80:], after: "</td>", target: target, repair: "line breaks removed"},
		{name: "spaces before a break", url: presigned[:80] + "  \n" + presigned[80:], after: "\n", target: target, repair: "line breaks removed"},
		{name: "a space for a break", url: presigned[:80] + " " + presigned[80:], after: " fails", target: target, repair: "spaces removed"},
		{name: "two strings of Python", before: "url = (\"", url: presigned[:80] + "\"\n       \"" + presigned[80:], after: "\")", target: target, repair: "joined from several strings"},
		{name: "two strings of JavaScript", before: "url = '", url: presigned[:80] + "' +\n  '" + presigned[80:], after: "';", target: target, repair: "joined from several strings"},
		{name: "in a list", before: "[\"", url: presigned, after: "\",\n \"" + presigned[:30] + "\"]", target: target},
		{name: "without a scheme", before: "open ", url: presigned[len("https://"):], after: "\n", target: target},
		{name: "a next line of its own", url: presigned, after: "\n0123456789abcdef0123456789abcdef", target: target},
		{name: "no path", url: "https://b.s3.amazonaws.com?" + presignedQuery, target: "/?" + presignedQuery},
	} {
		ev := parsed(t, c.before+c.url+c.after)
		if len(ev.Requests) != 1 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		r := ev.Requests[0]
		if r.Format != KindPresignedURL || r.Target != c.target || r.Host != "b.s3.amazonaws.com" || (r.Scheme == "https") == (c.name == "without a scheme") || r.Repair != c.repair || r.Redacted {
			t.Errorf("%s: %s, target %q, host %q, repair %q", c.name, r.Format, r.Target, r.Host, r.Repair)
		}
		if ev.in(r.Span) != c.url {
			t.Errorf("%s: the URL lies at %q", c.name, ev.in(r.Span))
		}
		if r.Method != "GET" || !r.ImpliedMethod || r.OtherHeaders != Unknown || r.Body != Unknown || len(r.Headers) != 1 || !r.Implied[0] {
			t.Errorf("%s: %+v", c.name, r)
		}
		for _, p := range ev.Parts {
			if p.Kind == KindPresignedURL && !strings.HasSuffix(p.Note, c.note) {
				t.Errorf("%s: note %q", c.name, p.Note)
			}
		}
	}
}

// TestApostropheInAPath: a path may hold an apostrophe and parentheses; the mark of a text behind the
// URL is none of it.
func TestApostropheInAPath(t *testing.T) {
	_, query, _ := strings.Cut(presigned, "?")
	for _, path := range []string{"/it's/a", "/a'(b)", "/a'/b", "/(a)'s", "/a'.txt", "/'a'", "/a''b", "/a'~'", "/a',b", "/a'&b'=c"} {
		for _, form := range []string{"%s", "x %s y", "url=%s'", "\"%s\"", "don't open %s here", "'a' is not %s, it's another", "first\n%s\n", "it is 'a' and %s"} {
			ev := parsed(t, strings.Replace(form, "%s", "https://h.example"+path+"?"+query, 1))
			if len(ev.Requests) != 1 || ev.Requests[0].Target != path+"?"+query {
				t.Errorf("%s in %s: %v", path, form, ev.Parts)
			}
		}
	}
	for _, text := range []string{"it's 'GET https://h.example/a' and no '/b?" + query, "https://h.example/a', and ?" + query, "'https://h.example/a'.b?" + query} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%s: %v", text, ev.Requests[0].Target)
		}
	}
}

func TestPresignedURLPlaces(t *testing.T) {
	text := "x " + strings.ReplaceAll(presigned, "&", "&amp;") + " y"
	r := parsed(t, text).Requests[0]
	at := strings.Index(r.Target, "&X-Amz-Date")
	ev := Evidence{Text: text}
	for from, want := range map[int]string{at: "&amp;", at + 1: "X", strings.Index(r.Target, "%20"): "%"} {
		if where := r.TargetMap.Sources(spanAt(from)); len(where) != 1 || ev.in(where[0].Src) != want {
			t.Errorf("byte %d lies at %v, want %q", from, where, want)
		}
	}
	if where := r.ValueMaps[0].Sources(spanAt(0)); len(where) != 1 || ev.in(where[0].Src) != "b" {
		t.Errorf("the host lies at %v", where)
	}
}

func TestPresignedURLMethods(t *testing.T) {
	for _, c := range []struct {
		text, method string
		implied      bool
	}{
		{presigned + "&x-id=PutObject", "PUT", true},
		{presigned + "&x-id=HeadObject", "HEAD", true},
		{presigned + "&x-id=DeleteObject", "DELETE", true},
		{presigned + "&x-id=CreateMultipartUpload", "POST", true},
		{presigned + "&x-id=GetObject", "GET", true},
		{`requests.put("` + presigned + `", data=x)`, "PUT", false},
		{"await axios.post('" + presigned + "')", "POST", false},
		{`output("` + presigned + `")`, "GET", true},
		{presigned + "\n<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>PUT\n/a%20b.txt\nX-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Date=20260315T120000Z\nhost:b\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>", "PUT", false},
	} {
		r := parsed(t, c.text).Requests[0]
		if r.Method != c.method || r.ImpliedMethod != c.implied {
			t.Errorf("%s: %s, implied %v", c.text, r.Method, r.ImpliedMethod)
		}
	}
}

func TestSigV2URL(t *testing.T) {
	ev := parsed(t, "see "+sigV2+".")
	wantKinds(t, ev, KindUnrecognized, KindSigV2URL, KindUnrecognized)
	if r := ev.Requests[0]; r.Format != KindSigV2URL || ev.in(r.Span) != sigV2 {
		t.Errorf("%s at %q", r.Format, ev.in(r.Span))
	}
}

func TestOtherURLs(t *testing.T) {
	for _, text := range []string{
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html", "https://h/?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE", "http://", "https%3A", "https://h/?a=X-Amz-Signature", "?X-Amz-Signature=0", "a?X-Amz-Signature=0", "/a.b?X-Amz-Signature=0", "xhttps://h/?X-Amz-Signature=0",
	} {
		if ev := parsed(t, text); len(ev.Requests) != 0 {
			t.Errorf("%q gives %+v", text, ev.Requests[0])
		}
	}
}

func TestMaskedURL(t *testing.T) {
	for _, url := range []string{
		"https://s3.<region>.amazonaws.com/<bucket>/k?X-Amz-Credential=<key-id>/20160225/<region>/s3/aws4_request&X-Amz-Signature=<signature>",
		"https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA...&X-Amz-Signature=...", "https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA…&X-Amz-Signature=…", "https://b.s3.amazonaws.com/k?X-Amz-Signature=REDACTED",
	} {
		ev := parsed(t, url+"\n")
		if len(ev.Requests) != 1 || !ev.Requests[0].Redacted || ev.in(ev.Requests[0].Span) != url {
			t.Errorf("%s: %+v", url, ev.Requests)
		}
	}
}
