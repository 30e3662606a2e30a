package oracle

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
)

// TestMinIO holds the engine against a second server, which shares no code with the first. One server
// serves all parts, for it takes seconds to start.
func TestMinIO(t *testing.T) {
	s := startMinIO(t)
	waitFor(t, s)
	makeBucket(t, s)
	t.Run("keys", func(t *testing.T) { minIOKeys(t, s) })
	t.Run("chunked uploads", func(t *testing.T) { minIOChunked(t, s) })
	t.Run("browser uploads", func(t *testing.T) { minIOPolicies(t, s) })
	t.Run("refused", func(t *testing.T) { minIORefused(t, s) })
	t.Run("tolerated", func(t *testing.T) { tolerated(t, s, "MinIO") })
}

// waitFor waits until the server, which listens before it can serve, answers.
func waitFor(t *testing.T, s server) {
	t.Helper()
	var a answer
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if a = send(t, s.address, sign(t, request(s, "GET", "/", ""), credentials(), s3Signing())); a.status == 200 {
			return
		}
	}
	t.Fatalf("the server does not serve: %s", a.raw)
}

// noMinIOKey are keys that MinIO does not take, whatever the signature: it keeps them as paths.
var noMinIOKey = map[string]bool{"a//b": true}

// minIOKeys writes and reads objects with awkward keys, in both carriers.
func minIOKeys(t *testing.T, s server) {
	for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
		g := s3Signing()
		g.Carrier = carrier
		for _, k := range keys {
			if noMinIOKey[k.key] {
				continue
			}
			body := "body of " + k.target
			for _, method := range []string{"PUT", "GET", "DELETE"} {
				sent := ""
				if method == "PUT" {
					sent = body
				}
				a := send(t, s.address, sign(t, request(s, method, "/"+bucket+"/"+k.target, sent), credentials(), g))
				if a.status/100 != 2 || method == "GET" && a.body != body {
					t.Errorf("%s %q, carrier %d: %s", method, k.target, carrier, a.raw)
				}
			}
		}
	}
}

// minIOChunked uploads bodies in chunks and reads them back.
func minIOChunked(t *testing.T, s server) {
	for _, e := range encodings {
		for _, size := range []int{0, 1, 3*chunked.MinChunkSize + 1} {
			e.ChunkSize = chunked.MinChunkSize
			u := chunkedPut(t, s, "object", e, text(size))
			u.r.Body = []byte(u.encode(t))
			if a := send(t, s.address, u.r); a.status != 200 {
				t.Errorf("%s %s, %d bytes: refused: %s", e.Mode, e.Checksum.Header(), size, a.raw)
				continue
			}
			a := send(t, s.address, sign(t, request(s, "GET", "/"+bucket+"/object", ""), credentials(), s3Signing()))
			if a.body != string(u.data) {
				t.Errorf("%s %s, %d bytes: %d are stored", e.Mode, e.Checksum.Header(), size, len(a.body))
			}
		}
	}
}

// minIOPolicies uploads forms, a right one and some that break their policy.
func minIOPolicies(t *testing.T, s server) {
	for _, c := range []struct {
		name   string
		change func(*policyTrial)
		status int
	}{
		{"right", func(*policyTrial) {}, 204},
		{"another key", func(x *policyTrial) { x.form.Fields[0].Value = "other/a.txt" }, 403},
		{"another secret", func(x *policyTrial) { x.credentials.Key = sigv4.SecretKey("another") }, 403},
		{"expired", func(x *policyTrial) { x.policy.Expiration = time.Now().Add(-time.Minute) }, 403},
	} {
		x := newPolicyTrial()
		c.change(x)
		x.sign(t)
		a, form := x.send(t, s)
		if a.status != c.status {
			t.Errorf("%s: status %d, want %d: %s", c.name, a.status, c.status, a.raw)
		}
		departs, failed := judgeForm(t, form, region)
		if right := departs == sigv4.StageNone && len(failed) == 0; right != (c.status == 204) {
			t.Errorf("%s: the signature departs at %v, and %d rules fail", c.name, departs, len(failed))
		}
	}
}

// minIORefused breaks requests and bodies.
func minIORefused(t *testing.T, s server) {
	put := func() sigv4.Request {
		return sign(t, request(s, "PUT", "/"+bucket+"/refused", "body", sigv4.Header{Name: "X-Amz-Meta-A", Value: "1"}), credentials(), s3Signing())
	}
	for name, broken := range map[string]sigv4.Request{
		"another secret": sign(t, request(s, "GET", "/", ""), sigv4.Credentials{AccessKeyID: accessKeyID, Key: sigv4.SecretKey("another")}, s3Signing()),
		"another path":   changed(put(), func(r *sigv4.Request) { r.Target += "2" }),
		"another method": changed(put(), func(r *sigv4.Request) { r.Method = "DELETE"; r.Body = nil }),
		"another query":  changed(put(), func(r *sigv4.Request) { r.Target += "?acl" }),
		"another header": changed(put(), func(r *sigv4.Request) {
			for i, h := range r.Headers {
				if h.Name == "X-Amz-Meta-A" {
					r.Headers[i].Value = "2"
				}
			}
		}),
	} {
		if a := send(t, s.address, broken); a.status != 403 || errorCode(a.body) != "SignatureDoesNotMatch" {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
	zeros := strings.Repeat("0", 64)
	for _, e := range []chunked.Encoding{
		{Mode: chunked.Signed, ChunkSize: chunked.MinChunkSize},
		{Mode: chunked.SignedTrailer, ChunkSize: chunked.MinChunkSize, Checksum: chunked.CRC32},
	} {
		u := chunkedPut(t, s, "refused", e, text(2*chunked.MinChunkSize))
		body := u.encode(t)
		at := strings.LastIndex(body, "-signature") + len("-signature") + 1
		u.r.Body = []byte(body[:at] + zeros + body[at+64:])
		if a := send(t, s.address, u.r); a.status != 403 || errorCode(a.body) != "SignatureDoesNotMatch" {
			t.Errorf("%s, the last signature broken: %s", e.Mode, a.raw)
		}
	}
}

// changed gives a request with headers of its own, changed.
func changed(r sigv4.Request, change func(*sigv4.Request)) sigv4.Request {
	r.Headers = append([]sigv4.Header(nil), r.Headers...)
	change(&r)
	return r
}
