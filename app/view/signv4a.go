package view

import (
	"strconv"
)

// keyPair draws the derivation of SigV4A's key pair, in the place of the four keys. The private key is
// never shown: it can sign for every day, region and service.
func (w *signDrawing) keyPair() []Node {
	w.guide = guideCarriers + "#key-pair"
	why := paragraph("why", "One key pair for all days, regions and services, derived from the access key id and the secret. AWS keeps the public key alone, so it can verify and not sign.")
	if w.pair.IsZero() {
		return []Node{why, paragraph("why", "There is no secret: the key pair is not computed.")}
	}
	counter := strconv.Itoa(w.pair.Counter())
	var rows []Node
	w.plain("input", "key", own("key input"))
	w.say(` = 00000001 "AWS4-ECDSA-P256-SHA256" 00 "`)
	w.plain(w.in.credentials.AccessKeyID, "scope", own("key id"))
	w.say(`" `)
	w.put(piece{shown: "0" + counter, part: "key", origins: []origin{own("key counter")},
		why: "the counter, one byte: it goes up while the key is no number below the curve’s order, which hardly ever happens"})
	w.say(" 00000100")
	rows = append(rows, w.took())
	w.plain("private key", "key", own("private key"))
	w.say(` = 1 + HMAC("AWS4A" + `)
	w.plain("secret", "key", own("secret"))
	w.say(", ")
	w.plain("input", "key", own("key input"))
	w.say(")")
	rows = append(rows, w.took())
	x, y := w.pair.Public().Hex()
	w.plain("public key", "key", own("public key"))
	w.say(" = ")
	w.plain("private key", "key", own("private key"))
	w.say(" · G")
	for i, value := range [2]string{x, y} {
		w.row = append(w.row, el("span", "value", text("\n"+[2]string{"X ", "Y "}[i]), el("span", "part-key", text(value))))
	}
	rows = append(rows, w.took())
	return []Node{why, el("div", "lines", rows...),
		paragraph("why", "The counter of this key is "+counter+". G is the base point of the curve P-256. The private key is not shown."),
		el("p", "why", w.copyButton("Copy X", "public key", x), text(" "), w.copyButton("Copy Y", "public key", y)),
	}
}
