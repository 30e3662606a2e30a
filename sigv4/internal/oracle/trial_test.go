package oracle

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// trial is a request that the engine and another signer both sign.
type trial struct {
	sigv4.Request
	credentials sigv4.Credentials
	secret      string
	signing     sigv4.Signing
}

// The other signers take a parsed request, so that a trial holds nothing that parsing loses or that
// they are known to treat otherwise. Left out, for both:
//
//   - bytes that are illegal in a target, and a % that starts no escape: net/url escapes them its way
//   - a ; in the query: net/url drops the parameter
//   - for S3, a path that is not in its canonical encoding: the signers take it as it stands
//   - dot segments and repeated slashes under Rules.Normalize: the signers never normalise
//   - tabs, folded lines, and Unicode's white space at the ends of header values: the signers trim the
//     last, net/http unfolds
//   - headers that only the engine never signs (connection, te, upgrade and the like)

// other gives the trial as net/http has it. Host is in Request.Host only.
func (x trial) other(t *testing.T) *http.Request {
	t.Helper()
	u, err := url.ParseRequestURI(x.Target)
	if err != nil {
		t.Fatal(err)
	}
	host, _ := header(x.Request, "Host")
	u.Scheme, u.Host = "https", host
	r := &http.Request{Method: x.Method, URL: u, Host: host, Header: http.Header{}, ContentLength: int64(len(x.Body))}
	for _, h := range x.Headers {
		if !strings.EqualFold(h.Name, "Host") {
			r.Header.Add(h.Name, h.Value)
		}
	}
	if x.signing.Carrier == sigv4.QueryCarrier {
		if u.RawQuery != "" {
			u.RawQuery += "&"
		}
		u.RawQuery += "X-Amz-Expires=" + strconv.Itoa(x.signing.Expires)
	} else if x.signing.Rules.ContentSHA256 || x.signing.Payload != sigv4.PayloadAuto {
		r.Header.Set("X-Amz-Content-Sha256", x.payload())
	}
	return r
}

// payload is the payload hash that the other signers are told.
func (x trial) payload() string {
	g := x.signing
	if g.Payload == sigv4.PayloadUnsigned || g.Payload == sigv4.PayloadAuto && g.Rules.ContentSHA256 && g.Carrier == sigv4.QueryCarrier {
		return sigv4.UnsignedPayload
	}
	return sigv4.HashHex(string(x.Body))
}

// compare holds the engine's result against that of another signer: its Authorization, or its URL. The
// engine must also find what the other signed right.
func (x trial) compare(t *testing.T, authorization, signedURL string) {
	t.Helper()
	d, err := sigv4.Derive(x.Request, x.credentials, x.signing)
	if err != nil {
		t.Fatalf("%v\n%s", err, x.Raw())
	}
	same := d.Authorization == authorization
	ours, theirs := d.Authorization, authorization
	if x.signing.Carrier == sigv4.QueryCarrier {
		host, _ := header(x.Request, "Host")
		ours, theirs = "https://"+host+d.Signed.Target, signedURL
		same = sameURL(t, ours, theirs)
	}
	if !same {
		t.Fatalf("the signers differ\nengine %s\nother  %s\ncanonical request:\n%s\nrequest:\n%s", ours, theirs, d.CanonicalRequest.String, x.Raw())
	}
	theirRequest := d.Signed
	theirRequest.PayloadHash = x.payload()
	if x.signing.Carrier == sigv4.QueryCarrier {
		theirRequest.Target = signedURL[len("https://")+strings.Index(signedURL[len("https://"):], "/"):]
	}
	x.verify(t, theirRequest)
}

// verify has the engine check a signed request. Left out: a presigned URL for S3 whose payload is
// signed, for no part of it states the hash.
func (x trial) verify(t *testing.T, r sigv4.Request) {
	t.Helper()
	if x.signing.Carrier == sigv4.QueryCarrier && x.signing.Rules.ContentSHA256 && x.payload() != sigv4.UnsignedPayload {
		return
	}
	claim, err := sigv4.ParseClaim(r)
	if err != nil {
		t.Fatal(err)
	}
	v, err := sigv4.Verify(r, claim, x.signing.Rules, x.credentials.Key, sigv4.Theirs{})
	if err != nil {
		t.Fatal(err)
	}
	if v.Departs != sigv4.StageNone || !slices.Contains(v.Checked, sigv4.StageSignature) {
		t.Fatalf("the engine finds the other's signature wrong: %v: want %s, found %s\n%s", v.Departs, v.Expected, v.Found, r.Raw())
	}
}

// sameURL reports whether two URLs have the same host, the same path, byte for byte, and the same
// parameters: the other signers write their query anew, in order.
func sameURL(t *testing.T, a, b string) bool {
	t.Helper()
	first, err := url.Parse(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := url.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return first.Host == second.Host && first.EscapedPath() == second.EscapedPath() && first.Query().Get("X-Amz-Signature") != "" &&
		canonicalQuery(first) == canonicalQuery(second)
}

func canonicalQuery(u *url.URL) string {
	all := u.Query()
	for _, values := range all {
		slices.Sort(values)
	}
	return all.Encode()
}

func at(year int, month time.Month, day, hour, minute, second int) time.Time {
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
}
