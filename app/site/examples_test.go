package site

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"countersign/app/view"
)

// The example that the step-by-step guide goes through, worked out by hand from the specification.
const handCanonicalRequest = "GET\n" +
	"/prod/orders/caf%25C3%25A9\n" +
	"Alpha=2&beta=a%20b&zeta=1\n" +
	"host:a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com\n" +
	"x-amz-date:20260315T120000Z\n" +
	"x-team:blue team\n" +
	"\n" +
	"host;x-amz-date;x-team\n" +
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// TestGuideValues recomputes the values without the engine and looks for each in the page.
func TestGuideValues(t *testing.T) {
	hash := sha256.Sum256([]byte(handCanonicalRequest))
	stringToSign := "AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/eu-central-1/execute-api/aws4_request\n" + hex.EncodeToString(hash[:])
	mac := func(key []byte, data string) []byte {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(data))
		return m.Sum(nil)
	}
	kDate := mac([]byte("AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "20260315")
	kSigning := mac(mac(mac(kDate, "eu-central-1"), "execute-api"), "aws4_request")
	signature := hex.EncodeToString(mac(kSigning, stringToSign))

	page := shownText(t, "guides/sigv4-step-by-step.html")
	for name, want := range map[string]string{
		"canonical request": handCanonicalRequest,
		"string to sign":    stringToSign,
		"kDate":             hex.EncodeToString(kDate),
		"kSigning":          hex.EncodeToString(kSigning),
		"signature":         signature,
		"Authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/eu-central-1/execute-api/aws4_request, " +
			"SignedHeaders=host;x-amz-date;x-team, Signature=" + signature,
		"scope in the snippet": `("20260315", "eu-central-1", "execute-api", "aws4_request")`,
		"S3 path":              "\n/menus/2026/caf%C3%A9%20menu.pdf\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the guide does not show the %s:\n%s", name, want)
		}
	}
	if n := strings.Count(page, signature); n < 3 {
		t.Errorf("the signature is there %d times", n)
	}
}

var anyTag = regexp.MustCompile(`<[^>]*>`)

// shownText is the text of a built page.
func shownText(t *testing.T, name string) string {
	t.Helper()
	return html.UnescapeString(anyTag.ReplaceAllString(read(t, os.DirFS(built(t, Config{})), name), ""))
}

// A genuine message has its limit exactly one tolerance away from the server's time.
func TestClockMessages(t *testing.T) {
	message := regexp.MustCompile(`(\d{8}T\d{6}Z) is (?:now earlier|still later) than (\d{8}T\d{6}Z) \((\d{8}T\d{6}Z) ([-+]) (\d+) min\.\)`)
	page := shownText(t, "guides/signature-expired.html")
	found := message.FindAllStringSubmatch(page, -1)
	if len(found) < 4 {
		t.Fatalf("%d messages in the guide", len(found))
	}
	at := func(s string) time.Time {
		v, err := time.Parse("20060102T150405Z", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, m := range found {
		tolerance, err := time.ParseDuration(m[4] + m[5] + "m")
		if err != nil {
			t.Fatal(err)
		}
		signed, limit, server := at(m[1]), at(m[2]), at(m[3])
		if server.Add(tolerance) != limit {
			t.Errorf("limit is not server %s %s min: %s", m[4], m[5], m[0])
		}
		if m[4] == "-" && !signed.Before(limit) || m[4] == "+" && !signed.After(limit) {
			t.Errorf("the signing time lies within the limit: %s", m[0])
		}
	}
	for _, want := range []string{"9 min 26 s", "4 min 26 s", "59 min 43 s", "44 min 43 s", "20260315T115034Z", "20260315T115943Z"} {
		if !strings.Contains(page, want) {
			t.Errorf("the guide does not say %s", want)
		}
	}
}

func TestExamples(t *testing.T) {
	examples, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`^[a-z0-9-]+$`)
	seen := map[string]bool{}
	for _, e := range examples {
		if !name.MatchString(e.Name) || e.Title == "" || e.Paste == "" || seen[e.Name] {
			t.Errorf("example %+v", e)
		}
		seen[e.Name] = true
		if strings.Contains(e.Paste, exampleSecret) {
			t.Errorf("example %s holds the secret", e.Name)
		}
	}
	// The answer that names the server's strings is JSON, and the client's text differs in one line.
	for _, e := range examples {
		if e.Name != "query-not-sorted" {
			continue
		}
		_, body, _ := strings.Cut(e.Paste, "\n\n")
		answer, client, _ := strings.Cut(body, "\n\nCanonicalRequest:\n")
		var message struct{ Message string }
		if err := json.Unmarshal([]byte(answer), &message); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(message.Message, "'"+handCanonicalRequest+"'") {
			t.Errorf("the server's canonical request is not the one worked out by hand:\n%s", message.Message)
		}
		ours, theirs := strings.Split(handCanonicalRequest, "\n"), strings.Split(strings.TrimSuffix(client, "\n"), "\n")
		for i := range ours {
			if (ours[i] != theirs[i]) != (i == 2) {
				t.Errorf("line %d: %q and %q", i+1, ours[i], theirs[i])
			}
		}
	}
}

// The scripts must give back what went in, and must be safe wherever they stand.
func TestDataScripts(t *testing.T) {
	text, err := dataScript("x", "</script><!-- \u2028 \" ' \\")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<", ">", "\u2028"} {
		if strings.Contains(string(text), bad) {
			t.Errorf("%q stands unescaped in %s", bad, text)
		}
	}
	site := os.DirFS(built(t, Config{}))
	guides, err := Guides()
	if err != nil {
		t.Fatal(err)
	}
	if got := view.UnpackGuides(value(t, read(t, site, "guides.js"), "countersignGuides")); len(got) != len(guides) || got[1].Title != guides[1].Title ||
		len(got[1].Sections) != len(guides[1].Sections) {
		t.Errorf("guides.js holds %d guides", len(got))
	}
	held, err := readContents()
	if err != nil {
		t.Fatal(err)
	}
	examples := held.opened()
	if got := view.UnpackExamples(value(t, read(t, site, "examples.js"), "countersignExamples")); !slices.Equal(got, examples) {
		t.Errorf("examples.js holds %+v", got)
	}
}

// value reads the string that a data script sets.
func value(t *testing.T, script, name string) string {
	t.Helper()
	quoted, ok := strings.CutPrefix(strings.TrimSuffix(script, ";\n"), "window."+name+" = ")
	var s string
	if err := json.Unmarshal([]byte(quoted), &s); err != nil || !ok {
		t.Fatalf("the script does not set %s: %v", name, err)
	}
	return s
}
