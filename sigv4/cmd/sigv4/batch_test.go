package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBatch(t *testing.T) {
	quote := func(s string) string {
		out, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	const key = "f5e5be75fde0a8e23b3206cc1a73b0d677f948a1e0fe441bce125172be1075fa"
	for _, c := range []struct {
		what, line string
		id         string // of the answer, as JSON; "" for none
		cause      string // the first finding
		says       string // in the error
	}{
		{"clock", `{"id":"a","paste":` + quote(testClock) + `}`, `"a"`, "clock-skew", ""},
		{"secret", `{"id":1,"paste":` + quote(testRequest) + `,"secret_access_key":` + quote(testSecret) + `}`, "1", "signature-valid", ""},
		{"signing key", `{"id":[1],"paste":` + quote(testRequest) + `,"signing_key":"` + key + `"}`, "[1]", "signature-valid", ""},
		{"signing key in capitals", `{"id":"k","paste":` + quote(testRequest) + `,"signing_key":"` + strings.ToUpper(key) + `"}`, `"k"`, "signature-valid", ""},
		{"now and token", `{"id":"n","paste":` + quote(testRequest) + `,"now":"20260315T120100Z","session_token":"EXAMPLETOKEN"}`, `"n"`, "", ""},
		{"nothing in it", `{"id":"e","paste":""}`, `"e"`, "", ""},
		{"members of later versions", `{"id":"l","paste":"x","note":true}`, `"l"`, "", ""},
		{"not JSON", `{"id":"b",`, "", "", "not JSON"},
		{"no object", `[1,2]`, "", "", "not a JSON object"},
		{"null", `null`, "", "", `"id" is missing`},
		{"no id", `{"paste":"x"}`, "", "", `"id" is missing`},
		{"no paste", `{"id":"p"}`, `"p"`, "", `"paste" is missing`},
		{"paste of another type", `{"id":"t","paste":1}`, `"t"`, "", `"paste" is not a string`},
		{"both keys", `{"id":"2","paste":"x","secret_access_key":"a","signing_key":"b"}`, `"2"`, "", "exclude each other"},
		{"signing key too short", `{"id":"s","paste":"x","signing_key":"` + key[:62] + `"}`, `"s"`, "", "not 64 hex digits"},
		{"signing key not hex", `{"id":"s","paste":"x","signing_key":"` + strings.Repeat("z", 64) + `"}`, `"s"`, "", "not 64 hex digits"},
		{"time", `{"id":"w","paste":"x","now":"noon"}`, `"w"`, "", "now"},
		{"too long", `{"id":"x","paste":"` + strings.Repeat("a", maxLine) + `"}`, "", "", "longer than 16 MiB"},
	} {
		t.Run(c.what, func(t *testing.T) {
			// The line after it shows that the run goes on; a blank line gives nothing.
			status, out, stderr := runSigv4(c.line+"\n\n  \n"+`{"id":"after","paste":""}`, nil, "batch")
			lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
			if status != 0 || stderr != "" || len(lines) != 2 || !strings.HasPrefix(lines[1], `{"id":"after","verdict"`) {
				t.Fatalf("status %d, %d lines: %.300s %s", status, len(lines), out, stderr)
			}
			var got struct {
				ID       json.RawMessage
				Error    string
				Verdict  *struct{ Sentence string }
				Findings []struct{ Cause string }
			}
			if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
				t.Fatal(err)
			}
			if string(got.ID) != c.id {
				t.Errorf("id %s, want %s", got.ID, c.id)
			}
			if (got.Error != "") != (c.says != "") || !strings.Contains(got.Error, c.says) || (got.Verdict == nil) != (c.says != "") {
				t.Errorf("answer %.300s; want an error with %q", lines[0], c.says)
			}
			if c.cause != "" && (len(got.Findings) == 0 || got.Findings[0].Cause != c.cause) {
				t.Errorf("findings %+v, want %s first", got.Findings, c.cause)
			}
			if strings.Contains(lines[0], testSecret) || strings.Contains(lines[0], key) || strings.Contains(lines[0], "EXAMPLETOKEN") {
				t.Error("something secret is in the output")
			}
		})
	}
}

// The output is UTF-8 whatever the input is, and a byte order mark is no fault.
func TestBatchBytes(t *testing.T) {
	status, out, _ := runSigv4("\uFEFF{\"id\":1,\"paste\":\"x\"}\n{\"id\":\"\xff\",\"paste\":\"y\"}\n", nil, "batch")
	if status != 0 || !utf8.ValidString(out) || strings.Contains(out, `"error"`) || strings.Count(out, "\n") != 2 {
		t.Errorf("status %d, %q", status, out)
	}
}

func TestBatchEnds(t *testing.T) {
	if status, out, _ := runSigv4("", nil, "batch"); status != 0 || out != "" {
		t.Errorf("no input: status %d, %q", status, out)
	}
	if status, _, stderr := runSigv4("", nil, "batch", "file"); status != exitUnusable || !strings.Contains(stderr, "usage") {
		t.Errorf("an argument: status %d, %q", status, stderr)
	}
}
