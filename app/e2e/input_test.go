package e2e

import (
	"strings"
	"testing"
	"time"
)

// markup is put into every field of hostile.
const markup = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload="window.hacked=1"><b class=hostile>`

// hostile is a request with its refusal in which every field holds markup.
const hostile = "POST /" + markup + "?" + markup + "=" + markup + " HTTP/1.1\r\n" +
	"Host: " + markup + "\r\nX-" + markup + ": " + markup + "\r\nX-Amz-Date: " + markup + "\r\n" +
	"Authorization: AWS4-HMAC-SHA256 Credential=" + markup + "/20150830/" + markup + "/" + markup + "/aws4_request, SignedHeaders=host;" + markup +
	", Signature=" + markup + "\r\n\r\n" + markup + "\r\n\r\n" +
	`{"__type":"InvalidSignatureException` + `","message":"Signature expired: ` + markup + ` is now earlier than ` + markup + `"}` + "\r\n" +
	"<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>" + markup + "</Message><StringToSign>AWS4-HMAC-SHA256\n" + markup + "</StringToSign></Error>"

// badPastes are what people and fuzzers paste.
var badPastes = map[string]string{
	"blank":               " \r\n\t ",
	"words":               "it does not work, please help",
	"NUL and controls":    "GET / HTTP/1.1\x00\r\nHost: a\x01\x02\x1b[31m\r\n\r\n",
	"replacement":         "\ufffd\ufffd\ufffd\u202e\u200b\u0000",
	"half a request":      "GET /x HTTP/1.1\r\nHost: example.amazonaws.com\r\nAuthorization: AWS4-HMAC-SHA256 Cred",
	"half an XML":         "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>AWS4",
	"half a JSON":         `{"__type":"InvalidSignatureException","message":"The request sig`,
	"a web page":          "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>",
	"another vendor":      `{"error":{"code":"AuthenticationFailed","message":"Server failed to authenticate the request."}}`,
	"markup everywhere":   hostile,
	"prototype names":     `{"__proto__":{"x":1},"constructor":"y","message":"toString"}`,
	"a single long line":  strings.Repeat("a", 50_000),
	"many open brackets":  strings.Repeat("[{", 20_000),
	"an unfinished quote": "curl 'https://example.amazonaws.com/ -H \"Authorization: AWS4-HMAC-SHA256 ",
}

func TestBadInput(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address, false)
	w.ready()
	eval[bool](w, `(document.querySelector(".island").dataset.first = "yes", true)`)
	for name, text := range badPastes {
		t.Run(name, func(t *testing.T) {
			w.T = t
			if eval[bool](w, `!document.querySelector("[data-action=clear]").disabled`) {
				eval[bool](w, `(document.querySelector("[data-action=clear]").click(), true)`)
			}
			w.wait(`document.querySelector("#paste").value === "" && !document.querySelector(".chip")`)
			waiting := eval[string](w, `document.querySelector("#verdict").innerText`)
			w.paste(text)
			w.wait(`document.querySelector("#verdict").innerText !== ` + quote(waiting))
			w.wait(`document.querySelector("#verdict").innerText.trim().length > 20`)
			noMarkup(w)
			// Whatever it was, it says so without claiming a cause that it cannot know.
			if verdict := eval[string](w, `document.querySelector("#verdict").innerText`); strings.Contains(verdict, "Proved") {
				t.Errorf("the verdict is %q", verdict)
			}
		})
	}
	w.T = t
	if !eval[bool](w, `!!document.querySelector("[data-first]")`) {
		t.Error("the program was restarted along the way")
	}
	diagnosesAClock(w)
}

// noMarkup fails when something pasted became an element or ran.
func noMarkup(w tab) {
	w.Helper()
	if eval[bool](w, `"hacked" in window || !!document.querySelector("#workbench :is(img, script, iframe, object, embed, link, style, form, base, meta, .hostile, [onload], [onerror], [style])")`) {
		w.Error("what was pasted became markup")
	}
}

func TestMarkupInTheOtherFields(t *testing.T) {
	w := open(t, browser(t), deliveries(t)[0].address+"#example="+markup, false)
	w.ready()
	w.paste(vanilla)
	w.wait(`document.querySelector(".chip")`)
	w.into("#secret", markup)
	w.wait(`document.querySelector("#verdict").innerText.length > 0`)
	time.Sleep(300 * time.Millisecond)
	noMarkup(w)
}

// TestTenMegabytes pastes 10 MB that begin with a refusal, and expects it to be judged, the page to
// stay alive, and a word on how much was read.
func TestTenMegabytes(t *testing.T) {
	for _, d := range deliveries(t) {
		t.Run(d.name, func(t *testing.T) {
			w := open(t, browser(t), d.address, d.framed)
			w.ready()
			w.clipboard(quote(clockAnswer+"\r\n\r\n") + ` + "a line of a log that says nothing\n".repeat(300000)`)
			w.focus("#paste")
			start := time.Now()
			w.command('v', "paste")
			w.wait(`document.querySelector(".finding")`)
			t.Logf("10 MB: judged after %d ms", time.Since(start).Milliseconds())
			w.wait(`document.querySelector(".notices").innerText.includes("1.0 MiB")`)
			w.wait(`document.querySelector(".island mark")`)
		})
	}
}
