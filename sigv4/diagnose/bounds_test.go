package diagnose

import (
	"strings"
	"testing"

	"countersign/sigv4/paste"
)

// TestLongHeads: what is longer than any server takes is said to be, and neither compared nor recomputed.
func TestLongHeads(t *testing.T) {
	long := strings.Repeat("a%20", maxHead/4)
	for want, text := range map[string]string{
		"target and headers are longer than 32 KiB": strings.Replace(signedRequest, " HTTP/1.1", long+" HTTP/1.1", 1),
		"A canonical request longer than 32 KiB":    "Canonical request:\nGET\n/" + long + "\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD\n",
	} {
		d := Diagnose(Input{Evidence: paste.Parse(text)})
		said := false
		for _, f := range d.Established {
			said = said || strings.Contains(f.Fact, want)
		}
		if !said || len(d.Comparisons) > 0 {
			t.Errorf("%s: %+v", want, d.Established)
		}
	}
}
