package inject

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"
)

// regions and services are what a signer signs for instead of the right ones.
var (
	regions  = []string{"us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1", "sa-east-1", "cn-north-1", "us-gov-west-1"}
	services = []string{"execute-api", "dynamodb", "s3", "sqs", "lambda", "sts", "es", "aoss", "iam", "ec2", "bedrock", "iotdata", "monitoring", "logs", "secretsmanager", "kms", "sns", "ses"}
)

// zones are where a clock shows another date than UTC's for a part of the day.
var zones = []time.Duration{-8 * time.Hour, -5 * time.Hour, -3 * time.Hour, time.Hour, 330 * time.Minute, 9 * time.Hour, 13 * time.Hour}

// otherScopes are the wrong values of the parts of a credential scope.
var otherScopes = []struct {
	id    string
	part  int
	value func(*Request) string
}{
	{"yesterday", 0, func(r *Request) string { return r.Time.AddDate(0, 0, -1).Format(shortDate) }},
	{"tomorrow", 0, func(r *Request) string { return r.Time.AddDate(0, 0, 1).Format(shortDate) }},
	{"local-date", 0, func(r *Request) string { return r.Time.Add(zones[r.salt%uint64(len(zones))]).Format(shortDate) }},
	{"full-time", 0, func(r *Request) string { return r.Time.Format(longTime) }},
	{"region", 1, func(r *Request) string { return r.other(r.Region, regions...) }},
	{"region-upper", 1, func(r *Request) string { return strings.ToUpper(r.Region) }},
	{"service", 2, func(r *Request) string { return r.other(r.Service, services...) }},
	{"service-upper", 2, func(r *Request) string { return strings.ToUpper(r.Service) }},
	{"aws4", 3, func(*Request) string { return "aws4" }},
	{"AWS4_request", 3, func(*Request) string { return "AWS4_request" }},
	{"AWS4_REQUEST", 3, func(*Request) string { return "AWS4_REQUEST" }},
	{"aws4-hyphen-request", 3, func(*Request) string { return "aws4-request" }},
}

var scopeParts = [...]string{"date", "region", "service", "terminator"}

// keyScopeMistakes derive the key for another scope than the credential scope says.
func keyScopeMistakes() []Mistake {
	var all []Mistake
	for _, o := range otherScopes {
		causes := "signing-key-wrong-scope"
		if o.part == 3 || o.id == "full-time" || strings.HasSuffix(o.id, "-upper") {
			causes += " key-derivation-wrong"
		}
		all = append(all, mistake("key-"+o.id, "key "+scopeParts[o.part], causes, theScope, func(d *draft) { d.scope[o.part] = o.value(d.r) }))
	}
	return append(all, mistake("key-of-another-scope", "key date", "signing-key-wrong-scope", theScope, func(d *draft) {
		d.scope[0] = d.r.Time.AddDate(0, 0, -1).Format(shortDate)
		d.scope[1] = d.r.other(d.r.Region, regions...)
	}))
}

// chainMistakes derive the key by another chain of HMACs.
func chainMistakes() []Mistake {
	var all []Mistake
	add := func(id string, derive func(d *draft)) {
		all = append(all, mistake("chain-"+id, "key chain", "key-derivation-wrong", theKey, derive))
	}
	chain := func(d *draft, scope []string, link func(key []byte, data string) []byte) {
		d.key = []byte(d.prefix + d.secret)
		for _, data := range scope {
			d.key = link(d.key, data)
		}
	}
	inHex := func(raw []byte) []byte { return []byte(hex.EncodeToString(raw)) }
	inBase64 := func(raw []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(raw)) }
	swapped := func(key []byte, data string) []byte { return mac([]byte(data), string(key)) }

	add("hex", func(d *draft) {
		chain(d, d.scope, func(key []byte, data string) []byte { return inHex(mac(key, data)) })
	})
	add("hex-at-the-end", func(d *draft) { d.key = inHex(d.key) })
	add("base64", func(d *draft) {
		chain(d, d.scope, func(key []byte, data string) []byte { return inBase64(mac(key, data)) })
	})
	add("base64-at-the-end", func(d *draft) { d.key = inBase64(d.key) })
	add("swapped", func(d *draft) { chain(d, d.scope, swapped) })
	all = append(all, mistake("chain-swapped-throughout", "key chain", "key-derivation-wrong", theKey, func(d *draft) {
		chain(d, d.scope, swapped)
	}).also(theSignature, func(d *draft) { d.signature = hex.EncodeToString(swapped(d.key, d.text)) }))

	for _, order := range [][3]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		id := "order"
		for _, part := range order {
			id += "-" + scopeParts[part]
		}
		add(id, func(d *draft) {
			chain(d, []string{d.scope[order[0]], d.scope[order[1]], d.scope[order[2]], d.scope[3]}, mac)
		})
	}
	for part, name := range scopeParts {
		add("without-"+name, func(d *draft) {
			var scope []string
			for i, data := range d.scope {
				if i != part {
					scope = append(scope, data)
				}
			}
			chain(d, scope, mac)
		})
	}
	return all
}
