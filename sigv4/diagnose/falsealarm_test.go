package diagnose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
)

// TestNoFalseAlarm signs requests of every kind, and makes all other carriers of a signature, and pastes them
// as they are sent: with the secret nothing is found but that the signature is right, without it nothing at
// all, whether the server took the request or its answer is not there.
func TestNoFalseAlarm(t *testing.T) {
	kinds, alarms := 0, 0
	check := func(what string, d Diagnosis, valid bool) {
		kinds++
		for _, f := range d.Findings {
			if f.Cause != "signature-valid" {
				alarms++
				t.Errorf("%s: names %s (%s): %s", what, f.Cause, f.Confidence, f.Why)
			}
		}
		if valid && (len(d.Findings) == 0 || d.Wrong) {
			t.Errorf("%s: not found to be right: %+v", what, d.Verdict)
		}
	}
	for _, r := range soundRequests() {
		d, err := sigv4.Derive(r.request, r.credentials, r.signing)
		if err != nil || d.Signature == "" {
			t.Fatalf("%s: %v", r.what, err)
		}
		raw := d.Signed.Raw()
		for _, text := range []string{raw, strings.ReplaceAll(raw, "\r\n", "\n")} {
			ev := paste.Parse(text)
			if len(ev.Requests) != 1 {
				t.Fatalf("%s: %d requests were read in %q", r.what, len(ev.Requests), text)
			}
			check(r.what+", with its secret", Diagnose(Input{Evidence: ev, Key: r.credentials.Key}), true)
			check(r.what+", without", Diagnose(Input{Evidence: ev}), false)
			check(r.what+", accepted", Diagnose(Input{Evidence: paste.Parse(text + "\n\nHTTP/1.1 200 OK\nDate: Sun, 15 Mar 2026 12:00:01 GMT\n\n")}), false)
		}
	}
	for _, c := range soundCarriers() {
		for _, text := range []string{c.text, strings.ReplaceAll(c.text, "\r\n", "\n")} {
			ev := paste.Parse(text)
			check(c.what+", with its secret", Diagnose(Input{Evidence: ev, Key: longLived.Key}), true)
			d := Diagnose(Input{Evidence: ev})
			check(c.what+", without", d, false)
			if d.Unusable || len(d.PasteNext) == 0 {
				t.Errorf("%s: not recognised, or nothing is asked for: %+v", c.what, d.Verdict)
			}
		}
	}
	t.Logf("%d pastes of sound requests, %d false alarms", kinds, alarms)
	if kinds < 1900 {
		t.Errorf("only %d were tried", kinds)
	}
}

type sound struct {
	what        string
	request     sigv4.Request
	credentials sigv4.Credentials
	signing     sigv4.Signing
}

// soundRequests combines hosts, carriers, credentials, paths, queries, headers and bodies.
func soundRequests() []sound {
	hosts := []struct{ host, region, service string }{
		{"abcdef1234.execute-api.us-east-1.amazonaws.com", "us-east-1", "execute-api"},
		{"examplebucket.s3.eu-west-1.amazonaws.com", "eu-west-1", "s3"},
		{"s3.us-east-1.amazonaws.com", "us-east-1", "s3"},
		{"sts.amazonaws.com", "us-east-1", "sts"},
		{"dynamodb.me-south-1.amazonaws.com", "me-south-1", "dynamodb"},
		{"sts.cn-north-1.amazonaws.com.cn", "cn-north-1", "sts"},
		{"x.us-east-1.aoss.amazonaws.com", "us-east-1", "aoss"},
		{"storage.example.com:9000", "us-east-1", "s3"},
		{"abc123.lambda-url.us-east-1.on.aws", "us-east-1", "lambda"},
		{"email.us-east-1.amazonaws.com", "us-east-1", "ses"},
	}
	targets := []string{"/", "/a/b.txt", "/with%20space/%C3%BC", "/a%2Fb", "/items?a=1&b=2", "/items?a=1&a=2", "/items?acl=&b=x%20y", "/items?b=2&a=%2B"}
	bodies := []string{"", "{\"city\":\"München\"}", "a=1&b=2"}
	credentials := []sigv4.Credentials{
		{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: sigv4.SecretKey(exampleSecret)},
		{AccessKeyID: "ASIAIOSFODNN7EXAMPLE", Key: sigv4.SecretKey(exampleSecret), SessionToken: "AQoDYXdzEXAMPLE+/="},
	}
	var out []sound
	for _, h := range hosts {
		for i, target := range targets {
			for _, c := range credentials {
				for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
					body, method := bodies[i%len(bodies)], "GET"
					if body != "" {
						method = [...]string{"PUT", "POST"}[i%2]
					}
					r := sigv4.Request{Method: method, Target: target, Headers: []sigv4.Header{{Name: "Host", Value: h.host}}}
					if body != "" {
						r.Body = []byte(body)
						r.Headers = append(r.Headers, sigv4.Header{Name: "Content-Type", Value: "application/json"})
						if h.service != "aoss" { // it refuses a signed length
							r.Headers = append(r.Headers, sigv4.Header{Name: "Content-Length", Value: fmt.Sprint(len(body))})
						}
					}
					if i%4 == 1 && carrier == sigv4.HeaderCarrier {
						r.Headers = append(r.Headers, sigv4.Header{Name: "X-Amz-Meta-Note", Value: "two words"})
					}
					service := endpoint.Lookup(h.service)
					s := sigv4.Signing{Time: time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC), Region: h.region, Service: h.service, Rules: service.Rules, Carrier: carrier, Payload: service.Payload}
					if carrier == sigv4.QueryCarrier {
						s.Expires = 3600
					}
					out = append(out, sound{fmt.Sprintf("%s %s to %s for %s, carrier %d", method, target, h.host, c.AccessKeyID, carrier), r, c, s})
				}
			}
		}
	}
	iot := endpoint.Lookup("iotdevicegateway")
	for _, c := range credentials {
		out = append(out, sound{"a WebSocket URL of IoT for " + c.AccessKeyID,
			sigv4.Request{Method: "GET", Target: "/mqtt", Headers: []sigv4.Header{{Name: "Host", Value: "abc-ats.iot.us-east-1.amazonaws.com"}}}, c,
			sigv4.Signing{Time: time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC), Region: "us-east-1", Service: iot.Name, Rules: iot.Rules, Carrier: sigv4.QueryCarrier, Expires: 3600, OmitSessionToken: iot.TokenUnsigned}})
	}
	return out
}

// TestTokenOfIoT signs the session token into a WebSocket URL, as most signers do.
func TestTokenOfIoT(t *testing.T) {
	all := soundRequests()
	r := all[len(all)-1]
	r.signing.OmitSessionToken = false
	d, err := sigv4.Derive(r.request, r.credentials, r.signing)
	if err != nil {
		t.Fatal(err)
	}
	got := Diagnose(Input{Evidence: paste.Parse(d.Signed.Raw()), Key: r.credentials.Key})
	if len(got.Findings) != 1 || got.Findings[0].Cause != "iot-token-signed" || got.Findings[0].Confidence != Proved {
		t.Errorf("names %s: %+v", list(got.Findings), got.Verdict)
	}
}
