package forensics

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	headersOrder = &Mistake{"headers-order", "headers", "signed-headers-not-sorted",
		"did not sort the headers by their names in lower case", "Sort the canonical headers and the list by lower-case name.", docSigning}
	headersCase = &Mistake{"headers-case", "headers", "header-name-case",
		"wrote header names with capitals", "Write header names in lower case in the canonical request.", docSigning}
	headersBlanks = &Mistake{"headers-blanks", "headers", "header-whitespace",
		"left blanks in the headers' values that are not signed", "Trim each value, and make one space of each run of them.", docSigning}
	headersColon = &Mistake{"headers-colon", "headers", "canonical-request-format",
		"wrote something else than a colon between name and value", "Write name, colon, value, without a space.", docSigning}
	headersJoin = &Mistake{"headers-joined", "headers", "header-duplicate",
		"did not join the values of headers of one name with commas, in the order sent", "Write one line for each name, with its values joined by commas in the order sent.", docSigning}
	headersEnd = &Mistake{"headers-line-ends", "headers", "canonical-request-format",
		"did not end each header with a line end", "End each canonical header with \\n, the last one too.", docSigning}
	headersList = &Mistake{"headers-list", "headers", "signed-headers-not-sorted",
		"wrote the list of the signed headers in another form", "Write the names in lower case, sorted, with semicolons between.", docSigning}
	headerMissing = &Mistake{"header-missing", "headers", "signed-header-missing",
		"did not sign a header that is listed and sent", "Sign every header that the list names, with the value that is sent.", docSigning}
	headerAdded = &Mistake{"header-added", "headers", "signed-headers-not-sorted",
		"signed a header that the list does not name", "List every header that is signed, and send it as it was signed.", docSigning}
	headerGone = &Mistake{"header-dropped", "headers", "signed-header-missing",
		"signed a header that did not arrive", "Sign only headers that no proxy, browser or library takes off.", docSigning}
	headerChanged = &Mistake{"header-value", "headers", "signed-header-changed",
		"signed another value of a header", "Do not sign headers that are changed on the way, or set them to the value that arrives.", docSigning}
	headerLength = &Mistake{"header-content-length", "headers", "content-length-wrong",
		"signed another Content-Length", "Count the bytes of the body, not its characters; best leave Content-Length unsigned.", docSigning}
	headerCharset = &Mistake{"header-charset", "headers", "header-non-ascii",
		"wrote letters beyond ASCII in another charset", "Keep header values to ASCII: escape everything else.", docSigning}
)

func headerChanges(s *subject) []change[headersDraft] {
	var out []change[headersDraft]
	add := func(m *Mistake, detail string, field, cost int, apply func(*headersDraft)) {
		out = append(out, change[headersDraft]{m, detail, field, cost, apply})
	}
	listedOrder := map[string]int{}
	for i, name := range s.in.Claim.SignedHeaders {
		listedOrder[strings.ToLower(name)] = i
	}
	order := func(detail string, cost int, less func(a, b string) bool) {
		add(headersOrder, detail+", both the lines and the list", headerOrderField, cost, func(d *headersDraft) { d.order, d.ordered = less, less })
		add(headersOrder, detail+", the lines alone", headerOrderField, cost, func(d *headersDraft) { d.order = less })
		add(headersOrder, detail+", the list alone", headerOrderField, rare, func(d *headersDraft) { d.ordered = less })
	}
	order("as they are sent", likely, nil)
	order("as they are listed", rare, func(a, b string) bool { return listedOrder[a] < listedOrder[b] })
	order("backwards", rare, func(a, b string) bool { return a > b })
	order("host first", rare, func(a, b string) bool { return a == "host" && b != "host" || b != "host" && a < b })
	order("“-” left out of account", rare, func(a, b string) bool { return strings.ReplaceAll(a, "-", "") < strings.ReplaceAll(b, "-", "") })
	for place := range min(len(entriesOf(s)), maxPlaces) {
		order("as they are sent, with host as number "+strconv.Itoa(place+1), rare, sentOrder(s, place))
	}

	add(headersCase, "as they are sent", headerCaseField, likely, func(d *headersDraft) { d.caseOf = func(name string) string { return name } })
	add(headersCase, "each word with a capital", headerCaseField, likely, func(d *headersDraft) { d.caseOf = titled })
	sentName := map[string]string{}
	for _, e := range entriesOf(s) {
		sentName[e.name] = e.as
	}
	asSent := func(names []string) string {
		var out []string
		for _, name := range names {
			out = append(out, sentName[name])
		}
		return joinedNames(out)
	}
	add(headersCase, "as they are sent, in the list too", headerCaseField, rare, func(d *headersDraft) {
		d.caseOf, d.list = func(name string) string { return name }, asSent
	})
	add(headersCase, "each word with a capital, in the list too", headerCaseField, rare, func(d *headersDraft) {
		d.caseOf, d.list = titled, func(names []string) string { return titled(joinedNames(names)) }
	})
	listCase := func(detail string, form func([]string) string) {
		add(headersCase, detail+", in the list alone", headerListField, rare, func(d *headersDraft) { d.list = form })
	}
	listCase("as they are sent", asSent)
	listCase("each word with a capital", func(names []string) string { return titled(joinedNames(names)) })
	listCase("all capitals", func(names []string) string { return strings.ToUpper(joinedNames(names)) })
	add(headersCase, "all capitals", headerCaseField, rare, func(d *headersDraft) { d.caseOf = strings.ToUpper })

	for _, v := range [...]struct {
		detail string
		form   func(string) string
	}{
		{"all of them", func(v string) string { return v }},
		{"those within the value", trimEnds},
		{"those at its ends", func(v string) string { return v }},
		{"a space at its beginning", func(v string) string { return collapsed(strings.TrimRight(v, " \t")) }},
		{"a space at its end", func(v string) string { return collapsed(strings.TrimLeft(v, " \t")) }},
		{"a space at each end", collapsed},
	} {
		add(headersBlanks, v.detail, headerValueField, likely, func(d *headersDraft) { d.value = v.form })
	}
	add(headersBlanks, "none at all are left", headerValueField, rare, func(d *headersDraft) {
		d.value = func(v string) string { return strings.Join(strings.Fields(v), "") }
	})
	add(headerChanged, "all in lower case", headerValueField, rare, func(d *headersDraft) {
		d.value = func(v string) string { return strings.ToLower(trimmed(v)) }
	})
	add(headersBlanks, "but for those within quotes", headerValueField, rare, func(d *headersDraft) { d.value = outsideQuotes })

	for _, between := range [...]string{": ", " : ", "=", ""} {
		add(headersColon, quoted(between), headerColonField, rare, func(d *headersDraft) { d.between = between })
	}
	add(headersJoin, "a comma and a space between", headerJoinField, likely, func(d *headersDraft) { d.join = ", " })
	add(headersJoin, "a line each", headerJoinField, likely, func(d *headersDraft) { d.join = "" })
	add(headersJoin, "a semicolon between", headerJoinField, rare, func(d *headersDraft) { d.join = ";" })
	add(headersJoin, "a space between", headerJoinField, rare, func(d *headersDraft) { d.join = " " })
	keep := func(detail string, keep func([]string) []string) {
		add(headersJoin, detail, headerJoinField, rare, func(d *headersDraft) { d.keep = keep })
	}
	keep("the first alone", func(v []string) []string { return v[:min(1, len(v))] })
	keep("the last alone", func(v []string) []string { return v[max(0, len(v)-1):] })
	keep("sorted", func(v []string) []string {
		out := slices.Clone(v)
		slices.Sort(out)
		return out
	})
	keep("backwards", reversed)
	for _, end := range [...]string{"", "\r\n", ";", ","} {
		add(headersEnd, quoted(end), headerEndField, rare, func(d *headersDraft) { d.end = end })
	}

	list := func(detail string, form func([]string) string) {
		add(headersList, detail, headerListField, rare, func(d *headersDraft) { d.list = form })
	}
	sent := entriesOf(s)
	list("as the request lists them", func([]string) string { return joinedNames(s.in.Claim.SignedHeaders) })
	list("commas between", func(names []string) string { return strings.Join(names, ",") })
	list("a comma and a space between", func(names []string) string { return strings.Join(names, ", ") })
	list("a semicolon and a space between", func(names []string) string { return strings.Join(names, "; ") })
	list("a semicolon at its end", func(names []string) string { return joinedNames(names) + ";" })
	list("backwards", func(names []string) string { return joinedNames(reversed(names)) })
	list("nothing", func([]string) string { return "" })
	list("“host” alone", func([]string) string { return "host" })
	list("each name with its colon", func(names []string) string { return strings.Join(names, ":;") + ":" })

	missing := map[string]bool{}
	for _, name := range s.missing {
		missing[name] = true
	}
	for i, e := range sent {
		if i == maxEntries {
			break
		}
		field := headerEntryField + i
		edit := func(m *Mistake, detail string, cost int, apply func(*entry)) {
			add(m, detail, field, cost, func(d *headersDraft) { d.entries = replace(d.entries, e.name, apply) })
		}
		gone := headerMissing
		if !missing[e.name] {
			edit(gone, quoted(e.name)+", though listed", likely, func(e *entry) { e.unlined = true })
			edit(gone, quoted(e.name)+", nor listed", likely, func(e *entry) { e.unlined, e.unlisted = true, true })
			edit(gone, quoted(e.name)+" in the list alone", rare, func(e *entry) { e.unlisted = true })
			edit(headerChanged, quoted(e.name)+" without its value", rare, func(e *entry) { e.values = []string{""} })
		} else {
			edit(headerGone, quoted(e.name)+" has no line, and is listed", likely, func(e *entry) { e.unlined = true })
		}
		edit(headersCase, quoted(e.as)+" alone", rare, func(e *entry) { e.named = true })
		for _, blank := range [...]struct {
			where   string
			written func(string) string
		}{{"a space before", func(v string) string { return " " + v }}, {"a space behind", func(v string) string { return v + " " }}, {"a space at each end of", func(v string) string { return " " + v + " " }}} {
			edit(headersBlanks, quoted(e.name)+" alone, "+blank.where+" its value", rare, func(e *entry) {
				e.verbatim, e.values = true, []string{blank.written(trimmed(strings.Join(e.values, ",")))}
			})
		}
		for _, v := range otherValues(s, e) {
			m := v.mistake
			if missing[e.name] {
				m = headerGone
			}
			edit(m, quoted(e.name)+": "+quoted(v.value)+v.note, v.cost, func(e *entry) { e.values = []string{v.value} })
		}
		if v := strings.Join(e.values, ","); !isASCII(v) {
			for _, c := range charsets {
				if other, ok := c.write(v); ok && other != v {
					edit(headerCharset, quoted(e.name)+", "+c.name, rare, func(e *entry) { e.values = []string{other} })
				}
			}
		}
	}
	for i, e := range addedHeaders(s) {
		if i == maxEntries {
			break
		}
		cost := rare
		if !has(s.in.Request.Headers, e.name) {
			cost = listed
		}
		for _, unlisted := range [...]bool{true, false} {
			e := e
			e.unlisted = unlisted
			where := map[bool]string{true: ", not in its list", false: " and its list"}[unlisted]
			add(headerAdded, quoted(e.name)+": "+quoted(strings.Join(e.values, ","))+where, headerAddedField, cost, func(d *headersDraft) {
				d.entries = append(d.entries[:len(d.entries):len(d.entries)], e)
			})
		}
	}
	return out
}

// maxPlaces bounds how many places of Host are tried: a command does not say where its client puts it.
const maxPlaces = 12

// sentOrder orders names as they are sent, but for host, which is put at a place.
func sentOrder(s *subject, place int) func(a, b string) bool {
	at := map[string]int{}
	n := 0
	for _, e := range entriesOf(s) {
		if e.name != "host" {
			at[e.name] = 2*n + 1
			n++
		}
	}
	at["host"] = 2 * place
	return func(a, b string) bool { return at[a] < at[b] }
}

func reversed(texts []string) []string {
	out := slices.Clone(texts)
	slices.Reverse(out)
	return out
}

// maxEntries bounds for how many headers it is tried that they are missing, changed or added.
const maxEntries = 60

// otherValue is a value that may have been signed for the one that arrived.
type otherValue struct {
	mistake *Mistake
	value   string
	note    string
	cost    int
}

// otherValues are the values that a header is known to have on the other side of a client, a proxy or a library.
func otherValues(s *subject, e entry) []otherValue {
	var out []otherValue
	add := func(m *Mistake, cost int, values ...string) {
		for _, v := range values {
			out = append(out, otherValue{m, v, "", cost})
		}
	}
	value := trimmed(strings.Join(e.values, ","))
	switch e.name {
	case "host":
		return append(out, otherHosts(s, value)...)
	case "content-length":
		n := len(s.in.Request.Body)
		add(headerLength, likely, strconv.Itoa(n), strconv.Itoa(utf8.RuneCount(s.in.Request.Body)), "0")
		add(headerLength, rare, strconv.Itoa(n+1), strconv.Itoa(max(0, n-1)), strconv.Itoa(n+2), "")
		return out
	case "content-type":
		bare, _, _ := strings.Cut(value, ";")
		bare = strings.TrimSpace(bare)
		add(headerChanged, likely, bare, bare+"; charset=utf-8", bare+";charset=utf-8", bare+"; charset=UTF-8", bare+";charset=UTF-8", strings.ReplaceAll(value, "; ", ";"), strings.ReplaceAll(value, ";", "; "))
		add(headerChanged, listed, "application/json", "application/x-www-form-urlencoded", "application/octet-stream", "binary/octet-stream", "text/plain", "application/x-amz-json-1.0", "application/x-amz-json-1.1",
			"application/x-www-form-urlencoded; charset=utf-8", "application/json; charset=utf-8", "text/plain;charset=UTF-8", "application/xml", "multipart/form-data")
	case "x-amz-date":
		t, ok := signedAt(s)
		if ok {
			for _, layout := range timeForms {
				add(headerChanged, rare, t.Format(layout))
			}
		}
	case "x-amz-content-sha256":
		add(headerChanged, likely, hashOfNothing, unsignedPayload, hashOf(s.in.Request.Body))
	}
	if first, _, more := strings.Cut(value, ","); more {
		add(headerChanged, rare, first)
	}
	if values, known := rewritten[e.name]; known {
		all := strings.Split(values, "|")
		add(headerChanged, likely, all[:min(4, len(all))]...)
		add(headerChanged, rare, all[min(4, len(all)):]...)
	}
	add(headerChanged, listed, strings.ToLower(value), unescaped(value))
	return out
}

// rewritten are values of headers that clients, proxies and libraries set anew.
var rewritten = map[string]string{
	"accept":            "*/*|application/json|text/html,application/xhtml+xml|application/json, text/plain, */*",
	"accept-encoding":   "gzip|identity|gzip, deflate|gzip,deflate|gzip, deflate, br|gzip,deflate,br|br,gzip|br, gzip|deflate, gzip|gzip, x-gzip, deflate|gzip, deflate, br, zstd|*|",
	"accept-language":   "*|en-US|en-US,en;q=0.9",
	"cache-control":     "no-cache|max-age=0|no-store",
	"connection":        "close|keep-alive|Keep-Alive|upgrade|Upgrade|TE|Close|",
	"content-encoding":  "gzip|aws-chunked|aws-chunked,gzip|gzip,aws-chunked|identity|",
	"expect":            "100-continue|",
	"pragma":            "no-cache",
	"te":                "trailers|",
	"transfer-encoding": "chunked|",
	"upgrade":           "websocket|h2c",
	"user-agent":        "Mozilla/5.0|axios/1.7.7|Go-http-client/1.1|Go-http-client/2.0|Amazon CloudFront|node|undici|python-requests/2.32.3|curl/8.5.0|okhttp/4.12.0|Java-http-client/17.0.1|",
	"x-forwarded-for":   "|127.0.0.1",
	"x-forwarded-host":  "",
	"x-forwarded-port":  "443|80|8080|",
	"x-forwarded-proto": "https|http|",
}

// addedHeaders are headers that may have been signed beyond the list: those that are sent, and those that
// clients add.
func addedHeaders(s *subject) []entry {
	signed := map[string]bool{"authorization": true}
	for _, name := range s.in.Claim.SignedHeaders {
		signed[strings.ToLower(name)] = true
	}
	out := gather(s, func(name string) bool { return !signed[name] })
	add := func(name string, values ...string) {
		if signed[name] {
			return
		}
		for _, v := range values {
			out = append(out, entry{name: name, as: titled(name), values: []string{v}})
		}
	}
	body := s.in.Request.Body
	add("host", s.in.Hosts...)
	add("content-length", strconv.Itoa(len(body)))
	add("content-type", "application/json", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "application/octet-stream", "binary/octet-stream", "application/x-amz-json-1.0", "application/x-amz-json-1.1", "text/plain;charset=UTF-8", "")
	add("x-amz-content-sha256", s.right.PayloadHash.String, unsignedPayload, hashOfNothing)
	if t, ok := signedAt(s); ok {
		add("x-amz-date", t.Format(timeForms[0]))
	}
	if token := s.in.Claim.SessionToken; token != "" {
		add("x-amz-security-token", token)
	}
	add("accept", "*/*", "application/json")
	add("accept-encoding", "identity", "gzip", "gzip, deflate", "gzip, deflate, br")
	add("connection", "keep-alive", "close", "Keep-Alive")
	add("expect", "100-continue")
	add("transfer-encoding", "chunked")
	add("user-agent", "")
	add("x-forwarded-proto", "https", "http")
	add("x-forwarded-port", "443")
	add("cache-control", "no-cache")
	return out
}

// titled writes each word of a name with a capital.
func titled(name string) string {
	out := []byte(name)
	for i := range out {
		if (i == 0 || out[i-1] == '-' || out[i-1] == ';') && out[i] >= 'a' && out[i] <= 'z' {
			out[i] -= 'a' - 'A'
		}
	}
	return string(out)
}

// outsideQuotes trims a value and makes one space of runs of them, but leaves those between double quotes, as an
// earlier text of the specification had it.
func outsideQuotes(value string) string {
	pieces := strings.Split(trimEnds(value), `"`)
	for i := 0; i < len(pieces); i += 2 {
		pieces[i] = collapsed(pieces[i])
	}
	return strings.Join(pieces, `"`)
}
