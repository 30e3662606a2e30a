package oracle

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	msk "github.com/aws/aws-msk-iam-sasl-signer-go/signer"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/feature/rds/auth"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"countersign/sigv4"
	tokens "countersign/sigv4/token"
)

const tokenSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

// holder gives the same credentials to the clients of AWS and to the engine.
func holder(session string) (aws.CredentialsProviderFunc, sigv4.Credentials) {
	return func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: tokenSecret, SessionToken: session}, nil
		},
		sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(tokenSecret), SessionToken: session}
}

// verified takes apart a token that an AWS client made, holds it against the key, and gives the terms to
// make it anew with: the clients sign for the present moment.
func verified(t *testing.T, p tokens.Parsed, err error, c sigv4.Credentials) (tokens.Terms, int) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Verify(c.Key, sigv4.Theirs{})
	if err != nil || v.Departs != sigv4.StageNone {
		t.Fatalf("departs at %v: expected %q, found %q, %v", v.Departs, v.Expected, v.Found, err)
	}
	claim := p.Claim()
	when, err := time.Parse(sigv4.TimeFormat, claim.Date)
	if err != nil {
		t.Fatal(err)
	}
	expires, err := strconv.Atoi(claim.Expires)
	if err != nil {
		t.Fatal(err)
	}
	return tokens.Terms{Credentials: c, Region: claim.Scope.Region, Time: when}, expires
}

// same compares bytes: what AWS's client made, and what the engine makes.
func same(t *testing.T, theirs string, ours tokens.Token, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if ours.Reveal() != theirs {
		t.Errorf("the client makes\n%s\nthe engine\n%s", theirs, ours.Reveal())
	}
}

// sessions are without and with temporary credentials.
var sessions = []string{"", "AQoEXAMPLE/+=="}

func TestRDSTokensAgree(t *testing.T) {
	for _, session := range sessions {
		theirs, ours := holder(session)
		for _, user := range []string{"mysqlUser", "a b", "a+b", "a&b=c%", "jürgen", "~-._", "a/b?c#d"} {
			text, err := auth.BuildAuthToken(context.Background(), "db.us-west-2.rds.amazonaws.com:3306", "us-west-2", user, theirs)
			if err != nil {
				t.Fatal(err)
			}
			p, err := tokens.ParseRDS(text)
			terms, expires := verified(t, p, err, ours)
			made, err := tokens.RDS(tokens.RDSRequest{Terms: terms, Host: "db.us-west-2.rds.amazonaws.com", Port: 3306, User: user, Expires: expires})
			// the client leaves out the slash of an empty path, which is signed all the same
			same(t, strings.Replace(text, "3306?", "3306/?", 1), made, err)
		}
	}
}

func TestMSKTokensAgree(t *testing.T) {
	for _, session := range sessions {
		theirs, ours := holder(session)
		text, _, err := msk.GenerateAuthTokenFromCredentialsProvider(context.Background(), "eu-west-1", theirs)
		if err != nil {
			t.Fatal(err)
		}
		p, err := tokens.ParseMSK(text)
		terms, expires := verified(t, p, err, ours)
		plain, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(string(plain))
		if err != nil {
			t.Fatal(err)
		}
		made, err := tokens.MSK(tokens.MSKRequest{Terms: terms, UserAgent: u.Query().Get("User-Agent"), Expires: expires})
		same(t, text, made, err)
	}
}

// The presigned call is made by AWS's client of STS, as tools that need no aws-iam-authenticator make it.
func TestEKSTokensAgree(t *testing.T) {
	for _, session := range sessions {
		theirs, ours := holder(session)
		client := sts.NewPresignClient(sts.New(sts.Options{Region: "eu-central-1", Credentials: theirs}))
		signed, err := client.PresignGetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{}, func(o *sts.PresignOptions) {
			o.ClientOptions = append(o.ClientOptions, sts.WithAPIOptions(
				smithyhttp.SetHeaderValue("x-k8s-aws-id", "my-cluster"), smithyhttp.SetHeaderValue("X-Amz-Expires", "60")))
		})
		if err != nil {
			t.Fatal(err)
		}
		text := "k8s-aws-v1." + base64.RawURLEncoding.EncodeToString([]byte(signed.URL))
		p, err := tokens.ParseEKS(text, "my-cluster")
		terms, expires := verified(t, p, err, ours)
		made, err := tokens.EKS(tokens.EKSRequest{Terms: terms, Cluster: "my-cluster", Expires: expires})
		same(t, text, made, err)
	}
}

// The other presigned forms are signed by the presigner of aws-sdk-go-v2.
func TestPresignedFormsAgree(t *testing.T) {
	when := at(2024, 11, 7, 17, 39, 33)
	for _, session := range sessions {
		_, ours := holder(session)
		terms := tokens.Terms{Credentials: ours, Region: "us-east-1", Time: when}
		presign := func(service, address string, expires int) string {
			t.Helper()
			r, err := http.NewRequest("GET", address+"&X-Amz-Expires="+strconv.Itoa(expires), nil)
			if err != nil {
				t.Fatal(err)
			}
			theirs, _ := holder(session)
			c, _ := theirs(context.Background())
			signed, _, err := sdk.NewSigner().PresignHTTP(context.Background(), c, r, sigv4.HashHex(""), service, "us-east-1", when)
			if err != nil {
				t.Fatal(err)
			}
			return signed
		}
		cut := func(s string) string { return s[strings.Index(s, "://")+len("://"):] }

		made, err := tokens.DSQL(tokens.DSQLRequest{Terms: terms, Host: "c.dsql.us-east-1.on.aws", Admin: true, Expires: 604800})
		same(t, cut(presign("dsql", "https://c.dsql.us-east-1.on.aws/?Action=DbConnectAdmin", 604800)), made, err)
		made, err = tokens.ElastiCache(tokens.CacheRequest{Terms: terms, Name: "cache", User: "user name", Serverless: true, Expires: 900})
		same(t, cut(presign("elasticache", "http://cache/?Action=connect&ResourceType=ServerlessCache&User=user%20name", 900)), made, err)
		made, err = tokens.MemoryDB(tokens.CacheRequest{Terms: terms, Name: "cluster", User: "user", Expires: 900})
		same(t, cut(presign("memorydb", "http://cluster/?Action=connect&User=user", 900)), made, err)
		made, err = tokens.Transcribe(tokens.TranscribeRequest{Terms: terms, Host: "transcribestreaming.us-east-1.amazonaws.com",
			Params: []tokens.Param{{Name: "language-code", Value: "en-US"}, {Name: "sample-rate", Value: "16000"}}, Expires: 300})
		same(t, presign("transcribe", "wss://transcribestreaming.us-east-1.amazonaws.com:8443/stream-transcription-websocket?language-code=en-US&sample-rate=16000", 300), made, err)
	}
}
