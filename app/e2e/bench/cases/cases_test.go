package cases

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

// TestSignatures holds the cases to signatures of @smithy/signature-v4 5.7.5, made with the same choices
// as in the page.
func TestSignatures(t *testing.T) {
	var signer sigv4.Signer
	credentials := sigv4.Credentials{AccessKeyID: AccessKeyID, Key: sigv4.SecretKey(SecretAccessKey)}
	all := All()
	for _, test := range []struct {
		which, n int
		want     string
	}{
		{0, 0, "dfbc2b7b1e9f4d69da25675d8a2adbf8f0cf4e9b0b7e0d976975fa0238b8bd79"},
		{0, 255, "bffa4a6b1d4f71e2758a5697e469be00b584a1b2a23092df13879d003ccca982"},
		{0, 256, "dfbc2b7b1e9f4d69da25675d8a2adbf8f0cf4e9b0b7e0d976975fa0238b8bd79"},
		{1, 0, "e1b2c5b8b13e163b55b5c04118eb9499e6b5b7d9de43f35cecd01872d3946e86"},
		{1, -1, "13f01be9455f4c1ef31a8ddd86f2a682ef1fc6ebe1c4727cb9dbfe4d6e2a1968"},
	} {
		c := all[test.which]
		c.Vary(test.n)
		lines, err := signer.AppendHeaders(nil, c.Request, credentials, c.Signing)
		if err != nil {
			t.Fatal(err)
		}
		if want := ", Signature=" + test.want + "\r\n"; !strings.HasSuffix(string(lines), want) {
			t.Errorf("%s, variant %d: got\n%s\nwant it to end %q", c.Name, test.n, lines, want)
		}
	}
}

// TestVariantsDiffer finds that no two variants have a time or a body in common, within one day.
func TestVariantsDiffer(t *testing.T) {
	for _, c := range All() {
		seen := map[string]bool{}
		for n := range Variants {
			c.Vary(n)
			if day := c.Signing.Time.Format("20060102"); day != "20150830" {
				t.Errorf("%s, variant %d: it is of %s", c.Name, n, day)
			}
			seen[c.Signing.Time.String()] = true
			if len(c.Request.Body) > 0 {
				seen[string(c.Request.Body)] = true
			}
		}
		want := Variants
		if len(c.Request.Body) > 0 {
			want *= 2
		}
		if len(seen) != want {
			t.Errorf("%s: got %d times and bodies, want %d", c.Name, len(seen), want)
		}
	}
}
