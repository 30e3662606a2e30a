package site

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The contrast of every pair of tokens that is drawn, by WCAG 2.2: 4.5 for text (1.4.3), 3 for
// the borders of controls (1.4.11).
func TestContrast(t *testing.T) {
	schemes := tokens(t)
	text := []string{"ink", "soft", "accent", "ok", "bad", "warn",
		"method", "path", "query", "headers", "payload", "time", "scope", "key", "sig"}
	for scheme, colours := range schemes {
		check := func(on, under string, least float64) {
			if got := contrast(t, colours[on], colours[under]); got < least {
				t.Errorf("%s: --%s on --%s has contrast %.2f, needs %.1f", scheme, on, under, got, least)
			}
		}
		for _, under := range []string{"paper", "sheet"} {
			for _, on := range text {
				check(on, under, 4.5)
				// A mark: text on a wash of its own hue, at most 12 % of it.
				if got := contrast(t, colours[on], wash(t, colours[on], colours[under], 0.12)); got < 4.5 {
					t.Errorf("%s: --%s on its wash over --%s has contrast %.2f", scheme, on, under, got)
				}
			}
			check("edge", under, 3)
		}
		check("accent-ink", "accent", 4.5)
	}
}

// A pair that is known to be too weak must be found so, and the extremes must come out as defined.
func TestContrastFormula(t *testing.T) {
	for _, test := range []struct {
		on, under string
		want      float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ffffff", "#ffffff", 1}} {
		if got := contrast(t, test.on, test.under); math.Abs(got-test.want) > 0.005 {
			t.Errorf("%s on %s: got %.3f, want %.2f", test.on, test.under, got, test.want)
		}
	}
}

var declaration = regexp.MustCompile(`--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`)

// tokens reads the colours of tokens.css by scheme and name.
func tokens(t *testing.T) map[string]map[string]string {
	text, err := os.ReadFile("../../web/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	schemes := map[string]map[string]string{"light": {}, "dark": {}}
	for _, m := range declaration.FindAllStringSubmatch(string(text), -1) {
		schemes["light"][m[1]], schemes["dark"][m[1]] = m[2], m[3]
	}
	if n := strings.Count(string(text), "#"); n != 2*len(schemes["light"]) {
		t.Errorf("tokens.css has %d colours, %d of them in pairs", n, 2*len(schemes["light"]))
	}
	return schemes
}

// wash mixes a colour into the one under it, as color-mix(in srgb) does.
func wash(t *testing.T, colour, under string, share float64) string {
	mixed := "#"
	for i := 1; i < 7; i += 2 {
		a, errA := strconv.ParseUint(colour[i:i+2], 16, 8)
		b, errB := strconv.ParseUint(under[i:i+2], 16, 8)
		if errA != nil || errB != nil {
			t.Fatalf("colours %q, %q", colour, under)
		}
		mixed += fmt.Sprintf("%02x", int(math.Round(share*float64(a)+(1-share)*float64(b))))
	}
	return mixed
}

// Every token that a style sheet uses must be there; a misspelt one would silently do nothing.
func TestTokensAreDefined(t *testing.T) {
	defined, err := os.ReadFile("../../web/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	for _, name := range []string{"pages.css", "workbench.css", "verify.css"} {
		text, err := os.ReadFile("../../web/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`var\((--[a-z-]+)`).FindAllSubmatch(text, -1) {
			used++
			if !bytes.Contains(defined, append([]byte("  "), append(m[1], ':')...)) {
				t.Errorf("%s uses %s, which tokens.css does not define", name, m[1])
			}
		}
	}
	if used < 50 {
		t.Errorf("only %d uses found", used)
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of an sRGB colour #rrggbb.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("colour %q", colour)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
