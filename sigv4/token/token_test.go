package token

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

const exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

// terms are those of AWS's documentation, with a session token.
func terms() Terms {
	return Terms{
		Credentials: sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(exampleSecret), SessionToken: "the/session+token=="},
		Region:      "us-east-1",
		Time:        time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC),
	}
}

// kinds are all tokens that are taken apart alone, each made for the same terms.
var kinds = []struct {
	name, service string
	longest       int
	make          func(t Terms, host, name string, expires int) (Token, error)
	parse         func(string) (Parsed, error)
	host          string // valid; "" when the token has none
	given         string // a name or user, valid; "" when there is none
}{
	{"RDS", "rds-db", RDSExpires, func(t Terms, host, name string, expires int) (Token, error) {
		return RDS(RDSRequest{t, host, 3306, name, expires})
	}, ParseRDS, "db.us-east-1.rds.amazonaws.com", "user"},
	{"ElastiCache", "elasticache", CacheExpires, func(t Terms, host, name string, expires int) (Token, error) {
		return ElastiCache(CacheRequest{t, host, name, false, expires})
	}, ParseElastiCache, "cache-1", "user"},
	{"ElastiCache serverless", "elasticache", CacheExpires, func(t Terms, host, name string, expires int) (Token, error) {
		return ElastiCache(CacheRequest{t, host, name, true, expires})
	}, ParseElastiCache, "cache-1", "user"},
	{"MemoryDB", "memorydb", CacheExpires, func(t Terms, host, name string, expires int) (Token, error) {
		return MemoryDB(CacheRequest{t, host, name, false, expires})
	}, ParseMemoryDB, "cluster-1", "user"},
	{"DSQL", "dsql", MaxDSQLExpires, func(t Terms, host, _ string, expires int) (Token, error) {
		return DSQL(DSQLRequest{t, host, false, expires})
	}, func(s string) (Parsed, error) { return ParseDSQL(s, false) }, "abc.dsql.us-east-1.on.aws", ""},
	{"DSQL admin", "dsql", MaxDSQLExpires, func(t Terms, host, _ string, expires int) (Token, error) {
		return DSQL(DSQLRequest{t, host, true, expires})
	}, func(s string) (Parsed, error) { return ParseDSQL(s, true) }, "abc.dsql.us-east-1.on.aws", ""},
	{"MSK", "kafka-cluster", MSKExpires, func(t Terms, _, _ string, expires int) (Token, error) {
		return MSK(MSKRequest{t, "agent/1.0", expires})
	}, ParseMSK, "", ""},
	{"EKS", "sts", MaxEKSExpires, func(t Terms, _, name string, expires int) (Token, error) {
		return EKS(EKSRequest{t, name, "", expires})
	}, func(s string) (Parsed, error) { return ParseEKS(s, "cluster") }, "", "cluster"},
	{"WebSocket", "firehose", sigv4.MaxExpires, func(t Terms, host, _ string, expires int) (Token, error) {
		return WebSocket(WebSocketRequest{t, "firehose", host, 8443, "/a b", []Param{{"p", "ä &"}}, expires})
	}, ParseWebSocket, "h.example.com", ""},
	{"IoT", "iotdevicegateway", sigv4.MaxExpires, func(t Terms, host, _ string, expires int) (Token, error) {
		return IoT(IoTRequest{t, host, 443, expires})
	}, ParseIoT, "abc-ats.iot.us-east-1.amazonaws.com", ""},
	{"Kinesis Video", "kinesisvideo", sigv4.MaxExpires, func(t Terms, host, name string, expires int) (Token, error) {
		return KinesisVideo(KinesisVideoRequest{t, host, "arn:aws:kinesisvideo:us-east-1:1:channel/" + name + "/1", "client", expires})
	}, ParseKinesisVideo, "v-1.kinesisvideo.us-east-1.amazonaws.com", ""},
	{"Transcribe", "transcribe", TranscribeExpires, func(t Terms, host, _ string, expires int) (Token, error) {
		return Transcribe(TranscribeRequest{t, host, "", []Param{{"language-code", "en-US"}, {"sample-rate", "16000"}}, expires})
	}, ParseTranscribe, "transcribestreaming.us-east-1.amazonaws.com", ""},
	{"API Gateway", "execute-api", sigv4.MaxExpires, func(t Terms, host, _ string, expires int) (Token, error) {
		return APIGateway(APIGatewayRequest{t, host, "$default", nil, expires})
	}, ParseAPIGateway, "a1.execute-api.us-east-1.amazonaws.com", ""},
	{"AppSync", "appsync", 0, func(t Terms, host, _ string, _ int) (Token, error) {
		return AppSync(AppSyncRequest{t, host, AppSyncGraphQL, ""})
	}, func(s string) (Parsed, error) { return ParseAppSync(s, AppSyncGraphQL, "") }, "a1.appsync-api.us-east-1.amazonaws.com", ""},
}

// Whatever is made is verified: with the secret and with the signing key, with and without a session
// token. With any other key, and after any change, it departs.
func TestEveryTokenIsVerified(t *testing.T) {
	for _, k := range kinds {
		for _, session := range []string{"", "the/session+token=="} {
			terms := terms()
			terms.Credentials.SessionToken = session
			made, err := k.make(terms, k.host, k.given, 60)
			if err != nil {
				t.Fatalf("%s: %v", k.name, err)
			}
			p, err := k.parse(made.Reveal())
			if err != nil {
				t.Fatalf("%s: %v", k.name, err)
			}
			d := made.Derivation()
			given := sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String, StringToSign: d.StringToSign.String, Signature: d.Signature}
			for name, key := range map[string]sigv4.Key{"secret": terms.Credentials.Key, "signing key": d.Key.SigningKey()} {
				v, err := p.Verify(key, given)
				if err != nil || v.Departs != sigv4.StageNone || len(v.Checked) != 3 {
					t.Errorf("%s, %s: departs at %v, expected %q, found %q, %v", k.name, name, v.Departs, v.Expected, v.Found, err)
				}
			}
			if c := p.Claim(); c.SessionToken != session || c.AccessKeyID != "AKIDEXAMPLE" || c.Scope.Service != k.service || c.Signature != d.Signature {
				t.Errorf("%s: the claim is another", k.name)
			}
			if v, err := p.Verify(sigv4.SecretKey("another"), sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageSignature {
				t.Errorf("%s, another secret: departs at %v, %v", k.name, v.Departs, err)
			}
			if v, err := p.Verify(sigv4.Key{}, sigv4.Theirs{StringToSign: "x"}); err != nil || v.Departs != sigv4.StageStringToSign {
				t.Errorf("%s, another string to sign: departs at %v, %v", k.name, v.Departs, err)
			}
			terms.Credentials.Key = d.Key.SigningKey()
			again, err := k.make(terms, k.host, k.given, 60)
			if err != nil || again.Reveal() != made.Reveal() {
				t.Errorf("%s: a signing key makes another token, %v", k.name, err)
			}
		}
	}
}

// A token of another service is self-consistent, and still departs: at what that service asks for.
func TestATokenOfAnotherServiceDeparts(t *testing.T) {
	key := sigv4.SecretKey(exampleSecret)
	for _, tc := range []struct {
		name     string
		made     func() (Token, error)
		parse    func(string) (Parsed, error)
		stage    sigv4.Stage
		expected string
		found    string
	}{
		{"ElastiCache for MemoryDB", func() (Token, error) { return MemoryDB(CacheRequest{terms(), "c", "u", false, 60}) }, ParseElastiCache,
			sigv4.StageStringToSign, "20150830/us-east-1/elasticache/aws4_request", "20150830/us-east-1/memorydb/aws4_request"},
		{"DSQL for admin", func() (Token, error) { return DSQL(DSQLRequest{terms(), "h", false, 60}) },
			func(s string) (Parsed, error) { return ParseDSQL(s, true) },
			sigv4.StageCanonicalRequest, "Action=DbConnectAdmin", "Action=DbConnect"},
		{"RDS for a week", func() (Token, error) { return rawForm("rds-db", 604800, Param{"Action", "connect"}) }, ParseRDS,
			sigv4.StageCanonicalRequest, "X-Amz-Expires of 1 to 900", "X-Amz-Expires=604800"},
		{"RDS for service rds", func() (Token, error) { return rawForm("rds", 60, Param{"Action", "connect"}) }, ParseRDS,
			sigv4.StageStringToSign, "20150830/us-east-1/rds-db/aws4_request", "20150830/us-east-1/rds/aws4_request"},
		{"RDS without an action", func() (Token, error) { return rawForm("rds-db", 60, Param{"DBUser", "u"}) }, ParseRDS,
			sigv4.StageCanonicalRequest, "Action=connect", "Action="},
		{"RDS with two actions", func() (Token, error) { return rawForm("rds-db", 60, Param{"Action", "connect"}, Param{"Action", "x"}) }, ParseRDS,
			sigv4.StageCanonicalRequest, "Action=connect", "Action=connect&Action=x"},
		{"RDS with another header", func() (Token, error) {
			f := form{service: "rds-db", longest: 900, must: []Param{{"Action", "connect"}}}
			text, d, err := f.presign(terms(), 60, "/", append(hostHeader("h:1"), sigv4.Header{Name: "X-Extra", Value: "x"}), nil)
			return newToken(text, d), err
		}, ParseRDS, sigv4.StageCanonicalRequest, "X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=host;x-extra"},
		{"EKS without the cluster", func() (Token, error) {
			text, d, err := eksForm().presign(terms(), 60, "/", hostHeader("sts.us-east-1.amazonaws.com"), nil)
			return newToken(eksPrefix+base64.RawURLEncoding.EncodeToString([]byte(text)), d), err
		}, func(s string) (Parsed, error) { return ParseEKS(s, "cluster") },
			sigv4.StageCanonicalRequest, "X-Amz-SignedHeaders=host;x-k8s-aws-id", "X-Amz-SignedHeaders=host"},
	} {
		made, err := tc.made()
		if err != nil {
			t.Fatal(err)
		}
		p, err := tc.parse(made.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Verify(key, sigv4.Theirs{})
		if err != nil || v.Departs != tc.stage || v.Expected != tc.expected || v.Found != tc.found {
			t.Errorf("%s: departs at %v, expected %q, found %q, %v", tc.name, v.Departs, v.Expected, v.Found, err)
		}
	}
}

// rawForm makes a token that no function of this package makes.
func rawForm(service string, expires int, params ...Param) (Token, error) {
	f := form{service: service, longest: sigv4.MaxExpires, headers: hostOnly}
	text, d, err := f.presign(terms(), expires, "/", hostHeader("h:1"), params)
	return newToken(text, d), err
}

// The session token of IoT is sent and not signed; that of the others is signed.
func TestWhereTheSessionTokenStands(t *testing.T) {
	for _, k := range kinds {
		made, err := k.make(terms(), k.host, k.given, 60)
		if err != nil {
			t.Fatal(err)
		}
		signed := strings.Contains(made.Derivation().CanonicalRequest.String, "ecurity-") || strings.Contains(made.Derivation().CanonicalRequest.String, "x-amz-security-token")
		if signed == (k.name == "IoT") {
			t.Errorf("%s: session token signed: %v", k.name, signed)
		}
	}
	made, _ := IoT(IoTRequest{terms(), "h", 0, 0})
	if !strings.HasSuffix(made.Reveal(), "&X-Amz-Signature="+made.Derivation().Signature+"&X-Amz-Security-Token=the%2Fsession%2Btoken%3D%3D") ||
		strings.Contains(made.Reveal(), "X-Amz-Expires") {
		t.Errorf("got %s", made.Reveal())
	}
	// a signed one is taken for a signature over something else
	signed := strings.Replace(made.Reveal(), "/mqtt?", "/mqtt?x=1&", 1)
	p, err := ParseIoT(signed)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageSignature {
		t.Errorf("departs at %v, %v", v.Departs, err)
	}
}

// No fmt verb and no encoder prints a token, whatever holds it.
func TestTokensAreNotPrinted(t *testing.T) {
	type hidden struct {
		token  Token
		parsed Parsed
	}
	for _, k := range kinds {
		made, err := k.make(terms(), k.host, k.given, 60)
		if err != nil {
			t.Fatal(err)
		}
		p, err := k.parse(made.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		secrets := []string{made.Reveal(), made.Derivation().Signature, "the/session", "the%2Fsession", exampleSecret}
		for _, holder := range []any{made, &made, p, &p, []any{made, p}, map[string]any{"t": made}, hidden{made, p}, &hidden{made, p}, terms(), struct{ T Terms }{terms()}} {
			var printed []string
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				printed = append(printed, fmt.Sprintf(verb, holder))
			}
			if encoded, err := json.Marshal(holder); err == nil {
				printed = append(printed, string(encoded))
			}
			for _, text := range printed {
				for _, secret := range secrets {
					if strings.Contains(text, secret) || strings.Contains(text, hex.EncodeToString([]byte(secret))) {
						t.Errorf("%s: %T is printed with a secret: %.200s", k.name, holder, text)
					}
				}
			}
		}
		// errors about a damaged token repeat nothing of it
		text := made.Reveal()
		for at := 0; at < len(text); at += 7 {
			for _, damaged := range []string{text[:at], text[:at] + " " + text[at:], text[:at] + "%" + text[at:], text[:at] + text[min(at+9, len(text)):]} {
				p, err := k.parse(damaged)
				if err == nil {
					_, err = p.Verify(terms().Credentials.Key, sigv4.Theirs{})
				}
				if err == nil {
					continue
				}
				var e *sigv4.Error
				if !errors.As(err, &e) {
					t.Fatalf("%s: %T", k.name, err)
				}
				if e.Input != "" {
					t.Errorf("%s: the error repeats %q", k.name, e.Input)
				}
			}
		}
	}
	if got := fmt.Sprint(Token{}); got != "no token" || !(Token{}).IsZero() || (Token{}).Reveal() != "" || (Token{}).Notes() != nil || (Token{}).Derivation().Signature != "" {
		t.Errorf("the zero token is %s", got)
	}
	var none Parsed
	if _, err := none.Verify(sigv4.Key{}, sigv4.Theirs{}); err == nil || none.Param("x") != "" || none.Request().Method != "" || none.Claim().Signature != "" {
		t.Error("the zero Parsed is something")
	}
}
