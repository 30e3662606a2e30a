package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

// answered is an error message with a canonical request and the string to sign that states its hash.
func answered(canonical, changed string) string {
	return "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
		"The Canonical String for this request should have been\n'" + changed + "'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/s3/aws4_request\n" + sigv4.HashHex(canonical) + "'\n"
}

func TestMendedCanonicalRequests(t *testing.T) {
	const end = "host:h.example\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" + emptyHash
	const two, none = "GET\n/a%20b\nc=d&e=f\n" + end, "GET\n/\n\n" + end
	json := func(message string) string {
		return `{"message":"` + strings.ReplaceAll(message, "\n", `\n`) + `"}`
	}
	xml := func(canonical, changed string) string {
		return "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><StringToSign>AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/s3/aws4_request\n" + sigv4.HashHex(canonical) + "</StringToSign><CanonicalRequest>" + changed + "</CanonicalRequest></Error>"
	}
	ampersand := strings.ReplaceAll(two, "&", "&amp;")
	for _, c := range []struct{ name, text, want, repair, source string }{
		{"references in JSON", json(answered(two, ampersand)), two, "&amp; undone", "c=d&amp;e=f"},
		{"XML as a string in JSON", `{"body":"` + strings.ReplaceAll(xml(two, ampersand), "\n", `\n`) + `"}`, two, "&amp; undone", "c=d&amp;e=f"},
		{"references in a text", answered(two, ampersand), two, "&amp; undone", "c=d&amp;e=f"},
		{"XML escaped twice", xml(two, strings.ReplaceAll(two, "&", "&amp;amp;")), two, "&amp; undone", "c=d&amp;amp;e=f"},
		{"empty lines lost", answered(two, strings.ReplaceAll(two, "\n\n", "\n")), two, "empty lines restored", "c=d&e=f"},
		{"empty lines lost, and no query", answered(none, strings.ReplaceAll(none, "\n\n", "\n")), none, "empty lines restored", ""},
		{"spaces at the ends of lines", answered(two, strings.ReplaceAll(two, "\n", " \n")), two, "spaces at the ends of lines removed", "c=d&e=f"},
		{"spaces at the ends of some lines", answered(two, strings.ReplaceAll(two, "e=f\n", "e=f \n")), two, "spaces at the ends of lines removed", "c=d&e=f"},
		{"intact", answered(two, two), two, "", "c=d&e=f"},
		{"references that belong there", answered(ampersand, ampersand), ampersand, "", "c=d&amp;e=f"},
		{"another text", answered(two, none), none, "", ""},
	} {
		ev := parsed(t, c.text)
		if len(ev.CanonicalRequests) != 1 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		got := ev.CanonicalRequests[0]
		if got.Text.String != c.want || got.Repair != c.repair {
			t.Errorf("%s: %q, repair %q", c.name, got.Text.String, got.Repair)
			continue
		}
		wantLines := strings.SplitN(c.want, "\n", 4)
		if lines := got.lines(); lines[1] != wantLines[1] || lines[2] != wantLines[2] || lines[4] != "host;x-amz-date" || lines[5] != emptyHash {
			t.Errorf("%s: lines %q", c.name, lines)
		}
		if where := ev.in(sourceSpan(got.Text, got.Query.Start, got.Query.End)); where != c.source {
			t.Errorf("%s: the query lies at %q", c.name, where)
		}
		if where := ev.in(sourceSpan(got.Text, got.SignedHeaders.Start, got.SignedHeaders.End)); where != "host;x-amz-date" {
			t.Errorf("%s: the signed headers lie at %q", c.name, where)
		}
	}
}
