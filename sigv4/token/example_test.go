package token_test

import (
	"fmt"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// terms are those of the examples in AWS's documentation.
func terms() token.Terms {
	return token.Terms{
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")},
		Region:      "us-east-1",
		Time:        time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC),
	}
}

// show prints a token and what taking it apart finds.
func show(made token.Token, err error, parse func(string) (token.Parsed, error)) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(made.Reveal())
	p, err := parse(made.Reveal())
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{})
	fmt.Println(v.Departs, err)
}

func ExampleRDS() {
	made, err := token.RDS(token.RDSRequest{Terms: terms(), Host: "db.us-east-1.rds.amazonaws.com", Port: 3306, User: "jane", Expires: 900})
	fmt.Println(made, err)
	show(made, err, token.ParseRDS)
	// Output:
	// [token not shown] <nil>
	// db.us-east-1.rds.amazonaws.com:3306/?Action=connect&DBUser=jane&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Frds-db%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=c553d7fe12154fa79eddf145a6745b071907fb8b797cc47dcd585264a070a6e0
	// no stage <nil>
}

func ExampleParseRDS() {
	made, _ := token.RDS(token.RDSRequest{Terms: terms(), Host: "db.us-east-1.rds.amazonaws.com", Port: 3306, User: "jane", Expires: 900})
	p, err := token.ParseRDS(made.Reveal())
	fmt.Println(p.Param("DBUser"), p.Claim().AccessKeyID, p.Claim().Expires, p.Request().Method, err)
	_, err = token.ParseRDS(made.Reveal() + "\n")
	fmt.Println(err)
	// Output:
	// jane AKIDEXAMPLE 900 GET <nil>
	// token: token at byte 324: it is one line of visible ASCII; take off spaces and line ends
}

func ExampleParsed_Verify() {
	made, _ := token.MemoryDB(token.CacheRequest{Terms: terms(), Name: "cache", User: "jane", Expires: 900})
	p, _ := token.ParseElastiCache(made.Reveal())
	v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{})
	fmt.Println(v.Departs, err)
	fmt.Println(v.Expected)
	fmt.Println(v.Found)
	// Output:
	// string to sign <nil>
	// 20150830/us-east-1/elasticache/aws4_request
	// 20150830/us-east-1/memorydb/aws4_request
}

func ExampleToken() {
	made, _ := token.DSQL(token.DSQLRequest{Terms: terms(), Host: "abc.dsql.us-east-1.on.aws", Admin: true, Expires: 900})
	fmt.Printf("%v %+v %t\n", made, made, made.IsZero())
	fmt.Println(made.Derivation().StringToSign.String)
	fmt.Println(made.Notes()[0])
	// Output:
	// [token not shown] [token not shown] false
	// AWS4-HMAC-SHA256
	// 20150830T123600Z
	// 20150830/us-east-1/dsql/aws4_request
	// 2c54071f2b474fb376296f9bc089425ff77419e59f146504bca8a76cce9f99ca
	// The role is not in the token: the action says only whether it is admin.
}

func ExampleElastiCache() {
	made, err := token.ElastiCache(token.CacheRequest{Terms: terms(), Name: "cache", User: "jane", Serverless: true, Expires: 900})
	show(made, err, token.ParseElastiCache)
	// Output:
	// cache/?Action=connect&ResourceType=ServerlessCache&User=jane&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Felasticache%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=5cd866e799155c5d24f162ccdb6c6de946234d40e0ac3b54bd2f7a539d78b4e5
	// no stage <nil>
}

func ExampleMemoryDB() {
	made, err := token.MemoryDB(token.CacheRequest{Terms: terms(), Name: "cluster", User: "jane", Expires: 900})
	show(made, err, token.ParseMemoryDB)
	// Output:
	// cluster/?Action=connect&User=jane&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fmemorydb%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=214dd4f1905b631cca2a17726416ecc1bb9c64c290ad394ea3f982c1b8d77061
	// no stage <nil>
}

func ExampleDSQL() {
	made, err := token.DSQL(token.DSQLRequest{Terms: terms(), Host: "abc.dsql.us-east-1.on.aws", Expires: 900})
	show(made, err, func(text string) (token.Parsed, error) { return token.ParseDSQL(text, false) })
	// Output:
	// abc.dsql.us-east-1.on.aws/?Action=DbConnect&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fdsql%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=14e16cbaf16fcd2a7f6df2561f28f85382461bcc6684ca637acdfb9aed9b698b
	// no stage <nil>
}

func ExampleMSK() {
	made, err := token.MSK(token.MSKRequest{Terms: terms(), UserAgent: "example/1.0", Expires: 900})
	show(made, err, token.ParseMSK)
	// Output:
	// aHR0cHM6Ly9rYWZrYS51cy1lYXN0LTEuYW1hem9uYXdzLmNvbS8_QWN0aW9uPWthZmthLWNsdXN0ZXIlM0FDb25uZWN0JlVzZXItQWdlbnQ9ZXhhbXBsZSUyRjEuMCZYLUFtei1BbGdvcml0aG09QVdTNC1ITUFDLVNIQTI1NiZYLUFtei1DcmVkZW50aWFsPUFLSURFWEFNUExFJTJGMjAxNTA4MzAlMkZ1cy1lYXN0LTElMkZrYWZrYS1jbHVzdGVyJTJGYXdzNF9yZXF1ZXN0JlgtQW16LURhdGU9MjAxNTA4MzBUMTIzNjAwWiZYLUFtei1FeHBpcmVzPTkwMCZYLUFtei1TaWduYXR1cmU9YzQxM2E4M2JjNjRhMzM5ZTMxYTVlNWU5ZWQ5OWQ3NzhmZjg0MzIwNmI0Mjc1NDBjYWZhNTEyMmMwMWUzZTk5MyZYLUFtei1TaWduZWRIZWFkZXJzPWhvc3Q
	// no stage <nil>
}

func ExampleEKS() {
	made, err := token.EKS(token.EKSRequest{Terms: terms(), Cluster: "my-cluster", Expires: 60})
	show(made, err, func(text string) (token.Parsed, error) { return token.ParseEKS(text, "my-cluster") })
	// Output:
	// k8s-aws-v1.aHR0cHM6Ly9zdHMudXMtZWFzdC0xLmFtYXpvbmF3cy5jb20vP0FjdGlvbj1HZXRDYWxsZXJJZGVudGl0eSZWZXJzaW9uPTIwMTEtMDYtMTUmWC1BbXotQWxnb3JpdGhtPUFXUzQtSE1BQy1TSEEyNTYmWC1BbXotQ3JlZGVudGlhbD1BS0lERVhBTVBMRSUyRjIwMTUwODMwJTJGdXMtZWFzdC0xJTJGc3RzJTJGYXdzNF9yZXF1ZXN0JlgtQW16LURhdGU9MjAxNTA4MzBUMTIzNjAwWiZYLUFtei1FeHBpcmVzPTYwJlgtQW16LVNpZ25lZEhlYWRlcnM9aG9zdCUzQngtazhzLWF3cy1pZCZYLUFtei1TaWduYXR1cmU9MzkzZGZmZGNmODUxYmVlYjM3M2YwNGY5MzNiMjZmZmExZDQ4MDQ5MGYxMTM4NWEzZGJkNTA5NjE3YmI3Y2I3OQ
	// no stage <nil>
}

func ExampleParseEKS() {
	made, _ := token.EKS(token.EKSRequest{Terms: terms(), Cluster: "my-cluster", Expires: 60})
	p, _ := token.ParseEKS(made.Reveal(), "another-cluster")
	v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{CanonicalRequest: made.Derivation().CanonicalRequest.String})
	fmt.Println(v.Departs, err)
	// Output:
	// canonical request <nil>
}

func ExampleIoT() {
	terms := terms()
	terms.Credentials.SessionToken = "session/token+="
	made, err := token.IoT(token.IoTRequest{Terms: terms, Host: "abc123-ats.iot.us-east-1.amazonaws.com", Expires: 3600})
	show(made, err, token.ParseIoT)
	// Output:
	// wss://abc123-ats.iot.us-east-1.amazonaws.com/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fiotdevicegateway%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=8cfc35c80a3e73016e50175af03cc27ae69d80bc8b96837cfffddb8df536295a&X-Amz-Security-Token=session%2Ftoken%2B%3D
	// no stage <nil>
}

func ExampleKinesisVideo() {
	made, err := token.KinesisVideo(token.KinesisVideoRequest{Terms: terms(), Host: "v-1.kinesisvideo.us-east-1.amazonaws.com",
		ChannelARN: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/demo/1", ClientID: "viewer", Expires: token.KinesisVideoExpires})
	show(made, err, token.ParseKinesisVideo)
	// Output:
	// wss://v-1.kinesisvideo.us-east-1.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-ChannelARN=arn%3Aaws%3Akinesisvideo%3Aus-east-1%3A123456789012%3Achannel%2Fdemo%2F1&X-Amz-ClientId=viewer&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fkinesisvideo%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=299&X-Amz-Signature=cdf3b47d054c311ea4a76c4c44d4a445e830a05ec757f90c1a661ba9982d9946&X-Amz-SignedHeaders=host
	// no stage <nil>
}

func ExampleTranscribe() {
	made, err := token.Transcribe(token.TranscribeRequest{Terms: terms(), Host: "transcribestreaming.us-east-1.amazonaws.com",
		Params:  []token.Param{{Name: "language-code", Value: "en-US"}, {Name: "media-encoding", Value: "pcm"}, {Name: "sample-rate", Value: "16000"}},
		Expires: token.TranscribeExpires})
	show(made, err, token.ParseTranscribe)
	// Output:
	// wss://transcribestreaming.us-east-1.amazonaws.com:8443/stream-transcription-websocket?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Ftranscribe%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&language-code=en-US&media-encoding=pcm&sample-rate=16000&X-Amz-Signature=0db9203a3b2901dd66d2a9542671dc1760207b2de6fb4c8ff9eec222bd938539
	// no stage <nil>
}

func ExampleAPIGateway() {
	made, err := token.APIGateway(token.APIGatewayRequest{Terms: terms(), Host: "abc.execute-api.us-east-1.amazonaws.com", Stage: "prod", Expires: 300})
	show(made, err, token.ParseAPIGateway)
	// Output:
	// wss://abc.execute-api.us-east-1.amazonaws.com/prod?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fexecute-api%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=300&X-Amz-Signature=6227e865b91b850fbbb4e24906dd7fcc0f6f187a0e8126f36eca4424e1903a2b&X-Amz-SignedHeaders=host
	// no stage <nil>
}

func ExampleWebSocket() {
	made, err := token.WebSocket(token.WebSocketRequest{Terms: terms(), Service: "example", Host: "h.example.com", Port: 8443, Path: "/stream", Expires: 60})
	show(made, err, token.ParseWebSocket)
	// Output:
	// wss://h.example.com:8443/stream?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fexample%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-Signature=985992d8d104870e0a09f5b4e3b35ffea738a32888f6120e923b533fb0a84e29&X-Amz-SignedHeaders=host
	// no stage <nil>
}

func ExampleAppSync() {
	made, err := token.AppSync(token.AppSyncRequest{Terms: terms(), Host: "abc.appsync-api.us-east-1.amazonaws.com", Path: token.AppSyncGraphQL})
	fmt.Println(made.Derivation().SignedHeaders.String)
	show(made, err, func(text string) (token.Parsed, error) { return token.ParseAppSync(text, token.AppSyncGraphQL, "") })
	// Output:
	// accept;content-encoding;content-type;host;x-amz-date
	// header-eyJhY2NlcHQiOiJhcHBsaWNhdGlvbi9qc29uLCB0ZXh0L2phdmFzY3JpcHQiLCJjb250ZW50LWVuY29kaW5nIjoiYW16LTEuMCIsImNvbnRlbnQtdHlwZSI6ImFwcGxpY2F0aW9uL2pzb247IGNoYXJzZXQ9VVRGLTgiLCJob3N0IjoiYWJjLmFwcHN5bmMtYXBpLnVzLWVhc3QtMS5hbWF6b25hd3MuY29tIiwieC1hbXotZGF0ZSI6IjIwMTUwODMwVDEyMzYwMFoiLCJBdXRob3JpemF0aW9uIjoiQVdTNC1ITUFDLVNIQTI1NiBDcmVkZW50aWFsPUFLSURFWEFNUExFLzIwMTUwODMwL3VzLWVhc3QtMS9hcHBzeW5jL2F3czRfcmVxdWVzdCwgU2lnbmVkSGVhZGVycz1hY2NlcHQ7Y29udGVudC1lbmNvZGluZztjb250ZW50LXR5cGU7aG9zdDt4LWFtei1kYXRlLCBTaWduYXR1cmU9Y2I0OGU3MjQyMDUxN2EzZmZiMGE2MjEwY2Q4NWUzNzY3NDEyMjRkZDM4ZGY1NWI3ZDZlZTU0N2VjNTZmMjY5YyJ9
	// no stage <nil>
}

func ExampleCodeCommit() {
	made, err := token.CodeCommit(token.CodeCommitRequest{Terms: terms(), Host: "git-codecommit.us-east-1.amazonaws.com", Path: "/v1/repos/demo"})
	fmt.Println(made.Derivation().CanonicalRequest.String)
	fmt.Println(made.Derivation().StringToSign.String)
	fmt.Println(made.Reveal(), err)
	// Output:
	// GIT
	// /v1/repos/demo
	//
	// host:git-codecommit.us-east-1.amazonaws.com
	//
	// host
	//
	// AWS4-HMAC-SHA256
	// 20150830T123600
	// 20150830/us-east-1/codecommit/aws4_request
	// 35884b9a1777607fadee6d9289c0427f5e525dad2b56cda550d428b58f8d8c1f
	// 20150830T123600Z98ebe7de58c7c1191ff280d8e20bf0cf0e76e1bbbc62fca43cb059146312840d <nil>
}

func ExampleCodeCommitUser() {
	user, err := token.CodeCommitUser(sigv4.Credentials{AccessKeyID: "ASIAIOSFODNN7EXAMPLE", SessionToken: "session/token"})
	fmt.Println(user.Reveal(), err)
	// Output: ASIAIOSFODNN7EXAMPLE%session/token <nil>
}

func ExampleVerifyCodeCommit() {
	r := token.CodeCommitRequest{Terms: terms(), Host: "git-codecommit.us-east-1.amazonaws.com", Path: "/v1/repos/demo"}
	made, _ := token.CodeCommit(r)
	r.Path = "/v1/repos/another"
	v, err := token.VerifyCodeCommit(made.Reveal(), r, sigv4.Theirs{})
	fmt.Println(v.Departs, err)
	// Output: signature <nil>
}

func ExampleSMTPPassword() {
	made, err := token.SMTPPassword(sigv4.SecretKey("some+secret+key"), "eu-central-1")
	fmt.Println(made.Reveal(), err)
	_, err = token.SMTPPassword(sigv4.SigningKey([32]byte{}), "eu-central-1")
	fmt.Println(err)
	// Output:
	// BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2 <nil>
	// signing key: key: a signing key is good for its own date only, and this password is derived with 11111111; give the secret access key
}

func ExampleVerifySMTPPassword() {
	v, err := token.VerifySMTPPassword("BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2", sigv4.SecretKey("some+secret+key"), "us-west-1")
	fmt.Println(v.Departs, err)
	_, err = token.VerifySMTPPassword("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sigv4.SecretKey("some+secret+key"), "us-west-1")
	fmt.Println(err)
	// Output:
	// signature <nil>
	// token: password: it is 44 bytes of base64: a version and 32 bytes. A secret access key has 40
}

func ExampleTreeHash() {
	var t token.TreeHash
	for range 3 {
		t.Write(make([]byte, token.TreeHashLeaf))
	}
	fmt.Println(t.Sum())
	// Output:
	// ca6cc129a4514ec765de86a4e7a49adf44842c9cac213c383ebe4071271bdf21
}

func ExampleJoinTreeHashes() {
	hash, err := token.JoinTreeHashes([]string{
		"43cadff4f1e8cd7e25c13b7dea589588d76c4e4b778c643cad65b305ebe8a801",
		"43cadff4f1e8cd7e25c13b7dea589588d76c4e4b778c643cad65b305ebe8a801",
		"43cadff4f1e8cd7e25c13b7dea589588d76c4e4b778c643cad65b305ebe8a801",
		"43cadff4f1e8cd7e25c13b7dea589588d76c4e4b778c643cad65b305ebe8a801",
		"43cadff4f1e8cd7e25c13b7dea589588d76c4e4b778c643cad65b305ebe8a801",
	})
	fmt.Println(hash, err)
	// Output: 5f3f64924317b10b2ddb99299c9efc54d665d3ad94756d08ed6d2f85f5c7c565 <nil>
}
