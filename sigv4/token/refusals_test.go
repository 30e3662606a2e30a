package token

import (
	"errors"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// refused checks that err is a typed error about field, and names no secret.
func refused(t *testing.T, name string, made Token, err error, field string) {
	t.Helper()
	var e *sigv4.Error
	switch {
	case !errors.As(err, &e):
		t.Errorf("%s: got %v, want an error about %s", name, err, field)
	case e.Field != field:
		t.Errorf("%s: the error is about %s, want %s: %v", name, e.Field, field, err)
	case !made.IsZero():
		t.Errorf("%s: a token comes with the error", name)
	case strings.Contains(err.Error(), exampleSecret) || strings.Contains(err.Error(), "session+token"):
		t.Errorf("%s: the error tells a secret: %v", name, err)
	case len(e.Input) > 210 || e.Why == "":
		t.Errorf("%s: %v", name, err)
	}
}

func TestEveryTokenRefusesBadInput(t *testing.T) {
	for _, k := range kinds {
		for _, tc := range []struct {
			name, field string
			change      func(*Terms)
		}{
			{"no region", "region", func(t *Terms) { t.Region = "" }},
			{"slash in the region", "region", func(t *Terms) { t.Region = "us/east" }},
			{"no time", "X-Amz-Date", func(t *Terms) { t.Time = time.Time{} }},
			{"year 10000", "X-Amz-Date", func(t *Terms) { t.Time = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }},
			{"year -1", "X-Amz-Date", func(t *Terms) { t.Time = time.Date(-1, 12, 31, 23, 0, 0, 0, time.UTC) }},
			{"year 10000 in UTC only", "X-Amz-Date", func(t *Terms) {
				t.Time = time.Date(9999, 12, 31, 23, 30, 0, 0, time.FixedZone("west", -3600))
			}},
			{"no key", "key", func(t *Terms) { t.Credentials.Key = sigv4.Key{} }},
			{"no access key id", "access key id", func(t *Terms) { t.Credentials.AccessKeyID = "" }},
			{"id and secret exchanged", "access key id", func(t *Terms) { t.Credentials.AccessKeyID = exampleSecret }},
			{"session token with a line end", "session token", func(t *Terms) { t.Credentials.SessionToken += "\n" }},
		} {
			terms := terms()
			tc.change(&terms)
			made, err := k.make(terms, k.host, k.given, 60)
			field := tc.field
			if field == "region" && (k.name == "MSK" || k.name == "EKS") {
				field = "host" // which the region is a part of
				if tc.name == "no region" {
					field = "region"
				}
			}
			refused(t, k.name+", "+tc.name, made, err, field)
		}
		if k.longest > 0 {
			for _, expires := range []int{-1, -1 << 63, k.longest + 1, 1<<63 - 1} {
				made, err := k.make(terms(), k.host, k.given, expires)
				refused(t, k.name+", expires", made, err, "X-Amz-Expires")
			}
			made, err := k.make(terms(), k.host, k.given, 0)
			if k.name != "IoT" {
				refused(t, k.name+", expires 0", made, err, "X-Amz-Expires")
			}
			if _, err := k.make(terms(), k.host, k.given, k.longest); err != nil {
				t.Errorf("%s: %v", k.name, err)
			}
		}
		if k.host != "" {
			for _, host := range []string{"", "https://h", "h/", "h:80", "h h", "ä", "h\n", "h?x", "user@h", strings.Repeat("h", 254)} {
				made, err := k.make(terms(), host, k.given, 60)
				refused(t, k.name+", host "+host, made, err, "host")
			}
		}
		if k.given != "" {
			for _, name := range []string{"", strings.Repeat("u", 1025)} {
				made, err := k.make(terms(), k.host, name, 60)
				field := map[string]string{"RDS": "DBUser", "EKS": "x-k8s-aws-id"}[k.name]
				if field == "" {
					field = "User"
				}
				refused(t, k.name+", name", made, err, field)
			}
		}
	}
}

func TestOtherRefusals(t *testing.T) {
	for _, port := range []int{-1, 0, 65536, -1 << 63} {
		made, err := RDS(RDSRequest{terms(), "h", port, "u", 60})
		refused(t, "RDS, port", made, err, "port")
	}
	for _, port := range []int{-1, 65536} {
		made, err := IoT(IoTRequest{terms(), "h", port, 60})
		refused(t, "IoT, port", made, err, "port")
	}
	for name, tc := range map[string]struct {
		field string
		make  func() (Token, error)
	}{
		"MemoryDB, serverless":      {"ResourceType", func() (Token, error) { return MemoryDB(CacheRequest{terms(), "c", "u", true, 60}) }},
		"EKS, cluster with a space": {"x-k8s-aws-id", func() (Token, error) { return EKS(EKSRequest{terms(), "a b", "", 60}) }},
		"EKS, host":                 {"host", func() (Token, error) { return EKS(EKSRequest{terms(), "a", "https://sts", 60}) }},
		"MSK, user agent":           {"User-Agent", func() (Token, error) { return MSK(MSKRequest{terms(), strings.Repeat("a", 1025), 60}) }},
		"WebSocket, service":        {"service", func() (Token, error) { return WebSocket(WebSocketRequest{terms(), "", "h", 0, "", nil, 60}) }},
		"WebSocket, slash":          {"service", func() (Token, error) { return WebSocket(WebSocketRequest{terms(), "a/b", "h", 0, "", nil, 60}) }},
		"WebSocket, path":           {"path", func() (Token, error) { return WebSocket(WebSocketRequest{terms(), "s", "h", 0, "x", nil, 60}) }},
		"WebSocket, query in path":  {"path", func() (Token, error) { return WebSocket(WebSocketRequest{terms(), "s", "h", 0, "/x?y", nil, 60}) }},
		"WebSocket, own date": {"X-Amz-Date", func() (Token, error) {
			return WebSocket(WebSocketRequest{terms(), "s", "h", 0, "/", []Param{{"X-Amz-Date", "x"}}, 60})
		}},
		"WebSocket, nameless": {"parameter", func() (Token, error) {
			return WebSocket(WebSocketRequest{terms(), "s", "h", 0, "/", []Param{{"", "x"}}, 60})
		}},
		"WebSocket, long parameters": {"parameters", func() (Token, error) {
			return WebSocket(WebSocketRequest{terms(), "s", "h", 0, "/", []Param{{"x", strings.Repeat("x", MaxToken)}}, 60})
		}},
		"WebSocket, long path": {"target", func() (Token, error) {
			return WebSocket(WebSocketRequest{terms(), "s", "h", 0, "/" + strings.Repeat("x", sigv4.MaxTarget), nil, 60})
		}},
		"Kinesis Video, ARN":  {"X-Amz-ChannelARN", func() (Token, error) { return KinesisVideo(KinesisVideoRequest{terms(), "h", "", "", 60}) }},
		"Kinesis Video, AWS_": {"X-Amz-ClientId", func() (Token, error) { return KinesisVideo(KinesisVideoRequest{terms(), "h", "arn", "aws_x", 60}) }},
		"Kinesis Video, long id": {"X-Amz-ClientId", func() (Token, error) {
			return KinesisVideo(KinesisVideoRequest{terms(), "h", "arn", strings.Repeat("x", 257), 60})
		}},
		"AppSync, path": {"path", func() (Token, error) { return AppSync(AppSyncRequest{terms(), "h", "graphql", ""}) }},
		"AppSync, body": {"body", func() (Token, error) {
			return AppSync(AppSyncRequest{terms(), "h", "/event", strings.Repeat("x", MaxToken+1)})
		}},
		"CodeCommit, host":    {"host", func() (Token, error) { return CodeCommit(CodeCommitRequest{terms(), "", "/v1/repos/r"}) }},
		"CodeCommit, no path": {"path", func() (Token, error) { return CodeCommit(CodeCommitRequest{terms(), "h", ""}) }},
		"CodeCommit, path":    {"path", func() (Token, error) { return CodeCommit(CodeCommitRequest{terms(), "h", "/a%20b"}) }},
		"CodeCommit, slash":   {"path", func() (Token, error) { return CodeCommit(CodeCommitRequest{terms(), "h", "a"}) }},
		"CodeCommit, region": {"region", func() (Token, error) {
			terms := terms()
			terms.Region = "a/b"
			return CodeCommit(CodeCommitRequest{terms, "h", "/a"})
		}},
		"CodeCommit, time": {"time", func() (Token, error) {
			terms := terms()
			terms.Time = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
			return CodeCommit(CodeCommitRequest{terms, "h", "/a"})
		}},
		"CodeCommit, key": {"key", func() (Token, error) {
			terms := terms()
			terms.Credentials.Key = sigv4.Key{}
			return CodeCommit(CodeCommitRequest{terms, "h", "/a"})
		}},
		"SES, no key":      {"key", func() (Token, error) { return SMTPPassword(sigv4.Key{}, "us-east-1") }},
		"SES, signing key": {"key", func() (Token, error) { return SMTPPassword(sigv4.SigningKey([32]byte{1}), "us-east-1") }},
		"SES, region":      {"region", func() (Token, error) { return SMTPPassword(sigv4.SecretKey("s"), "") }},
		"SES, slash":       {"region", func() (Token, error) { return SMTPPassword(sigv4.SecretKey("s"), "a/b") }},
	} {
		made, err := tc.make()
		refused(t, name, made, err, tc.field)
	}
}

// A user's name may hold any byte; it is signed, and found again.
func TestOddUsers(t *testing.T) {
	for _, user := range []string{"a b", "a+b", "a%20b", "ä", "\x00\xff", "a&b=c", "a/b?c#d", "%", "~-._", "=", strings.Repeat("\xff", 1024)} {
		made, err := RDS(RDSRequest{terms(), "h", 1, user, 60})
		if err != nil {
			t.Errorf("%q: %v", user, err)
			continue
		}
		p, err := ParseRDS(made.Reveal())
		if err != nil || p.Param("DBUser") != user {
			t.Errorf("%q: found again as %q, %v", user, p.Param("DBUser"), err)
			continue
		}
		if v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageNone {
			t.Errorf("%q: departs at %v, %v", user, v.Departs, err)
		}
	}
}

func TestParseAppSyncRefuses(t *testing.T) {
	made, err := AppSync(AppSyncRequest{terms(), "h", AppSyncEvents, `{"a":1}`})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ token, path, body, field string }{
		{made.Reveal(), "", "", "path"},
		{made.Reveal(), "event", "", "path"},
		{made.Reveal(), AppSyncEvents, strings.Repeat("x", MaxToken+1), "body"},
		{made.Reveal()[1:], AppSyncEvents, "", "token"},
		{"header-" + "e30", AppSyncEvents, "", "token"},                    // {}
		{"header-" + "eyJhIjoiYiJ9IA", AppSyncEvents, "", "Authorization"}, // {"a":"b"} and a space
		{"header-" + "eyJhIjoiYiJ9eA", AppSyncEvents, "", "token"},         // {"a":"b"}x
		{"header-" + "eyJhIjoiYiIsfQ", AppSyncEvents, "", "token"},         // {"a":"b",}
		{"header-" + "eyJhIjoiXHUwMDYxIn0", AppSyncEvents, "", "token"},    // {"a":"\u0061"}
	} {
		_, err := ParseAppSync(tc.token, tc.path, tc.body)
		refused(t, tc.token, Token{}, err, tc.field)
	}
	p, err := ParseAppSync(made.Reveal(), AppSyncEvents, `{"a":1}`)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := p.Verify(terms().Credentials.Key, sigv4.Theirs{}); err != nil || v.Departs != sigv4.StageNone {
		t.Errorf("departs at %v, %v", v.Departs, err)
	}
}

func TestParsersRefuse(t *testing.T) {
	parsers := map[string]func(string) (Parsed, error){"EKS, no cluster": func(s string) (Parsed, error) { return ParseEKS(s, "") }}
	for _, k := range kinds {
		parsers[k.name] = k.parse
	}
	for name, parse := range parsers {
		for _, text := range []string{"", " ", "x", "wss://", "wss://h", "https://h", "h?", "h:/?X-Amz-Signature=1", "h:99999/?X-Amz-Signature=1",
			"h:+1/?X-Amz-Signature=1", "wss://h/?X-Amz-Signature=1&X-Amz-Signature=2", "k8s-aws-v1.", "k8s-aws-v1.!", "header-", "header-!", "header-e30",
			"header-eyJ4IjoxfQ", "header-eyJ4IjoiMSJ9e30", strings.Repeat("a", MaxToken+1), "h/?\x00", "ä", "/", "?", "h/#"} {
			if p, err := parse(text); err == nil {
				t.Errorf("%s: %.40q is taken for a token of %v", name, text, p.Claim())
			} else if e := new(sigv4.Error); !errors.As(err, &e) || e.Why == "" {
				t.Errorf("%s: %.40q: %v", name, text, err)
			}
		}
	}
}
