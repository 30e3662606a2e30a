package view

import (
	"strings"
	"testing"
)

const (
	sentOne = "GET /prod/items?limit=5 HTTP/1.1\nHost: api.example.com\nAccept-Encoding: identity\nX-Amz-Date: 20260315T120000Z\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=accept-encoding;host;x-amz-date, Signature=5ff568744b6e3ceb1308e3090e5768cfc84fc396b395f5a9e64f1f74dc37dd29\n\n"
	canonicalOne = "GET\n/prod/items\nlimit=5\naccept-encoding:identity\nhost:api.example.com\nx-amz-date:20260315T120000Z\n\naccept-encoding;host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

// arrivedOne is sentOne as a capture behind a proxy has it: old and new in turns.
func arrivedOne(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(sentOne) }

// answerOne is an answer that prints a canonical request.
func answerOne(canonical string) string {
	return "HTTP/1.1 403 Forbidden\nServer: nginx/1.22.1\n\nThe request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.\n\n" +
		"The Canonical String for this request should have been\n'" + canonical + "'\n"
}

// withID finds an element of the trees, with no tag for none.
func withID(nodes []Node, id string) Node {
	for _, n := range nodes {
		if n.ID == id {
			return n
		}
		if found := withID(n.Children, id); found.Tag != "" {
			return found
		}
	}
	return Node{}
}

// transitOf is the part on the way of what a paste is answered with.
func transitOf(m Model) Node {
	for _, n := range m.Answer {
		if withID([]Node{n}, transitID).Tag != "" {
			return n
		}
	}
	return Node{}
}

func TestTransit(t *testing.T) {
	for name, paste := range map[string]string{
		"transit-captured": sentOne + arrivedOne("/prod", "", "api.example.com", "backend:8080", "identity", "br, gzip\u00a0", "X-Amz-Date", "CF-Ray: 1-FRA\nX-Amz-Date"),
		"transit-answered": sentOne + answerOne(strings.Replace(canonicalOne, "api.example.com", "backend", 1)),
		"transit-nothing":  "CanonicalRequest:\n" + canonicalOne + "\n\n" + answerOne(canonicalOne),
		"transit-unseen": `fetch("https://api.example.com/prod/items?limit=5", {"headers": {"x-amz-date": "20260315T120000Z", "authorization": "` +
			strings.TrimSpace(sentOne[strings.Index(sentOne, "AWS4-"):]) + `"}, "method": "GET"});` + "\n\n" + arrivedOne("Host", "Via: 1.1 a\nHost"),
	} {
		golden(t, name, dump(transitOf(Workbench(Job{Paste: paste}))))
	}
}

// The button below the verdict leads to the part, whose heading takes the focus.
func TestWayToTransit(t *testing.T) {
	m := Workbench(Job{Paste: sentOne + answerOne(strings.Replace(canonicalOne, "api.example.com", "backend", 1))})
	go1 := ""
	walk(m, func(n Node) {
		if n.attr("data-action") == ActGo {
			go1 = n.attr("data-arg") + ": " + plain(n)
		}
	})
	if go1 != "transit: See what changed on the way" {
		t.Errorf("the button is %q", go1)
	}
	if head := withID(m.Answer, transitID); head.Tag != "h2" || head.attr("tabindex") != "-1" {
		t.Errorf("the heading is %s", dump(head))
	}
	if got := transitOf(Workbench(Job{Paste: sentOne})); got.Tag != "" {
		t.Errorf("one place is no way: %s", dump(got))
	}
}
