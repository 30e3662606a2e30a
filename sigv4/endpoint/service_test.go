package endpoint

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"countersign/sigv4"
)

func TestLookup(t *testing.T) {
	s3 := sigv4.Rules{ContentSHA256: true}
	general := sigv4.Rules{EncodeTwice: true, Normalize: true}
	cases := []Service{
		{Name: "s3", Known: true, Rules: s3, Tolerance: 15 * time.Minute},
		{Name: "s3express", Known: true, Rules: s3},
		{Name: "s3-outposts", Known: true, Rules: s3},
		{Name: "s3-object-lambda", Known: true, Rules: s3},
		{Name: "s3tables", Known: true, Rules: general},
		{Name: "s3vectors", Known: true, Rules: general},
		{Name: "dynamodb", Known: true, Rules: general, Tolerance: 15 * time.Minute},
		{Name: "execute-api", Known: true, Rules: general, Tolerance: 5 * time.Minute},
		{Name: "ses", Known: true, Rules: general},
		{Name: "iotdata", Known: true, Rules: general},
		{Name: "iotdevicegateway", Known: true, Rules: general, TokenUnsigned: true},
		{Name: "IoTSecuredTunneling", Known: true, Rules: general},
		{Name: "aoss", Known: true, Rules: general, Payload: sigv4.PayloadSigned},
		{Name: "glacier", Known: true, Rules: general, Payload: sigv4.PayloadSigned, Tolerance: 5 * time.Minute},
		{Name: "vpc-lattice-svcs", Known: true, Rules: general, Payload: sigv4.PayloadUnsigned},
		{Name: "bedrock-agentcore", Known: true, Rules: general},
		{Name: "kafka-cluster", Known: true, Rules: general},
		{Name: "rds-db", Known: true, Rules: general},
		// no signing names: made up, an endpoint prefix, in other letters, parts of the tables
		{Name: "", Rules: general},
		{Name: " ", Rules: general},
		{Name: "service", Rules: general},
		{Name: "email", Rules: general},
		{Name: "S3", Rules: general},
		{Name: "s3 sts", Rules: general},
		{Name: "email=ses", Rules: general},
		{Name: "ses email-x=y", Rules: general},
	}
	for _, want := range cases {
		if got := Lookup(want.Name); got != want {
			t.Errorf("Lookup(%q)\n got %+v\nwant %+v", want.Name, got, want)
		}
	}
}

// allNames are the signing names of all tables, each once.
func allNames(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{}
	var names []string
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, name := range strings.Fields(same + documented) {
		add(name)
	}
	for _, pair := range strings.Fields(renamed) {
		_, signing, _ := strings.Cut(pair, "=")
		add(signing)
	}
	if len(names) < 360 {
		t.Fatalf("only %d signing names", len(names))
	}
	return names
}

// TestEveryServiceIsCited: each name has a source for itself and for all that is known about it.
func TestEveryServiceIsCited(t *testing.T) {
	used := map[string]bool{}
	cited := func(name string, s Source) {
		if s.Title == "" || !strings.HasPrefix(s.Address, "https://") || s.What == "" {
			t.Errorf("%s: %+v is no source", name, s)
		}
		used[s.Address] = true
	}
	demanded := 0
	for _, name := range allNames(t) {
		s := Lookup(name)
		if !s.Known || s.Note() != "" {
			t.Errorf("%s is in the tables, and not known", name)
		}
		whats := map[string]bool{}
		for _, source := range s.Sources() {
			cited(name, source)
			if whats[source.What] {
				t.Errorf("%s: two sources for %s", name, source.What)
			}
			whats[source.What] = true
		}
		for what, wanted := range map[string]bool{
			"signing name": true, "path encoding": true, "payload": s.Payload != sigv4.PayloadAuto,
			"session token": s.TokenUnsigned, "clock tolerance": s.Tolerance != 0,
		} {
			if whats[what] != wanted {
				t.Errorf("%s: a source for %s: %v, want %v", name, what, whats[what], wanted)
			}
		}
		for _, d := range s.Demands() {
			demanded++
			cited(name, d.Source)
			if header := d.Kind == Header || d.Kind == UnsignedHeader; header != (d.Name != "") || !header && d.Value == "" || d.When == "" {
				t.Errorf("%s: %+v does not say what is demanded", name, d)
			}
			if strings.Trim(d.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
				t.Errorf("%s: %q is no header name in lower case", name, d.Name)
			}
		}
	}
	if demanded != len(demands) {
		t.Errorf("%d demands belong to services of the tables, of %d", demanded, len(demands))
	}
	for _, s := range sources {
		if !used[s.address] {
			t.Errorf("the source %q is not used", s.key)
		}
	}
}

func TestWhatADemandIsOf(t *testing.T) {
	header, query := sigv4.HeaderCarrier, sigv4.QueryCarrier
	for _, c := range []struct {
		service, host string
		carrier       sigv4.Carrier
		holds         string // of the kinds and names of the demands
	}{
		{"s3", "b.s3.amazonaws.com", header, "0x-amz-content-sha256"},
		{"s3", "b.s3.amazonaws.com", query, "2"},
		{"s3", "a.accesspoint.s3-global.amazonaws.com", header, "0x-amz-content-sha256 3"},
		{"aoss", "x.us-east-1.aoss.amazonaws.com", query, "0x-amz-content-sha256 1content-length"},
		{"lambda", "x.lambda-url.us-east-1.on.aws", header, ""},
		{"glacier", "glacier.us-east-1.amazonaws.com", header, "0x-amz-glacier-version"},
		{"events", "events.us-east-1.amazonaws.com", header, ""},
		{"events", "abc.veo.endpoint.events.amazonaws.com", header, "3"},
		{"s3express", "b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", header, "0x-amz-content-sha256"},
	} {
		var holds []string
		for _, d := range Lookup(c.service).Demands() {
			if d.Holds(c.carrier, c.host) {
				holds = append(holds, fmt.Sprint(d.Kind)+d.Name)
			}
		}
		if got := strings.Join(holds, " "); got != c.holds {
			t.Errorf("%s at %s, carrier %d: %q, want %q", c.service, c.host, c.carrier, got, c.holds)
		}
	}
}

func TestAnUnknownServiceSaysSo(t *testing.T) {
	s := Lookup("made-up")
	if note := s.Note(); !strings.Contains(note, "made-up") || !strings.Contains(note, "General") {
		t.Errorf("the note is %q", note)
	}
	if sources := s.Sources(); len(sources) != 1 || sources[0].What != "path encoding" || len(s.Demands()) != 0 {
		t.Errorf("sources %+v, demands %+v", sources, s.Demands())
	}
	for _, name := range []string{"", "\xff\xfe", strings.Repeat("é", 5000), strings.Repeat("=", 300)} {
		if note := Lookup(name).Note(); len(note) > 700 || note == "" || !utf8.ValidString(note) {
			t.Errorf("%.20q: the note is %.100q", name, note)
		}
	}
}

func TestTablesAgree(t *testing.T) {
	checked := 0
	known := func(where, signing string) {
		checked++
		if !isSigningName(signing) {
			t.Errorf("%s: %q is no signing name of the tables", where, signing)
		}
	}
	seen := map[string]bool{}
	once := func(table, word string) {
		checked++
		if seen[table+" "+word] {
			t.Errorf("%s has %q twice", table, word)
		}
		seen[table+" "+word] = true
	}
	for _, name := range strings.Fields(same) {
		once("prefix", name)
	}
	for _, name := range strings.Fields(documented) {
		once("prefix", name)
	}
	for _, pair := range strings.Fields(renamed) {
		prefix, signing, found := strings.Cut(pair, "=")
		if !found || prefix == signing {
			t.Errorf("renamed has %q", pair)
		}
		once("prefix", prefix)
		known(prefix, signing)
	}
	for _, g := range globals {
		if partitionOf(g.region) != g.partition {
			t.Errorf("%s is not in %s", g.region, g.partition)
		}
		for _, name := range strings.Fields(g.names) {
			once(g.partition, name)
			service, _, _ := strings.Cut(strings.TrimPrefix(name, "global."), ".")
			known(name, service)
		}
	}
	for _, m := range multiRegion {
		once("multiRegion", m.end)
		known(m.end, m.signing)
	}
	for _, r := range resources {
		once("resources", r.label)
		known(r.label, r.signing)
	}
	for _, r := range regionFirst {
		once("regionFirst", r.label)
		known(r.label, r.signing)
	}
	for _, list := range []string{singleEncoding, within15, within5} {
		for _, name := range strings.Fields(list) {
			known("a list", name)
			if list != singleEncoding {
				once("tolerance", name)
			}
		}
	}
	for _, s := range sources {
		once("sources", s.key)
	}
	if checked < 600 {
		t.Fatalf("only %d checks", checked)
	}
}

// TestHostsOfTheRuleSets reads the names that AWS's own endpoint rule sets make.
func TestHostsOfTheRuleSets(t *testing.T) {
	data, err := os.ReadFile("testdata/hosts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 4 {
			t.Fatalf("not four fields: %q", line)
		}
		read++
		if e := Parse(f[0]); !e.Known || e.Service != f[1] || e.Region != f[2] && e.Region != "" || e.Partition != f[3] {
			t.Errorf("Parse(%q) = %+v, want %s, %s, %s", f[0], e, f[1], f[2], f[3])
		}
	}
	if read < 500 {
		t.Errorf("only %d names were read", read)
	}
}

func ExampleLookup() {
	for _, name := range []string{"s3", "execute-api", "aoss", "minio"} {
		s := Lookup(name)
		fmt.Printf("%s %v %+v %v %q\n", s.Name, s.Known, s.Rules, s.Tolerance, s.Note())
	}
	// Output:
	// s3 true {EncodeTwice:false Normalize:false ContentSHA256:true} 15m0s ""
	// execute-api true {EncodeTwice:true Normalize:true ContentSHA256:false} 5m0s ""
	// aoss true {EncodeTwice:true Normalize:true ContentSHA256:false} 0s ""
	// minio false {EncodeTwice:true Normalize:true ContentSHA256:false} 0s "General, because “minio” is not a service known here. An S3-compatible server wants S3’s."
}

func ExampleService_Demands() {
	for _, d := range Lookup("vpc-lattice-svcs").Demands() {
		fmt.Println(d.Kind == Header, d.Name, d.Value, d.When)
	}
	fmt.Println(Lookup("vpc-lattice-svcs").Demands()[0].Source.Address)
	// Output:
	// true x-amz-content-sha256 UNSIGNED-PAYLOAD every request
	// false  UNSIGNED-PAYLOAD every request
	// https://docs.aws.amazon.com/vpc-lattice/latest/ug/sigv4-authenticated-requests.html
}

func ExampleService_Sources() {
	for _, s := range Lookup("sts").Sources() {
		fmt.Println(s.What+":", s.Title)
	}
	// Output:
	// signing name: botocore 1.43.11, service models and endpoint rule sets
	// path encoding: IAM User Guide, “Create a signed AWS API request”, step 1
	// clock tolerance: an answer of the service (AssumeRole, 2016)
}

func ExampleParse() {
	e := Parse("abcdef1234.execute-api.eu-west-1.amazonaws.com")
	fmt.Println(e.Service, e.Region, e.Partition)
	// Output:
	// execute-api eu-west-1 aws
}

func FuzzLookup(f *testing.F) {
	for _, name := range []string{"s3", "", "a=b", " ", "\x00", "email=ses"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		s := Lookup(name)
		if s.Name != name || s.Known != (s.Note() == "") || len(s.Sources()) == 0 {
			t.Fatalf("Lookup(%q) = %+v", name, s)
		}
		if strings.ContainsAny(name, " =") && s.Known {
			t.Fatalf("%q is known", name)
		}
	})
}

func ExampleDemand_Holds() {
	for _, d := range Lookup("events").Demands() {
		fmt.Println(d.Holds(sigv4.HeaderCarrier, "events.us-east-1.amazonaws.com"), d.Holds(sigv4.HeaderCarrier, "abc.veo.endpoint.events.amazonaws.com"))
	}
	// Output: false true
}
