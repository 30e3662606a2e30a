package view

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

// Every part of a model, drawn from a diagnosis made by hand: the wording of the rules is not
// this package's.
func TestModels(t *testing.T) {
	golden(t, "empty", dumpModel(Workbench(Job{})))
	ev, d := crafted("some\ttext ")
	golden(t, "everything", dumpModel(draw(diagnose.Input{Evidence: ev}, d, Secret{})))
}

// From the paste to the model: the parts that make each answer are there.
func TestWorkbench(t *testing.T) {
	for _, c := range []struct {
		name, paste string
		want        []string // in the dump of the model
		not         string
	}{
		{"clock", "HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: InvalidSignatureException\n\n" +
			`{"message":"Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 5 min.)"}`,
			[]string{`span.unbroken "26 s"`, "svg viewBox", `"4 min 26 s too old"`, `mark.part-time.bad title="time: signed" "20170517T062414Z"`,
				"button.tab#fix-1-tab-0", "badge-certain", "guides/signature-expired.html#", `b "JSON error"`}, "table.compare"},
		{"compared", `{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n` +
			`The Canonical String for this request should have been\n'GET\n/prod\na=1&b=2\nhost:example.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'\n"}` +
			"\n\nmy canonical request:\nGET\n/prod\nb=2&a=1\nhost:example.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
			[]string{"tr.differs.departs", `mark.bad title="differs" "b=2&a=1"`, `mark.bad title="differs" "a=1&b=2"`,
				"The first difference is in line 3, the canonical query string.", "li.departs", "guides/sigv4-step-by-step.html#canonical-query-string",
				`span.no "8"`, `title="empty line"`}, "svg"},
		{"unusable", "<html><body>It works!</body></html>", []string{"badge-undecided", `b "Not recognised"`}, "section.finding"},
		{"carriage return", "GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\nInvalidSignatureException", []string{`title="control character 0x00" "␀"`}, "\x00"},
	} {
		got := dumpModel(Workbench(Job{Paste: c.paste}))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the model lacks %s:\n%s", c.name, want, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("%s: the model holds %s", c.name, c.not)
		}
	}
}

// crafted is a diagnosis that has everything a diagnosis can have, with s in every text.
func crafted(s string) (paste.Evidence, diagnose.Diagnosis) {
	ev := paste.Evidence{Text: "first " + s + "\nsecond " + s + " end\n"}
	span := sigv4.Span{Start: 6, End: 6 + len(s)}
	ev.Parts = []paste.Part{{Kind: paste.KindCurl, Span: span, Note: s}, {Kind: paste.KindUnrecognized, Span: span, Note: s}}
	marks := []diagnose.Mark{{Span: span, Part: "time", Note: s, Bad: true}, {Span: sigv4.Span{Start: 2, End: 4}, Part: s, Note: s}}
	fact := diagnose.Fact{Fact: s, Confidence: diagnose.Certain, Marks: marks}
	finding := diagnose.Finding{
		Cause: s, Title: s, Confidence: diagnose.Proved, Why: s, Test: s, Marks: marks, Found: s, Expected: s + "x",
		Fixes:   []diagnose.Fix{{Do: s, Detail: s, Code: s}, {Do: s, On: s, Detail: s, Code: s}, {Do: s, On: "Linux", Code: s}},
		Sources: []diagnose.Citation{{Address: "https://docs.aws.amazon.com/" + s, Says: s}, {Address: "javascript:" + s, Says: s}},
		Guide:   "guides/signature-expired.html#late", Alternatives: []string{s},
	}
	possible := finding
	possible.Confidence = diagnose.Possible
	side := diagnose.ComparedSide{Name: "client", Text: sigv4.Text{String: s}}
	cells := []diagnose.Cell{{Text: s, Differs: []sigv4.Span{{Start: 0, End: 1}}}, {Absent: true}}
	server := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	lines := []diagnose.StepLine{{Name: s, Part: "path", Text: s}}
	return ev, diagnose.Diagnosis{
		Verdict:     diagnose.Verdict{Sentence: s, Confidence: diagnose.Proved, Detail: s},
		Established: []diagnose.Fact{fact},
		Findings:    []diagnose.Finding{finding, possible},
		RuledOut:    []diagnose.RuledOut{{Cause: s, Because: s}},
		PasteNext:   []diagnose.Ask{{What: s, Why: s}},
		Comparisons: []diagnose.Comparison{{Stage: sigv4.StageCanonicalRequest, Sides: []diagnose.ComparedSide{side, {Name: s}},
			Lines: []diagnose.ComparedLine{{Name: s, Part: "query", Cells: cells}, {Name: s, Cells: []diagnose.Cell{{Text: s}}, Same: true}}}},
		Transit: []diagnose.Leg{{From: diagnose.Place{Name: "sent", Title: s}, To: diagnose.Place{Name: "server", Title: s}, Note: s,
			Changes: []*diagnose.Change{
				{What: s, Part: "headers", Kind: diagnose.Changed, Sent: cells[0], Arrived: diagnose.Cell{Text: s}, Effect: diagnose.Breaks, Note: s,
					Suspects: []diagnose.Suspect{{Who: s, Does: s, Code: s, Named: s, Source: "https://example.com/" + s}}},
				{What: s, Kind: diagnose.Dropped, Sent: diagnose.Cell{Text: s}, Arrived: diagnose.Cell{Absent: true}, Effect: diagnose.Unsigned}},
			Unseen: []diagnose.Unseen{{Name: s, In: "arrived", Signed: true}}}},
		Steps: &diagnose.Steps{Whose: "sent", CanonicalRequest: lines, StringToSign: []diagnose.StepLine{{Part: "scope", Text: s + "/a/b/c"}},
			Hash: s, Signature: s, Recomputed: s},
		Clock: &diagnose.Clock{Signed: server.Add(-time.Hour), Server: server, Tolerance: 5 * time.Minute, Offset: -time.Hour, Marks: marks},
		Parts: ev.Parts,
	}
}

// drawnTags are all the elements that a model may hold.
var drawnTags = map[string]bool{
	"a": true, "b": true, "button": true, "code": true, "dd": true, "details": true, "div": true, "dl": true, "dt": true,
	"h1": true, "h2": true, "h3": true, "i": true, "li": true, "line": true, "mark": true, "ol": true, "p": true, "pre": true,
	"rect": true, "s": true, "section": true, "span": true, "summary": true, "svg": true, "table": true, "tbody": true,
	"td": true, "text": true, "th": true, "thead": true, "tr": true, "ul": true,
}

// walk visits every node of a model.
func walk(m Model, visit func(Node)) {
	var into func(nodes []Node)
	into = func(nodes []Node) {
		for _, n := range nodes {
			visit(n)
			into(n.Children)
		}
	}
	into(m.Verdict)
	into(m.Answer)
	into([]Node{m.Chips, m.Recognised})
	into(m.Notices)
}

// Markup in any field stays text: no element, class or address comes from the reader's text.
func TestMarkupStaysText(t *testing.T) {
	const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>`
	ev, d := crafted(evil)
	m := draw(diagnose.Input{Evidence: ev}, d, Secret{})
	shown := 0
	walk(m, func(n Node) {
		if n.Tag == "" {
			shown += strings.Count(n.Text, "script>")
			return
		}
		if !drawnTags[n.Tag] {
			t.Errorf("the model holds an element %q", n.Tag)
		}
		if strings.ContainsAny(n.Class, "<>") {
			t.Errorf("the text got into the class of %s: %q", n.Tag, n.Class)
		}
		for _, a := range n.Attrs {
			if a.Name == "href" && !strings.HasPrefix(a.Value, "https://") {
				t.Errorf("an address leads to %q", a.Value)
			}
			if strings.HasPrefix(a.Name, "on") || a.Name == "style" || a.Name == "src" {
				t.Errorf("%s has the attribute %s", n.Tag, a.Name)
			}
		}
	})
	if shown < 20 {
		t.Errorf("the text is shown in %d places only: this test looks past the fields", shown)
	}
}

// planted is AWS's documented example of a secret.
const planted = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// modelText is everything of a model that is shown, copied or sent anywhere.
func modelText(m Model) string {
	return dumpModel(m) + m.Report() + m.Pack() + fmt.Sprintf("%v %+v %#v", m, m, m)
}

// A secret found in the paste or given beside it is in no tree, attribute, copy or report.
func TestSecretsAreNeverDrawn(t *testing.T) {
	ev, d := crafted(planted)
	ev.Secrets = []paste.Secret{{Span: sigv4.Span{Start: 6, End: 6 + len(planted)}}}
	check := func(name string, m Model, want string) {
		t.Helper()
		text := modelText(m)
		for _, form := range []string{planted, planted[:20], planted[len(planted)-20:], "wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY"} {
			if i := strings.Index(text, form); i >= 0 {
				t.Errorf("%s: %q is in the model: …%s", name, form, text[max(0, i-80):i+len(form)])
			}
		}
		if !strings.Contains(text, want) {
			t.Errorf("%s: the model does not show %q", name, want)
		}
	}
	check("found in the paste", draw(diagnose.Input{Evidence: ev}, d, Secret{}), mask)
	ev.Secrets = nil
	check("given beside it", draw(diagnose.Input{Evidence: ev}, d, NewSecret(planted)), mask)
	check("given with white space", draw(diagnose.Input{Evidence: ev}, d, NewSecret(planted+" \n")), mask)

	pasted := "curl -u AKIAIOSFODNN7EXAMPLE:" + planted + " --aws-sigv4 aws:amz:us-east-1:s3 https://bucket.s3.amazonaws.com/a\n" +
		"export AWS_SECRET_ACCESS_KEY=" + planted + "\nSignatureDoesNotMatch\n"
	check("parsed", Workbench(Job{Paste: pasted}), mask)
	check("parsed and given", Workbench(Job{Paste: pasted, Secret: NewSecret(planted)}), mask)
	check("in a place that no format knows", Workbench(Job{Paste: "my key is <" + planted + ">, SignatureDoesNotMatch", Secret: NewSecret(planted)}), mask)
}

// The secret itself prints under no verb.
func TestSecretNeverPrints(t *testing.T) {
	s := NewState()
	s.SetSecret(NewSecret(planted))
	job, _ := s.Job()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		for _, v := range []any{NewSecret(planted), job, &job, s, &s} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, planted[:12]) || strings.Contains(got, "774a616c") || strings.Contains(got, "774A616C") {
				t.Errorf("%s prints the secret: %s", verb, got)
			}
		}
	}
	if strings.Contains(s.Save(), planted) {
		t.Error("the saved state holds the secret")
	}
}

// No input is too strange or too long to be drawn, quickly and in bounds.
func TestAnyInputIsDrawn(t *testing.T) {
	for name, text := range map[string]string{
		"binary":        "\x00\x01\xff\xfe\x80" + strings.Repeat("\xc3\x28\x00", 300),
		"one long line": strings.Repeat("a", paste.MaxBytes+5),
		"many lines":    strings.Repeat("SignatureDoesNotMatch\n", 40000),
		"many headers":  "GET / HTTP/1.1\nHost: a\n" + strings.Repeat("X-A: b\n", 50000),
		"only newlines": strings.Repeat("\r\n", 200000),
		"control":       "Signature\u202eexpired\u0000\u200b",
		"deep JSON":     strings.Repeat(`{"message":`, 20000),
	} {
		start := time.Now()
		m := Workbench(Job{Paste: text})
		nodes, longest := 0, 0
		walk(m, func(n Node) {
			nodes++
			longest = max(longest, len(n.Text))
		})
		if nodes > 30000 || longest > 20000 {
			t.Errorf("%s: %d nodes, the longest text %d bytes", name, nodes, longest)
		}
		if len(m.Verdict) == 0 || plain(m.Verdict...) == "" {
			t.Errorf("%s: no verdict", name)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if strings.ContainsAny(plain(m.Verdict...)+plain(m.Answer...)+plain(m.Recognised), "\x00\u202e\u200b") {
			t.Errorf("%s: a character that hides is drawn as it is", name)
		}
	}
}

func TestTooLongPasteSaysSo(t *testing.T) {
	m := Workbench(Job{Paste: strings.Repeat("a", paste.MaxBytes), Left: 9 << 20})
	if got := plain(m.Notices...); !strings.Contains(got, "first 1.0 MiB") || !strings.Contains(got, "9.0 MiB") {
		t.Errorf("the notice is %q", got)
	}
}
