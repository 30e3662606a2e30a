package paste

import (
	"strings"
	"testing"
)

const mismatchOfS3 = "The request signature we calculated does not match the signature you provided. Check your key and signing method."

func TestSDKErrors(t *testing.T) {
	for _, c := range []struct {
		name, text           string
		client, code         string
		status               int
		message              string
		fields               string
		before, after, parts string // text around the error, and how many parts there are
	}{
		{name: "AWS CLI", text: "An error occurred (SignatureDoesNotMatch) when calling the ListBuckets operation: " + mismatchOfS3,
			client: "boto3 or the AWS CLI", code: "SignatureDoesNotMatch", message: mismatchOfS3, fields: "Operation=ListBuckets"},
		{name: "AWS CLI after retries", text: "botocore.exceptions.ClientError: An error occurred (RequestTimeTooSkewed) when calling the GetObject operation (reached max retries: 4): The difference between the request time and the current time is too large.",
			client: "boto3 or the AWS CLI", code: "RequestTimeTooSkewed", message: "The difference between the request time and the current time is too large", fields: "Operation=GetObject"},
		{name: "a code of no signature", text: "An error occurred (ResourceNotFoundException) when calling the DescribeTable operation: Requested resource not found",
			client: "boto3 or the AWS CLI", code: "ResourceNotFoundException", message: "Requested resource not found", fields: "Operation=DescribeTable"},
		{name: "a status in its place", text: "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden",
			client: "boto3 or the AWS CLI", status: 403, message: "An error occurred (403) when calling the HeadObject operation: Forbidden", fields: "Operation=HeadObject"},
		{name: "old AWS CLI", text: "A client error (InvalidAccessKeyId) occurred when calling the ListObjects operation: The AWS Access Key Id you provided does not exist in our records.",
			client: "boto3 or the AWS CLI", code: "InvalidAccessKeyId", message: "The AWS Access Key Id you provided does not exist in our records", fields: "Operation=ListObjects"},
		{name: "Go v2", text: "operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1f2e, api error SignatureDoesNotMatch: Signature expired: 20260315T111500Z is now earlier than 20260315T114500Z (20260315T120000Z - 15 min.)",
			client: "AWS SDK for Go v2", code: "SignatureDoesNotMatch", status: 403, message: "Signature expired: 20260315T111500Z is now earlier than 20260315T114500Z (20260315T120000Z - 15 min.)", fields: "Operation=GetCallerIdentity Service=STS RequestId=1f2e"},
		{name: "Go v2 of S3 after retries", text: "failed: operation error S3: ListBuckets, exceeded maximum number of attempts, 3, https response error StatusCode: 403, RequestID: 1f2e, HostID: aB/c=, api error InvalidAccessKeyId: no such key",
			client: "AWS SDK for Go v2", code: "InvalidAccessKeyId", status: 403, message: "no such key", fields: "Operation=ListBuckets Service=S3 RequestId=1f2e HostId=aB/c="},
		{name: "Go v2, empty ids, a type for the code", text: "operation error S3: GetObject, https response error StatusCode: 404, RequestID: , HostID: , NoSuchKey: gone",
			client: "AWS SDK for Go v2", code: "NoSuchKey", status: 404, message: "gone", fields: "Operation=GetObject Service=S3"},
		{name: "Go v2, the end", text: "… api error ExpiredToken: The provided token has expired.",
			client: "AWS SDK for Go v2", code: "ExpiredToken", message: "The provided token has expired"},
		{name: "Terraform", before: "╷\n", text: "│ Error: validating provider credentials: retrieving caller identity from STS: operation error STS:\n│ GetCallerIdentity, https response error StatusCode:\n│ 403, RequestID: 1f2e, api error InvalidClientTokenId: The security token included in the\n│ request is invalid.", after: "\n╵\n",
			client: "AWS SDK for Go v2", code: "InvalidClientTokenId", status: 403, message: "The security token included in the\nrequest is invalid.", fields: "Operation=GetCallerIdentity Service=STS RequestId=1f2e"},
		{name: "Go v1", text: "SignatureDoesNotMatch: " + mismatchOfS3 + "\n\tstatus code: 403, request id: 1f2e, host id: aB/c=", after: "\nmore",
			client: "AWS SDK for Go v1", code: "SignatureDoesNotMatch", status: 403, message: mismatchOfS3, fields: "RequestId=1f2e HostId=aB/c="},
		{name: "Java v1", text: "com.amazonaws.services.s3.model.AmazonS3Exception: " + mismatchOfS3 + " (Service: Amazon S3; Status Code: 403; Error Code: SignatureDoesNotMatch; Request ID: 1f2e; S3 Extended Request ID: aB/c=; Proxy: null)",
			client: "AWS SDK for Java v1", code: "SignatureDoesNotMatch", status: 403, message: mismatchOfS3, fields: "Service=Amazon S3 RequestId=1f2e HostId=aB/c="},
		{name: "Java v1, another code", text: "x.AmazonServiceException: Rate exceeded (Service: AmazonECS; Status Code: 400; Error Code: ThrottlingException; Request ID: 1f2e)",
			client: "AWS SDK for Java v1", code: "ThrottlingException", status: 400, message: "Rate exceeded", fields: "Service=AmazonECS RequestId=1f2e"},
		{name: "Java v1, no body", text: "AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 1f2e; S3 Extended Request ID: null; Proxy: null)",
			client: "AWS SDK for Java v1", status: 403, fields: "Service=Amazon S3 RequestId=1f2e"},
		{name: "Java v1, without the request's id", text: "com.amazonaws.AmazonServiceException: The security token included in the request is invalid (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: UnrecognizedClientException;)",
			client: "AWS SDK for Java v1", code: "UnrecognizedClientException", status: 400, message: "The security token included in the request is invalid", fields: "Service=AmazonDynamoDBv2"},
		{name: "Java v2", text: "software.amazon.awssdk.services.sts.model.StsException: The security token included in the request is expired (Service: Sts, Status Code: 403, Request ID: 1f2e)",
			client: "AWS SDK for Java v2", status: 403, message: "The security token included in the request is expired", fields: "Service=Sts RequestId=1f2e"},
		{name: "PHP v2", text: "Uncaught Aws\\S3\\Exception\\SignatureDoesNotMatchException: AWS Error Code: SignatureDoesNotMatch, Status Code: 403, AWS Request ID: 1F2E, AWS Error Type: client, AWS Error Message: " + mismatchOfS3 + ", User-Agent: aws-sdk-php2/2.8",
			client: "AWS SDK for PHP v2", code: "SignatureDoesNotMatch", status: 403, message: mismatchOfS3, fields: "RequestId=1F2E"},
		{name: "Ruby", text: "Aws::S3::Errors::SignatureDoesNotMatch: " + mismatchOfS3,
			client: "AWS SDK for Ruby", code: "SignatureDoesNotMatch", message: mismatchOfS3, fields: "Service=S3"},
		{name: "Ruby, uncaught", text: "app.rb:3:in `call': Signature not yet current: 20260315T121000Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.) (Aws::STS::Errors::SignatureDoesNotMatch)",
			client: "AWS SDK for Ruby", code: "SignatureDoesNotMatch", message: "Signature not yet current: 20260315T121000Z is still later than 20260315T120500Z (20260315T120000Z + 5 min.)", fields: "Service=STS"},
		{name: ".NET", text: "Unhandled exception. Amazon.SecretsManager.AmazonSecretsManagerException: The security token included in the request is expired",
			client: "AWS SDK for .NET", message: "The security token included in the request is expired", fields: "Service=SecretsManager"},
		{name: "JavaScript", text: "InvalidSignatureException: Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:388:20)", after: "\n    at next (x.js:1:1)",
			client: "AWS SDK for JavaScript", code: "InvalidSignatureException", message: "Signature expired: 20260315T115000Z is now earlier than 20260315T115500Z (20260315T120000Z - 5 min.)"},
		{name: "s3cmd", text: "ERROR: S3 error: 403 (SignatureDoesNotMatch): " + mismatchOfS3,
			client: "s3cmd", code: "SignatureDoesNotMatch", status: 403, message: mismatchOfS3},
		{name: "mc", text: "mc: <ERROR> Unable to list folder. " + mismatchOfS3, client: "mc", message: mismatchOfS3},
		{name: "mc, a short sentence", text: "mc: <ERROR> Unable to list folder. Access Denied.", client: "mc", message: "Access Denied."},
		{name: "s3cmd, no body", text: "ERROR: S3 error: 403 (Forbidden)", client: "s3cmd", status: 403},
	} {
		ev := parsed(t, "before\n"+c.before+c.text+c.after)
		if len(ev.Errors) != 1 {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
			continue
		}
		e := ev.Errors[0]
		var fields []string
		for _, f := range e.Fields {
			fields = append(fields, f.Name+"="+f.Value.String)
			if where := ev.in(sourceSpan(f.Value, 0, len(f.Value.String))); where != f.Value.String {
				t.Errorf("%s: %s lies at %q", c.name, f.Name, where)
			}
		}
		if e.Format != KindSDKError || e.Client != c.client || e.Code.String != c.code || e.Status != c.status || e.Message.String != c.message || strings.Join(fields, " ") != c.fields {
			t.Errorf("%s: %s of %q, code %q, status %d, message %q, fields %q", c.name, e.Format, e.Client, e.Code.String, e.Status, e.Message.String, fields)
		}
		if e.Code.String != "" && ev.in(sourceSpan(e.Code, 0, len(e.Code.String))) != e.Code.String {
			t.Errorf("%s: the code lies at %v", c.name, e.Code.Map)
		}
		if got, want := ev.in(e.Span), strings.TrimPrefix(c.text, "│ "); got != want {
			t.Errorf("%s: the error lies at %q, want %q", c.name, got, want)
		}
	}
}

func TestNoSDKErrors(t *testing.T) {
	for _, text := range []string{
		"status code: 403, request id: x", "at async.fn (/app/node_modules/aws-sdk/x.js:1:1)", "Amazon.S3.Bucket: hello", "Aws::S3::Client.new", "(Service: x, Status Code: y)",
		"Error executing \"ls\" on the host", "operation error: none", "S3 error: none (yet)",
		"mc: <ERROR> Unable to initialize new alias. dial tcp: connection refused",
	} {
		if ev := parsed(t, text); len(ev.Errors) != 0 {
			t.Errorf("%q is taken for an error: %+v", text, ev.Errors[0])
		}
	}
}

// An SDK's error keeps the strings of the server that follow it.
func TestSDKErrorWithStrings(t *testing.T) {
	ev := parsed(t, "Unhandled exception. Amazon.ECS.AmazonECSException: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"+
		"The Canonical String for this request should have been\n'"+canonical+"'\n\nThe String-to-Sign should have been\n'"+toSign+"'\n\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'x' was thrown.\n")
	wantKinds(t, ev, KindSDKError, KindCanonicalRequest, KindStringToSign, KindLog)
	if c := ev.CanonicalRequests[0]; c.Text.String != canonical || c.Side != Server || c.Error != 0 {
		t.Errorf("%q of %v, error %d", c.Text.String, c.Side, c.Error)
	}
}

func TestPHPError(t *testing.T) {
	const opening = "Error executing \"ListObjects\" on \"https://b.s3.amazonaws.com/?prefix=a\"; AWS HTTP error: Client error: `GET https://b.s3.amazonaws.com/?prefix=a` resulted in a `403 Forbidden` response:\n" +
		"<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calcul (truncated...)\n SignatureDoesNotMatch (client): " + mismatchOfS3 + " - "
	const body = "<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code><Message>" + mismatchOfS3 + "</Message></Error>"
	ev := parsed(t, "PHP Fatal error: "+opening+body)
	wantKinds(t, ev, KindUnrecognized, KindSDKError, KindXMLError)
	e := ev.Errors[0]
	operation, _ := e.Field("Operation")
	address, _ := e.Field("URL")
	if e.Client != "AWS SDK for PHP v3" || e.Code.String != "SignatureDoesNotMatch" || e.Status != 403 || e.Message.String != mismatchOfS3 || operation.String != "ListObjects" || address.String != "https://b.s3.amazonaws.com/?prefix=a" {
		t.Errorf("%+v", e)
	}
	if got := ev.in(e.Span); got != opening {
		t.Errorf("the error lies at %q", got)
	}
}

// A log in JSON has what an SDK wrote as a message.
func TestSDKErrorInJSON(t *testing.T) {
	for _, name := range []string{"msg", "message", "error"} {
		ev := parsed(t, `{"level":"error","`+name+`":"operation error S3: GetObject, https response error StatusCode: 403, RequestID: R1, HostID: H1, api error SignatureDoesNotMatch: `+mismatchOfS3+`"}`)
		if len(ev.Errors) != 1 {
			t.Errorf("%s: %v", name, ev.Parts)
			continue
		}
		e := ev.Errors[0]
		operation, _ := e.Field("Operation")
		if e.Format != KindJSONError || e.Client != "AWS SDK for Go v2" || e.Code.String != "SignatureDoesNotMatch" || e.Status != 403 || operation.String != "GetObject" || ev.in(sourceSpan(e.Code, 0, len(e.Code.String))) != "SignatureDoesNotMatch" {
			t.Errorf("%s: %+v", name, e)
		}
	}
}
