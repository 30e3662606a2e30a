package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// withKey diagnoses a paste with the secret of AWS's documentation.
func withKey(text string) Diagnosis {
	return Diagnose(Input{Evidence: paste.Parse(text), Key: sigv4.SecretKey(exampleSecret)})
}

// signText signs a canonical request for API Gateway or S3, as a signer would.
func signText(t *testing.T, service, canonical string) string {
	t.Helper()
	signature, err := sigv4.SignStringToSign("AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/"+service+"/aws4_request\n"+sigv4.HashHex(canonical), sigv4.SecretKey(exampleSecret))
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

// TestEditedServerText: where the request has the hash that the server states, the two do not differ,
// whatever the server's pasted canonical request looks like.
func TestEditedServerText(t *testing.T) {
	edited := strings.Replace(serverStrings, "limit=5", "limit=50", 1)
	d := diagnoseText(signedRequest + edited)
	if d.Verdict.Sentence != "The pasted server text is not as the server wrote it." {
		t.Errorf("verdict %+v", d.Verdict)
	}
	if !hasFact(d, Proved, "of the request you pasted hashes to the value in the server's string to sign") {
		t.Errorf("established: %+v", d.Established)
	}
	other := diagnoseText(strings.Replace(signedRequest, "limit=5", "limit=7", 1) + edited)
	if !strings.Contains(other.Verdict.Sentence, "differ in the canonical query string") {
		t.Errorf("another request: verdict %+v", other.Verdict)
	}
}

// presignedURL is a URL of S3 that was signed for a method.
func presignedURL(t *testing.T, method string) string {
	const query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260315%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260315T120000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host"
	return "https://examplebucket.s3.amazonaws.com/a.txt?" + query + "&X-Amz-Signature=" +
		signText(t, "s3", method+"\n/a.txt\n"+query+"\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD")
}

func TestURLOfUnknownMethod(t *testing.T) {
	for _, method := range urlMethods {
		d := withKey(presignedURL(t, method))
		if d.Wrong || len(d.Findings) != 1 || d.Findings[0].Cause != "signature-valid" {
			t.Errorf("%s: %+v, %s", method, d.Verdict, list(d.Findings))
		}
		if said := strings.Contains(d.Verdict.Detail, "sent with "+method); said != (method != "GET") {
			t.Errorf("%s: detail %q", method, d.Verdict.Detail)
		}
	}
	if d := withKey(strings.ReplaceAll(presignedURL(t, "GET"), "&", "&amp;")); d.Wrong || !strings.Contains(d.Verdict.Detail, "mended here (&amp; undone)") {
		t.Errorf("escaped: %+v", d.Verdict)
	}
	d := withKey(presignedURL(t, "OPTIONS"))
	if d.Verdict.Confidence != Undecided || !d.Wrong || hasFact(d, Proved, "does not make") {
		t.Errorf("signed for another method: %+v, wrong %v", d.Verdict, d.Wrong)
	}
}

// posted is a POST to API Gateway whose body was signed as one text and stands there as another.
func posted(t *testing.T, headers, signed, pasted string) string {
	const host = "abcdef1234.execute-api.us-east-1.amazonaws.com"
	signature := signText(t, "execute-api", "POST\n/items\n\nhost:"+host+"\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n"+sigv4.HashHex(signed))
	return "POST /items HTTP/1.1\nHost: " + host + "\nX-Amz-Date: 20260315T120000Z\n" + headers +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + signature + "\n\n" + pasted
}

// TestLineEndBehindTheBody: without a length, nothing says whether the last line end belongs to the body.
func TestLineEndBehindTheBody(t *testing.T) {
	for _, c := range []struct{ signed, pasted string }{
		{"a=1", "a=1"}, {"a=1", "a=1\n"}, {"a=1\n", "a=1"}, {"a=1\n", "a=1\n"}, {"a=1\r\n", "a=1\n"}, {"{\"a\":1}\n", "{\"a\":1}\n"},
	} {
		if d := withKey(posted(t, "", c.signed, c.pasted)); d.Wrong || len(d.Findings) != 1 || d.Findings[0].Confidence != Proved {
			t.Errorf("%q pasted as %q: %+v", c.signed, c.pasted, d.Verdict)
		}
	}
	if d := withKey(posted(t, "", "a=1", "a=2")); !d.Wrong || d.Verdict.Confidence != Proved {
		t.Errorf("another body: %+v", d.Verdict)
	}
}

// TestDoubtfulBody: where the body may be more or less than what was sent, a match proves and a
// mismatch does not.
func TestDoubtfulBody(t *testing.T) {
	evidence := func(signed string) paste.Evidence {
		ev := paste.Parse(posted(t, "Content-Length: 3\n", signed, "a=1"))
		ev.Requests[0].Body, ev.Requests[0].BodyDoubt = paste.Unknown, "its length is not the Content-Length"
		return ev
	}
	d := Diagnose(Input{Evidence: evidence("a=1"), Key: sigv4.SecretKey(exampleSecret)})
	if d.Wrong || len(d.Findings) != 1 || d.Findings[0].Cause != "signature-valid" {
		t.Errorf("the body as signed: %+v", d.Verdict)
	}
	d = Diagnose(Input{Evidence: evidence("a=10"), Key: sigv4.SecretKey(exampleSecret)})
	if d.Wrong || d.Verdict.Confidence != Undecided || hasFact(d, Proved, "does not make") || !hasFact(d, Likely, "its length is not the Content-Length") {
		t.Errorf("another body: %+v, %+v", d.Verdict, d.Established)
	}
}

// TestTextThatEndsEarly: agreement is said only of the lines that are there.
func TestTextThatEndsEarly(t *testing.T) {
	whole := canonical("", "")
	cut := "CanonicalRequest:\n" + whole[:strings.LastIndexByte(whole, '\n')] + "\n\n"
	server := "The Canonical String for this request should have been\n'" + whole + "'\n"
	d := diagnoseText(cut + server)
	if !hasFact(d, Certain, "line 9, the payload hash, is not in yours") || hasFact(d, Certain, "and AWS's.") {
		t.Errorf("%+v, %+v", d.Verdict, d.Established)
	}
	if d := diagnoseText("CanonicalRequest:\n" + whole + "\n\n" + server); !hasFact(d, Certain, "line by line, for your own and AWS's.") {
		t.Errorf("whole: %+v", d.Established)
	}
}

// TestTheSameRequestTwice names the sides that are there.
func TestTheSameRequestTwice(t *testing.T) {
	if d := diagnoseText(signedRequest + signedRequest); !hasFact(d, Certain, "for the request as pasted and the second request.") {
		t.Errorf("established: %+v", d.Established)
	}
}

// TestSeveralRequests: which request the diagnosis is about does not hang on their order.
func TestSeveralRequests(t *testing.T) {
	const digits = "5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29"
	seven := strings.NewReplacer("limit=5", "limit=7", digits, strings.Repeat("7", 64)).Replace(signedRequest)
	for _, text := range []string{signedRequest + seven + serverStrings, seven + signedRequest + serverStrings} {
		if d := diagnoseText(text); strings.Contains(d.Verdict.Sentence, "differ") || !hasFact(d, Certain, "is the same, line by line, for the request as pasted and") {
			t.Errorf("with the server's strings for one of them: %+v", d.Verdict)
		}
		text = strings.TrimSuffix(text, serverStrings)
		if d := withKey(text); !d.Wrong || d.Verdict.Confidence != Proved || !strings.Contains(d.Verdict.Sentence, "does not make") || !hasFact(d, Certain, "and not of number") {
			t.Errorf("with a key that makes one signature: wrong %v, %+v", d.Wrong, d.Verdict)
		}
	}
	wrong := strings.Replace(signedRequest, digits, strings.Repeat("0", 64), 1)
	other := strings.Replace(signedRequest, "AKIDEXAMPLE", "AKIAIOSFODNN7EXAMPLE", 1)
	for _, text := range []string{wrong + other, other + wrong} {
		d := Diagnose(Input{Evidence: paste.Parse(text), Key: sigv4.SecretKey(exampleSecret), KeyID: "AKIDEXAMPLE"})
		if !d.Wrong || len(d.Findings) > 0 {
			t.Errorf("the key of another id: wrong %v, %s", d.Wrong, list(d.Findings))
		}
	}
}

// TestCutRequest: what is not there because the text ends is not missing.
func TestCutRequest(t *testing.T) {
	for _, end := range []string{"AKIDEX", "SignedHeaders=ho"} {
		ev := paste.Parse(signedRequest[:strings.Index(signedRequest, end)+len(end)])
		ev.Requests[0].Cut = true
		d := Diagnose(Input{Evidence: ev})
		if len(d.Findings) > 0 || d.Verdict.Confidence != Undecided || len(d.PasteNext) != 1 || !strings.Contains(d.PasteNext[0].What, "whole request") {
			t.Errorf("cut behind %s: %s, %+v, asks for %+v", end, list(d.Findings), d.Verdict, d.PasteNext)
		}
	}
}

// TestUnexpandedVariables are not taken for what was sent.
func TestUnexpandedVariables(t *testing.T) {
	for _, stamp := range []string{"$DATE", "${DATE}2026", "`date +%Y`"} {
		d := diagnoseText("curl https://abcdef1234.execute-api.us-east-1.amazonaws.com/items -H \"X-Amz-Date: " + stamp + "\" -H \"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/$DAY/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=$SIGNATURE_OF_THIS\"\n")
		if len(d.Findings) > 0 {
			t.Errorf("%s: names %s: %s", stamp, list(d.Findings), d.Findings[0].Why)
		}
	}
}

// TestMendedServerText: a text that had to be mended is not called intact.
func TestMendedServerText(t *testing.T) {
	d := diagnoseText(strings.ReplaceAll(strings.ReplaceAll(serverStrings, "\n", "\r\n"), `\n`, "\r\n"))
	if hasFact(d, Proved, "intact") || !hasFact(d, Proved, "as mended here (CRLF)") {
		t.Errorf("established: %+v", d.Established)
	}
	if !hasFact(diagnoseText(serverStrings), Proved, "intact, byte for byte") {
		t.Error("a whole text is not called intact")
	}
}

// TestLoggedSignature: a signature that the client's log prints is tried over the client's string to sign.
func TestLoggedSignature(t *testing.T) {
	const toSign = "AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/execute-api/aws4_request\n812ae0faa94a9c384abb7dd458d22909dd67ca18526158d849f9543d837806af"
	log := "StringToSign:\n" + toSign + "\nSignature:\n%\n"
	d := withKey(strings.Replace(log, "%", "5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29", 1))
	if !hasFact(d, Proved, "makes your signature from your own text") {
		t.Errorf("established: %+v", d.Established)
	}
	d = withKey(strings.Replace(log, "%", strings.Repeat("0", 64), 1))
	if hasFact(d, Proved, "makes your signature") || !hasFact(d, Proved, "does not make the signature") {
		t.Errorf("another signature: %+v", d.Established)
	}
}
