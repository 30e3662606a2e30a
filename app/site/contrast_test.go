package site

import (
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

var declaration = regexp.MustCompile(`--([a-z-]+):\s*(#[0-9a-f]{6});`)

// tokens reads the colours of tokens.css: the light ones, and the dark ones that replace them.
func tokens(t *testing.T) map[string]map[string]string {
	text, err := os.ReadFile("../../web/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(text), "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("tokens.css has no dark scheme")
	}
	schemes := map[string]map[string]string{"light": {}, "dark": {}}
	for scheme, part := range map[string]string{"light": light, "dark": dark} {
		for _, m := range declaration.FindAllStringSubmatch(part, -1) {
			schemes[scheme][m[1]] = m[2]
		}
	}
	for name := range schemes["light"] {
		if schemes["dark"][name] == "" {
			t.Errorf("--%s has no dark value", name)
		}
	}
	return schemes
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
