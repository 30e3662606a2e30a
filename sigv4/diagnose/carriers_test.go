package diagnose

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/eventstream"
	"countersign/sigv4/paste"
	"countersign/sigv4/postpolicy"
	"countersign/sigv4/token"
)

// sentCarrier is a carrier of a signature as it is sent, signed with the example's secret.
type sentCarrier struct{ what, text string }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

var (
	carrierTime = time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	longLived   = sigv4.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: sigv4.SecretKey(exampleSecret)}
	temporary   = sigv4.Credentials{AccessKeyID: "ASIAIOSFODNN7EXAMPLE", Key: sigv4.SecretKey(exampleSecret), SessionToken: "AQoDYXdzEXAMPLE+/="}
)

// chunkedUpload is an upload of data in chunks.
func chunkedUpload(mode chunked.Mode, data string) string {
	e := chunked.Encoding{Mode: mode}
	if mode.HasTrailer() {
		e.Checksum = chunked.CRC32C
	}
	r := must(e.Prepare(sigv4.Request{Method: "PUT", Target: "/examplebucket/a.txt", Headers: []sigv4.Header{{Name: "Host", Value: "s3.us-east-1.amazonaws.com"}}}, int64(len(data))))
	d := must(sigv4.Derive(r, longLived, sigv4.Signing{Time: carrierTime, Region: "us-east-1", Service: "s3", Rules: sigv4.Rules{ContentSHA256: true}}))
	claim := must(sigv4.ParseClaim(d.Signed))
	var body bytes.Buffer
	must(e.Encode(&body, strings.NewReader(data), must(chunked.ContextOf(mode, claim)), chunked.HMAC(longLived.Key, claim.Scope), nil))
	d.Signed.Body = body.Bytes()
	return d.Signed.Raw()
}

// formUpload is an upload by a browser.
func formUpload(c sigv4.Credentials) string {
	p := postpolicy.Policy{Expiration: carrierTime.Add(time.Hour), Conditions: []postpolicy.Condition{
		{Field: "bucket", Value: "examplebucket", Object: true},
		{Operator: postpolicy.StartsWith, Field: "key", Value: "user/"},
		{Operator: postpolicy.ContentLengthRange, Min: 1, Max: 1 << 20},
	}}
	s := must(postpolicy.Sign(p, c, carrierTime, "us-east-1"))
	f := postpolicy.Form{Fields: append([]postpolicy.Field{{Name: "key", Value: "user/photo.jpg"}}, s.Fields...), File: &postpolicy.File{Name: "photo.jpg", Named: true}}
	contentType, body, err := postpolicy.Body(f, []byte("photo"))
	if err != nil {
		panic(err)
	}
	return sigv4.Request{Method: "POST", Target: "/", Body: []byte(body), Headers: []sigv4.Header{{Name: "Host", Value: "examplebucket.s3.us-east-1.amazonaws.com"},
		{Name: "Content-Type", Value: contentType}, {Name: "Content-Length", Value: fmt.Sprint(len(body))}}}.Raw()
}

// rdsToken is a token for a database that lives for so many seconds.
func rdsToken(c sigv4.Credentials, expires int) string {
	terms := token.Terms{Credentials: c, Region: "us-east-1", Time: carrierTime}
	return must(token.RDS(token.RDSRequest{Terms: terms, Host: "db.abcdefghijkl.us-east-1.rds.amazonaws.com", Port: 3306, User: "iam", Expires: expires})).Reveal()
}

// soundCarriers are all carriers besides plain requests, as they should be.
func soundCarriers() []sentCarrier {
	var out []sentCarrier
	add := func(what, text string) { out = append(out, sentCarrier{what, text}) }
	for _, mode := range []chunked.Mode{chunked.Signed, chunked.SignedTrailer, chunked.UnsignedTrailer} {
		add("an upload, "+mode.String(), chunkedUpload(mode, strings.Repeat("a", 66560)))
	}
	for _, c := range []sigv4.Credentials{longLived, temporary} {
		terms := token.Terms{Credentials: c, Region: "us-east-1", Time: carrierTime}
		reveal := func(what, before string, t token.Token, err error) {
			add(what+" for "+c.AccessKeyID, before+must(t, err).Reveal())
		}
		cache := token.CacheRequest{Terms: terms, Name: "replicationgroup", User: "iam-user", Expires: 900}
		add("a form for "+c.AccessKeyID, formUpload(c))
		add("a database token for "+c.AccessKeyID, rdsToken(c, 900))
		add("the same in a variable, for "+c.AccessKeyID, "export PGPASSWORD='"+rdsToken(c, 900)+"'\n")
		t, err := token.EKS(token.EKSRequest{Terms: terms, Cluster: "my-cluster", Expires: 60})
		reveal("a token of EKS", "aws eks get-token --cluster-name my-cluster\n", t, err)
		t, err = token.MSK(token.MSKRequest{Terms: terms, Expires: 900})
		reveal("a token of MSK", "", t, err)
		t, err = token.DSQL(token.DSQLRequest{Terms: terms, Host: "abc.dsql.us-east-1.on.aws", Expires: 900})
		reveal("a token of DSQL", "", t, err)
		t, err = token.ElastiCache(cache)
		reveal("a token of ElastiCache", "", t, err)
		t, err = token.MemoryDB(cache)
		reveal("a token of MemoryDB", "", t, err)
		t, err = token.AppSync(token.AppSyncRequest{Terms: terms, Host: "abc.appsync-api.us-east-1.amazonaws.com", Path: token.AppSyncGraphQL})
		reveal("a subprotocol of AppSync", "", t, err)
		t, err = token.WebSocket(token.WebSocketRequest{Terms: terms, Service: "execute-api", Host: "abc.execute-api.us-east-1.amazonaws.com", Expires: 60})
		reveal("a WebSocket URL", "", t, err)
	}
	t, err := token.CodeCommit(token.CodeCommitRequest{Terms: token.Terms{Credentials: longLived, Region: "us-east-1", Time: carrierTime}, Host: "git-codecommit.us-east-1.amazonaws.com", Path: "/v1/repos/MyDemoRepo"})
	add("a password of CodeCommit", "git clone https://git-codecommit.us-east-1.amazonaws.com/v1/repos/MyDemoRepo\n"+must(t, err).Reveal())
	r := sigv4.Request{Method: "POST", Target: "/stream-transcription", PayloadHash: eventstream.PayloadHash,
		Headers: []sigv4.Header{{Name: "Host", Value: "transcribestreaming.us-east-1.amazonaws.com"}, {Name: "x-amz-content-sha256", Value: eventstream.PayloadHash}}}
	d := must(sigv4.Derive(r, longLived, sigv4.Signing{Time: carrierTime, Region: "us-east-1", Service: "transcribe", Rules: endpoint.Lookup("transcribe").Rules}))
	add("a stream of events", d.Signed.Raw())
	return out
}

// TestCarriersThatDepart: each is judged by its own rules.
func TestCarriersThatDepart(t *testing.T) {
	upload := chunkedUpload(chunked.Signed, strings.Repeat("a", 66560))
	for _, c := range []struct {
		what, text, old, new string
		secret               string
		cause                string // "" for none
		confidence           Confidence
		verdict              string // a part of its sentence
	}{
		{"data of a chunk", upload, "aaa\r\n400;", "aab\r\n400;", exampleSecret, "chunk-signature-wrong", Proved, "chunk 1"},
		{"data of a chunk, and no key", upload, "aaa\r\n400;", "aab\r\n400;", "", "", Undecided, "nothing in it is wrong"},
		{"a length that is not announced", upload, "\r\n400;", "\r\n401;", "", "chunk-signature-wrong", Certain, "chunk"},
		{"a length of the whole", upload, "x-amz-decoded-content-length:66560", "x-amz-decoded-content-length:66561", "", "chunk-signature-wrong", Certain, "x-amz-decoded-content-length"},
		{"another field", formUpload(longLived), "user/photo.jpg", "home/photo.jpg", "", "post-policy-mismatch", Certain, "key"},
		{"a life that is too long", rdsToken(longLived, 900), "X-Amz-Expires=900", "X-Amz-Expires=3600", exampleSecret, "presigned-params-invalid", Certain, "RDS token"},
		{"another service", rdsToken(longLived, 900), "rds-db", "rds", exampleSecret, "scope-service-wrong", Certain, "credential scope"},
		{"another user", rdsToken(longLived, 900), "DBUser=iam", "DBUser=eve", exampleSecret, "", Proved, "does not make the signature"},
		{"another secret", rdsToken(longLived, 900), "", "", "another" + exampleSecret, "", Proved, "does not make the signature"},
		{"no cluster", soundCarrier("a token of EKS for AKIAIOSFODNN7EXAMPLE"), "aws eks get-token --cluster-name my-cluster", "", exampleSecret, "", Undecided, "EKS token"},
		{"another cluster", soundCarrier("a token of EKS for AKIAIOSFODNN7EXAMPLE"), "my-cluster", "other", exampleSecret, "", Proved, "does not make the signature"},
	} {
		text := c.text
		if c.old != "" {
			if text = strings.Replace(text, c.old, c.new, 1); text == c.text {
				t.Errorf("%s: %q is not in the text", c.what, c.old)
			}
		}
		d := Diagnose(Input{Evidence: paste.Parse(text), Key: sigv4.ParseKey(c.secret)})
		cause, confidence := "", d.Verdict.Confidence
		if len(d.Findings) > 0 {
			cause, confidence = d.Findings[0].Cause, d.Findings[0].Confidence
		}
		if cause != c.cause || confidence != c.confidence || !strings.Contains(d.Verdict.Sentence, c.verdict) {
			t.Errorf("%s: names %s; %s (%s), want %q (%s)", c.what, list(d.Findings), d.Verdict.Sentence, d.Verdict.Confidence, c.verdict, c.confidence)
		}
		if wantWrong := c.confidence != Undecided; d.Wrong != wantWrong {
			t.Errorf("%s: wrong is %v", c.what, d.Wrong)
		}
	}
}

func soundCarrier(what string) string {
	for _, c := range soundCarriers() {
		if c.what == what {
			return c.text
		}
	}
	panic("no carrier is " + what)
}

// TestKeyIDsOfCarriers: a token and a form name the key that they were signed with.
func TestKeyIDsOfCarriers(t *testing.T) {
	for _, text := range []string{rdsToken(longLived, 900), formUpload(longLived), soundCarrier("a token of MSK for AKIAIOSFODNN7EXAMPLE")} {
		if got := AccessKeyIDs(paste.Parse(text)); len(got) != 1 || got[0] != longLived.AccessKeyID {
			t.Errorf("%q names %q", text[:20], got)
		}
	}
}

// TestATokenIsNotRepeated: whoever has a token can connect, so its signature stands in no text of the diagnosis.
func TestATokenIsNotRepeated(t *testing.T) {
	text := rdsToken(temporary, 900)
	_, signature, _ := strings.Cut(text, "X-Amz-Signature=")
	for _, secret := range []string{"", exampleSecret, "another" + exampleSecret} {
		d := Diagnose(Input{Evidence: paste.Parse(text), Key: sigv4.ParseKey(secret)})
		said := d.Verdict.Sentence + d.Verdict.Detail
		for _, f := range d.Findings {
			said += f.Title + f.Why + f.Found + f.Expected
		}
		for _, f := range d.Established {
			said += f.Fact
		}
		if strings.Contains(said, signature) || strings.Contains(said, temporary.SessionToken) || strings.Contains(said, exampleSecret) {
			t.Errorf("the token is repeated: %s", said)
		}
	}
}
