package oracle

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

var (
	s3Rules      = sigv4.Rules{ContentSHA256: true}
	commonRules  = sigv4.Rules{EncodeTwice: true, Normalize: true}
	literalRules = sigv4.Rules{EncodeTwice: true} // for paths with dots and slashes, which the signers keep
)

// trials are chosen by hand.
var trials = []struct {
	name    string
	request string // as sigv4.ParseRequest reads it
	service string
	rules   sigv4.Rules
	payload sigv4.PayloadMode
	token   string
}{
	{"vanilla", "GET / HTTP/1.1\nHost:example.amazonaws.com\n", "service", commonRules, sigv4.PayloadAuto, ""},
	{"session token", "GET / HTTP/1.1\nHost:example.amazonaws.com\n", "service", commonRules, sigv4.PayloadAuto, "AQoEXAMPLE/+=="},
	{"json body", "POST / HTTP/1.1\nHost:dynamodb.us-east-1.amazonaws.com\nContent-Type:application/x-amz-json-1.0\nX-Amz-Target:DynamoDB_20120810.ListTables\nContent-Length:2\n\n{}", "dynamodb", commonRules, sigv4.PayloadAuto, ""},
	{"payload hash in a header", "POST /p HTTP/1.1\nHost:es.example.com\nContent-Length:1\n\nx", "es", commonRules, sigv4.PayloadSigned, ""},
	{"port", "GET / HTTP/1.1\nHost:127.0.0.1:9000\n", "s3", s3Rules, sigv4.PayloadAuto, ""},
	{"path with every legal byte", "GET /a-._~!$&'()*+,;=:@%20%2b%2B%C3%BC HTTP/1.1\nHost:h\n", "execute-api", commonRules, sigv4.PayloadAuto, ""},
	{"encoded slash", "GET /a%2Fb HTTP/1.1\nHost:h\n", "execute-api", commonRules, sigv4.PayloadAuto, ""},
	{"dots and slashes kept", "GET //a/./b/..//c/ HTTP/1.1\nHost:h\n", "execute-api", literalRules, sigv4.PayloadAuto, ""},
	{"s3, dots and slashes", "GET //a/./b/..//c/ HTTP/1.1\nHost:h\n", "s3", s3Rules, sigv4.PayloadAuto, ""},
	{"s3, awkward key", "PUT /b/a%20b%2B%25%27%28%2A%29~%C3%BC%F0%9F%98%80%26%3D%3B%2C%40%21%24%3A%3F%23 HTTP/1.1\nHost:h\nContent-Length:1\n\nx", "s3", s3Rules, sigv4.PayloadAuto, ""},
	{"s3, unsigned payload", "PUT /b/k HTTP/1.1\nHost:h\nContent-Length:1\n\nx", "s3", s3Rules, sigv4.PayloadUnsigned, ""},
	{"query to sort", "GET /?b=2&a=2&a=1&B=3&%61=0 HTTP/1.1\nHost:h\n", "service", commonRules, sigv4.PayloadAuto, ""},
	{"query, empty values and keys", "GET /?acl&b=&&=c HTTP/1.1\nHost:h\n", "service", commonRules, sigv4.PayloadAuto, ""},
	{"query, every legal byte", "GET /?a-._~!$'()*,:@/?=a-._~!$'()*,:@/?=%2b HTTP/1.1\nHost:h\n", "service", commonRules, sigv4.PayloadAuto, ""},
	{"header twice, capitals, no value", "GET / HTTP/1.1\nhost:h\nX-B:2\nx-b: 1 \nX-EMPTY:\nMy-Header:v\n", "service", commonRules, sigv4.PayloadAuto, ""},
	{"header in UTF-8", "GET / HTTP/1.1\nHost:h\nX-Amz-Meta-Name:Zoë 😀\n", "s3", s3Rules, sigv4.PayloadAuto, ""},
	{"user-agent is not signed", "GET / HTTP/1.1\nHost:h\nUser-Agent:u\n", "service", commonRules, sigv4.PayloadAuto, ""},
}

func TestSignersAgree(t *testing.T) {
	const wordSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	for _, c := range trials {
		r, err := sigv4.ParseRequest(c.request)
		if err != nil {
			t.Fatal(err)
		}
		for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
			x := trial{r, sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(wordSecret), SessionToken: c.token}, wordSecret,
				sigv4.Signing{Time: at(2015, 8, 30, 12, 36, 0), Region: region, Service: c.service, Rules: c.rules, Carrier: carrier, Expires: 60, Payload: c.payload}}
			t.Run(c.name+", carrier "+strconv.Itoa(int(carrier))+", aws-sdk-go-v2", x.againstSDK)
			t.Run(c.name+", carrier "+strconv.Itoa(int(carrier))+", smithy-go", x.againstSmithy)
		}
	}
	inner := trial{
		sigv4.Request{Method: "GET", Target: "/?a-=1&a%20=2&a=3", Headers: []sigv4.Header{{Name: "Host", Value: "h"}, {Name: "X-A", Value: "  a   b "}}},
		sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(wordSecret)}, wordSecret,
		sigv4.Signing{Time: at(2015, 8, 30, 12, 36, 0), Region: region, Service: "service", Rules: commonRules},
	}
	t.Run("inner spaces, order of encoded keys, aws-sdk-go-v2", inner.againstSDK)
}

// TestSignersAgreeOnAnything signs requests made at random, always the same ones.
func TestSignersAgreeOnAnything(t *testing.T) {
	random := generator{rand.New(rand.NewPCG(1, 2))}
	for i := range 4000 {
		x := random.trial(i%2 == 0)
		x.againstSDK(t)
		if i%2 == 0 {
			x.againstSmithy(t)
		}
		if i%2 == 0 && x.signing.Rules.ContentSHA256 {
			x.againstMinio(t)
		}
	}
}

// FuzzSignersAgree is the same for any seed.
func FuzzSignersAgree(f *testing.F) {
	f.Add(uint64(1), uint64(3))
	f.Fuzz(func(t *testing.T, first, second uint64) {
		random := generator{rand.New(rand.NewPCG(first, second))}
		plain := random.trial(true)
		plain.againstSmithy(t)
		if plain.signing.Rules.ContentSHA256 {
			plain.againstMinio(t)
		}
		plain.againstSDK(t)
		random.trial(false).againstSDK(t)
	})
}

// generator makes trials within the bounds that trial names.
type generator struct{ *rand.Rand }

// trial makes a request; plain ones keep to what smithy-go treats as SigV4 does.
func (g generator) trial(plain bool) trial {
	secret := g.text("abcXYZ019+/", 1, 50)
	x := trial{secret: secret}
	x.credentials = sigv4.Credentials{AccessKeyID: "AKIDEXAMPLE", Key: sigv4.SecretKey(secret)}
	if g.IntN(3) == 0 {
		x.credentials.SessionToken = g.text("abcXYZ019+/=", 1, 80)
	}
	x.signing = sigv4.Signing{
		Time:    at(2000, 1, 1, 0, 0, 0).Add(time.Duration(g.IntN(40*365*24*3600)) * time.Second),
		Region:  g.pick("us-east-1", "eu-west-1", "cn-north-1", "local"),
		Service: g.pick("s3", "execute-api", "dynamodb", "es"),
		Carrier: sigv4.Carrier(g.IntN(2)), Expires: 1 + g.IntN(sigv4.MaxExpires),
		Payload: []sigv4.PayloadMode{sigv4.PayloadAuto, sigv4.PayloadAuto, sigv4.PayloadUnsigned, sigv4.PayloadSigned}[g.IntN(4)],
	}
	x.Method = g.pick("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH")
	x.Headers = []sigv4.Header{{Name: g.pick("Host", "host"), Value: g.pick("example.com", "127.0.0.1:9000", "h", "[::1]:8080")}}
	switch g.IntN(3) {
	case 0:
		x.signing.Rules = s3Rules
		x.Target = g.path(g.canonical)
	case 1:
		x.signing.Rules = literalRules
		x.Target = g.path(func() string { return g.pick("", ".", "..", g.legal("!$&'()*+,;=:@")) })
	default:
		x.signing.Rules = commonRules
		x.Target = g.path(func() string { return "s" + g.legal("!$&'()*+,;=:@") }) // neither empty nor dots
	}
	if g.IntN(2) == 0 {
		x.Target += "?" + g.query(plain)
	}
	x.Headers = append(x.Headers, g.headers(plain)...)
	if g.IntN(2) == 0 {
		x.Body = []byte(g.text("abc \n\x00\xff{}", 1, 60))
		x.Headers = append(x.Headers, sigv4.Header{Name: "Content-Length", Value: strconv.Itoa(len(x.Body))})
	}
	return x
}

func (g generator) pick(from ...string) string { return from[g.IntN(len(from))] }

// text makes a text of bytes from an alphabet.
func (g generator) text(alphabet string, least, most int) string {
	b := make([]byte, least+g.IntN(most-least+1))
	for i := range b {
		b[i] = alphabet[g.IntN(len(alphabet))]
	}
	return string(b)
}

func (g generator) path(segment func() string) string {
	var b strings.Builder
	for range 1 + g.IntN(4) {
		b.WriteString("/" + segment())
	}
	return b.String()
}

// legal makes a text of unreserved bytes, some others, and escapes in either case.
func (g generator) legal(others string) string {
	var b strings.Builder
	for range g.IntN(8) {
		switch g.IntN(3) {
		case 0:
			b.WriteString(g.pick("%20", "%2B", "%2b", "%2F", "%25", "%C3%BC", "%c3%bc", "%F0%9F%98%80", "%7E", "%41", "%00", "%FF"))
		case 1:
			b.WriteByte(others[g.IntN(len(others))])
		default:
			b.WriteString(g.text("abzAZ09-._~", 1, 3))
		}
	}
	return b.String()
}

// canonical makes a segment in the encoding that SigV4 asks for.
func (g generator) canonical() string {
	var b strings.Builder
	for range g.IntN(8) {
		b.WriteString(g.pick("a", "Z", "0", "-", ".", "_", "~", "%20", "%2B", "%25", "%27", "%28", "%2A", "%3D", "%C3%BC", "%F0%9F%98%80", "%01"))
	}
	return b.String()
}

// query makes parameters. In plain ones every key is one letter and every value of letters and
// digits, so that their order does not change by encoding.
func (g generator) query(plain bool) string {
	var all []string
	for range 1 + g.IntN(6) {
		switch {
		case plain:
			all = append(all, g.text("abcXYZ", 1, 1)+g.pick("", "=", "="+g.text("abc019", 1, 4)))
		default:
			all = append(all, g.pick("", "x"+g.legal("!$'()*,:@/?+")+g.pick("", "=", "="+g.legal("!$'()*,:@/?=+"))))
		}
	}
	return strings.Join(all, "&")
}

func (g generator) headers(plain bool) []sigv4.Header {
	var all []sigv4.Header
	for range g.IntN(5) {
		name := g.pick("X-Amz-Meta-A", "x-amz-meta-a", "X-Custom", "Content-Type", "RANGE", "Accept", "User-Agent", "x-amz-target")
		value := g.text("abc;,=\"1", 0, 6) + g.pick("", " é", "1\u00a0x")
		if !plain {
			value = g.pick("", " ", "   ") + g.text("ab  c", 0, 10) + g.pick("", "  ")
		}
		all = append(all, sigv4.Header{Name: name, Value: value})
	}
	return all
}
