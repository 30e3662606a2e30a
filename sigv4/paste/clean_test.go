package paste

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

// TestDamagedAnswers: what mail, terminals and web pages do to an answer costs neither of its texts.
func TestDamagedAnswers(t *testing.T) {
	whole := answered(canonical, canonical)
	hash := sigv4.HashHex(canonical)
	each := func(prefix string) string {
		return prefix + strings.ReplaceAll(strings.TrimSuffix(whole, "\n"), "\n", "\n"+prefix) + "\n"
	}
	for name, text := range map[string]string{
		"spaces at the ends":        strings.ReplaceAll(whole, "\n", "  \n"),
		"indented by spaces":        each("    "),
		"indented by a tab":         each("\t"),
		"quoted":                    each("> "),
		"carriage returns":          strings.ReplaceAll(whole, "\n", "\r"),
		"doubled":                   strings.ReplaceAll(whole, "\n", "\n\n"),
		"doubled CR LF":             strings.ReplaceAll(whole, "\n", "\r\n\r\n"),
		"no-break spaces":           strings.ReplaceAll(whole, "signature you", "signature\u00a0you"),
		"typeset quotation marks":   strings.ReplaceAll(strings.ReplaceAll(whole, "\n'", "\n‘"), "'\n", "’\n"),
		"typeset for double quotes": strings.ReplaceAll(strings.ReplaceAll(whole, "\n'", "\n“"), "'\n", "”\n"),
		"references for quotes":     strings.ReplaceAll(whole, "'", "&#39;"),
	} {
		ev := parsed(t, text)
		if len(ev.CanonicalRequests) != 1 || len(ev.StringsToSign) != 1 || len(ev.Requests) != 0 || len(ev.Errors) == 0 {
			t.Errorf("%s: parts %v", name, ev.Parts)
			continue
		}
		c, s := ev.CanonicalRequests[0], ev.StringsToSign[0]
		if c.Text.String != canonical || c.Side != Server || s.Side != Server || s.Text.String[s.Hash.Start:s.Hash.End] != hash {
			t.Errorf("%s: canonical request %q of %v, string to sign %q of %v", name, c.Text.String, c.Side, s.Text.String, s.Side)
		}
		if where := ev.in(sourceSpan(c.Text, c.SignedHeaders.Start, c.SignedHeaders.End)); where != "host;x-amz-date" {
			t.Errorf("%s: the signed headers lie at %q", name, where)
		}
		if where := ev.in(sourceSpan(s.Text, s.Hash.Start, s.Hash.End)); where != hash {
			t.Errorf("%s: the hash lies at %q", name, where)
		}
		if m := ev.Errors[0].Messages; len(m) == 0 || m[0].ID != "coral.mismatch" {
			t.Errorf("%s: sentences %v", name, m)
		}
	}
}

func TestDamagedLogs(t *testing.T) {
	for name, text := range map[string]string{
		"spaces at the ends":      "CanonicalRequest:\n" + strings.ReplaceAll(canonical, "\n", " \n") + " \n",
		"a level before each":     "[INFO] CanonicalRequest:\n[INFO] " + strings.ReplaceAll(canonical, "\n", "\n[INFO] ") + "\n[INFO] done\n",
		"a level, trimmed":        "[INFO] CanonicalRequest:\n[INFO] " + strings.ReplaceAll(strings.ReplaceAll(canonical, "\n", "\n[INFO] "), " \n", "\n") + "\n",
		"a name in the same line": "[INFO] CanonicalRequest: " + canonical + "\n",
	} {
		ev := parsed(t, text)
		if len(ev.CanonicalRequests) != 1 || ev.CanonicalRequests[0].Text.String != canonical || ev.CanonicalRequests[0].Side != Client {
			t.Errorf("%s: %+v, parts %v", name, ev.CanonicalRequests, ev.Parts)
		}
	}
}

// TestBreaksThatBelong: a text with empty lines of its own keeps them.
func TestBreaksThatBelong(t *testing.T) {
	for _, text := range []string{"a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh", "GET / HTTP/1.1\nHost: a\n\nb\n\n\n\nc\n\nd\n\ne\n\nf\n\ng", "a\rb\nc"} {
		if got := cleanText(text).String; got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
