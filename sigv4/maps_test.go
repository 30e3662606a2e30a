package sigv4

import (
	"slices"
	"strings"
	"testing"
)

// checkMaps fails unless every text of d is covered by its map, and every copied byte is the byte of
// its source.
func checkMaps(t *testing.T, d Derivation, given Request, date, scope string) {
	t.Helper()
	source := func(s Source) string {
		switch s.Part {
		case MethodPart:
			return given.Method
		case TargetPart:
			return given.Target
		case HeaderName:
			return given.Headers[s.Index].Name
		case HeaderValue:
			return given.Headers[s.Index].Value
		case PayloadPart:
			if given.PayloadHash != "" {
				return given.PayloadHash
			}
			return string(given.Body)
		case TimePart:
			return date
		case ScopePart:
			return scope
		case CanonicalPart:
			return d.CanonicalRequest.String
		}
		t.Fatalf("a segment comes from %+v", s)
		return ""
	}
	for name, text := range map[string]Text{
		"canonical URI": d.CanonicalURI, "canonical query": d.CanonicalQuery, "canonical headers": d.CanonicalHeaders,
		"signed headers": d.SignedHeaders, "payload hash": d.PayloadHash,
		"canonical request": d.CanonicalRequest, "string to sign": d.StringToSign,
	} {
		checkCover(t, name, text)
		for _, s := range text.Map.Segments {
			if s.Source.Part == Inserted {
				continue
			}
			from := source(s.Source)
			if s.Src.Start < 0 || s.Src.End > len(from) || s.Src.Len() < 0 {
				t.Fatalf("%s: %+v lies outside its source %q", name, s, from)
			}
			if s.copies() && text.String[s.Here.Start:s.Here.End] != from[s.Src.Start:s.Src.End] {
				t.Errorf("%s: %+v copies %q, but the source has %q", name, s, text.String[s.Here.Start:s.Here.End], from[s.Src.Start:s.Src.End])
			}
		}
		for _, dropped := range text.Map.Dropped {
			if from := source(dropped.Source); dropped.Src.Start < 0 || dropped.Src.End > len(from) || dropped.Why == "" {
				t.Errorf("%s: %+v is not in its source %q, or has no reason", name, dropped, from)
			}
		}
	}
}

// marks writes what the sources of a text are, in words: "source text -> derived text".
func marks(text Text, given Request) []string {
	var out []string
	for _, s := range text.Map.Segments {
		from := "+"
		switch s.Source.Part {
		case TargetPart:
			from = given.Target[s.Src.Start:s.Src.End]
		case HeaderName:
			from = given.Headers[s.Source.Index].Name[s.Src.Start:s.Src.End]
		case HeaderValue:
			from = given.Headers[s.Source.Index].Value[s.Src.Start:s.Src.End]
		case TimePart:
			from = "time"
		case ScopePart:
			from = "scope"
		}
		here := text.String[s.Here.Start:s.Here.End]
		if s.copies() && from == here {
			out = append(out, here)
			continue
		}
		out = append(out, from+">"+here)
	}
	for _, d := range text.Map.Dropped {
		from := given.Target
		if d.Source.Part == HeaderValue {
			from = given.Headers[d.Source.Index].Value
		}
		out = append(out, "-"+from[d.Src.Start:d.Src.End])
	}
	return out
}

func TestDerivedTextsSayWhereTheyComeFrom(t *testing.T) {
	r := Request{
		Method: "GET",
		Target: "/a//./b%7e/ü/?b=2+3&&a",
		Headers: []Header{
			{"Host", " example.amazonaws.com"}, {"X-Amz-Meta", "one  two\tthree "}, {"x-amz-meta", "four"},
			{"X-Amz-Date", "20000101T000000Z"}, {"User-Agent", "test"},
		},
	}
	g := Signing{Time: exampleTime, Region: "us-east-1", Service: "service", Rules: Rules{Normalize: true}}
	d, err := Derive(r, exampleCredentials(), g)
	if err != nil {
		t.Fatal(err)
	}
	checkMaps(t, d, r, "20150830T123600Z", "20150830/us-east-1/service/aws4_request")
	for _, tc := range []struct {
		name string
		text Text
		want string
	}{
		{"canonical URI", d.CanonicalURI, "/a | /b | %7e>~ | / | \xc3>%C3 | \xbc>%BC | / | -//."},
		{"canonical query", d.CanonicalQuery, "a | +>= | +>& | b=2 | +>%20 | 3 | -&"},
		{"canonical headers", d.CanonicalHeaders,
			"Host>host | +>: | example.amazonaws.com | +>\n | +>x-amz-date | +>: | time>20150830T123600Z | +>\n" +
				" | X-Amz-Meta>x-amz-meta | +>: | one  | two | \t>  | three | +>, | four | +>\n" +
				" | -20000101T000000Z | -test | -  | -  | - "},
		{"signed headers", d.SignedHeaders, "Host>host | +>; | +>x-amz-date | +>; | X-Amz-Meta>x-amz-meta"},
	} {
		if got := strings.Join(marks(tc.text, r), " | "); got != tc.want {
			t.Errorf("%s %q:\n got %s\nwant %s", tc.name, tc.text.String, got, tc.want)
		}
	}
}

// A presigned URL derived again leads every byte back to the URL.
func TestRederivedTextsSayWhereTheyComeFrom(t *testing.T) {
	r, g := s3Get()
	g.Carrier = QueryCarrier
	signed, err := Derive(r, exampleCredentials(), g)
	if err != nil {
		t.Fatal(err)
	}
	checkMaps(t, signed, r, "20150830T123600Z", "20150830/us-east-1/s3/aws4_request")
	claim, err := ParseClaim(signed.Signed)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Rederive(signed.Signed, claim, s3Rules, Key{})
	if err != nil {
		t.Fatal(err)
	}
	checkMaps(t, d, signed.Signed, "", "")
	if d.CanonicalRequest.String != signed.CanonicalRequest.String || d.StringToSign.String != signed.StringToSign.String {
		t.Errorf("derived again:\n%s\nsigned:\n%s", d.CanonicalRequest.String, signed.CanonicalRequest.String)
	}
	for _, s := range d.CanonicalQuery.Map.Segments {
		if s.Source.Part != TargetPart && d.CanonicalQuery.String[s.Here.Start:s.Here.End] != "&" {
			t.Errorf("%+v does not come from the URL", s)
		}
	}
	at := strings.Index(d.StringToSign.String, "20150830T")
	if got := d.StringToSign.Map.Sources(Span{at, at + 4}); len(got) != 1 || signed.Signed.Target[got[0].Src.Start:got[0].Src.End] != "2015" {
		t.Errorf("the year comes from %+v", got)
	}
	if want := (Dropped{Source{Part: TargetPart}, d.CanonicalQuery.Map.Dropped[0].Src, whySignature}); !slices.Contains(d.CanonicalQuery.Map.Dropped, want) ||
		signed.Signed.Target[want.Src.Start:want.Src.End] != "X-Amz-Signature="+signed.Signature {
		t.Errorf("dropped: %+v", d.CanonicalQuery.Map.Dropped)
	}
}
