package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestJSONError(t *testing.T) {
	for _, c := range []struct{ name, text, code, message, id string }{
		{"API Gateway", `{"message":"Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)"}`, "", "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)", "coral.signature_expired"},
		{"namespace", `{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"The security token included in the request is expired"}`, "ExpiredTokenException", "The security token included in the request is expired", "coral.expired_token"},
		{"address after the code", `{"code":"InvalidSignatureException:http://x/","Message":"a"}`, "InvalidSignatureException", "a", ""},
		{"escapes", `{"Message":"a\n\"b\"\t\u00e9\ud83d\ude00\\\/","__type":"AccessDeniedException"}`, "AccessDeniedException", "a\n\"b\"\té😀\\/", ""},
		{"line breaks in a string", "{\"message\":\"Signature not yet current:\n20260315T121000Z is still later than 20260315T120500Z\n(20260315T120000Z + 5 min.)\"}", "", "Signature not yet current:\n20260315T121000Z is still later than 20260315T120500Z\n(20260315T120000Z + 5 min.)", "coral.signature_not_yet_current"},
		{"outer message first", `{"__type":"#SignatureDoesNotMatch","error":{"message":"[*Deprecated*] inner"},"message":"outer"}`, "SignatureDoesNotMatch", "outer", ""},
		{"Error in an object", `{"Error":{"Code":"RequestExpired","Message":"Request has expired."},"RequestId":"r"}`, "RequestExpired", "Request has expired.", "ec2.request_expired"},
		{"Python", `{'Message': "'x' not a valid key=value pair (missing equal-sign) in Authorization header: 'y'.", 'Code': 'IncompleteSignature', 'Type': 'Sender'}`, "IncompleteSignature", "'x' not a valid key=value pair (missing equal-sign) in Authorization header: 'y'.", "coral.header_not_key_value"},
		{"JavaScript", `{ errorType: "BadRequestException", message: "The request signature we calculated does not match…" }`, "BadRequestException", "The request signature we calculated does not match…", ""},
		{"a list", `{"errors":[{"message":"Access to requested resource is denied.","code":"Unauthorized"}]}`, "Unauthorized", "Access to requested resource is denied.", "spapi.denied"},
		{"a sentence under another name", `{"error":{"reason":"Customer authentication failed: ResultDetail: { Code=InvalidSignature, Message=Invalid signature"}}`, "", "Customer authentication failed: ResultDetail: { Code=InvalidSignature, Message=Invalid signature", "aoss.auth_failed"},
		{"cut within a string", `{"message":"The security token included in the request is invalid`, "", "The security token included in the request is invalid", "coral.bad_session_token"},
		{"cut after a member", `{"message":"Missing Authentication Token",`, "", "Missing Authentication Token", "apigw.missing_authentication_token"},
		{"a lone message", `{"message":"Internal server error"}`, "", "Internal server error", ""},
	} {
		ev := parsed(t, c.text)
		if len(ev.Errors) != 1 {
			t.Errorf("%s: %d errors, parts %v", c.name, len(ev.Errors), ev.Parts)
			continue
		}
		e := ev.Errors[0]
		id := ""
		if len(e.Messages) > 0 {
			id = e.Messages[0].ID
		}
		if e.Format != KindJSONError || e.Code.String != c.code || e.Message.String != c.message || id != c.id {
			t.Errorf("%s: %s, code %q, message %q, sentence %q", c.name, e.Format, e.Code.String, e.Message.String, id)
		}
	}
}

func TestErrorsOfOthers(t *testing.T) {
	for name, c := range map[string]struct{ text, note string }{
		"Google Cloud": {"{\n  \"error\": {\n    \"code\": 401,\n    \"message\": \"Request had invalid authentication credentials. Expected OAuth 2 access token.\",\n    \"status\": \"UNAUTHENTICATED\"\n  }\n}", "JSON without an error of AWS"},
		"Kubernetes":   {`{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}`, "a Kubernetes status, not an error of AWS"},
		"Spring":       {`{"timestamp":"2026-03-15T12:00:00Z","status":403,"error":"Forbidden","message":"No message available","path":"/items"}`, "JSON without an error of AWS"},
		"Azure":        {"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nRequestId:1\nTime:2026-03-15T12:00:00.0Z</Message></Error>", "an error of Azure, not of AWS"},
		"nginx":        {"<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>", "an HTML page"},
		"a page":       {"<!DOCTYPE html>\n<html lang=\"en\"><script>alert(\"{}\")</script>", "an HTML page"},
		"other XML":    {"<Response><Status>ok</Status></Response>", "XML without an error of AWS"},
		"other JSON":   {`{"items":[1,2,{"a":"b"}]}`, "JSON without an error of AWS"},
		"binary":       {"\x7fELF\x02\x01\x01\x00\x00\xff", "binary data"},
	} {
		ev := parsed(t, c.text)
		if len(ev.Parts) != 1 || ev.Parts[0].Kind != KindUnrecognized || ev.Parts[0].Note != c.note || len(ev.Errors) != 0 {
			t.Errorf("%s: parts %v, errors %v", name, ev.Parts, ev.Errors)
		}
	}
}

func TestXMLError(t *testing.T) {
	text := "<?xml version=\"1.0\"?>\n<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message>" +
		"<RequestTime>20150604T232559Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error> and so on"
	ev := parsed(t, text)
	wantKinds(t, ev, KindXMLError, KindUnrecognized)
	e := ev.Errors[0]
	if e.Code.String != "RequestTimeTooSkewed" || len(e.Messages) != 1 || e.Messages[0].ID != "s3.request_time_too_skewed" {
		t.Errorf("code %q, sentences %v", e.Code.String, e.Messages)
	}
	for name, want := range map[string]string{"RequestTime": "20150604T232559Z", "ServerTime": "2015-06-04T22:26:16Z", "MaxAllowedSkewMilliseconds": "900000"} {
		if f, ok := e.Field(name); !ok || f.String != want || ev.in(sourceSpan(f, 0, len(f.String))) != want {
			t.Errorf("field %s is %q", name, f.String)
		}
	}
}

func TestXMLForms(t *testing.T) {
	for _, c := range []struct{ name, text, code, message string }{
		{"query protocol", "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n    <Type>Sender</Type>\n    <Code>InvalidClientTokenId</Code>\n    <Message>a</Message>\n  </Error>\n  <RequestId>r</RequestId>\n</ErrorResponse>", "InvalidClientTokenId", "a"},
		{"EC2", "<Response><Errors><Error><Code>AuthFailure</Code><Message>b</Message></Error></Errors><RequestID>r</RequestID></Response>", "AuthFailure", "b"},
		{"references", "<Error><Code>E</Code><Message>&lt;a&gt; &amp;&quot;&apos;&#39;&#x27;&#10;&unknown; &</Message></Error>", "E", "<a> &\"'''\n&unknown; &"},
		{"CDATA", "<Error><Code>E</Code><Message><![CDATA[a<b&amp;]]></Message></Error>", "E", "a<b&amp;"},
		{"a fragment", "<Code>SignatureDoesNotMatch</Code><Message>c</Message>", "SignatureDoesNotMatch", "c"},
		{"never closed", "<Error><Code>SignatureDoesNotMatch</Code><Message>d\nGET /x", "SignatureDoesNotMatch", "d"},
		{"marks in a value", "<Error><Code>E</Code><Message>key <redacted> is wrong</Message></Error>", "E", "key <redacted> is wrong"},
		{"no message", "<Error><Code>SignatureDoesNotMatch</Code><RequestId>tx0</RequestId></Error>", "SignatureDoesNotMatch", ""},
		{"an empty element", "<Error><Code>AccessDenied</Code><Resource/><Message>e</Message></Error>", "AccessDenied", "e"},
	} {
		ev := parsed(t, c.text)
		if len(ev.Errors) != 1 || ev.Errors[0].Format != KindXMLError || ev.Errors[0].Code.String != c.code || ev.Errors[0].Message.String != c.message {
			t.Errorf("%s: %+v", c.name, ev.Errors)
		}
	}
	ev := parsed(t, "<Error><Code>A</Code></Error><Error><Code>B</Code></Error>\n<Code>C</Code><Code>D</Code>")
	if len(ev.Errors) != 4 {
		t.Errorf("four errors in a row give %d", len(ev.Errors))
	}
}

func TestHexadecimalBytes(t *testing.T) {
	const request = "GET\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD"
	digits := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			b.WriteString(string("0123456789abcdef"[s[i]>>4]) + string("0123456789abcdef"[s[i]&15]) + " ")
		}
		return b.String()
	}
	same := "<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>" + request + "</CanonicalRequest><CanonicalRequestBytes>" + digits(request) + "</CanonicalRequestBytes></Error>"
	ev := parsed(t, same)
	if c := ev.CanonicalRequests[0]; c.Text.String != request || ev.in(c.Span) != request || c.Repair != "" || c.Side != Server || c.Error != 0 {
		t.Errorf("%q at %q, repair %q", c.Text.String, ev.in(c.Span), c.Repair)
	}
	// A browser folded the line breaks of the text.
	folded := strings.Replace(same, request, strings.ReplaceAll(request, "\n", " "), 1)
	ev = parsed(t, folded)
	if c := ev.CanonicalRequests[0]; c.Text.String != request || c.Repair != "newlines restored" || ev.in(sourceSpan(c.Text, 0, 3)) != "GET" {
		t.Errorf("%q, repair %q", c.Text.String, c.Repair)
	}
	// A terminal changed a byte; the digits still tell it.
	changed := strings.Replace(same, request, strings.Replace(request, "host:a", "host:b", 1), 1)
	ev = parsed(t, changed)
	if c := ev.CanonicalRequests[0]; c.Text.String != request || c.Repair != "read from the bytes in hexadecimal" || ev.in(sourceSpan(c.Text, 0, 3)) != "47 45 54" {
		t.Errorf("%q, repair %q", c.Text.String, c.Repair)
	}
	ev = parsed(t, "<Code>SignatureDoesNotMatch</Code>...<StringToSignBytes>41 57 53 ...")
	if f, ok := ev.Errors[0].Field("StringToSignBytes"); !ok || f.String != "41 57 53 ..." {
		t.Errorf("digits that are cut give %v", ev.Errors[0].Fields)
	}
}

func TestStringsOfOtherSigners(t *testing.T) {
	ev := parsed(t, "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>PUT\n\nmultipart/form-data\n1427992617\n/b/o</StringToSign></Error>")
	if len(ev.CanonicalRequests) != 0 || len(ev.StringsToSign) != 0 {
		t.Errorf("SigV2's string to sign is taken for %v %v", ev.CanonicalRequests, ev.StringsToSign)
	}
	if f, ok := ev.Errors[0].Field("StringToSign"); !ok || !strings.HasPrefix(f.String, "PUT\n\nmultipart") {
		t.Errorf("fields %v", ev.Errors[0].Fields)
	}
}

func TestPlainErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // code/first sentence
		status     int
	}{
		{"botocore", "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)", []string{"SignatureDoesNotMatch/coral.signature_expired"}, 0},
		{"Java", "com.amazonaws.AmazonServiceException: The security token included in the request is invalid (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: UnrecognizedClientException;)", []string{"UnrecognizedClientException/coral.bad_session_token"}, 400},
		{"Go", "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your key and signing method.\n\tstatus code: 403, request id: r", []string{"SignatureDoesNotMatch/s3.mismatch"}, 403},
		{"code, then sentence", "InvalidSignatureException\nCredential should be scoped to a valid region, not 'us-west-1'", []string{"InvalidSignatureException/coral.scope_region"}, 0},
		{"two on lines of their own", "AuthFailure: AWS was not able to validate the provided access credentials\nExpiredToken: The provided token has expired.", []string{"AuthFailure/ec2.auth_failure", "ExpiredToken/s3.expired_token"}, 0},
		{"PHP's class", "Aws\\S3\\Exception\\SignatureDoesNotMatchException: AWS Error Code: SignatureDoesNotMatch, Status Code: 403, AWS Error Message: The request signature we calculated does not match the signature you provided. Check your key and signing method.", []string{"SignatureDoesNotMatch/s3.mismatch"}, 403},
		{"only a code", "it says RequestTimeTooSkewed, why?", []string{"RequestTimeTooSkewed/"}, 0},
		{"a code again", "SignatureDoesNotMatch\n\n\n\nSignatureDoesNotMatch", []string{"SignatureDoesNotMatch/"}, 0},
		{"a line of its own", "Access Denied\n", []string{"/s3.access_denied"}, 0},
		{"not a code", "MySignatureDoesNotMatchTest and ExpiredTokens; access denied to the room; Forbidden fruit", nil, 0},
		{"java.nio", "java.nio.file.AccessDeniedException: /tmp/x", nil, 0},
	} {
		ev := parsed(t, c.text)
		var got []string
		for _, e := range ev.Errors {
			first := e.Code.String + "/"
			if len(e.Messages) > 0 {
				first += e.Messages[0].ID
			}
			got = append(got, first)
			if !isPlain(e.Format) || e.Status != c.status {
				t.Errorf("%s: %s, status %d", c.name, e.Format, e.Status)
			}
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPlainErrorPlaces(t *testing.T) {
	const line = "An error occurred (InvalidSignatureException) when calling the X operation: Credential should be scoped to a valid region, not 'eu'. Credential should be scoped to correct service: 'es'. (see docs)"
	ev := parsed(t, "first\n"+line+"\nlast\n")
	wantKinds(t, ev, KindUnrecognized, KindSDKError, KindUnrecognized)
	e := ev.Errors[0]
	if ev.in(e.Span) != line {
		t.Errorf("the error lies at %q", ev.in(e.Span))
	}
	if len(e.Messages) != 2 || e.Messages[0].ID != "coral.scope_region" || e.Messages[1].ID != "coral.scope_service" {
		t.Fatalf("sentences %v", e.Messages)
	}
	region, _ := e.Messages[0].Capture("region")
	if where := sourceSpan(region, 0, len(region.String)); region.String != "eu" || ev.in(where) != "eu" || ev.in(sigv4.Span{Start: where.Start - 1, End: where.End + 1}) != "'eu'" {
		t.Errorf("region %q at %v", region.String, where)
	}
}

func TestErrorsInOrder(t *testing.T) {
	ev := parsed(t, "GET / HTTP/1.1\nHost: a\n\nAn error occurred (AuthFailure): AWS was not able to validate the provided access credentials\n{\"message\":\"Forbidden\"}\nSignatureDoesNotMatch")
	var got []string
	for _, e := range ev.Errors {
		got = append(got, string(e.Format)+" "+e.Code.String)
	}
	if strings.Join(got, ", ") != "error-message AuthFailure, json-error , error-message SignatureDoesNotMatch" {
		t.Errorf("errors %q", got)
	}
	if r := ev.Requests[0]; r.Error != 0 {
		t.Errorf("the request is answered by error %d", r.Error)
	}
	wantKinds(t, ev, KindHTTPRequest, KindErrorMessage, KindJSONError, KindErrorMessage)
	if note := ev.Parts[3].Note; note != "SignatureDoesNotMatch" {
		t.Errorf("the last part says %q", note)
	}
}

func TestCodeBesideAnError(t *testing.T) {
	ev := parsed(t, "InvalidAccessKeyId <Message>The AWS Access Key Id you provided does not exist in our records.</Message>")
	if len(ev.Errors) != 1 || ev.Errors[0].Code.String != "InvalidAccessKeyId" {
		t.Errorf("errors %+v", ev.Errors)
	}
}
