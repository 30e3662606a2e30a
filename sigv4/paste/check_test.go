package paste

import (
	"slices"
	"strings"
	"testing"

	"countersign/sigv4"
)

// checkEvidence fails t when evidence breaks what every piece of evidence promises: maps that cover
// their texts and tell the truth, spans in the paste, parts that leave no byte out, secrets in no text.
func checkEvidence(t *testing.T, ev Evidence) {
	t.Helper()
	inside := func(what string, s sigv4.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(ev.Text) {
			t.Fatalf("%s: span %v is not in a paste of %d bytes", what, s, len(ev.Text))
		}
	}
	text := func(what string, x sigv4.Text) {
		t.Helper()
		at := 0
		for _, s := range x.Map.Segments {
			if s.Here.Start != at || s.Here.End <= at {
				t.Fatalf("%s: segment %v does not follow byte %d of %q", what, s, at, x.String)
			}
			at = s.Here.End
			if s.Source.Part == sigv4.Inserted {
				if s.Why == "" {
					t.Errorf("%s: inserted bytes %q have no reason", what, x.String[s.Here.Start:s.Here.End])
				}
				continue
			}
			inside(what, s.Src)
			if !s.Recoded && s.Here.Len() == s.Src.Len() {
				if here, there := x.String[s.Here.Start:s.Here.End], ev.Text[s.Src.Start:s.Src.End]; here != there {
					t.Fatalf("%s: %q is mapped to %q", what, here, there)
				}
			}
		}
		if at != len(x.String) {
			t.Fatalf("%s: the map covers %d bytes of %q", what, at, x.String)
		}
		for _, secret := range ev.Secrets {
			bare := bareSecret(ev.Text, secret.Span)
			if value := ev.Text[bare.Start:bare.End]; len(value) >= 16 && strings.Contains(x.String, value) {
				t.Fatalf("%s repeats a secret", what)
			}
		}
	}
	within := func(what string, x sigv4.Text, spans ...sigv4.Span) {
		t.Helper()
		for _, s := range spans {
			if s.Start < 0 || s.End < s.Start || s.End > len(x.String) {
				t.Fatalf("%s: %v is not in %q", what, s, x.String)
			}
		}
	}
	for i, r := range ev.Requests {
		inside("request", r.Span)
		text("method", sigv4.Text{String: r.Method, Map: r.MethodMap})
		text("target", sigv4.Text{String: r.Target, Map: r.TargetMap})
		text("body", sigv4.Text{String: string(r.Request.Body), Map: r.BodyMap})
		if len(r.NameMaps) != len(r.Headers) || len(r.ValueMaps) != len(r.Headers) || len(r.Implied) != len(r.Headers) || len(r.Expands) != len(r.Headers) {
			t.Fatalf("request %d: %d headers, %d names, %d values, %d implied, %d expand", i, len(r.Headers), len(r.NameMaps), len(r.ValueMaps), len(r.Implied), len(r.Expands))
		}
		for k, h := range r.Headers {
			text("header name", sigv4.Text{String: h.Name, Map: r.NameMaps[k]})
			text("header value", sigv4.Text{String: h.Value, Map: r.ValueMaps[k]})
		}
		if r.Response < -1 || r.Response >= len(ev.Responses) || r.Error < -1 || r.Error >= len(ev.Errors) {
			t.Fatalf("request %d: response %d of %d, error %d of %d", i, r.Response, len(ev.Responses), r.Error, len(ev.Errors))
		}
	}
	for i, r := range ev.Responses {
		inside("response", r.Span)
		for k, h := range r.Headers {
			text("response header", sigv4.Text{String: h.Value, Map: r.ValueMaps[k]})
		}
		if r.Error >= 0 && ev.Errors[r.Error].Response != i {
			t.Fatalf("response %d has error %d, which is of response %d", i, r.Error, ev.Errors[r.Error].Response)
		}
	}
	for i, e := range ev.Errors {
		if i > 0 && e.Span.Start < ev.Errors[i-1].Span.Start {
			t.Fatalf("error %d stands before the one listed before it", i)
		}
		inside("error", e.Span)
		text("code", e.Code)
		text("message", e.Message)
		for _, f := range e.Fields {
			text("field "+f.Name, f.Value)
		}
		for _, m := range e.Messages {
			within("message "+m.ID, e.Message, m.Span)
			for _, c := range m.Captures {
				text("capture "+c.Name, c.Value)
			}
		}
	}
	for i, c := range ev.CanonicalRequests {
		if i > 0 && c.Span.Start < ev.CanonicalRequests[i-1].Span.Start {
			t.Fatalf("canonical request %d stands before the one listed before it", i)
		}
		inside("canonical request", c.Span)
		text("canonical request", c.Text)
		within("canonical request", c.Text, c.Method, c.URI, c.Query, c.Headers, c.SignedHeaders, c.PayloadHash)
	}
	for _, policy := range ev.Policies {
		inside("policy", policy.Span)
		text("version", policy.Version)
		text("id", policy.ID)
		for _, s := range policy.Statements {
			text("effect", s.Effect)
			text("sid", s.Sid)
			for _, list := range [][]sigv4.Text{s.Actions, s.NotActions, s.Resources, s.NotResources} {
				for _, value := range list {
					text("element", value)
				}
			}
			for _, span := range []sigv4.Span{s.Span, s.Principal, s.NotPrincipal, s.Condition} {
				inside("statement", span)
			}
		}
	}
	for _, form := range ev.Forms {
		inside("form", form.Span)
		text("address of a form", form.Address)
		for _, f := range form.Fields {
			text("field of a form", f.Value)
		}
	}
	for _, c := range ev.StringsToSign {
		inside("string to sign", c.Span)
		text("string to sign", c.Text)
		within("string to sign", c.Text, c.Algorithm, c.Time, c.Scope, c.Hash)
	}
	checkParts(t, ev)
}

// checkParts fails t when parts are out of order, or leave a byte that is not white space out.
func checkParts(t *testing.T, ev Evidence) {
	t.Helper()
	covered := make([]bool, len(ev.Text)+1)
	start := 0
	for _, p := range ev.Parts {
		if p.Span.Start < start || p.Span.End <= p.Span.Start || p.Span.End > len(ev.Text) {
			t.Fatalf("part %v follows one that starts at %d, in %d bytes", p, start, len(ev.Text))
		}
		start = p.Span.Start
		for i := p.Span.Start; i < p.Span.End; i++ {
			covered[i] = true
		}
	}
	in, _ := prepare(ev.Text)
	bare := undecorated(ev.Text)
	for _, dropped := range slices.Concat(bare.Map.Dropped, unwrapped(bare).Map.Dropped, in.Map.Dropped) {
		for i := dropped.Src.Start; i < dropped.Src.End && dropped.Why != "quotation mark" && dropped.Why != "indentation"; i++ {
			covered[i] = true
		}
	}
	for _, s := range in.Map.Segments { // an escape that stands for white space
		for i := s.Src.Start; i < s.Src.End && s.Recoded && strings.TrimSpace(in.String[s.Here.Start:s.Here.End]) == ""; i++ {
			covered[i] = true
		}
	}
	decoration := strings.NewReplacer("> ", "  ", ">", " ", "< ", "  ", "│ ", "    ", "│", "   ", "\ufeff", "   ", noBreakSpace, "  ")
	left := decoration.Replace(ev.Text)
	for i := range len(ev.Text) {
		if c := left[i]; !covered[i] && !isSpace(c) {
			t.Fatalf("byte %d, %q, is in no part: %v", i, ev.Text[max(0, i-20):min(len(ev.Text), i+20)], ev.Parts)
		}
	}
}

// in is the text of the paste at a span.
func (ev Evidence) in(s sigv4.Span) string { return ev.Text[s.Start:s.End] }

// kinds lists the kinds of the parts, in order.
func kinds(ev Evidence) []Kind {
	var out []Kind
	for _, p := range ev.Parts {
		out = append(out, p.Kind)
	}
	return out
}

// parsed parses a paste and checks what every piece of evidence promises.
func parsed(t *testing.T, text string) Evidence {
	t.Helper()
	ev := Parse(text)
	checkEvidence(t, ev)
	return ev
}

// wantKinds fails t unless the parts are of these kinds, in this order.
func wantKinds(t *testing.T, ev Evidence, want ...Kind) {
	t.Helper()
	if got := kinds(ev); !slices.Equal(got, want) {
		t.Fatalf("parts are %v, want %v", got, want)
	}
}

// cleanText is a text as clean makes it, without secrets.
func cleanText(text string) sigv4.Text { return clean(undecorated(text), nil) }

func hasReplacement(s string) bool { return strings.ContainsRune(s, '\ufffd') }

// textOf is a value with its map.
func textOf(value string, m sigv4.Map) sigv4.Text { return sigv4.Text{String: value, Map: m} }
