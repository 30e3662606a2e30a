package diagnose

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

const (
	exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	bareMismatch  = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
	serverStrings = `{"message": "` + bareMismatch + `\n\nThe Canonical String for this request should have been\n'GET\n/items\nlimit=5\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n` + emptyHash + `'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/execute-api/aws4_request\n812ae0faa94a9c384abb7dd458d22909dd67ca18526158d849f9543d837806af'\n"}`
	signedRequest = "GET /items?limit=5 HTTP/1.1\nHost: abcdef1234.execute-api.us-east-1.amazonaws.com\nX-Amz-Date: 20260315T120000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29\n\n"
)

func diagnoseText(text string) Diagnosis { return Diagnose(Input{Evidence: paste.Parse(text)}) }

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		what, paste string
		sentence    string
		confidence  Confidence
		wrong       bool
		unusable    bool
	}{
		{"clock", "Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 5 min.)",
			"The request was signed 9 min 26 s before AWS saw it. It allows 5 minutes.", Certain, true, false},
		{"clock ahead", "Signature not yet current: 20260315T121000Z is still later than 20260315T121000Z (20260315T120000Z + 10 min.)",
			"The figures in this message contradict each other.", Certain, true, false},
		{"clock, in seconds", "Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 300 sec.)",
			"The request was signed 9 min 26 s before AWS saw it. It allows 5 minutes.", Certain, true, false},
		{"clock, cut", "Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z",
			"The request was signed 4 min 26 s before the earliest time that the server still took.", Certain, true, false},
		{"clock, without times", "Signature expired: 2017****T062414Z is now earlier than ********",
			"The server refused the request for its time, and does not say by how much.", Certain, true, false},
		{"server's strings alone", serverStrings, "AWS computed another signature than the one you sent.", Certain, true, false},
		{"bare mismatch", bareMismatch, "AWS computed another signature than the one you sent.", Certain, true, false},
		{"a code that can mean much", "InvalidSignatureException", "The server answered “InvalidSignatureException”.", Certain, true, false},
		{"signed request alone", signedRequest, "This is a signed request, and nothing in it is wrong by itself.", Undecided, false, false},
		{"unsigned request", "GET / HTTP/1.1\nHost: example.com\n\n", "This request carries no signature.", Undecided, false, false},
		{"canonical request alone", canonical("", ""), "There is nothing yet to compare this text with.", Undecided, false, false},
		{"empty", "", "Nothing here bears on a signature.", Undecided, false, true},
		{"prose", "it does not work, please help", "Nothing here bears on a signature.", Undecided, false, true},
		{"binary", "\x00\x01\xff\xfe", "Nothing here bears on a signature.", Undecided, false, true},
		{"page", "<html><head><title>403</title></head><body>nginx</body></html>", "Nothing here bears on a signature.", Undecided, false, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := diagnoseText(c.paste)
			if d.Verdict.Sentence != c.sentence || d.Verdict.Confidence != c.confidence {
				t.Errorf("verdict %q (%s), want %q (%s)", d.Verdict.Sentence, d.Verdict.Confidence, c.sentence, c.confidence)
			}
			if d.Wrong != c.wrong || d.Unusable != c.unusable {
				t.Errorf("wrong %v, unusable %v; want %v, %v", d.Wrong, d.Unusable, c.wrong, c.unusable)
			}
			if c.unusable && !strings.Contains(d.Verdict.Detail, "Paste ") {
				t.Errorf("the detail does not say what to paste: %q", d.Verdict.Detail)
			}
		})
	}
}

func TestServerStringsAlone(t *testing.T) {
	d := diagnoseText(serverStrings)
	if len(d.Findings) != 0 {
		t.Errorf("names %s", list(d.Findings))
	}
	if !hasFact(d, Proved, "intact") {
		t.Errorf("does not say that the text is intact: %+v", d.Established)
	}
	for _, cause := range []string{"clock-skew", "host-not-signed", "scope-malformed", "scope-region-wrong", "access-key-unknown"} {
		if !ruledOut(d, cause) {
			t.Errorf("%s is not ruled out", cause)
		}
	}
	if len(d.PasteNext) == 0 || !strings.Contains(d.PasteNext[0].What, "canonical request") {
		t.Errorf("asks for %+v", d.PasteNext)
	}
}

// TestAsksForNothingThatIsThere removes a request from the list once it is met.
func TestAsksForNothingThatIsThere(t *testing.T) {
	for _, c := range []struct{ what, paste, notAsked string }{
		{"request", signedRequest + "HTTP/1.1 403 Forbidden\n\n" + bareMismatch, "request as it was sent"},
		{"server's strings", serverStrings, "whole body of the answer"},
		{"a message that is not known", "<Error><Code>NotImplemented</Code><Message>Not that</Message></Error>", "whole body of the answer"},
		{"client's canonical request", "CanonicalRequest:\n" + canonical("", "") + "\n\n" + bareMismatch, "signer's canonical request"},
	} {
		for _, a := range diagnoseText(c.paste).PasteNext {
			if strings.Contains(a.What, c.notAsked) {
				t.Errorf("%s is there, and is asked for: %q", c.what, a.What)
			}
		}
	}
}

func TestRuledOutNeedsAKnownOrder(t *testing.T) {
	for _, c := range []struct{ what, paste string }{
		{"S3", "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message></Error>"},
		{"sentence cut where servers differ", "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided"},
		{"a code alone", "InvalidSignatureException"},
		{"a sentence of AWS's and MinIO's", "The security token included in the request is invalid"},
		{"MinIO", "<Error><Code>InvalidTokenId</Code><Message>The security token included in the request is invalid</Message></Error>"},
		{"two answers", bareMismatch + "\n\nCredential should be scoped to correct service: 'es'."},
	} {
		if d := diagnoseText(c.paste); len(d.RuledOut) > 0 {
			t.Errorf("%s: rules out %s (%s)", c.what, d.RuledOut[0].Cause, d.RuledOut[0].Because)
		}
	}
	d := diagnoseText("Credential should be scoped to correct service: 'es'. Credential should be scoped to a valid region, not 'x'.")
	if ruledOut(d, "scope-date-mismatch") || ruledOut(d, "access-key-unknown") {
		t.Error("a scope fault rules out what is checked with it or after it")
	}
	d = diagnoseText("Signature not yet current: 20260315T121000Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.)")
	if !ruledOut(d, "signed-early-sent-late") {
		t.Error("a request from the future was not sent late")
	}
}

// TestNowAloneGivesNoSkew: the reader's clock is not the server's.
func TestNowAloneGivesNoSkew(t *testing.T) {
	in := Input{Evidence: paste.Parse(signedRequest), Now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	if d := Diagnose(in); len(d.Findings) > 0 || d.Clock != nil {
		t.Errorf("names %s", list(d.Findings))
	}
}

func TestAbsentBodyIsNotInvented(t *testing.T) {
	request := strings.Replace(signedRequest, "GET /items?limit=5 HTTP/1.1", "POST /items HTTP/1.1\nContent-Length: 5", 1)
	b := prepare(Input{Evidence: paste.Parse(request), Key: sigv4.SecretKey(exampleSecret)})
	if b.request == nil || len(b.sent) > 0 {
		t.Error("a POST whose body was cut off is derived as if it had none")
	}
}

// TestMaskedAuthorization: key id and signature are not signed, so that a request in which only they
// are masked is compared all the same, and one in which a signed value is masked is not.
func TestMaskedAuthorization(t *testing.T) {
	masked := strings.Replace(signedRequest, "AKIDEXAMPLE", "<REDACTED>", 1)
	masked = masked[:strings.Index(masked, "Signature=")] + "Signature=***\n\n"
	d := diagnoseText(masked + serverStrings)
	if len(d.Comparisons) == 0 || d.Comparisons[0].Sides[0].Name != "sent" || d.Comparisons[0].Departs >= 0 {
		t.Errorf("masked key id and signature: %s, %+v", d.Verdict.Sentence, d.Established)
	}
	hidden := strings.Replace(signedRequest, "limit=5", "limit=***", 1)
	if d := diagnoseText(hidden + serverStrings); len(d.Comparisons) > 0 {
		t.Errorf("masked query: compared all the same: %s", d.Verdict.Sentence)
	}
}

// TestASecretThatDoesNotMakeTheSignature says that much, and names no cause.
func TestASecretThatDoesNotMakeTheSignature(t *testing.T) {
	d := Diagnose(Input{Evidence: paste.Parse(signedRequest), Key: sigv4.SecretKey("another" + exampleSecret)})
	if d.Verdict.Confidence != Proved || !strings.Contains(d.Verdict.Sentence, "does not make") || !d.Wrong || len(d.Findings) > 0 {
		t.Errorf("verdict %+v, wrong %v, findings %s", d.Verdict, d.Wrong, list(d.Findings))
	}
	for _, a := range d.PasteNext {
		if strings.Contains(a.What, "secret") {
			t.Errorf("asks for the secret again: %q", a.What)
		}
	}
}

// TestNowAgainstAURL: by the reader's time a URL may be over, which is no more than possible.
func TestNowAgainstAURL(t *testing.T) {
	const url = "GET /k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260315T120000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=60&X-Amz-Signature=00 HTTP/1.1\nHost: examplebucket.s3.eu-west-1.amazonaws.com\n\n"
	at := func(minute int) Diagnosis {
		return Diagnose(Input{Evidence: paste.Parse(url), Now: time.Date(2026, 3, 15, 12, minute, 30, 0, time.UTC)})
	}
	if d := at(0); len(d.Findings) > 0 {
		t.Errorf("within its life: names %s", list(d.Findings))
	}
	if d := at(1); len(d.Findings) != 1 || d.Findings[0].Cause != "presigned-expired" || d.Findings[0].Confidence != Possible {
		t.Errorf("after its life: names %s", list(d.Findings))
	}
}

// TestNoCommandFromThePaste: what a fix offers to copy into a shell holds no text that could be a command.
func TestNoCommandFromThePaste(t *testing.T) {
	for _, region := range []string{"$(reboot)", "a;b", "x' y", "-rf", "`id`", "a\x1b[0m"} {
		d := diagnoseText("the region 'us-east-1' is wrong; expecting '" + region + "'")
		if len(d.Findings) == 0 || len(d.Findings[0].Fixes) == 0 {
			continue // not even recognised
		}
		for _, x := range d.Findings[0].Fixes {
			if strings.Contains(x.Code, region) {
				t.Errorf("%q stands in %q", region, x.Code)
			}
		}
	}
	d := diagnoseText("the region 'us-east-1' is wrong; expecting 'eu-central-1'")
	if !strings.Contains(d.Findings[0].Fixes[1].Code, "AWS_REGION=eu-central-1") {
		t.Errorf("the region is not in %q", d.Findings[0].Fixes[1].Code)
	}
}

func TestExpiredURL(t *testing.T) {
	d := diagnoseText("<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires><Expires>2026-03-15T12:01:00Z</Expires><ServerTime>2026-03-15T12:05:00Z</ServerTime></Error>")
	if !hasFact(d, Certain, "4 min later") {
		t.Errorf("established: %+v", d.Established)
	}
}

// TestTwoUnlabelledTexts are compared without being assigned to anybody.
func TestTwoUnlabelledTexts(t *testing.T) {
	d := diagnoseText(canonical("", "") + "\n\n\n" + canonical("page=2", "page=3") + "\n")
	if want := "The two texts, each a canonical request, differ in the canonical query string (line 3)."; d.Verdict.Sentence != want {
		t.Errorf("verdict %q, want %q", d.Verdict.Sentence, want)
	}
}

// TestSeveralLinesDiffer counts the lines after the first.
func TestSeveralLinesDiffer(t *testing.T) {
	mine := strings.NewReplacer("page=2", "page=3", "accept:*/*", "accept:text/html").Replace(canonical("", ""))
	d := diagnoseText("CanonicalRequest:\n" + mine + "\n\nThe Canonical String for this request should have been\n'" + canonical("", "") + "'\n")
	if !hasFact(d, Certain, "1 further line differs") {
		t.Errorf("established: %+v", d.Established)
	}
}

func TestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "less than a second", 5 * time.Second: "5 s", -566 * time.Second: "9 min 26 s", time.Hour: "1 h",
		37894 * time.Second: "10 h 31 min 34 s", 49 * time.Hour: "2 days 1 h", 24 * time.Hour: "1 day", 400*24*time.Hour + time.Hour: "400 days",
		1<<63 - 1: "106751 days", -1 << 63: "106751 days",
	} {
		if got := words(d); got != want {
			t.Errorf("words(%d) = %q, want %q", d, got, want)
		}
	}
}

func TestParseTime(t *testing.T) {
	want := time.Date(2015, 6, 4, 22, 26, 16, 0, time.UTC)
	for _, s := range []string{"20150604T222616Z", "2015-06-04T22:26:16Z", "2015-06-04T22:26:16.000Z", "Thu, 04 Jun 2015 22:26:16 GMT", "2015-06-05T00:26:16+02:00", " 20150604T222616Z\n"} {
		if got, ok := parseTime(s); !ok || !got.Equal(want) {
			t.Errorf("parseTime(%q) = %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "20150604", "Thu, 04 Jun 2015 22:26:16 CET", "20150604T222616", "99999999T999999Z", strings.Repeat("2", 1000)} {
		if got, ok := parseTime(s); ok {
			t.Errorf("parseTime(%q) = %v", s, got)
		}
	}
}

func TestZoneOffset(t *testing.T) {
	for d, want := range map[time.Duration]time.Duration{
		time.Hour + 90*time.Second: time.Hour, -(time.Hour + 90*time.Second): time.Hour, 59*time.Minute + 43*time.Second: time.Hour,
		5*time.Hour + 30*time.Minute: 5*time.Hour + 30*time.Minute, 5*time.Hour + 45*time.Minute: 5*time.Hour + 45*time.Minute,
		9*time.Minute + 26*time.Second: 0, 105 * time.Minute: 0, 26 * time.Hour: 0, time.Minute: 0, 1<<63 - 1: 0,
	} {
		if got := zoneOffset(d); got != want {
			t.Errorf("zoneOffset(%s) = %s, want %s", d, got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for s, want := range map[string]string{
		"a b": "“a b”", "a\r\n\t": `“a\r\n\t”`, "\x00\xff": `“\x00\xff”`, "\u00a0": `“\u00a0”`, "é": "“é”", "\ufeff": `“\ufeff”`,
	} {
		if got := quoted(s, 0); got != want {
			t.Errorf("quoted(%q) = %s, want %s", s, got, want)
		}
	}
	long := strings.Repeat("é", 500) + "X" + strings.Repeat("é", 500)
	if got := quoted(long, 1000); !strings.Contains(got, "X") || len(got) > 200 || !strings.HasPrefix(got, "“…é") {
		t.Errorf("a long value is quoted as %s", got)
	}
}

func hasFact(d Diagnosis, c Confidence, words string) bool {
	for _, f := range d.Established {
		if f.Confidence == c && strings.Contains(f.Fact, words) {
			return true
		}
	}
	return false
}

func ruledOut(d Diagnosis, cause string) bool {
	for _, r := range d.RuledOut {
		if r.Cause == cause {
			return true
		}
	}
	return false
}
