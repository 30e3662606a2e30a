package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// signedBy is a request whose canonical request was signed with a secret after old was replaced in it by new.
func signedBy(t *testing.T, secret, old, new string) Input {
	t.Helper()
	const canonical = "GET\n/items\na=3&a%2Fz=1&a-b=2\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
	if !strings.Contains(canonical, old) {
		t.Fatalf("there is no %q in %q", old, canonical)
	}
	signature, err := sigv4.SignStringToSign("AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/execute-api/aws4_request\n"+
		sigv4.HashHex(strings.Replace(canonical, old, new, 1)), sigv4.SecretKey(secret))
	if err != nil {
		t.Fatal(err)
	}
	return Input{Key: sigv4.SecretKey(exampleSecret), Evidence: paste.Parse("GET /items?a-b=2&a=3&a%2Fz=1 HTTP/1.1\nHost: abcdef1234.execute-api.us-east-1.amazonaws.com\n" +
		"X-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + signature + "\n\n")}
}

// A search that tried everything makes a verdict of that, and one that did not makes none.
func TestSearchedInVain(t *testing.T) {
	in := signedBy(t, "another", "GET", "GET")
	for _, c := range []struct {
		search         *forensics.Result
		key            sigv4.Key
		sentence, rest string
	}{
		{nil, in.Key, "does not make the signature", "another secret"},
		{&forensics.Result{Tried: 5}, in.Key, "does not make the signature", "another secret"},
		{&forensics.Result{Tried: 5, Complete: true}, in.Key, "With this secret, no known mistake gives", "another secret than"},
		{&forensics.Result{Tried: 5, Complete: true}, sigv4.SigningKey([32]byte{1}), "With this signing key, no known mistake gives", "another signing key than"},
	} {
		in.Search, in.Key = c.search, c.key
		d := Diagnose(in)
		if v := d.Verdict; !strings.Contains(v.Sentence, c.sentence) || !strings.Contains(v.Detail, c.rest) || v.Confidence != Proved || d.Mendable {
			t.Errorf("%+v: %+v, mendable %t", c.search, v, d.Mendable)
		}
	}
}

// A request can be mended where the key is right and the mistake is named: at once for one line, else by the search.
func TestMendable(t *testing.T) {
	one, two := signedBy(t, exampleSecret, "GET", "get"), signedBy(t, exampleSecret, "GET\n/items\n", "get\n/items/\n")
	if !Diagnose(one).Mendable || Diagnose(two).Mendable {
		t.Error("a mistake of one line is to be named at once, two are not")
	}
	search(t, &two)
	d := Diagnose(two)
	if !d.Mendable || len(d.Findings) != 2 {
		t.Errorf("mendable %t: %s", d.Mendable, list(d.Findings))
	}
	for i, part := range []string{"method", "path"} {
		if f := d.Findings[i]; len(f.Marks) == 0 || f.Marks[0].Part != part || !strings.Contains(f.Guide, map[string]string{"method": "#method", "path": "#canonical-uri"}[part]) {
			t.Errorf("%s: marks %+v, guide %s", part, f.Marks, f.Guide)
		}
	}
	other := one // the secret that makes the signature is not the one that would sign
	other.Key = sigv4.SecretKey("another")
	other.Evidence = paste.Parse(one.Evidence.Text + "\nAWS_SECRET_ACCESS_KEY=" + exampleSecret + "\n")
	if Diagnose(other).Mendable {
		t.Error("the request would be signed with a secret that is not its own")
	}
}

// Without a key, the server's hash gives what arrived: it is set beside what was pasted, and nobody's signer is blamed.
func TestFoundByTheServersHash(t *testing.T) {
	for _, c := range []struct{ old, new, want, section string }{
		{"GET\n", "HEAD\n", "another method", "#method"},
		{"host:abcdef1234.execute-api.us-east-1.amazonaws.com\n", "host:abcdef1234.execute-api.us-east-1.amazonaws.com:443\n", "another value of the header host", "#host"},
		{"x-amz-date:20260315T120000Z\n", "", "no header x-amz-date", "#canonical-headers"},
		{"/items\n", "/prod/items\n", "another path", "#canonical-uri"},
	} {
		in := signedBy(t, exampleSecret, "GET", "GET")
		in.Key = sigv4.Key{}
		const canonical = "GET\n/items\na=3&a%2Fz=1&a-b=2\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
		in.Evidence = paste.Parse(in.Evidence.Text + "HTTP/1.1 403 Forbidden\n\n<Error><Code>SignatureDoesNotMatch</Code><StringToSign>AWS4-HMAC-SHA256\n20260315T120000Z\n" +
			"20260315/us-east-1/execute-api/aws4_request\n" + sigv4.HashHex(strings.Replace(canonical, c.old, c.new, 1)) + "</StringToSign></Error>")
		search(t, &in)
		d := Diagnose(in)
		if len(d.Findings) == 0 || !d.FoundServers || d.Mendable || d.Verdict.Sentence != "Unlike the request you pasted, the server has "+c.want+"." || !strings.HasSuffix(d.Findings[0].Guide, c.section) {
			t.Errorf("%q for %q: %+v, %+v", c.new, c.old, d.Verdict, d.Findings)
		}
		if len(d.Comparisons) == 0 || d.Comparisons[0].Sides[len(d.Comparisons[0].Sides)-1].Name != "server" {
			t.Errorf("compared are %+v", d.Comparisons)
		}
	}
}
