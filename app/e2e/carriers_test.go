package e2e

import (
	"fmt"
	"testing"
)

// choose makes a choice on the Sign page.
func (t tab) choose(id, value string) {
	t.Helper()
	eval[bool](t, fmt.Sprintf(`(() => {
		const choice = document.querySelector(%q);
		choice.value = %q;
		return choice.dispatchEvent(new Event("input", { bubbles: true }));
	})()`, "#"+id, value))
}

// Every carrier shows its documented example's signature at once, its fields and no others, and fits a
// narrow page; Tab leads through it, and no error is heard.
func TestCarriers(t *testing.T) {
	w := signReady(t, serveSite(t, nil)+"/sign.html")
	narrow(w)
	for _, c := range []struct{ carrier, choice, value, signature, shown, hidden string }{
		{"query", "", "", "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404", "expires", "region-set"},
		{"chunked", "", "", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", "chunk-size", "checksum"},
		{"chunked", "mode", "signed-trailer", "x-amz-trailer-signature:", "checksum", "payload"},
		{"policy", "", "", "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e", "conditions", "body"},
		{"websocket", "", "", "6b4979fbf8f64c22fa244292a972bf18532ea2ab3d7ca07d30b75d7e30da0134", "url", "method"},
		{"events", "", "", "AWS4-HMAC-SHA256-PAYLOAD", "event-type", "expires"},
		{"token", "", "", "d1138cdbc0ca63eec012ec0fc6c2267e03642168f5884a7795320d4c18374c61", "host-name", "url"},
		{"token", "kind", "smtp", "SendRawEmail", "region", "time"},
		{"header", "algorithm", "sigv4a", "304502206c8e97f7ed2541ed924ade73b4acf7c40156ee796b1f57156c77319278c93042022100f933779aa3fcbd0279217cd671618552026d099cd2e1770225a5167ac5b6bcfd", "region-set", "region"},
	} {
		w.choose("carrier", c.carrier)
		if c.choice != "" {
			w.choose(c.choice, c.value)
		}
		w.wait(fmt.Sprintf(`document.querySelector(".steps").textContent.includes(%q)`, c.signature))
		w.wait(fmt.Sprintf(`document.querySelector("#%s").checkVisibility() && !document.querySelector("#%s").checkVisibility()`, c.shown, c.hidden))
		w.wait(`!document.querySelector(".stale") && [...document.querySelectorAll(".field-error")].every((e) => e.innerText === "")`)
		fits(w, c.carrier+" "+c.value)
		w.focus("#carrier")
		w.tabTo(`.steps [data-piece]`)
	}
	for _, fault := range w.faults.heard() {
		t.Error(fault)
	}
}

// What was typed stays when another carrier is chosen, with the focus and the caret; a token is masked.
func TestCarriersKeepWhatWasTyped(t *testing.T) {
	w := signReady(t, serveSite(t, nil)+"/sign.html")
	w.into("#url", "https://bucket.s3.eu-west-1.amazonaws.com/typed")
	w.into("#secret", "PlantedSecret0123456789PlantedSecret01234")
	for _, carrier := range []string{"chunked", "policy", "events", "header"} {
		w.choose("carrier", carrier)
		w.wait(`document.querySelector("#url").value.endsWith("/typed") && document.querySelector("#secret").value.startsWith("PlantedSecret")`)
	}
	w.choose("carrier", "token")
	w.wait(`document.querySelector("#made").innerText === "••••"`)
	w.into("#user", "somebody")
	w.wait(`document.activeElement.id === "user" && document.querySelector(".exports").innerText.includes("somebody")`)
	w.tabTo(`[data-action="unmask"]`)
	w.keys("\r")
	w.wait(`document.querySelector("#made").innerText.includes("X-Amz-Signature=")`)
}
