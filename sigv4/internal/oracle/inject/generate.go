package inject

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// random makes the parts of requests.
type random struct{ *rand.Rand }

// target is a service and a host that it has.
type target struct{ service, host string }

// targets have REGION where the region stands.
var targets = []target{
	{"execute-api", "abcdef1234.execute-api.REGION.amazonaws.com"},
	{"execute-api", "api.example.com"},
	{"dynamodb", "dynamodb.REGION.amazonaws.com"},
	{"s3", "examplebucket.s3.REGION.amazonaws.com"},
	{"s3", "s3.REGION.amazonaws.com"},
	{"s3", "s3.amazonaws.com"},
	{"s3", "127.0.0.1:9000"},
	{"sqs", "sqs.REGION.amazonaws.com"},
	{"lambda", "lambda.REGION.amazonaws.com"},
	{"sts", "sts.REGION.amazonaws.com"},
	{"sts", "sts.amazonaws.com"},
	{"es", "search-example.REGION.es.amazonaws.com"},
	{"aoss", "abcdef1234.REGION.aoss.amazonaws.com"},
	{"iotdata", "data.iot.REGION.amazonaws.com"},
	{"iotdevicegateway", "abcdef1234-ats.iot.REGION.amazonaws.com"},
	{"bedrock", "bedrock-runtime.REGION.amazonaws.com"},
	{"iam", "iam.amazonaws.com"},
	{"ses", "email.REGION.amazonaws.com"},
}

// NewRequest makes the request of a seed.
func NewRequest(seed uint64) *Request {
	g := random{rand.New(rand.NewPCG(seed, 0x5167763421))}
	t := targets[g.IntN(len(targets))]
	r := &Request{
		Method:  g.pick("GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"),
		Service: t.service, Region: g.pick(regions[:8]...),
		KeyID: g.pick("AKIDEXAMPLE", "AKIAIOSFODNN7EXAMPLE"), Secret: g.secret(),
		Time:      time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(g.IntN(11*365*24*3600)) * time.Second),
		Presigned: g.one(3),
		salt:      g.Uint64(),
	}
	if g.one(3) {
		r.KeyID, r.Token = "ASIAIOSFODNN7EXAMPLE", g.text("abcKYZ019+/", 20, 60)+g.pick("", "=", "==")
	}
	if t.service == "iotdevicegateway" {
		r.Method, r.Path, r.Presigned = "GET", "/mqtt", true
	} else {
		r.Path, r.Query = g.path(t.service), g.query()
	}
	if r.Presigned {
		r.Expires = 1 + g.IntN(604800)
		r.Unsigned = t.service == "s3"
	}
	r.Headers = []Header{{g.pick("Host", "Host", "Host", "host"), g.host(strings.ReplaceAll(t.host, "REGION", r.Region)), true}}
	if takesBody := r.Method == "POST" || r.Method == "PUT" || r.Method == "PATCH"; takesBody && t.service != "iotdevicegateway" && !g.one(6) {
		kind, body, headers := g.body()
		r.Body = []byte(body)
		r.Headers = append(r.Headers, Header{g.pick("Content-Type", "Content-Type", "content-type"), kind, g.mostly(r)})
		r.Headers = append(r.Headers, headers...)
		if g.one(2) {
			r.Headers = append(r.Headers, Header{"Content-Length", strconv.Itoa(len(body)), g.mostly(r)})
		}
	}
	g.addAuthHeaders(r)
	g.addHeaders(r)
	g.Shuffle(len(r.Headers), func(i, j int) { r.Headers[i], r.Headers[j] = r.Headers[j], r.Headers[i] })
	return r
}

// addAuthHeaders adds what signing adds.
func (g random) addAuthHeaders(r *Request) {
	hash := hexHash(string(r.Body))
	if !r.Presigned {
		r.Headers = append(r.Headers, Header{g.pick("X-Amz-Date", "X-Amz-Date", "x-amz-date"), r.Time.Format(longTime), true})
		if r.Token != "" {
			r.Headers = append(r.Headers, Header{"X-Amz-Security-Token", r.Token, true})
		}
		if r.Service == "s3" && g.one(4) {
			r.Unsigned, hash = true, "UNSIGNED-PAYLOAD"
		}
		if r.Service == "s3" || r.Service == "aoss" || g.one(8) {
			r.Headers = append(r.Headers, Header{g.pick("X-Amz-Content-Sha256", "x-amz-content-sha256"), hash, true})
		}
	}
}

// addHeaders adds headers that have nothing to do with signing.
func (g random) addHeaders(r *Request) {
	add := func(chance int, name, value string) {
		if g.one(chance) {
			r.Headers = append(r.Headers, Header{name, value, strings.HasPrefix(strings.ToLower(name), "x-amz-") || g.mostly(r)})
		}
	}
	if r.Presigned && g.IntN(3) > 0 {
		return // most presigned URLs sign Host alone
	}
	add(4, "Accept-Encoding", g.pick("gzip", "identity", "gzip, deflate, br", "gzip, deflate"))
	add(8, "Connection", g.pick("keep-alive", "close"))
	add(5, "User-Agent", g.pick("example/1.0 (linux)", "Amazon CloudFront", "curl/7.88.1", ""))
	add(6, "Accept", "*/*")
	add(12, "X-Forwarded-For", g.pick("192.0.2.1, 198.51.100.7", "192.0.2.1"))
	add(12, "X-Forwarded-Proto", g.pick("http", "https"))
	add(12, "X-Forwarded-Port", g.pick("80", "443"))
	add(12, "X-Forwarded-Host", g.pick("api.example.com", "www.example.com"))
	add(4, "X-Amz-Target", "DynamoDB_20120810.ListTables")
	add(4, "x-amz-meta-Note", g.pick("one", "  two   inner  spaces ", "a,b", ""))
	add(6, "X-Custom", g.pick("v", " a  b ", "\"quoted  words\"", ""))
	add(8, "Range", "bytes=0-99")
	add(8, "Cache-Control", "no-cache")
	if g.one(6) {
		name := g.pick("X-Amz-Meta-Tag", "My-Header")
		signed := g.mostly(r) || strings.HasPrefix(name, "X-Amz")
		r.Headers = append(r.Headers, Header{name, g.pick("2", "b", " b"), signed}, Header{g.pick(name, strings.ToLower(name)), g.pick("1", "a", "a  c"), signed})
	}
}

// secret is one of AWS's example secrets, or one of a server that allows more in it.
func (g random) secret() string {
	if g.IntN(3) > 0 {
		return g.pick("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
	}
	secret := "s"
	for range 2 + g.IntN(6) {
		secret += g.pick("$Home", "$1", `\n`, `\`, "&amp;", "&", "<", "'", `"`, "%2B", "%", "+", "/", "=", " ", "é") + g.text("abcXYZ019", 1, 6)
	}
	return secret
}

func (g random) host(host string) string {
	if strings.Contains(host, ":") || !g.one(5) {
		return host
	}
	if g.one(3) {
		return strings.ToUpper(host[:1]) + host[1:]
	}
	return host + g.pick(":443", ":80", ":8443")
}

func (g random) one(of int) bool { return g.IntN(of) == 0 }

// mostly says whether a header is signed that need not be.
func (g random) mostly(r *Request) bool { return g.IntN(4) > 0 && (!r.Presigned || g.one(2)) }

func (g random) pick(from ...string) string { return from[g.IntN(len(from))] }

// text makes a text of bytes from an alphabet.
func (g random) text(alphabet string, least, most int) string {
	b := make([]byte, least+g.IntN(most-least+1))
	for i := range b {
		b[i] = alphabet[g.IntN(len(alphabet))]
	}
	return string(b)
}
