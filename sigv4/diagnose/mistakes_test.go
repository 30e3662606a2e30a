package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// TestSignerMistakes signs a wrong canonical request with the right secret, as a faulty signer does.
// Whatever is pasted, the secret is not blamed; with the signer's own text, the line is named, and
// the cause where a rule knows it: certain by the text, proved by the secret.
func TestSignerMistakes(t *testing.T) {
	const (
		right  = "GET\n/my%2520items\na=1&b=2\ncontent-type:text/plain\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\ncontent-type;host;x-amz-date\n" + emptyHash
		before = "AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/execute-api/aws4_request\n"
	)
	answer := "HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: InvalidSignatureException\n\n" + bareMismatch + "\n\nThe Canonical String for this request should have been\n'" + right + "'\n\nThe String-to-Sign should have been\n'" + before + sigv4.HashHex(right) + "'\n"
	for _, c := range []struct {
		what, old, new, line, cause string
		searched                    string // what a search names, by the request and the secret alone; "" where it finds nothing
	}{
		{"path encoded once", "%2520", "%20", "canonical URI (line 2)", "path-encoding-count", "path-encoding-count"},
		{"path not encoded", "%2520", " ", "canonical URI (line 2)", "path-plus-or-space", "path-encoding-count"},
		{"path with an empty part", "/my", "//my", "canonical URI (line 2)", "path-not-normalized", "path-not-normalized"},
		{"method", "GET", "POST", "method (line 1)", "method-mismatch", "method-mismatch"},
		{"query not sorted", "a=1&b=2", "b=2&a=1", "canonical query string (line 3)", "query-not-sorted", "query-not-sorted"},
		{"query signed as part of the path", "items\na=1&b=2", "items?a=1&b=2\n", "canonical URI (line 2)", "query-in-path", "query-in-path"},
		{"header value with its spaces", "content-type:text", "content-type: text", "header content-type (line 4)", "header-whitespace", "header-whitespace"},
		{"header name as sent", "content-type:", "Content-Type:", "header content-type (line 4)", "header-name-case", "header-name-case"},
		{"header with another value", "text/plain", "application/json", "header content-type (line 4)", "signed-header-changed", "signed-header-changed"},
		{"port signed", "amazonaws.com\n", "amazonaws.com:443\n", "header host (line 5)", "host-port-mismatch", "host-port-mismatch"},
		{"header left out", "content-type:text/plain\n", "", "header content-type (line 4)", "signed-headers-not-sorted", "signed-header-missing"},
		{"signed headers not sorted", "content-type;host", "host;content-type", "signed headers (line 8)", "signed-headers-not-sorted", "signed-headers-not-sorted"},
		{"no payload hash", emptyHash, "UNSIGNED-PAYLOAD", "payload hash (line 9)", "payload-not-signed", "payload-not-signed"},
		{"another payload hash", emptyHash, sigv4.HashHex("{}"), "payload hash (line 9)", "payload-changed", "payload-changed"},
		{"no empty line", "0Z\n\n", "0Z\n", "empty line before the signed headers", "canonical-request-format", "canonical-request-format"},
		{"query escaped too often", "a=1", "%61=1", "canonical query string (line 3)", "query-reserved-not-encoded", ""},
		{"payload hash in capitals", emptyHash, strings.ToUpper(emptyHash), "payload hash (line 9)", "payload-hash-format", "payload-hash-format"},
		{"chunked on one side", emptyHash, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "payload hash (line 9)", "chunk-signature-wrong", "payload-not-signed"},
		{"final newline", emptyHash, emptyHash + "\n", "", "", "canonical-request-format"},
	} {
		t.Run(c.what, func(t *testing.T) {
			mine := strings.Replace(right, c.old, c.new, 1)
			if mine == right {
				t.Fatal("nothing was changed")
			}
			signature, err := sigv4.SignStringToSign(before+sigv4.HashHex(mine), sigv4.SecretKey(exampleSecret))
			if err != nil {
				t.Fatal(err)
			}
			request := "GET /my%20items?b=2&a=1 HTTP/1.1\nHost: abcdef1234.execute-api.us-east-1.amazonaws.com\nContent-Type: text/plain\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=" + signature + "\n\n"
			log := "CanonicalRequest:\n" + mine + "\n\n"
			for _, text := range []string{request, answer, request + answer, log + answer, log + request + answer} {
				for _, key := range []sigv4.Key{{}, sigv4.SecretKey(exampleSecret)} {
					in := Input{Evidence: paste.Parse(text), Key: key}
					d := Diagnose(in)
					byText, whole := strings.HasPrefix(text, log), strings.Contains(text, signature)
					for _, f := range d.Findings {
						switch {
						case byText && f.Cause == c.cause, f.Cause == c.cause && f.Confidence == Proved && !key.IsZero() && whole:
						case rank(f.Confidence) < rank(Possible):
							t.Errorf("names %s as %s", f.Cause, f.Confidence)
						case !key.IsZero() && whole:
							t.Errorf("names %s although the right secret was tried", f.Cause)
						}
					}
					if search(t, &in); !byText && !key.IsZero() && whole {
						found := Diagnose(in).Findings
						if c.searched == "" && len(found) > 0 || c.searched != "" && (len(found) == 0 || found[0].Cause != c.searched || found[0].Confidence != Proved) {
							t.Errorf("searched: names %s, want %q proved", list(found), c.searched)
						}
					}
					if !byText || c.line == "" {
						continue
					}
					want := Certain
					if !key.IsZero() && whole && c.what != "header left out" { // one line more does not make the server's text
						want = Proved
					}
					if c.cause != "" && (len(d.Findings) == 0 || d.Findings[0].Cause != c.cause || d.Findings[0].Confidence != want) {
						t.Errorf("names %s, want %s %s", list(d.Findings), c.cause, want)
					}
					if dep := departs(&d.Comparisons[0]); dep == nil || dep.where() != c.line {
						t.Errorf("the texts part in %+v, want the %s", dep, c.line)
					}
					if c.cause == "" && !strings.Contains(d.Verdict.Sentence, "differ in the "+c.line) {
						t.Errorf("verdict %q, want the difference in the %s", d.Verdict.Sentence, c.line)
					}
				}
			}
		})
	}
}
