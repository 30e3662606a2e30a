package e2e

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// plain is a request in which most mistakes of signers would show.
const plain = "POST /prod/a%20b//c?limit=10&b=x%2By&a=%7e1&flag HTTP/1.1\r\nHost: abc123.execute-api.us-east-1.amazonaws.com\r\n" +
	"Content-Type: application/json\r\nX-Amz-Meta: a  b\r\nContent-Length: 13\r\n\r\n{\"id\":\"o-17\"}"

// signedWith signs a request for its service as a signer does that makes the mistakes: the texts of pairs are replaced
// in its canonical request, and secret is what it takes for the secret. right is the request with the right signature.
func signedWith(t *testing.T, raw, service, secret string, pairs ...string) (broken, right string) {
	t.Helper()
	request, err := sigv4.ParseRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	g := sigv4.Signing{Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC), Region: "us-east-1", Service: service, Rules: endpoint.Lookup(service).Rules}
	d, err := sigv4.Derive(request, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(vanillaSecret)}, g)
	if err != nil {
		t.Fatal(err)
	}
	canonical := d.CanonicalRequest.String
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(canonical, pairs[i]) {
			t.Fatalf("there is no %q in %q", pairs[i], canonical)
		}
		canonical = strings.Replace(canonical, pairs[i], pairs[i+1], 1)
	}
	toSign := d.StringToSign.String[:strings.LastIndex(d.StringToSign.String, "\n")+1] + sigv4.HashHex(canonical)
	signature, err := sigv4.SignStringToSign(toSign, sigv4.SecretKey(secret))
	if err != nil {
		t.Fatal(err)
	}
	right = d.Signed.Raw()
	return strings.Replace(right, d.Signature, signature, 1), right
}
