package postpolicy

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// with is a policy document with these conditions.
func with(conditions string) string {
	return `{"expiration":"2015-12-30T12:00:00.000Z","conditions":[` + conditions + `]}`
}

var noon = time.Date(2015, 12, 30, 12, 0, 0, 0, time.UTC)

func TestParsePolicy(t *testing.T) {
	at := len(with("")) - 2
	span := func(length int) sigv4.Span { return sigv4.Span{Start: at, End: at + length} }
	for _, c := range []struct {
		name, document string
		want           Policy
	}{
		{"no condition", with(""), Policy{noon, []Condition{}}},
		{"object", with(`{"acl":"private"}`), Policy{noon, []Condition{{Field: "acl", Value: "private", Object: true, At: span(17)}}}},
		{"eq", with(`["eq","$acl",""]`), Policy{noon, []Condition{{Field: "acl", At: span(16)}}}},
		{"starts-with", with(`[ "starts-with" , "$Content-Type" , "image/" ]`),
			Policy{noon, []Condition{{Operator: StartsWith, Field: "Content-Type", Value: "image/", At: span(46)}}}},
		{"range", with(`["content-length-range",0,9223372036854775807]`),
			Policy{noon, []Condition{{Operator: ContentLengthRange, Max: 1<<63 - 1, At: span(46)}}}},
		{"range in quotes", with(`["content-length-range","5","10"]`),
			Policy{noon, []Condition{{Operator: ContentLengthRange, Min: 5, Max: 10, At: span(33)}}}},
		{"escapes", with(`{"key":"\"\\\/\b\f\n\r\t\u00fc\uD83D\uDE00\$\v$ü"}`),
			Policy{noon, []Condition{{Field: "key", Value: "\"\\/\b\f\n\r\tü😀$\v$ü", Object: true, At: span(51)}}}},
		{"spaces, other order", "\r\n{ \"conditions\" : [ ] ,\t\"expiration\" : \"2015-12-30T12:00:00Z\" }\n", Policy{noon, []Condition{}}},
		{"fraction", `{"expiration":"2015-12-30T12:00:00.1239Z","conditions":[]}`, Policy{noon.Add(123 * time.Millisecond), []Condition{}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParsePolicy(c.document)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Expiration.Equal(c.want.Expiration) || !slices.Equal(got.Conditions, c.want.Conditions) {
				t.Errorf("got %#v at %v, want %#v", got.Conditions, got.Expiration, c.want.Conditions)
			}
			for _, condition := range got.Conditions {
				if again, err := ParsePolicy(with(c.document[condition.At.Start:condition.At.End])); err != nil || len(again.Conditions) != 1 {
					t.Errorf("the span %v holds no condition: %v", condition.At, err)
				}
			}
		})
	}
}

func TestParsePolicyRefuses(t *testing.T) {
	start := len(with("")) - 2 // of the first condition
	for _, c := range []struct {
		name, document string
		field          string
		at             int
		why            string // a part of it
	}{
		{"nothing", "", "policy", 0, "starts with {"},
		{"a list", "[]", "policy", 0, "starts with {"},
		{"base64", "eyJl", "policy", 0, "starts with {"},
		{"cut off", `{"expiration"`, "policy", 13, "a colon"},
		{"cut off in a list", with("")[:start], "policy", start, "cut off"},
		{"cut off in a string", `{"expir`, "policy", 7, "inside a string"},
		{"text after the end", with("") + "x", "policy", start + 2, "has ended"},
		{"NUL after the end", with("") + "\x00", "policy", start + 2, "has ended"},
		{"no expiration", `{"conditions":[]}`, "policy", 17, "there is no expiration"},
		{"no conditions", `{"expiration":"2015-12-30T12:00:00Z"}`, "policy", 37, "there is no conditions"},
		{"twice", `{"conditions":[],"conditions":[]}`, "policy", 17, "conditions is here twice"},
		{"capitals", `{"EXPIRATION":"2015-12-30T12:00:00Z"}`, "policy", 1, "written so"},
		{"a bucket policy", `{"Version":"2012-10-17"}`, "policy", 1, "nothing else"},
		{"name without quotes", `{expiration:1}`, "policy", 1, "in quotes"},
		{"expiration is a number", `{"expiration":1451476800}`, "policy", 14, "no offset"},
		{"expiration with an offset", `{"expiration":"2015-12-30T12:00:00+02:00"}`, "expiration", 14, "no offset"},
		{"expiration with a space", `{"expiration":"2015-12-30 12:00:00Z"}`, "expiration", 14, "no space"},
		{"expiration with an hour of one digit", `{"expiration":"2015-12-30T1:00:00.0Z"}`, "expiration", 14, "UTC"},
		{"expiration with a comma", `{"expiration":"2015-12-30T12:00:00,5Z"}`, "expiration", 14, "UTC"},
		{"expiration that is no day", `{"expiration":"2015-02-30T12:00:00Z"}`, "expiration", 14, "UTC"},
		{"expiration empty", `{"expiration":""}`, "expiration", 14, "UTC"},
		{"conditions is an object", `{"conditions":{}}`, "policy", 14, "a list in brackets"},
		{"condition is a string", with(`"acl"`), "condition 1", start, "starts with its operator"},
		{"empty object", with(`{}`), "condition 1", start, "this has none"},
		{"two fields", with(`{"a":"b","c":"d"}`), "condition 1", start + 9, "one field"},
		{"one field twice", with(`{"a":"b","a":"b"}`), "condition 1", start + 9, "one field"},
		{"field without name", with(`{"":"b"}`), "condition 1", start + 1, "name is empty"},
		{"number", with(`{"Content-Length":6199034}`), "condition 1", start + 18, "in quotes"},
		{"null", with(`{"acl":null}`), "condition 1", start + 7, "in quotes"},
		{"object as a value", with(`{"acl":{}}`), "condition 1", start + 7, "in quotes"},
		{"second condition", with(`{"a":"b"},["eq"]`), "condition 2", start + 15, "after commas"},
		{"empty array", with(`[]`), "condition 1", start + 1, "the operator stands here"},
		{"unknown operator", with(`["ends-with","$key",""]`), "condition 1", start + 1, "the operators are"},
		{"operator in capitals", with(`["Starts-With","$key",""]`), "condition 1", start + 1, "lower case"},
		{"no dollar", with(`["eq","acl","private"]`), "condition 1", start + 6, "after a $"},
		{"dollar alone", with(`["eq","$","private"]`), "condition 1", start + 6, "after a $"},
		{"eq with a number", with(`["eq","$a",1]`), "condition 1", start + 11, "in quotes"},
		{"too many arguments", with(`["eq","$a","b","c"]`), "condition 1", start + 14, "two arguments"},
		{"range with one number", with(`["content-length-range",0]`), "condition 1", start + 25, "two arguments"},
		{"range below zero", with(`["content-length-range",-1,0]`), "condition 1", start + 24, "whole number"},
		{"range with a fraction", with(`["content-length-range",0,512.0]`), "condition 1", start + 26, "whole number"},
		{"range beyond", with(`["content-length-range",0,9223372036854775808]`), "condition 1", start + 26, "whole number"},
		{"range with zeros before", with(`["content-length-range",007,8]`), "condition 1", start + 24, "whole number"},
		{"range of words", with(`["content-length-range","test","10"]`), "condition 1", start + 24, "whole number"},
		{"range without number", with(`["content-length-range",,1]`), "condition 1", start + 24, "whole number"},
		{"comma after the last", with(`{"a":"b"},`), "policy", start + 9, "no comma after the last"},
		{"no comma", with(`{"a":"b"} {"c":"d"}`), "policy", start + 10, "a comma stands between"},
		{"single quotes", with(`['eq','$a','b']`), "condition 1", start + 1, "in quotes"},
		{"not UTF-8", with("{\"a\":\"\xff\"}"), "condition 1", start + 6, "UTF-8"},
		{"line feed in a string", with("{\"a\":\"\n\"}"), "condition 1", start + 6, "control character"},
		{"unknown escape", with(`{"a":"\x41"}`), "condition 1", start + 6, "escape"},
		{"escape cut off", with(`{"a":"\u12"}`), "condition 1", start + 6, "escape"},
		{"escape with a control character", with("{\"a\":\"\\u001\x17\"}"), "condition 1", start + 6, "escape"},
		{"escape with a sign", with(`{"a":"\u+123"}`), "condition 1", start + 6, "escape"},
		{"half a pair", with(`{"a":"\uD83D"}`), "condition 1", start + 6, "escape"},
		{"two first halves", with(`{"a":"\uD83D\uD83D"}`), "condition 1", start + 6, "escape"},
		{"nested deep", with(strings.Repeat("[", 50_000)), "condition 1", start + 1, "the operator stands here"},
		{"too long", strings.Repeat(" ", MaxPolicy+1), "policy", -1, "longer than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParsePolicy(c.document)
			var e *sigv4.Error
			if !errors.As(err, &e) {
				t.Fatalf("accepted, or no *Error: %v", err)
			}
			if e.Stage != sigv4.StagePolicy || e.Field != c.field || e.Offset != c.at || e.Input != "" || !strings.Contains(e.Why, c.why) {
				t.Errorf("got %v %q at %d: %s\nwant %q at %d: …%s…", e.Stage, e.Field, e.Offset, e.Why, c.field, c.at, c.why)
			}
		})
	}
}

func TestDecodePolicyRefuses(t *testing.T) {
	for _, c := range []struct {
		name, field string
		at          int
		why         string
	}{
		{"the document itself", "{\"a\"", 0, "the document itself"},
		{"wrapped", "eyJl\neyJl", 4, "one line"},
		{"line end", "eyJl\r\n", 4, "one line"},
		{"URL-safe", "ey-_", 2, "URL-safe"},
		{"space", "ey l", 2, "no base64"},
		{"padding within", "ey==eyJl", 2, "no base64"},
		{"no padding", "eyI", 3, "padded"},
		{"cut off", "eyJlA", 5, "padded"},
		{"bits after the end", "eyJ=", 3, "padded"},
		{"padding alone", "====", 0, "padded"},
		{"too long", strings.Repeat("A", base64.StdEncoding.EncodedLen(MaxPolicy)+1), -1, "longer than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			document, err := DecodePolicy(c.field)
			var e *sigv4.Error
			if !errors.As(err, &e) || document != "" {
				t.Fatalf("accepted, or no *Error: %v", err)
			}
			if e.Stage != sigv4.StagePolicy || e.Field != "policy" || e.Offset != c.at || e.Input != "" || !strings.Contains(e.Why, c.why) {
				t.Errorf("got %v, want at %d: …%s…", err, c.at, c.why)
			}
		})
	}
	if document, err := DecodePolicy(""); document != "" || err != nil {
		t.Errorf("an empty field gives %q, %v", document, err)
	}
}

// A document is what ParsePolicy reads; what no policy may hold is refused by it, not lost.
func TestDocument(t *testing.T) {
	for _, c := range []struct {
		condition Condition
		want      string
	}{
		{Condition{Field: "a", Value: "b\"\\\n\x00ü$"}, `["eq","$a","b\"\\\u000a\u0000ü$"]`},
		{Condition{Field: "a", Value: "b", Object: true}, `{"a":"b"}`},
		{Condition{Operator: StartsWith, Field: "a", Object: true}, `["starts-with","$a",""]`},
		{Condition{Operator: ContentLengthRange, Min: 1, Max: 2, Field: "a"}, `["content-length-range",1,2]`},
		{Condition{Operator: ContentLengthRange, Min: -1}, `["content-length-range",-1,0]`},
		{Condition{Operator: 9, Field: "a"}, `["operator 9","$a",""]`},
	} {
		if got := (Policy{noon, []Condition{c.condition}}).Document(); got != with(c.want) {
			t.Errorf("got %s, want %s", got, with(c.want))
		}
	}
	if got := (Policy{Expiration: noon.In(time.FixedZone("", 7200))}).Document(); got != with("") {
		t.Errorf("in another zone: %s", got)
	}
}

// The refusals of S3 quote a condition so.
func TestConditionString(t *testing.T) {
	for _, c := range []struct {
		condition Condition
		want      string
	}{
		{Condition{Field: "key", Value: "/2025/0267$$Copy.csv", Object: true}, `["eq", "$key", "/2025/0267$$Copy.csv"]`},
		{Condition{Field: "Content-Disposition", Value: `filename="test.png"`}, `["eq", "$Content-Disposition", "filename=\"test.png\""]`},
		{Condition{Operator: StartsWith, Field: "Content-Type"}, `["starts-with", "$Content-Type", ""]`},
		{Condition{Operator: ContentLengthRange, Min: 1, Max: 2}, `["content-length-range", 1, 2]`},
		{Condition{Field: "X-Amz-Security-Token", Value: "the-token", Object: true}, `["eq", "$X-Amz-Security-Token", "[session token not shown]"]`},
	} {
		if got := c.condition.String(); got != c.want || fmt.Sprintf("%d", c.condition) != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
