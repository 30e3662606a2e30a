package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// chosen is the page with choices made and nothing typed.
func chosen(fields ...string) *SignState { return signedState(fields...) }

// examples are all that a reader can choose without typing anything, with the signature that is published
// or, by its name in sigv4test's cases, known for it.
var examples = []struct {
	name   string
	fields []string
	known  []string // are all drawn
}{
	{"header", nil, []string{"5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"}},
	// Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters"
	{"query", []string{FieldCarrier, "query"}, []string{"3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04",
		"aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"}},
	{"v4a-get-vanilla, header", []string{FieldAlgorithm, "sigv4a"}, []string{
		"b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1", "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518",
		"cf59db423e841c8b7e3444158185aa261b724a5c27cbe762676f3eed19f4dc02",
		"304502206c8e97f7ed2541ed924ade73b4acf7c40156ee796b1f57156c77319278c93042022100f933779aa3fcbd0279217cd671618552026d099cd2e1770225a5167ac5b6bcfd"}},
	{"v4a-get-vanilla, query", []string{FieldAlgorithm, "sigv4a", FieldCarrier, "query"}, []string{
		"890c4ed28c1a1ac10b5862719b537afbe392e987dc1aab1efa16fe7de41d3c81",
		"30450221008d46e8a9eae794c96fd25d2a9c7ef3fe5cdab1f51febc94b98b79eb699f768e7022047bc5b1409817cb0eb58d32dcd25993aab2a486d77d271a2e9be5e692d7f833f"}},
	{"chunked-s3-put", []string{FieldCarrier, "chunked"}, []string{"cee3fed04b70f867d036f722359b0b1f2f0e5dc0efadbc082b76c4c60e316455",
		"4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
		"0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"}},
	{"chunked, trailer", []string{FieldCarrier, "chunked", FieldMode, "signed-trailer"}, []string{"x-amz-checksum-crc32c:sOO8/Q=="}},
	{"chunked, unsigned", []string{FieldCarrier, "chunked", FieldMode, "unsigned-trailer"}, []string{"x-amz-checksum-crc32c:sOO8/Q=="}},
	{"v4akey-s3-docs, chunked", []string{FieldCarrier, "chunked", FieldAlgorithm, "sigv4a"}, []string{
		"18b7d04643359f6ec270dcbab8dce6d169d66ddc9778c75cfb08dfdb701637ab", "fa36b35e4fe67e3112261d2e17a956ef85b06e44712d2850bcd3c2161e9993f2"}},
	{"chunked, SigV4A, trailer", []string{FieldCarrier, "chunked", FieldAlgorithm, "sigv4a", FieldMode, "signed-trailer"}, []string{"x-amz-checksum-crc32c:sOO8/Q=="}},
	{"policy-s3-docs", []string{FieldCarrier, "policy"}, []string{"8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"}},
	{"websocket-iot-token", []string{FieldCarrier, "websocket"}, []string{"2a016598f4cba39ff2e98df94caa953930e5564d4ca7eafec9457afef34034b9",
		"6b4979fbf8f64c22fa244292a972bf18532ea2ab3d7ca07d30b75d7e30da0134"}},
	{"events", []string{FieldCarrier, "events"}, nil},
	{"token-rds-botocore", []string{FieldCarrier, "token"}, []string{"2a1bc1708a8576e7f45e14e3feae628810d184bf3acc5328588de0175e64a2e6",
		"d1138cdbc0ca63eec012ec0fc6c2267e03642168f5884a7795320d4c18374c61"}},
	{"dsql", []string{FieldCarrier, "token", FieldKind, "dsql"}, nil},
	{"elasticache", []string{FieldCarrier, "token", FieldKind, "elasticache"}, nil},
	{"memorydb", []string{FieldCarrier, "token", FieldKind, "memorydb"}, nil},
	{"msk", []string{FieldCarrier, "token", FieldKind, "msk"}, nil},
	{"eks", []string{FieldCarrier, "token", FieldKind, "eks"}, nil},
	{"smtp", []string{FieldCarrier, "token", FieldKind, "smtp"}, nil},
	{"codecommit", []string{FieldCarrier, "token", FieldKind, "codecommit"}, nil},
}

// Whatever is chosen, a complete signature is there at once, and it is the one published.
func TestExamplesGiveThePublishedSignatures(t *testing.T) {
	for _, c := range examples {
		s := chosen(c.fields...)
		if len(s.Model.Errors) > 0 || s.Model.Stale || !strings.Contains(dump(s.Model.Head...), "Signed for") {
			t.Errorf("%s: %v\n%s", c.name, s.Model.Errors, dump(s.Model.Head...))
			continue
		}
		drawn := plain(s.Model.Steps...)
		for _, known := range c.known {
			if !strings.Contains(drawn, known) {
				t.Errorf("%s: %s is not drawn", c.name, known)
			}
		}
		if len(s.Model.Copies) == 0 || slices.Contains(s.Model.Copies, "") {
			t.Errorf("%s: a copy is empty", c.name)
		}
	}
}

// No secret is in any tree, error, hint or export of any carrier; a session token is in what is copied only.
func TestCarriersShowNoSecret(t *testing.T) {
	const secret, token = "Planted+Secret/0123456789abcdefghijklmnop", "Planted+Token//0123456789=="
	for _, c := range examples {
		s := chosen(append(c.fields, FieldSecret, secret, FieldToken, token)...)
		m := s.Model
		if len(m.Errors) > 0 || m.Stale {
			t.Errorf("%s: %v", c.name, m.Errors)
		}
		for i := range m.pieces {
			m.Hints[fmt.Sprint(i)] = m.trace(i).Words
		}
		shown := dump(m.Head...) + dump(m.Steps...) + fmt.Sprint(m.Hints, m.Errors) + s.Save() + fmt.Sprintf("%v %+v %#v", s, s, s)
		for _, p := range m.pieces {
			shown += p.shown + p.why
		}
		for _, planted := range []string{"Planted+Secret", "Planted%2BSecret", "0123456789abcdefghijklmnop"} {
			if strings.Contains(shown+strings.Join(m.Copies, "\n"), planted) {
				t.Errorf("%s: the secret is shown or copied", c.name)
			}
		}
		for _, planted := range []string{"Planted+Token", "Planted%2BToken", "0123456789=", "UGxhbnRlZCtUb2tlbi8", "QbGFudGVkK1Rva2Vu", "bnRlZCtUb2tl"} {
			if strings.Contains(shown, planted) {
				t.Errorf("%s: the session token is shown: %s", c.name, around(shown, planted))
			}
		}
	}
}

// What one piece goes to is what the other comes from, and every piece has its section of a guide.
func TestCarriersTrace(t *testing.T) {
	for _, c := range examples {
		m := chosen(c.fields...).Model
		for i, p := range m.pieces {
			tr := m.trace(i)
			for _, j := range tr.To {
				if !slices.Contains(m.trace(j).From, i) {
					t.Fatalf("%s: %q goes to %q, which does not come from it", c.name, p.shown, m.pieces[j].shown)
				}
			}
			if tr.Words == "" || p.shown == "" || p.guide == "" {
				t.Errorf("%s: piece %d, %q, is empty, unsaid or unexplained", c.name, i, p.shown)
			}
			for _, f := range tr.Fields {
				if fieldWords[f] == "" {
					t.Errorf("%s: %q comes from no field: %q", c.name, p.shown, f)
				}
			}
		}
	}
}

// Each error of a carrier stands beside its field, and what was typed stays.
func TestCarriersSayWhatIsWrongBesideItsField(t *testing.T) {
	for _, c := range []struct {
		carrier, field, value, want string
	}{
		{"chunked", FieldChunkSize, "100", "8192"},
		{"chunked", FieldChunkSize, "many", "8192"},
		{"chunked", FieldChunkSize, "0", "8192"},
		{"policy", FieldConditions, `[{"bucket": }]`, "At byte"},
		{"policy", FieldConditions, `["eq"`, ""},
		{"policy", FieldForm, "nonsense", "no colon"},
		{"policy", FieldURL, "https://s3.amazonaws.com/", "bucket"},
		{"policy", FieldExpires, "soon", "seconds"},
		{"websocket", FieldURL, "https://a.example/", "wss://"},
		{"websocket", FieldExpires, "0", "604800"},
		{"events", FieldEventType, strings.Repeat("x", 40000), ""},
		{"events", FieldBody, strings.Repeat("x\n", maxEvents+1), "give fewer"},
		{"token", FieldHost, "name.us-east-1.rds.amazonaws.com", "port"},
		{"token", FieldHost, "a b.us-east-1.rds.amazonaws.com:1", ""},
		{"token", FieldExpires, "901", "900"},
		{"token", FieldRegion, "us east", ""},
		{"token", FieldKeyID, "a/b", ""},
	} {
		s := chosen(FieldCarrier, c.carrier)
		if c.field == FieldExpires && c.carrier == "policy" {
			s.Set(FieldConditions, "")
		}
		s.Set(c.field, c.value)
		s.Update(clock)
		if got := s.Model.Errors[c.field]; got == "" || !strings.Contains(got, c.want) || len(s.Model.Errors) != 1 {
			t.Errorf("%s, %s %q: %q, want %q there alone; all: %v", c.carrier, c.field, tail(c.value), got, c.want, s.Model.Errors)
		}
		if s.Field(c.field) != c.value || !s.Model.Stale || len(s.Model.Steps) == 0 {
			t.Errorf("%s, %s: what was typed or the last steps were lost", c.carrier, c.field)
		}
	}
	s := chosen(FieldCarrier, "events", FieldBody, strings.Repeat("x\n", maxEvents))
	if len(s.Model.Errors) > 0 {
		t.Errorf("as many messages as there may be: %v", s.Model.Errors)
	}
	s = chosen(FieldAlgorithm, "sigv4a", FieldRegionSet, "us east")
	if s.Model.Errors[FieldRegionSet] == "" {
		t.Errorf("a region set: %v", s.Model.Errors)
	}
	s = chosen(FieldCarrier, "token", FieldKind, "msk", FieldRegion, "us east") // the host name is made of it
	if s.Model.Errors[FieldRegion] == "" {
		t.Errorf("the region of a token that has no host: %v", s.Model.Errors)
	}
	s = chosen(FieldCarrier, "token", FieldSecret, "")
	if s.Model.Errors[FieldSecret] == "" {
		t.Errorf("a token without secret: %v", s.Model.Errors)
	}
	s = chosen(FieldCarrier, "token", FieldKind, "smtp", FieldSecret, strings.Repeat("0a", 32))
	if s.Model.Errors[FieldSecret] == "" {
		t.Errorf("an SMTP password of a signing key: %v", s.Model.Errors)
	}
}

// What was typed stays, whatever is chosen; what was not gives way to the example of the carrier.
func TestChoosingACarrierReplacesNothingTyped(t *testing.T) {
	s := chosen(FieldURL, "https://bucket.s3.eu-west-1.amazonaws.com/k", FieldBody, "typed")
	for _, c := range carriers() {
		s.Set(FieldCarrier, c.value)
		s.Update(clock)
		if s.Field(FieldURL) != "https://bucket.s3.eu-west-1.amazonaws.com/k" || s.Field(FieldBody) != "typed" || s.Field(FieldKeyID) != "AKIDEXAMPLE" {
			t.Errorf("%s: %q %q %q", c.value, s.Field(FieldURL), s.Field(FieldBody), s.Field(FieldKeyID))
		}
	}
	s = chosen(FieldCarrier, "chunked", FieldCarrier, "header")
	if s.Field(FieldBody) != "" || !strings.Contains(s.Field(FieldURL), "iam") {
		t.Errorf("back at the header: %q %q", s.Field(FieldURL), s.Field(FieldBody))
	}
}

// Every byte of the texts is drawn.
func TestCarriersDrawEveryByte(t *testing.T) {
	for _, c := range examples {
		s := chosen(c.fields...)
		if s.carrier.value == "policy" || s.Field(FieldKind) == "smtp" {
			continue // below, and without a canonical request
		}
		canonical := strings.ReplaceAll(strings.Join(code(s.Model, canonicalText), "\n"), "(empty)", "")
		if !slices.Contains(s.Model.Copies, canonical) {
			t.Errorf("%s: drawn as\n%s\nis none of the texts to copy", c.name, canonical)
		}
	}
	s := chosen(FieldCarrier, "policy")
	if drawn := plain(s.Model.Steps...); !strings.Contains(strings.ReplaceAll(drawn, "␍", "\r"), s.Field(FieldConditions)) {
		t.Errorf("the policy is not drawn byte by byte:\n%s", drawn)
	}
	s = chosen(FieldCarrier, "chunked", FieldBody, strings.Repeat("b", 9000), FieldChunkSize, "8192")
	chunk := s.Model.Copies[slices.IndexFunc(s.Model.Copies, func(c string) bool { return strings.HasPrefix(c, "AWS4-HMAC-SHA256-PAYLOAD") })]
	if drawn := strings.Join(code(s.Model, signedText+1), "\n"); !strings.HasPrefix(drawn, chunk) {
		t.Errorf("chunk 1 is drawn as\n%s\nwant\n%s", drawn, chunk)
	}
}
