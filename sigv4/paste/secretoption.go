package paste

import (
	"strings"

	"countersign/sigv4"
)

// userOptions are the options that take id:secret, of curl and of HTTPie.
var userOptions = [...]struct {
	name   string
	httpie bool
}{{"--user ", false}, {"--user=", false}, {"-u", false}, {"--auth ", true}, {"--auth=", true}, {"-a ", true}}

// userSecret reads one of those options, which starts at a dash: -u id:secret; or the form of HTTPie's plugin for
// SigV4, --auth access_key=id,secret_key=secret, with its names in short. There id:secret:host is a form, too.
func userSecret(text string, at int) (Secret, bool) {
	rest, httpie := at, false
	for _, o := range userOptions {
		if strings.HasPrefix(text[at:], o.name) {
			rest, httpie = at+len(o.name), o.httpie
			break
		}
	}
	if rest == at || at > 0 && !isSpace(text[at-1]) {
		return Secret{}, false
	}
	for rest < len(text) && (text[rest] == ' ' || text[rest] == '$') {
		rest++
	}
	var quote byte
	if rest < len(text) && (text[rest] == '"' || text[rest] == '\'') {
		quote = text[rest]
		rest++
	}
	if httpie {
		const short = "sk="
		word := text[rest:min(len(text), rest+256)]
		if end := strings.IndexAny(word, " \t\n\"'"); end >= 0 {
			word = word[:end]
		}
		if i := strings.Index(","+word, ","+short); i >= 0 {
			value := shapedSecret(text, rest+i+len(short))
			return Secret{Span: value, AccessKeyID: nearbyKeyID(text, value)}, value.Len() > 0 && behindHTTPie(text, at)
		}
	}
	colon := rest
	for colon < len(text) && colon-rest < 128 && (isWord(text[colon]) || text[colon] == '-' || text[colon] == '.') {
		colon++
	}
	if colon == rest || colon == len(text) || text[colon] != ':' {
		return Secret{}, false
	}
	value := sigv4.Span{Start: colon + 1, End: colon + 1}
	if quote != 0 {
		value.End = quotedEnd(text, value.Start, quote)
	} else {
		for value.End < len(text) && text[value.End] > ' ' && text[value.End] != '"' && text[value.End] != '\'' {
			value.End++
		}
	}
	if host := strings.IndexByte(text[value.Start:value.End], ':'); httpie && host >= 0 {
		value.End = value.Start + host
	}
	if bare := bareSecret(text, value); bare.Len() < 8 || isPlaceholder(text[bare.Start:bare.End]) || httpie && !behindHTTPie(text, at) {
		return Secret{}, false
	}
	return Secret{Span: value, AccessKeyID: text[rest:colon]}, true
}

// behindHTTPie reports whether a place is in the line of a command of HTTPie.
func behindHTTPie(text string, at int) bool {
	const reach = 400
	line := text[max(0, at-reach):at]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	for _, program := range [...]string{"http ", "https "} {
		if i := strings.Index(line, program); i >= 0 && startsHTTPie(line, i) {
			return true
		}
	}
	return false
}

// nearbyKeyID is the access key id that stands closest before a secret, or after it, within a few lines.
func nearbyKeyID(text string, secret sigv4.Span) string {
	const reach = 240
	before := text[max(0, secret.Start-reach):secret.Start]
	for at := strings.LastIndexByte(before, 'A'); at >= 0; at = strings.LastIndexByte(before[:at], 'A') {
		if id := keyIDAt(before, at); id != "" {
			return id
		}
	}
	after := text[secret.End:min(len(text), secret.End+reach)]
	for at := 0; ; at++ {
		i := strings.IndexByte(after[at:], 'A')
		if i < 0 {
			return ""
		}
		at += i
		if id := keyIDAt(after, at); id != "" {
			return id
		}
	}
}

// keyIDAt is the access key id that starts at a place: AKIA…, ASIA… or the documentation's AKIDEXAMPLE.
func keyIDAt(text string, at int) string {
	if text[at] != 'A' || at > 0 && isWord(text[at-1]) {
		return ""
	}
	end := at
	for end < len(text) && (text[end] >= 'A' && text[end] <= 'Z' || isDigit(text[end])) {
		end++
	}
	id := text[at:end]
	if strings.HasPrefix(id, "AKIA") && len(id) >= 16 || strings.HasPrefix(id, "ASIA") && len(id) >= 16 || id == "AKIDEXAMPLE" {
		return id
	}
	return ""
}
