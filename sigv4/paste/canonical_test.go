package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

const (
	emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	canonical = "GET\n/a%20b\nc=d\nhost:h.example\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
	toSign    = "AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/s3/aws4_request\n" + emptyHash
)

func (c CanonicalRequest) lines() [6]string {
	in := func(s sigv4.Span) string { return c.Text.String[s.Start:s.End] }
	return [6]string{in(c.Method), in(c.URI), in(c.Query), in(c.Headers), in(c.SignedHeaders), in(c.PayloadHash)}
}

var canonicalLines = [6]string{"GET", "/a%20b", "c=d", "host:h.example\nx-amz-date:20260315T120000Z", "host;x-amz-date", emptyHash}

func TestCanonicalRequestForms(t *testing.T) {
	for _, c := range []struct {
		name, text string
		side       Side
		label      string
		repair     string
	}{
		{"bare", canonical, UnknownSide, "", ""},
		{"botocore", "2026-03-15 12:00:00 DEBUG CanonicalRequest:\n" + canonical + "\n2026-03-15", Client, "CanonicalRequest:", ""},
		{"Java", "x.Aws4Signer:85 - AWS4 Canonical Request: '\"" + canonical + "\"", Client, "AWS4 Canonical Request:", ""},
		{"Go", "---[ CANONICAL STRING  ]-----------------------------\n" + canonical + "\n---", Client, "CANONICAL STRING", ""},
		{"C++", "[DEBUG] 2017-02-01 AWSAuthV4Signer [1402] Canonical Request String: " + canonical, Client, "Canonical Request String:", ""},
		{"Python", "CANONICAL REQUEST = " + canonical, Client, "CANONICAL REQUEST =", ""},
		{"Rust", "aws_sigv4::http_request::sign: canonical_request=" + canonical, Client, "canonical_request=", ""},
		{"any case", "my canonical request:\n\n" + canonical, Client, "my canonical request:", ""},
		{"mine", "Mine:\n```\n" + canonical + "\n```", Client, "Mine:", ""},
		{"the server's", "AWS expects this canonical request:\n" + canonical, Server, "AWS expects this canonical request:", ""},
		{"the message's", "The Canonical String for this request should have been\n'" + canonical + "'", Server, "The Canonical String for this request should have been", ""},
		{"escapes", `ErrorXML: CanonicalRequest: '` + strings.ReplaceAll(canonical, "\n", `\n`) + `'`, Server, "ErrorXML: CanonicalRequest:", "escapes undone"},
		{"escapes of escapes", `canonical request: "` + strings.ReplaceAll(canonical, "\n", `\\n`) + `"`, Client, "canonical request:", "escapes undone"},
		{"CR LF", strings.ReplaceAll(canonical, "\n", "\r\n"), UnknownSide, "", "CRLF"},
		{"spaces", "Canonical string: '" + strings.ReplaceAll(canonical, "\n", " ") + "'", Client, "Canonical string:", "newlines restored"},
		{"one space for two", "Canonical string: '" + strings.ReplaceAll(strings.ReplaceAll(canonical, "\n\n", " "), "\n", " ") + "'", Client, "Canonical string:", "newlines restored"},
		{"indented", "the text:\n\n    " + strings.ReplaceAll(strings.ReplaceAll(canonical, "\n", "\n    "), "    \n", "\n") + "\n", UnknownSide, "", ""},
		{"quoted", "> " + strings.ReplaceAll(canonical, "\n", "\n> "), UnknownSide, "", ""},
	} {
		ev := parsed(t, c.text)
		if len(ev.CanonicalRequests) != 1 {
			t.Errorf("%s: %d canonical requests, parts %v", c.name, len(ev.CanonicalRequests), ev.Parts)
			continue
		}
		got := ev.CanonicalRequests[0]
		if got.Text.String != canonical || got.lines() != canonicalLines {
			t.Errorf("%s: %q, lines %q", c.name, got.Text.String, got.lines())
		}
		if got.Side != c.side || got.Label != c.label || got.Repair != c.repair || got.Masked {
			t.Errorf("%s: side %v, label %q, repair %q, masked %v", c.name, got.Side, got.Label, got.Repair, got.Masked)
		}
		if where := sourceSpan(got.Text, got.SignedHeaders.Start, got.SignedHeaders.End); ev.in(where) != "host;x-amz-date" {
			t.Errorf("%s: the signed headers lie at %q", c.name, ev.in(where))
		}
	}
}

func TestCanonicalRequestFaults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		lines      [6]string
		masked     bool
	}{
		{"no query line", "GET\n/\nhost:a\n\nhost\n" + emptyHash, [6]string{"GET", "/", "", "host:a", "host", emptyHash}, false},
		{"empty query line", "GET\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD", [6]string{"GET", "/", "", "host:a", "host", "UNSIGNED-PAYLOAD"}, false},
		{"no headers", "GET\n/\n\n\nhost;x-b\n" + emptyHash, [6]string{"GET", "/", "", "", "host;x-b", emptyHash}, false},
		{"no empty line after the headers", "GET\n/\n\nhost:a\nhost\n" + emptyHash, [6]string{"GET", "/", "", "host:a", "host", emptyHash}, false},
		{"raw space in the path", "GET\n/a b\n\nhost:a\n\nhost\n" + emptyHash, [6]string{"GET", "/a b", "", "host:a", "host", emptyHash}, false},
		{"a colon in the query", "GET\n/\na=b:c\nhost:a\n\nhost\n" + emptyHash, [6]string{"GET", "/", "a=b:c", "host:a", "host", emptyHash}, false},
		{"streaming", "PUT\n/\n\nhost:a:80\n\nhost\nSTREAMING-AWS4-HMAC-SHA256-PAYLOAD\nnext", [6]string{"PUT", "/", "", "host:a:80", "host", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"}, false},
		{"masked hash", "POST\n/\n\nhost:a\n\nhost\na3968e0f**********'", [6]string{"POST", "/", "", "host:a", "host", "a3968e0f**********"}, true},
		{"masked header", "POST\n/\n\nhost:a\nx-amz-security-token:** redacted (length=1136) **\n\nhost;x-amz-security-token\n" + emptyHash, [6]string{"POST", "/", "", "host:a\nx-amz-security-token:** redacted (length=1136) **", "host;x-amz-security-token", emptyHash}, true},
		{"named hash", "Canonical request:\nGET\n/p\n\n<hexpayloadhash>", [6]string{"GET", "/p", "", "", "", "<hexpayloadhash>"}, true},
		{"cut after the headers", "CanonicalRequest:\nGET\n/p\nq\nhost:a\nx-b:c\n", [6]string{"GET", "/p", "q", "host:a\nx-b:c", "", ""}, false},
		{"cut after the list", "GET\n/p\nq\nhost:a\n\nhost;x-b\n", [6]string{"GET", "/p", "q", "host:a", "host;x-b", ""}, false},
		{"prose after the list", "GET\n/p\nq\nhost:a\n\nhost;x-b\nThe rest is lost\n", [6]string{"GET", "/p", "q", "host:a", "host;x-b", ""}, false},
		{"hash in Base64", "GET\n/p\nq\nhost:a\n\nhost\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", [6]string{"GET", "/p", "q", "host:a", "host", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}, false},
		{"cut and collapsed", "Canonical string 'GET /p a=b host:h user-agent:x/0.7…", [6]string{"GET", "/p", "a=b", "host:h\nuser-agent:x/0.7…", "", ""}, true},
		{"collapsed without a query", "Canonical string 'GET /p  accept:a b host:h  accept;host " + emptyHash + "'", [6]string{"GET", "/p", "", "accept:a b\nhost:h", "accept;host", emptyHash}, false},
	} {
		ev := parsed(t, c.text)
		if len(ev.CanonicalRequests) != 1 {
			t.Errorf("%s: %d canonical requests, parts %v", c.name, len(ev.CanonicalRequests), ev.Parts)
			continue
		}
		if got := ev.CanonicalRequests[0]; got.lines() != c.lines || got.Masked != c.masked {
			t.Errorf("%s: lines %q, masked %v", c.name, got.lines(), got.Masked)
		}
	}
}

func TestNoCanonicalRequest(t *testing.T) {
	for _, text := range []string{"GET\n", "GET\nit", "GET\n/path\nand some prose\n", "GET\n/\n\n\n\n", "canonical request: GET\n\n", "POST\n\nmultipart/form-data\n1\n/b/o"} {
		if ev := parsed(t, text); len(ev.CanonicalRequests) != 0 {
			t.Errorf("%q gives %q", text, ev.CanonicalRequests[0].lines())
		}
	}
}

func TestStringToSignForms(t *testing.T) {
	for _, c := range []struct {
		name, text, want, label, repair string
		side                            Side
		masked                          bool
	}{
		{"bare", toSign, toSign, "", "", UnknownSide, false},
		{"botocore", "StringToSign:\n" + toSign + "\n", toSign, "StringToSign:", "", Client, false},
		{"curl", "* aws_sigv4: String to sign (enclosed in []) - [" + toSign + "]\n", toSign, "aws_sigv4: String to sign", "", Client, false},
		{"the message's", "The String-to-Sign should have been\n'" + toSign + "'\n", toSign, "The String-to-Sign should have been", "", Server, false},
		{"spaces", "The String-to-Sign should have been '" + strings.ReplaceAll(toSign, "\n", " ") + "'", toSign, "The String-to-Sign should have been", "newlines restored", Server, false},
		{"escapes", `"StringToSign": '` + strings.ReplaceAll(toSign, "\n", `\n`) + `'`, toSign, `StringToSign":`, "escapes undone", Client, false},
		{"CR LF", strings.ReplaceAll(toSign, "\n", "\r\n"), toSign, "", "CRLF", UnknownSide, false},
		{"masked", strings.ReplaceAll(toSign, emptyHash[8:], "****"), strings.ReplaceAll(toSign, emptyHash[8:], "****"), "", "", UnknownSide, true},
		{"cut", strings.TrimSuffix(toSign, "equest\n"+emptyHash) + "…", strings.TrimSuffix(toSign, "equest\n"+emptyHash) + "…", "", "", UnknownSide, true},
	} {
		ev := parsed(t, c.text)
		if len(ev.StringsToSign) != 1 {
			t.Errorf("%s: %d strings to sign", c.name, len(ev.StringsToSign))
			continue
		}
		got := ev.StringsToSign[0]
		if got.Text.String != c.want || got.Label != c.label || got.Repair != c.repair || got.Side != c.side || got.Masked != c.masked {
			t.Errorf("%s: %q, label %q, repair %q, side %v, masked %v", c.name, got.Text.String, got.Label, got.Repair, got.Side, got.Masked)
		}
	}
	chunk := "AWS4-HMAC-SHA256-PAYLOAD\n20260315T120000Z\n20260315/us-east-1/s3/aws4_request\n" + emptyHash + "\n" + emptyHash + "\n" + strings.Repeat("0", 64)
	got := parsed(t, chunk).StringsToSign[0]
	if got.Text.String != chunk || got.Text.String[got.Hash.Start:got.Hash.End] != strings.Repeat("0", 64) {
		t.Errorf("of a chunk: %q", got.Text.String)
	}
	for _, text := range []string{"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256\n20260315T120000Z\n"} {
		if ev := parsed(t, text); len(ev.StringsToSign) != 0 {
			t.Errorf("%q is taken for a string to sign", text)
		}
	}
}

func TestStringsInAMessage(t *testing.T) {
	message := "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
		"The Canonical String for this request should have been\n'" + canonical + "'\n\nThe String-to-Sign should have been\n'" + toSign + "'\n"
	for name, text := range map[string]string{
		"JSON":                    `{"message":"` + strings.ReplaceAll(message, "\n", `\n`) + `"}`,
		"JSON with line breaks":   `{"message":"` + message + `"}`,
		"XML":                     "<Error><Code>SignatureDoesNotMatch</Code><Message>" + message + "</Message></Error>",
		"text":                    "An error occurred (SignatureDoesNotMatch) when calling the X operation: " + message,
		"text with escapes":       "error: " + strings.ReplaceAll(message, "\n", `\n`),
		"text, newlines as space": strings.ReplaceAll(message, "\n", " "),
	} {
		ev := parsed(t, text)
		if len(ev.Errors) != 1 || len(ev.CanonicalRequests) != 1 || len(ev.StringsToSign) != 1 {
			t.Errorf("%s: parts %v", name, ev.Parts)
			continue
		}
		c, s := ev.CanonicalRequests[0], ev.StringsToSign[0]
		if c.Text.String != canonical || c.Side != Server || c.Error != 0 {
			t.Errorf("%s: canonical request %q, side %v, error %d", name, c.Text.String, c.Side, c.Error)
		}
		if s.Text.String != toSign || s.Side != Server || s.Error != 0 {
			t.Errorf("%s: string to sign %q, side %v, error %d", name, s.Text.String, s.Side, s.Error)
		}
		var ids []string
		for _, m := range ev.Errors[0].Messages {
			ids = append(ids, m.ID)
		}
		if strings.Join(ids, " ") != "coral.mismatch coral.mismatch_with_canonical" {
			t.Errorf("%s: sentences %v", name, ids)
		}
	}
}

// The server's text may come without the sentence before it.
func TestServersTextAlone(t *testing.T) {
	ev := parsed(t, "The Canonical String for this request should have been\n'GET\n/p\nq=1\nhost:a\n\nPATH=/p\n")
	wantKinds(t, ev, KindErrorMessage, KindCanonicalRequest, KindUnrecognized)
	if e := ev.Errors[0]; len(e.Messages) != 1 || e.Messages[0].ID != "coral.mismatch_with_canonical" || ev.CanonicalRequests[0].Error != 0 {
		t.Errorf("%+v", e)
	}
	if got := ev.in(ev.CanonicalRequests[0].Span); got != "GET\n/p\nq=1\nhost:a" {
		t.Errorf("the canonical request lies at %q", got)
	}
}

// What stands before a text is no label when it belongs to something else.
func TestLabelOfAnother(t *testing.T) {
	for name, before := range map[string]string{
		"XML":      "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>" + strings.Replace(canonical, "c=d", "", 1) + "</CanonicalRequest></Error>",
		"JSON":     `{"message":"The String-to-Sign should have been\n'` + strings.ReplaceAll(toSign, "\n", `\n`) + `'\n"}`,
		"both":     "I get another than the server:",
		"sentence": "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
	} {
		ev := parsed(t, before+"\n\n"+canonical)
		if c := ev.CanonicalRequests[len(ev.CanonicalRequests)-1]; c.Text.String != canonical || c.Label != "" || c.Side != UnknownSide || c.Error != -1 {
			t.Errorf("%s: label %q, side %v, error %d", name, c.Label, c.Side, c.Error)
		}
	}
	ev := parsed(t, "{\"message\":\"The Canonical String for this request should have been\n'"+canonical+"'\nMy canonical request:\n"+canonical+"\"}")
	if len(ev.CanonicalRequests) != 2 || ev.CanonicalRequests[0].Side != Server || ev.CanonicalRequests[1].Side != Client {
		t.Errorf("%+v", ev.CanonicalRequests)
	}
}
