package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// The cards of a search.
const (
	hunting   = `document.querySelector("#search progress")?.checkVisibility()`
	notHunted = `!document.querySelector("#search progress")`
	proved    = `document.querySelector("#verdict").innerText.toLowerCase().includes("proved")`
)

// verdictOf is the sentence and the words below it.
func verdictOf(w tab) string {
	w.Helper()
	return eval[string](w, `document.querySelector("#verdict").innerText`)
}

// givesTheSecret types the secret, and waits until it is known that it does not make the signature.
func givesTheSecret(w tab) {
	w.Helper()
	w.wait(`document.querySelector(".chip")`)
	w.into("#secret", vanillaSecret)
}

// TestHunt finds two mistakes at once, shows each line as it was signed and as it should have been, and offers a
// request that the engine verifies.
func TestHunt(t *testing.T) {
	browser := browser(t)
	broken, right := signedWith(t, plain, "execute-api", vanillaSecret, "/prod/a%2520b/c", "/prod/a%2520b//c", "a=~1&", "a=%7e1&")
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser, d.address, d.framed)
			w.ready()
			w.paste(broken)
			givesTheSecret(w)
			w.wait(`document.querySelector("#signed-lines")`)
			w.wait(proved)
			verdict := verdictOf(w)
			for _, want := range []string{"dotted segments", "escaped other characters", "none of them does alone"} {
				if !strings.Contains(verdict, want) {
					t.Errorf("the verdict %q does not say %q", verdict, want)
				}
			}
			lines := eval[string](w, `[...document.querySelectorAll(".part:has(#signed-lines) dd")].map((d) => d.innerText).join("\n")`)
			if want := "/prod/a%2520b//c\n/prod/a%2520b/c\na=%7e1&b=x%2By&flag=&limit=10\na=~1&b=x%2By&flag=&limit=10"; lines != want {
				t.Errorf("the lines shown are\n%s\nwant\n%s", lines, want)
			}
			if focus := eval[string](w, `document.activeElement.id`); focus != "secret" {
				t.Errorf("the focus is on %q", focus)
			}
			if strings.Contains(eval[string](w, `document.querySelector(".island").innerHTML`), vanillaSecret) {
				t.Error("the secret is in the markup")
			}
			for _, fault := range w.faults.heard() {
				t.Error(fault)
			}
			if got := offered(w); got != spaced(right) {
				t.Errorf("the request offered is\n%s\nwant\n%s", got, spaced(right))
			}
		})
	}
}

// spaced is a request with a space behind the colon of the headers that signing adds, and the line ends of the wire.
func spaced(raw string) string {
	raw = strings.NewReplacer("X-Amz-Date:2", "X-Amz-Date: 2", "Authorization:A", "Authorization: A").Replace(raw)
	return strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\n", "\r\n")
}

// offered is the request with its right signature, as it is copied in raw HTTP. It is verified, here and by the page.
func offered(w tab) string {
	w.Helper()
	const part = `.part:has(#corrected) `
	click(w, part+`[role=tab][data-arg=HTTP]`)
	w.wait(`document.querySelector("` + part + `[role=tabpanel][data-arg=HTTP]").checkVisibility()`)
	text := eval[string](w, `document.querySelector("`+part+`[role=tabpanel][data-arg=HTTP] pre").innerText`)
	verifies(w.T, spaced(text))
	w.keysOn(part + `[role=tabpanel][data-arg=HTTP] .copy`)
	w.wait(`document.querySelector(".status-line").innerText.includes("Copied")`)
	w.focus("#paste")
	w.command('a', "selectAll")
	w.command('v', "paste")
	w.wait(`document.querySelector("#verdict").innerText.includes("signature is right")`)
	return spaced(text)
}

// verifies fails unless the secret makes the signature of a request as its service wants it.
func verifies(t *testing.T, raw string) {
	t.Helper()
	request, err := sigv4.ParseRequest(raw)
	if err != nil {
		t.Fatalf("%v, in:\n%s", err, raw)
	}
	claim, err := sigv4.ParseClaim(request)
	if err != nil {
		t.Fatal(err)
	}
	d, err := sigv4.Rederive(request, claim, endpoint.Lookup(claim.Scope.Service).Rules, sigv4.SecretKey(vanillaSecret))
	if err != nil {
		t.Fatal(err)
	}
	if d.Signature != claim.Signature {
		t.Errorf("the request has the signature %s, want %s:\n%s", claim.Signature, d.Signature, raw)
	}
}

// TestHuntOfOneLine: a mistake of one line is named at once, and the request offered all the same.
func TestHuntOfOneLine(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	broken, _ := signedWith(t, plain, "execute-api", vanillaSecret, "/prod/a%2520b/c", "/prod/a%20b/c")
	w.paste(broken)
	givesTheSecret(w)
	w.wait(proved + ` && document.querySelector("#corrected")`)
	if verdict := verdictOf(w); !strings.Contains(verdict, "encoded once") {
		t.Errorf("the verdict is %q", verdict)
	}
	if shown := eval[string](w, `document.querySelector(".finding .found-expected").innerText`); !strings.Contains(shown, "/prod/a%20b/c") || !strings.Contains(shown, "/prod/a%2520b/c") {
		t.Errorf("before and after: %q", shown)
	}
	offered(w)
}

// TestHuntOfTheSecret: the signer read the secret with a line end. The request offered is signed with the secret given.
func TestHuntOfTheSecret(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	broken, _ := signedWith(t, plain, "execute-api", vanillaSecret+"\n")
	w.paste(broken)
	givesTheSecret(w)
	w.wait(proved + ` && document.querySelector("#corrected")`)
	if verdict := verdictOf(w); !strings.Contains(verdict, "secret") || strings.Contains(verdict, vanillaSecret) {
		t.Errorf("the verdict is %q", verdict)
	}
	offered(w)
}

// serverText is a refusal that tells the server's string to sign of a request, and not its canonical request.
func serverText(t *testing.T, raw, arrived string) string {
	t.Helper()
	request, err := sigv4.ParseRequest(raw)
	if err != nil {
		t.Fatal(err)
	}
	claim, err := sigv4.ParseClaim(request)
	if err != nil {
		t.Fatal(err)
	}
	request, err = sigv4.ParseRequest(arrived)
	if err != nil {
		t.Fatal(err)
	}
	d, err := sigv4.Rederive(request, claim, endpoint.Lookup(claim.Scope.Service).Rules, sigv4.Key{})
	if err != nil {
		t.Fatal(err)
	}
	return "HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match " +
		"the signature you provided. Check your key and signing method.</Message><StringToSign>" + d.StringToSign.String + "</StringToSign></Error>"
}

// TestHuntWithoutASecret finds what changed on the way from the hash in the server's string to sign.
func TestHuntWithoutASecret(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	const sent = "GET /photos?b=1&list-type=2&b=0 HTTP/1.1\r\nHost: bucket.s3.us-east-1.amazonaws.com\r\nAccept-Encoding: gzip\r\n\r\n"
	_, right := signedWith(t, sent, "s3", vanillaSecret)
	arrived := strings.Replace(strings.Replace(right, "Accept-Encoding: gzip", "Accept-Encoding: identity", 1), "Host: bucket.s3.us-east-1.amazonaws.com", "Host: bucket.s3.us-east-1.amazonaws.com:443", 1)
	w.paste(right + "\r\n" + serverText(t, right, arrived))
	w.wait(`document.querySelector("#signed-lines")`)
	w.wait(proved)
	for _, want := range []string{"the server has another value of the header host", "and another value of the header accept-encoding"} {
		if verdict := verdictOf(w); !strings.Contains(verdict, want) {
			t.Errorf("the verdict %q does not say %q", verdict, want)
		}
	}
	lines := eval[string](w, `document.querySelector(".part:has(#signed-lines)").innerText`)
	for _, want := range []string{"amazonaws.com:443", "identity"} {
		if !strings.Contains(lines, want) {
			t.Errorf("the lines shown do not hold %q: %s", want, lines)
		}
	}
	if eval[bool](w, `!!document.querySelector("#corrected")`) {
		t.Error("a request is offered that nobody could sign")
	}
}

// short has few mistakes to make, so that a search for them is soon over.
const short = "GET / HTTP/1.1\r\nHost: a.amazonaws.com\r\n\r\n"

// TestHuntInVain gives a secret that is not the request's: what is excluded is said, and what remains.
func TestHuntInVain(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	narrow(w)
	w.ready()
	broken, _ := signedWith(t, short, "execute-api", "another secret")
	w.paste(broken)
	w.wait(`document.querySelector(".chip")`)
	w.into("#secret", strings.Repeat("0123456789abcdef", 4)) // a signing key, which gives fewer hypotheses than a secret
	w.wait(hunting)
	fits(w, "a search under way")
	eval[bool](w, `(document.querySelector("#search details").open = true)`)
	fits(w, "a search under way, with what is tried")
	w.waitLong(`document.querySelector("#search h2")?.innerText.startsWith("No known mistake")`)
	w.wait(`document.querySelector("#verdict").innerText.includes("no known mistake")`)
	fits(w, "a search in vain")
	card := eval[string](w, `document.querySelector("#search").innerText`)
	for _, want := range []string{"million hypotheses", "every mistake listed here alone, and with one and two others", "What remains is another signing key"} {
		if !strings.Contains(card+verdictOf(w), want) {
			t.Errorf("the card does not say %q: %s", want, card)
		}
	}
	if n := eval[int](w, `document.querySelectorAll("#search li").length`); n != 12 {
		t.Errorf("%d families are listed", n)
	}
	if says := eval[string](w, `document.querySelector("#search [role=status]").innerText`); !strings.HasPrefix(says, "No known mistake") {
		t.Errorf("what is read out is %q", says)
	}
	if eval[bool](w, `!!document.querySelector("#corrected, #signed-lines")`) {
		t.Error("a proof is shown of nothing")
	}
}

// endless is a search that takes long enough for all that is done to it: its request gives many hypotheses.
func endless(w tab) {
	w.Helper()
	broken, _ := signedWith(w.T, plain, "execute-api", "another secret")
	w.paste(broken)
	givesTheSecret(w)
	w.wait(hunting)
}

// TestHuntIsCancelled by keyboard, leaves the focus where it is, and begins again when asked.
func TestHuntIsCancelled(t *testing.T) {
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser(t), d.address, d.framed)
			w.ready()
			endless(w)
			w.press(kb.Enter, chromedp.ModifierCtrl)
			w.wait(`document.activeElement.id === "verdict"`)
			w.tabTo(`[data-action=search-cancel]`)
			w.press(kb.Enter)
			w.wait(notHunted + ` && document.activeElement.dataset.action === "search"`)
			if title := eval[string](w, `document.querySelector("#search h2").innerText`); title != "Search cancelled" {
				t.Errorf("the card says %q", title)
			}
			w.press(kb.Enter)
			w.wait(hunting + ` && document.activeElement.dataset.action === "search-cancel"`)
			w.press(kb.Enter)
			w.wait(notHunted)
		})
	}
}

// countWorkers counts the workers that run.
const countWorkers = `window.workers = 0;
	window.Worker = class extends Worker {
		constructor(address) { super(address); workers++; }
		terminate() { super.terminate(); workers--; }
	};`

// TestHuntEndsWithItsText types, pastes and clears while a search runs: it ends, and begins anew for the new text alone.
func TestHuntEndsWithItsText(t *testing.T) {
	w := before(t, countWorkers, deliveries(t)[0].address)
	w.ready()
	endless(w)
	if n, want := eval[int](w, `workers`), min(2, eval[int](w, `navigator.hardwareConcurrency`)); n != want {
		t.Errorf("%d workers run, want %d", n, want)
	}
	text := eval[string](w, `document.querySelector("#paste").value`)

	w.focus("#paste")
	eval[bool](w, `(document.querySelector("#paste").setSelectionRange(0, 0), true)`)
	w.keys("x")
	w.wait(notHunted + ` && workers === 0`)
	if got := eval[string](w, `document.querySelector("#paste").value`); got != "x"+text {
		t.Errorf("what was typed into is %q", got)
	}
	w.keys(kb.Backspace)
	w.wait(hunting)
	if at := eval[string](w, `document.activeElement.id + document.activeElement.selectionStart`); at != "paste0" {
		t.Errorf("focus and caret: %s", at)
	}

	w.focus("#secret")
	w.keys("x")
	w.wait(hunting) // for another secret
	w.keys(kb.Backspace)
	w.wait(hunting)

	broken, _ := signedWith(t, plain, "execute-api", vanillaSecret, "a=~1&", "a=%7e1&", "POST\n", "post\n")
	w.paste(broken)
	w.wait(`document.querySelector("#corrected") && workers === 0`)

	endless(w)
	eval[bool](w, `(document.querySelector("[data-action=clear]").click(), true)`)
	w.wait(notHunted + ` && workers === 0 && document.querySelector("#paste").value === ""`)
	time.Sleep(2 * rest)
	if eval[bool](w, `workers > 0`) {
		t.Error("a search begins for no text")
	}
	for _, fault := range w.faults.heard() {
		t.Error(fault)
	}
}

// rest is longer than typing has to rest before a search begins.
const rest = 500 * time.Millisecond

// TestHuntWithoutWorkers says that nothing is searched, and names a mistake of one line all the same.
func TestHuntWithoutWorkers(t *testing.T) {
	w := before(t, `window.RealWorker = Worker; window.Worker = function () { throw new Error("none here") };`,
		fileAddress(t, *dist+"/countersign.html"))
	w.ready()
	broken, _ := signedWith(t, plain, "execute-api", "another secret")
	w.paste(broken)
	givesTheSecret(w)
	w.wait(`document.querySelector("#search h2")?.innerText === "The search did not run"`)
	eval[bool](w, `(window.Worker = RealWorker, true)`)
	click(w, "[data-action=search]")
	w.wait(hunting)
}

// TestHuntInALongText searches in a text that has no box, and for a body of its size.
func TestHuntInALongText(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	body := strings.Repeat("0123456789abcdef", 12_000)
	long := "PUT /object HTTP/1.1\r\nHost: bucket.s3.us-east-1.amazonaws.com\r\n\r\n" + body
	broken, _ := signedWith(t, long, "s3", vanillaSecret, "PUT\n", "put\n", "/object", "/object/")
	w.paste(broken)
	givesTheSecret(w)
	w.waitLong(proved + ` && document.querySelector("#signed-lines")`)
	if tabs := eval[string](w, `[...document.querySelectorAll(".part:has(#corrected) [role=tab]")].map((t) => t.innerText).join()`); tabs != "HTTP" {
		t.Errorf("the request is offered as %q", tabs)
	}
}

// TestHuntIsSeen in forced colours and on paper.
func TestHuntIsSeen(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	endless(w)
	inMedium(w, "", "forced-colors", "active")
	w.wait(`matchMedia("(forced-colors: active)").matches`)
	if style := eval[string](w, `getComputedStyle(document.querySelector(".hunt")).borderTopStyle`); style != "solid" {
		t.Errorf("the card's border is %s", style)
	}
	inMedium(w, "print")
	w.wait(`!document.querySelector("#search progress")?.checkVisibility() && !document.querySelector("#search button").checkVisibility()`)
	if !eval[bool](w, `document.querySelector(".hunt h2").checkVisibility()`) {
		t.Error("on paper the search is not mentioned")
	}
}
