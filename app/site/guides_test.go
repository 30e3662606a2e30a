package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/sigv4test"
)

// The DynamoDB example differs from what the server computed in the payload hash and nowhere else;
// the S3 one in the signature and nowhere else. The hashes are taken here, without the engine.
func TestMismatchExamples(t *testing.T) {
	sum := func(body string) string {
		s := sha256.Sum256([]byte(body))
		return hex.EncodeToString(s[:])
	}
	signed, sent := sum(`{"Limit":10}`), sum(`{"Limit": 10}`)
	text := exampleNamed(t, "payload-changed")
	if strings.Count(text, signed) != 1 || strings.Count(text, sent) != 1 || !strings.Contains(text, "\n\n{\"Limit\": 10}\n") {
		t.Errorf("the two payload hashes are not there once each, or the body is not the one that was sent:\n%s", text)
	}
	_, client, _ := strings.Cut(text, "\nCanonicalRequest:\n")
	server := strings.ReplaceAll(strings.TrimSuffix(client, "\n"), signed, sent)
	if !strings.Contains(text, strings.ReplaceAll(server, "\n", `\n`)) {
		t.Errorf("the server's canonical request is not the client's with the other hash:\n%s", text)
	}

	text = exampleNamed(t, "s3-mismatch")
	_, d, err := deriveExample("s3-get")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text, d.Signature) || !strings.Contains(text, "<CanonicalRequest>"+d.CanonicalRequest.String+"<") ||
		!strings.Contains(text, "<StringToSign>"+d.StringToSign.String+"<") {
		t.Error("the S3 example is not one in which only the key differs")
	}
	provided := regexp.MustCompile(`[0-9a-f]{64}</SignatureProvided>`).FindString(text)
	if n := strings.Count(text, strings.TrimSuffix(provided, "</SignatureProvided>")); provided == "" || n != 2 {
		t.Errorf("the signature provided is there %d times", n)
	}
}

// The examples of wrong scopes are signed for the wrong scope, and sent to the right endpoint.
func TestScopeExamples(t *testing.T) {
	for name, want := range map[string]struct{ scope, host string }{
		"scope-region":    {"20260315/us-east-1/execute-api", "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"},
		"scope-service":   {"20260315/eu-central-1/apigateway", "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"},
		"scope-s3-region": {"20260315/us-east-1/s3", "examplebucket.s3.eu-central-1.amazonaws.com"},
	} {
		request, _, _ := strings.Cut(exampleNamed(t, name), "HTTP/1.1 4")
		r, err := sigv4.ParseRequest(request)
		if err != nil {
			t.Fatal(err)
		}
		claim, err := sigv4.ParseClaim(r)
		if err != nil {
			t.Fatal(err)
		}
		scope := claim.Scope.Date + "/" + claim.Scope.Region + "/" + claim.Scope.Service
		if scope != want.scope || r.Headers[0].Name != "Host" || strings.TrimSpace(r.Headers[0].Value) != want.host {
			t.Errorf("%s: %s for %s", name, scope, r.Headers[0].Value)
		}
	}
}

// What the guides show of host names, written down by hand from AWS's endpoint tables.
func TestHostTables(t *testing.T) {
	page := read(t, os.DirFS(built(t, Config{})), "guides/credential-scope.html")
	cell := func(s string) string {
		if s == "" {
			return "<td>the bucket’s</td>"
		}
		return `<td><code class="part-scope">` + s + "</code></td>"
	}
	wants := []struct{ host, service, region string }{
		{"a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com", "execute-api", "eu-central-1"},
		{"a1b2c3d4e5f6.lambda-url.eu-central-1.on.aws", "lambda", "eu-central-1"},
		{"search-books-a1b2c3d4e5.eu-central-1.es.amazonaws.com", "es", "eu-central-1"},
		{"dynamodb-fips.us-east-1.amazonaws.com", "dynamodb", "us-east-1"},
		{"lambda.eu-central-1.api.aws", "lambda", "eu-central-1"},
		{"vpce-0123456789abcdef0-a1b2c3d4.sqs.eu-central-1.vpce.amazonaws.com", "sqs", "eu-central-1"},
		{"iam.amazonaws.com", "iam", "us-east-1"},
		{"global.health.amazonaws.com", "health", "us-east-1"},
		{"route53.amazonaws.com.cn", "route53", "cn-northwest-1"},
		{"reports-123456789012.s3-accesspoint.eu-central-1.amazonaws.com", "s3", "eu-central-1"},
		{"examplebucket.s3-accelerate.amazonaws.com", "s3", ""},
		{"email.eu-central-1.amazonaws.com", "ses", "eu-central-1"},
		{"data.iot.eu-central-1.amazonaws.com", "iotdata", "eu-central-1"},
		{"pinpoint.eu-central-1.amazonaws.com", "mobiletargeting", "eu-central-1"},
	}
	for _, w := range wants {
		row := fmt.Sprintf("<code>%s</code></th>%s%s", w.host, cell(w.service), cell(w.region))
		if !strings.Contains(page, row) {
			t.Errorf("the guide lacks %s: %s, %s", w.host, w.service, w.region)
		}
	}
	shown := 0
	for _, g := range hostGroups() {
		shown += len(g.hosts)
	}
	if n := strings.Count(page, `<code class="part-scope">`); n < 2*shown-3 {
		t.Errorf("%d values for %d host names", n, shown)
	}
	if _, err := fillHosts("of=nothing"); err == nil {
		t.Error("a group that is not there is drawn")
	}
}

// Every example that a guide can open is one click away in some guide, and every answer keeps the
// sentence that its heading quotes.
func TestGuidesUseEveryExample(t *testing.T) {
	site := os.DirFS(built(t, Config{}))
	var all strings.Builder
	for _, name := range walk(t, site) {
		if strings.HasPrefix(name, "guides/") && name != "guides/index.html" {
			all.WriteString(read(t, site, name))
		}
	}
	examples, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		if e.Family == "" && !strings.Contains(all.String(), `<a href="../index.html#example=`+e.Name+`">Open in the workbench</a>`) {
			t.Errorf("no guide opens %s", e.Name)
		}
	}
}

// What the Self-test page hands to the program is what the engine's own tests run.
func TestKnownAnswersScript(t *testing.T) {
	var pairs [][2]string
	script := read(t, os.DirFS(built(t, Config{})), "knownanswers.js")
	if err := json.Unmarshal([]byte(value(t, script, "countersignKnownAnswers")), &pairs); err != nil {
		t.Fatal(err)
	}
	var cases []sigv4test.Case
	for _, p := range pairs {
		more, err := sigv4test.Parse(sigv4test.Text{Name: p[0], Text: p[1]})
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, more...)
	}
	if want := sigv4test.Cases(); len(want) < 100 || !reflect.DeepEqual(cases, want) {
		t.Errorf("the script holds %d cases, the tests %d, or they differ", len(cases), len(want))
	}
}
