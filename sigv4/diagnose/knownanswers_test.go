package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/paste"
	"countersign/sigv4/sigv4test"
)

// TestKnownAnswers pastes every signed request of the known answers: with its secret the signature
// is proved right, with another it is not, and without any nothing is claimed.
func TestKnownAnswers(t *testing.T) {
	tried := 0
	for _, c := range sigv4test.Cases() {
		d, err := sigv4.Derive(c.Request, c.Credentials, c.Signing)
		if err != nil || d.Signature == "" || c.Verify || peculiar(c) != "" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			tried++
			ev := paste.Parse(d.Signed.Raw())
			right := Diagnose(Input{Evidence: ev, Key: c.Credentials.Key})
			if len(right.Findings) != 1 || right.Findings[0].Cause != "signature-valid" || right.Findings[0].Confidence != Proved || right.Wrong {
				t.Errorf("with its secret: %s; %s; %+v\n%s", list(right.Findings), right.Verdict.Sentence, right.Established, d.Signed.Raw())
			}
			wrong := Diagnose(Input{Evidence: ev, Key: sigv4.SecretKey("another" + exampleSecret)})
			if len(wrong.Findings) > 0 {
				t.Errorf("with another secret: names %s", list(wrong.Findings))
			}
			if none := Diagnose(Input{Evidence: ev}); len(none.Findings) > 0 || none.Wrong {
				t.Errorf("without a secret: names %s", list(none.Findings))
			}
		})
	}
	if tried < 60 {
		t.Errorf("only %d known answers were tried", tried)
	}
}

// peculiar says why a request does not show by itself how it was signed.
func peculiar(c sigv4test.Case) string {
	host := ""
	for _, h := range c.Request.Headers {
		if strings.EqualFold(h.Name, "Host") {
			host = h.Value
		}
	}
	switch e := endpoint.Parse(host); {
	case e.Region != "" && e.Region != c.Signing.Region:
		return "made-up region beside a host name that says another"
	case e.Service != "" && e.Service != c.Signing.Service:
		return "made-up service beside a host name that says another"
	case !byRules(c):
		return "rules that are not the service's, and matter for this path"
	case c.Signing.Carrier == sigv4.QueryCarrier && c.Signing.OmitSessionToken:
		return "a session token added to the query after signing"
	case c.Request.PayloadHash != "", c.Signing.Payload == sigv4.PayloadUnsigned, c.Signing.Payload == sigv4.PayloadEmpty && len(c.Request.Body) > 0:
		return "a payload hash that is not the body's"
	}
	return ""
}

// byRules reports whether the service's rules, or those of any service where it is unknown, give the
// signature of the case.
func byRules(c sigv4test.Case) bool {
	want, err := sigv4.Derive(c.Request, c.Credentials, c.Signing)
	if err != nil {
		return false
	}
	service := endpoint.Lookup(c.Signing.Service)
	sets := []sigv4.Rules{service.Rules}
	if s3 := endpoint.Lookup("s3").Rules; !service.Known {
		sets = append(sets, s3, sigv4.Rules{EncodeTwice: s3.EncodeTwice, Normalize: s3.Normalize})
	}
	for _, set := range sets {
		if c.Signing.Carrier == sigv4.HeaderCarrier { // it adds a header, which the request shows
			set.ContentSHA256 = c.Signing.Rules.ContentSHA256
		}
		s := c.Signing
		s.Rules = set
		if got, err := sigv4.Derive(c.Request, c.Credentials, s); err == nil && got.Signature == want.Signature {
			return true
		}
	}
	return false
}

// TestKnownAnswersAgainstAServer sets each request beside the strings of a server: equal strings
// differ nowhere, and one changed byte is found in its line.
func TestKnownAnswersAgainstAServer(t *testing.T) {
	for _, c := range sigv4test.Cases() {
		d, err := sigv4.Derive(c.Request, c.Credentials, c.Signing)
		if err != nil || d.Signature == "" || c.Verify {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			answer := func(canonical, toSign string) string {
				return "\n\n" + bareMismatch + "\n\nThe Canonical String for this request should have been\n'" + canonical + "'\n\nThe String-to-Sign should have been\n'" + toSign + "'\n"
			}
			canonical := d.CanonicalRequest.String
			log := "CanonicalRequest:\n" + canonical + "\n"
			got := Diagnose(Input{Evidence: paste.Parse(log + answer(canonical, d.StringToSign.String))})
			if len(got.Comparisons) == 0 || got.Comparisons[0].Departs >= 0 || !hasFact(got, Proved, "intact") {
				t.Fatalf("equal strings: %s %+v", got.Verdict.Sentence, got.Established)
			}
			changed := strings.Replace(canonical, "\nhost:", "\nhost:x", 1)
			toSign := strings.Replace(d.StringToSign.String, d.Hash, sigv4.HashHex(changed), 1)
			got = Diagnose(Input{Evidence: paste.Parse(log + answer(changed, toSign))})
			if !strings.Contains(got.Verdict.Sentence, "differ in the header host") {
				t.Errorf("another host: %s", got.Verdict.Sentence)
			}
			if len(got.Findings) != 2 || got.Findings[0].Cause != "host-differs" || got.Findings[0].Confidence != Likely {
				t.Errorf("another host: names %s", list(got.Findings))
			}
		})
	}
}
