package check_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/chunked"
	"countersign/sigv4/eventstream"
	"countersign/sigv4/token"
)

// change is one thing that is different from what was signed, and the stage that must depart.
type change struct {
	what     string
	old, new string // in the text
	in       func(*check.Options)
	stage    string // Step.Name of the first that departs
}

func wrongSecret(o *check.Options) { o.Key = sigv4.SecretKey("another" + secret) }

// carriers are all that are recognised, each with what can go wrong with it.
func carriers() []struct {
	what, carrier string
	text          string
	in            check.Options
	changes       []change
} {
	cache := token.CacheRequest{Terms: terms, Name: "replicationgroup", User: "iam-user", Expires: 900}
	git := token.CodeCommitRequest{Terms: terms, Host: "git-codecommit.us-east-1.amazonaws.com", Path: "/v1/repos/MyDemoRepo"}
	socket := token.WebSocketRequest{Terms: terms, Service: "appstream", Host: "example.com", Expires: 60}
	scope := "20150830/us-east-1/"
	secretChange := change{"secret", "", "", wrongSecret, "signature"}
	return []struct {
		what, carrier string
		text          string
		in            check.Options
		changes       []change
	}{
		{"header", "signed request", table(), check.Options{}, []change{
			{"method", "POST /", "PUT /", nil, "signature"},
			{"path", "POST / ", "POST /x ", nil, "signature"},
			{"header", "DescribeTable", "DeleteTable", nil, "signature"},
			{"header taken off", "X-Amz-Target:DynamoDB_20120810.DescribeTable\n", "", nil, "canonical request"},
			{"body", "music", "films", nil, "signature"},
			{"date", "X-Amz-Date:20150830T", "X-Amz-Date:20150831T", nil, "credential scope"},
			{"region of the host", "dynamodb.us-east-1", "dynamodb.eu-west-1", nil, "credential scope"},
			{"region given", "", "", func(o *check.Options) { o.Region = "eu-west-1" }, "credential scope"},
			{"service given", "", "", func(o *check.Options) { o.Service = "sts" }, "credential scope"},
			{"terminator", "aws4_request", "aws4_reply", nil, "credential scope"},
			{"signature", "Signature=", "Signature=0", nil, "signature"},
			{"logged canonical request", "", "", func(o *check.Options) { o.Theirs.CanonicalRequest = "GET\n/\n" }, "canonical request"},
			{"logged string to sign", "", "", func(o *check.Options) { o.Theirs.StringToSign = "AWS4-HMAC-SHA256\n" }, "string to sign"},
			{"logged signature", "", "", func(o *check.Options) { o.Theirs.Signature = strings.Repeat("0", 64) }, "signature"},
			secretChange,
		}},
		{"S3", "signed request", object(), check.Options{}, []change{
			{"body", "second", "third", nil, "payload hash"},
			{"path", "a%20b", "a%20c", nil, "signature"},
			secretChange,
		}},
		{"presigned URL", "presigned URL", presigned(), check.Options{}, []change{
			{"method", "", "", func(o *check.Options) { o.Method = "PUT" }, "signature"},
			{"path", "/test.txt", "/other.txt", nil, "signature"},
			{"life", "X-Amz-Expires=86400", "X-Amz-Expires=86401", nil, "signature"},
			{"date", "X-Amz-Date=20150830T", "X-Amz-Date=20150831T", nil, "credential scope"},
			secretChange,
		}},
		{"SigV4A", "signed request", global(), check.Options{Region: "eu-west-1"}, []change{
			{"region", "", "", func(o *check.Options) { o.Region = "ap-south-1" }, "region set"},
			{"region set", "us-east-1,eu-*", "*", nil, "signature"},
			{"body", "\n\n{}", "\n\n[]", nil, "signature"},
			secretChange,
		}},
		{"chunks", "aws-chunked upload", upload(chunked.Signed), check.Options{}, []change{
			{"seed", "PUT /", "POST /", nil, "signature"},
			{"first chunk", "aaaa\r\n400;", "aaab\r\n400;", nil, "chunk 1, chunk-signature"},
			{"second chunk", "aaaa\r\n0;", "aaab\r\n0;", nil, "chunk 2, chunk-signature"},
			{"length", "x-amz-decoded-content-length:66560", "x-amz-decoded-content-length:66561", nil, "signature"},
			{"cut off", "\r\n0;chunk-signature", "", nil, "chunk 2, data"},
			secretChange,
		}},
		{"chunks and trailer", "aws-chunked upload", upload(chunked.SignedTrailer), check.Options{}, []change{
			{"trailer", "x-amz-checksum-crc32c:s", "x-amz-checksum-crc32c:A", nil, "x-amz-trailer-signature"},
			{"its signature", "x-amz-trailer-signature:", "x-amz-trailer-signature:0", nil, "x-amz-trailer-signature"},
			{"data", "aaaa\r\n0;", "aaab\r\n0;", nil, "chunk 2, chunk-signature"},
		}},
		{"unsigned chunks", "aws-chunked upload", upload(chunked.UnsignedTrailer), check.Options{}, []change{
			{"data", "aaaa\r\n0\r\n", "aaab\r\n0\r\n", nil, "x-amz-checksum-crc32c"},
			secretChange,
		}},
		{"ECDSA chunks", "aws-chunked upload", upload(chunked.ECDSATrailer), check.Options{}, []change{
			{"data", "aaaa\r\n0;", "aaab\r\n0;", nil, "chunk 2, chunk-signature"},
			secretChange,
		}},
		{"form", "form upload", form(), check.Options{}, []change{
			{"policy", "eyJleHBpcmF0aW9uIjoi", "eyJleHBpcmF0aW9uIjog", nil, "signature"},
			{"field", "user/user1/photo.jpg", "user/user2/photo.jpg", nil, "policy, condition key"},
			{"bucket", "Host:sigv4examplebucket", "Host:otherbucket", nil, "policy, condition bucket"},
			{"scope", scope + "s3", "20150831/us-east-1/s3", nil, "signature"},
			secretChange,
		}},
		{"event stream", "event stream", stream(), check.Options{}, []change{
			{"method", "POST /", "PUT /", nil, "signature"},
			secretChange,
		}},
		{"RDS", "RDS token", must(token.RDS(token.RDSRequest{Terms: terms, Host: "db.us-east-1.rds.amazonaws.com", Port: 3306, User: "jane", Expires: 900})).Reveal(), check.Options{}, []change{
			{"user", "DBUser=jane", "DBUser=john", nil, "signature"},
			{"action", "Action=connect", "Action=listen", nil, "canonical request"},
			{"service", "rds-db", "rds", nil, "string to sign"},
			{"date", "X-Amz-Date=20150830", "X-Amz-Date=20150831", nil, "string to sign"},
			secretChange,
		}},
		{"DSQL", "Aurora DSQL token", must(token.DSQL(token.DSQLRequest{Terms: terms, Host: "abc.dsql.us-east-1.on.aws", Admin: true, Expires: 900})).Reveal(), check.Options{}, []change{
			{"role", "Action=DbConnectAdmin", "Action=DbConnect", nil, "signature"}, secretChange,
		}},
		{"ElastiCache", "ElastiCache token", must(token.ElastiCache(cache)).Reveal(), check.Options{}, []change{
			{"life", "X-Amz-Expires=900", "X-Amz-Expires=901", nil, "canonical request"}, secretChange,
		}},
		{"MemoryDB", "MemoryDB token", must(token.MemoryDB(cache)).Reveal(), check.Options{}, []change{
			{"user", "User=iam-user", "User=other", nil, "signature"}, secretChange,
		}},
		{"MSK", "MSK token", must(token.MSK(token.MSKRequest{Terms: terms, Expires: 900})).Reveal(), check.Options{}, []change{secretChange}},
		{"EKS", "EKS token", must(token.EKS(token.EKSRequest{Terms: terms, Cluster: "demo", Expires: 60})).Reveal(), check.Options{Cluster: "demo"}, []change{
			{"cluster", "", "", func(o *check.Options) { o.Cluster = "other" }, "signature"}, secretChange,
		}},
		{"AppSync", "AppSync subprotocol", must(token.AppSync(token.AppSyncRequest{Terms: terms, Host: "abc.appsync-api.us-east-1.amazonaws.com", Path: token.AppSyncGraphQL})).Reveal(), check.Options{}, []change{
			{"path", "", "", func(o *check.Options) { o.Address = "abc.appsync-api.us-east-1.amazonaws.com/event" }, "signature"},
			{"payload", "", "", func(o *check.Options) { o.Body = []byte("{ }") }, "signature"}, secretChange,
		}},
		{"IoT", "WebSocket URL", must(token.IoT(token.IoTRequest{Terms: terms, Host: "abc-ats.iot.us-east-1.amazonaws.com"})).Reveal(), check.Options{}, []change{secretChange}},
		{"KinesisVideo", "WebSocket URL", must(token.KinesisVideo(token.KinesisVideoRequest{Terms: terms, Host: "v-a.kinesisvideo.us-east-1.amazonaws.com", ChannelARN: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/c/1", Expires: 299})).Reveal(), check.Options{}, []change{secretChange}},
		{"Transcribe", "WebSocket URL", must(token.Transcribe(token.TranscribeRequest{Terms: terms, Host: "transcribestreaming.us-east-1.amazonaws.com", Expires: 300})).Reveal(), check.Options{}, []change{
			{"life", "X-Amz-Expires=300", "X-Amz-Expires=301", nil, "canonical request"}, secretChange,
		}},
		{"API Gateway", "WebSocket URL", must(token.APIGateway(token.APIGatewayRequest{Terms: terms, Host: "abc.execute-api.us-east-1.amazonaws.com", Stage: "prod", Expires: 60})).Reveal(), check.Options{}, []change{
			{"stage", "/prod?", "/test?", nil, "signature"}, secretChange,
		}},
		{"any WebSocket", "WebSocket URL", must(token.WebSocket(socket)).Reveal(), check.Options{}, []change{secretChange}},
		{"CodeCommit", "CodeCommit password", must(token.CodeCommit(git)).Reveal(), check.Options{Address: "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/MyDemoRepo"}, []change{
			{"repository", "", "", func(o *check.Options) { o.Address += "2" }, "signature"},
			{"time", "T123600Z", "T123601Z", nil, "signature"}, secretChange,
		}},
		{"SMTP", "SMTP password", must(token.SMTPPassword(credentials.Key, "us-east-1")).Reveal(), check.Options{Address: "email-smtp.us-east-1.amazonaws.com"}, []change{
			{"region", "", "", func(o *check.Options) { o.Region = "eu-west-1" }, "signature"}, secretChange,
		}},
	}
}

func TestVerify(t *testing.T) {
	for _, c := range carriers() {
		in := c.in
		in.Key = sigv4.SecretKey(secret)
		t.Run(c.what, func(t *testing.T) {
			r := checked(t, c.text, in)
			if r.Carrier != c.carrier || r.Departs != -1 || !r.Verified() {
				t.Errorf("%s, departs at %d of %+v", r.Carrier, r.Departs, r.Steps)
			}
			noSecret(t, r, c.text)
			r = checked(t, c.text, c.in) // without a key
			if r.Departs != -1 || r.Verified() {
				t.Errorf("without a key: departs at %d, verified %v: %+v", r.Departs, r.Verified(), r.Steps)
			}
		})
		for _, d := range c.changes {
			t.Run(c.what+"/"+d.what, func(t *testing.T) {
				text, o := strings.Replace(c.text, d.old, d.new, 1), in
				if d.in != nil {
					d.in(&o)
				}
				if d.in == nil && text == c.text {
					t.Fatalf("%q is not in the text", d.old)
				}
				r := checked(t, text, o)
				if r.Departs < 0 || r.Steps[r.Departs].Name != d.stage || r.Verified() {
					t.Fatalf("departs at %d, want %s: %+v", r.Departs, d.stage, r.Steps)
				}
				if s := r.Steps[r.Departs]; s.Status != check.Departs || s.Note == "" && (s.Expected == "" || s.Found == "") {
					t.Errorf("it does not say in what: %+v", s)
				}
				noSecret(t, r, text)
			})
		}
	}
}

// The checksum in an unsigned trailer is compared all the same, with a key or without.
func TestUnsignedTrailer(t *testing.T) {
	for _, key := range []sigv4.Key{{}, sigv4.SecretKey(secret)} {
		r := checked(t, upload(chunked.UnsignedTrailer), check.Options{Key: key})
		if s := r.Steps[len(r.Steps)-1]; s.Name != "trailer" || s.Status != check.Agrees {
			t.Errorf("%+v", s)
		}
	}
}

// noSecret looks for what no Result may tell.
func noSecret(t *testing.T, r check.Result, text string) {
	t.Helper()
	shown := fmt.Sprintf("%+v", r)
	for _, hidden := range []string{secret, sessionToken, base64.StdEncoding.EncodeToString([]byte(sessionToken))[4:20]} {
		if strings.Contains(shown, hidden) {
			t.Errorf("%q is shown in %s", hidden, shown)
		}
	}
	if !strings.Contains(text, "\n") && !strings.Contains(text, "://") && len(text) > 60 && strings.Contains(shown, text[len(text)-60:]) {
		t.Error("the token is shown")
	}
}

// mended is a stream whose second message has another payload, and checksums that are right for it.
func mended(body string) string {
	messages := must(eventstream.DecodeAll([]byte(body)))
	messages[1].Payload = []byte("lalo")
	var out []byte
	for _, m := range messages {
		out = must(m.Append(out))
	}
	return string(out)
}

// One message of an event stream is another, or missing.
func TestVerifyMessages(t *testing.T) {
	o := check.Options{Key: sigv4.SecretKey(secret)}
	text := stream()
	head, body, _ := strings.Cut(text, "\n\n")
	first := checked(t, text, o)
	if got := first.Steps[len(first.Steps)-1]; got.Name != "messages" || got.Status != check.Agrees {
		t.Fatalf("%+v", got)
	}
	// each of the three is as long as the first but for its sound
	size := int(body[3])
	second := body[size : size+int(body[size+3])]
	for name, c := range map[string]struct{ text, stage string }{
		"one byte":          {head + "\n\n" + strings.Replace(body, "lala", "lalo", 1), "message 2, message CRC"},
		"a message changed": {head + "\n\n" + mended(body), "message 2"},
		"a message missing": {head + "\n\n" + strings.Replace(body, second, "", 1), "message 2"},
		"none":              {head + "\n\n", ""},
		"in base64":         {head + "\n\n" + base64.StdEncoding.EncodeToString([]byte(body)), ""},
	} {
		r := checked(t, c.text, o)
		stage := ""
		if r.Departs >= 0 {
			stage = r.Steps[r.Departs].Name
		}
		if stage != c.stage {
			t.Errorf("%s: departs at %q, want %q: %+v", name, stage, c.stage, r.Steps)
		}
	}
	o.Body = []byte(body)
	if r := checked(t, head+"\n\n", o); !r.Verified() || r.Steps[len(r.Steps)-1].Status != check.Agrees {
		t.Errorf("the body apart: %+v", r.Steps)
	}
}
