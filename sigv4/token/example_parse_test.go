package token_test

import (
	"fmt"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

// found prints what a token says of itself, and where it departs.
func found(p token.Parsed, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	c := p.Claim()
	v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{})
	fmt.Println(p.Request().Target[:2], c.Scope, c.Date, c.Expires, v.Departs, err)
}

func ExampleParseElastiCache() {
	made, _ := token.ElastiCache(token.CacheRequest{Terms: terms(), Name: "cache", User: "jane", Expires: 900})
	found(token.ParseElastiCache(made.Reveal()))
	found(token.ParseElastiCache("http://" + made.Reveal()))
	// Output:
	// /? 20150830/us-east-1/elasticache/aws4_request 20150830T123600Z 900 no stage <nil>
	// token: token at byte 0: this token has no scheme; it starts with the host
}

func ExampleParseMemoryDB() {
	made, _ := token.MemoryDB(token.CacheRequest{Terms: terms(), Name: "cluster", User: "jane", Expires: 900})
	found(token.ParseMemoryDB(made.Reveal()))
	found(token.ParseMemoryDB("cluster"))
	// Output:
	// /? 20150830/us-east-1/memorydb/aws4_request 20150830T123600Z 900 no stage <nil>
	// token: token at byte 7: a query follows the host; it is not here
}

func ExampleParseDSQL() {
	made, _ := token.DSQL(token.DSQLRequest{Terms: terms(), Host: "abc.dsql.us-east-1.on.aws", Expires: 900})
	found(token.ParseDSQL(made.Reveal(), false))
	found(token.ParseDSQL(made.Reveal(), true)) // for the role admin it is the wrong one
	// Output:
	// /? 20150830/us-east-1/dsql/aws4_request 20150830T123600Z 900 no stage <nil>
	// /? 20150830/us-east-1/dsql/aws4_request 20150830T123600Z 900 canonical request <nil>
}

func ExampleParseMSK() {
	made, _ := token.MSK(token.MSKRequest{Terms: terms(), Expires: 900})
	found(token.ParseMSK(made.Reveal()))
	found(token.ParseMSK(made.Reveal() + "="))
	// Output:
	// /? 20150830/us-east-1/kafka-cluster/aws4_request 20150830T123600Z 900 no stage <nil>
	// token: token at byte 450: it is base64url (RFC 4648, section 5) without padding
}

func ExampleParseIoT() {
	made, _ := token.IoT(token.IoTRequest{Terms: terms(), Host: "abc-ats.iot.us-east-1.amazonaws.com"})
	found(token.ParseIoT(made.Reveal()))
	found(token.ParseIoT("https" + made.Reveal()[3:]))
	// Output:
	// /m 20150830/us-east-1/iotdevicegateway/aws4_request 20150830T123600Z  no stage <nil>
	// token: token at byte 0: it starts with wss://
}

func ExampleParseKinesisVideo() {
	made, _ := token.KinesisVideo(token.KinesisVideoRequest{Terms: terms(), Host: "v-1.kinesisvideo.us-east-1.amazonaws.com", ChannelARN: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/demo/1", Expires: 299})
	found(token.ParseKinesisVideo(made.Reveal()))
	found(token.ParseKinesisVideo(made.Reveal()[:200]))
	// Output:
	// /? 20150830/us-east-1/kinesisvideo/aws4_request 20150830T123600Z 299 no stage <nil>
	// request: X-Amz-SignedHeaders at byte 154: this parameter is missing from the signed query
}

func ExampleParseTranscribe() {
	made, _ := token.Transcribe(token.TranscribeRequest{Terms: terms(), Host: "transcribestreaming.us-east-1.amazonaws.com", Expires: 300})
	found(token.ParseTranscribe(made.Reveal()))
	found(token.ParseTranscribe(strings.Replace(made.Reveal(), ":8443", "", 1)))
	// Output:
	// /s 20150830/us-east-1/transcribe/aws4_request 20150830T123600Z 300 no stage <nil>
	// /s 20150830/us-east-1/transcribe/aws4_request 20150830T123600Z 300 signature <nil>
}

func ExampleParseAPIGateway() {
	made, _ := token.APIGateway(token.APIGatewayRequest{Terms: terms(), Host: "abc.execute-api.us-east-1.amazonaws.com", Stage: "prod", Expires: 300})
	found(token.ParseAPIGateway(made.Reveal()))
	found(token.ParseAPIGateway(strings.Replace(made.Reveal(), "/prod", "/test", 1)))
	// Output:
	// /p 20150830/us-east-1/execute-api/aws4_request 20150830T123600Z 300 no stage <nil>
	// /t 20150830/us-east-1/execute-api/aws4_request 20150830T123600Z 300 signature <nil>
}

func ExampleParseWebSocket() {
	made, _ := token.WebSocket(token.WebSocketRequest{Terms: terms(), Service: "example", Host: "h.example.com", Expires: 60})
	found(token.ParseWebSocket(made.Reveal()))
	found(token.ParseWebSocket("wss://h.example.com/"))
	// Output:
	// /? 20150830/us-east-1/example/aws4_request 20150830T123600Z 60 no stage <nil>
	// request: Authorization: the request holds no signature: neither an Authorization header nor X-Amz-Signature in the query
}

func ExampleParseAppSync() {
	made, _ := token.AppSync(token.AppSyncRequest{Terms: terms(), Host: "abc.appsync-api.us-east-1.amazonaws.com", Path: token.AppSyncEvents})
	found(token.ParseAppSync(made.Reveal(), token.AppSyncEvents, ""))
	found(token.ParseAppSync(made.Reveal(), token.AppSyncGraphQL, ""))
	// Output:
	// /e 20150830/us-east-1/appsync/aws4_request 20150830T123600Z  no stage <nil>
	// /g 20150830/us-east-1/appsync/aws4_request 20150830T123600Z  signature <nil>
}
