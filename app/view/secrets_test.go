package view

import (
	"net/url"
	"testing"
)

// net/url is the independent encoder here; the workbench does without it.
func TestQueryEscapedIsThatOfNetURL(t *testing.T) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, value := range []string{"", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "a b=c&d~e._-", "späße", string(all)} {
		if got, want := queryEscaped(value), url.QueryEscape(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
	if got := queryEscaped("K7/a b+"); got != "K7%2Fa+b%2B" {
		t.Errorf("got %q", got)
	}
}
