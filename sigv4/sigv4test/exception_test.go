package sigv4test

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

// exceptions are the cases whose published answers are wrong, and the step that departs.
var exceptions = map[string]string{
	"legacy-get-vanilla-with-session-token, header":          "signed request",
	"published-docs-zip-2015-header-value-multiline, header": "canonical request",
	"published-glacier-upload-archive-printed, header":       "signature",
	"published-iot-mqtt-ws, query":                           "signature",
	"published-iot-mqtt-ws-token-port, query":                "signature",
	"published-rust-double-encode-path-canonical, header":    "canonical request",
}

// An exception must depart, where and how it says, and an answer that is right must not pass for one.
func TestExceptionsDepart(t *testing.T) {
	found := 0
	for _, c := range Cases() {
		step, listed := exceptions[c.Name]
		if listed != (c.Exception != nil) {
			t.Errorf("%s: an exception: %v, listed: %v", c.Name, c.Exception != nil, listed)
		}
		if c.Exception == nil {
			continue
		}
		found++
		stated := *c.Exception
		c.Exception = nil
		if f := Run(c); len(f) != 1 || f[0].Step != step || f[0].Step != stated.Step || f[0].Got != stated.InFact {
			t.Errorf("%s: departs with %v, want %s", c.Name, f, step)
		}
		for _, wrong := range []Exception{
			{stated.Why, stated.Step, stated.InFact[:len(stated.InFact)-1]},
			{stated.Why, "string to sign", stated.InFact},
		} {
			c.Exception = &wrong
			if f := Run(c); len(f) != 1 || !strings.HasSuffix(f[0].Step, ", as an exception") {
				t.Errorf("%s: passes as %+v", c.Name, wrong)
			}
		}
		c.Exception = &stated
		c.Want = Answer{}
		if f := Run(c); len(f) != 1 || !strings.HasSuffix(f[0].Step, "which is said to depart") || f[0].Error() == "" {
			t.Errorf("%s: nothing departs, and the exception holds: %v", c.Name, f)
		}
	}
	if found != len(exceptions) {
		t.Errorf("%d exceptions, want %d", found, len(exceptions))
	}
}

func TestAnExceptionIsWhole(t *testing.T) {
	const rest = "secret: s\naccess-key-id: a\ntime: 20150830T123600Z\nregion: r\nservice: s\npayload: auto\n-- request --\nGET / HTTP/1.1\nHost:h\n-- header: signature --\nx\n"
	for _, tc := range []struct {
		name, text string
		whole      bool
	}{
		{"none", rest, true},
		{"whole", "exception: e\ndeparts: signature\n" + rest + "-- header: in fact --\ny", true},
		{"no reason", "departs: signature\n" + rest + "-- header: in fact --\ny", false},
		{"no step", "exception: e\n" + rest + "-- header: in fact --\ny", false},
		{"no value", "exception: e\ndeparts: signature\n" + rest, false},
		{"value of another carrier", "exception: e\ndeparts: signature\n" + rest + "-- query: in fact --\ny", false},
	} {
		if _, err := Parse(Text{tc.name, tc.text}); (err == nil) != tc.whole {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

// What the exceptions of the IoT device SDK say of their fault gives the published signatures: an access
// key id signed without encoding, and a signing key for an empty region.
func TestTheFaultOfTheDeviceSDK(t *testing.T) {
	tried := 0
	for _, c := range Cases() {
		if !strings.HasPrefix(c.Name, "published-iot-mqtt-ws") || c.Exception == nil {
			continue
		}
		tried++
		d, err := derive(c)
		if err != nil {
			t.Fatal(err)
		}
		canonical := strings.ReplaceAll(d.CanonicalRequest.String, "not%20a%20valid%20access%20key", "not a valid access key")
		toSign := strings.Replace(d.StringToSign.String, d.Hash, sigv4.HashHex(canonical), 1)
		key := sigv4.DeriveKeys(c.Credentials.Key, sigv4.Scope{Date: "19861115", Service: c.Signing.Service, Terminator: sigv4.Terminator})
		if got, err := sigv4.SignStringToSign(toSign, key.SigningKey()); err != nil || got != c.Want.Signature {
			t.Errorf("%s: %s, %v, want %s", c.Name, got, err, c.Want.Signature)
		}
	}
	if tried != 2 {
		t.Errorf("%d cases were tried, want 2", tried)
	}
}
