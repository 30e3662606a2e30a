package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// pasteInto pastes text, carriage returns included, over all that a field holds.
func (t tab) pasteInto(selector, text string) {
	t.Helper()
	t.clipboard(quote(text))
	t.focus(selector)
	t.command('a', "selectAll")
	t.command('v', "paste")
}

// verifying opens the half of the Sign page that verifies, by keyboard.
func verifying(t *testing.T, address string) tab {
	t.Helper()
	w := signReady(t, address)
	w.tabTo(`[data-action="mode"][data-arg="verify"]`)
	w.keys(kb.Enter)
	w.wait(`!document.querySelector("#verify-text").closest("[hidden]") && document.querySelector("[data-arg=verify]").getAttribute("aria-pressed") === "true"`)
	return w
}

// says waits until the verdict holds words.
func (t tab) says(words string) {
	t.Helper()
	t.wait(`document.querySelector("#verdict").innerText.includes(` + quote(words) + `)`)
}

// upload is an S3 upload of two lines ended by CRLF, with the hash of its body, signed with vanillaSecret.
const upload = "PUT /notes.txt HTTP/1.1\r\nHost: examplebucket.s3.us-east-1.amazonaws.com\r\nX-Amz-Date: 20150830T123600Z\r\n" +
	"X-Amz-Content-Sha256: d930e679a8ca94308fb7400eea7b82500cc7ea08eff0c1484e065e4a5f6145d0\r\n" +
	"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request, " +
	"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=8131805dd91becd72071474cdf6755d54422019bb2fd1af354059fd4b95532c5\r\n\r\nfirst\r\nsecond"

func TestVerify(t *testing.T) {
	for name, address := range map[string]string{
		"http":   serveSite(t, nil) + "/sign.html",
		"bundle": fileAddress(t, filepath.Join(unzipped(t), "countersign", "sign.html")),
	} {
		t.Run(name, func(t *testing.T) {
			w := verifying(t, address)
			w.pasteInto("#verify-text", vanilla)
			w.says("The signature is the one that this signed request calls for.")
			w.wait(`document.querySelectorAll(".steps > li.agrees").length === 4 && document.querySelector("#verify-canonical")`)

			// One byte is another; the log of the client tells the stage.
			w.pasteInto("#verify-text", strings.Replace(vanilla, "GET / ", "GET /a ", 1))
			w.says("It departs at the signature.")
			w.wait(`document.querySelector(".found-expected mark.bad")`)
			w.into("#verify-logged", "GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
			w.says("It departs at the canonical request.")
			w.wait(`document.querySelector(".compare .departs").innerText.includes("canonical URI") && document.querySelector(".compare mark.bad")`)
			w.into("#verify-logged", " ")

			// A body keeps the carriage returns that the box does not show.
			w.pasteInto("#verify-text", upload)
			w.says("The signature is the one that this signed request calls for.")
			w.wait(`document.querySelector(".steps > li.agrees h3").innerText.includes("Payload hash")`)
			w.focus("#verify-text")
			w.keys(kb.End + "x")
			w.says("It departs at the payload hash.")

			// Without a secret everything but the signature is computed.
			w.pasteInto("#verify-text", vanilla)
			w.into("#secret", " ")
			w.keys(kb.Backspace)
			w.says("No secret access key or signing key was given")
			w.wait(`document.querySelector("#verify-to-sign").parentElement.innerText.includes("bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63")`)

			// Back at Sign, and here again, all that was typed is there.
			w.into("#secret", vanillaSecret)
			w.says("The signature is the one")
			eval[bool](w, `(document.querySelector("[data-arg=sign]").click(), true)`)
			w.says("Signed for iam in us-east-1")
			w.wait(`document.querySelector("#verify-text").closest("[hidden]") && document.querySelector("#url").value.includes("iam.amazonaws.com")`)
			eval[bool](w, `(document.querySelector("[data-arg=verify]").click(), true)`)
			w.says("The signature is the one")
			w.wait(`document.querySelector("#verify-text").value.includes("example.amazonaws.com")`)
			if heard := w.faults.heard(); len(heard) > 0 {
				t.Errorf("faults: %v", heard)
			}
		})
	}
}

func TestVerifyIsNarrow(t *testing.T) {
	w := open(t, browser(t), serveSite(t, nil)+"/sign.html", false)
	narrow(w)
	w.wait(`document.querySelector(".island .steps")`)
	eval[bool](w, `(document.querySelector("[data-arg=verify]").click(), true)`)
	w.says("Verify a signature")
	fits(w, "the empty half that verifies")
	w.into("#verify-text", strings.Replace(vanilla, "GET / ", "GET /"+strings.Repeat("unbroken", 40)+" ", 1))
	w.says("It departs at the signature.")
	fits(w, "a departure")
	w.into("#verify-logged", "GET\n/\n\nhost:"+strings.Repeat("unbroken", 40))
	w.says("It departs at the canonical request.")
	fits(w, "a comparison")
	w.into("#verify-text", strings.Repeat("unbroken", 40))
	w.says("This cannot be verified")
	fits(w, "bad input")
}
