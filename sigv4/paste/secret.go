package paste

import (
	"sort"
	"strings"

	"countersign/sigv4"
)

// mask stands in the cleaned text where a secret is in the paste, so that no format can repeat it.
const mask = "***"

// findSecrets looks for secret access keys: by the name before them (aws_secret_access_key=…,
// "SecretAccessKey": "…", 'secret' => '…'), in curl's -u id:secret, and in the key id's place; and for
// tokens of other schemes. In order of place.
func findSecrets(text string) []Secret {
	var found []Secret
	for at := 0; at < len(text); {
		switch text[at] {
		case 's', 'S':
			if equalFold(text, at, "secret") {
				name := wordAround(text, at)
				if value := namedSecret(text, name); value.Len() > 0 {
					found = append(found, Secret{Span: value, AccessKeyID: nearbyKeyID(text, value)})
					name.End = value.End
				}
				at = name.End
				continue
			}
		case 'C', 'A', 'a':
			if value := otherToken(text, at); value.Len() > 0 {
				found = append(found, Secret{Span: value, Token: true})
				at = value.End
				continue
			}
			if value := swappedSecret(text, at); value.Len() > 0 {
				found = append(found, Secret{Span: value, Swapped: true})
				at = value.End
				continue
			}
		case '-':
			if value := otherToken(text, at); value.Len() > 0 {
				found = append(found, Secret{Span: value, Token: true})
				at = value.End
				continue
			}
			if secret, ok := curlUser(text, at); ok {
				found = append(found, secret)
				at = secret.Span.End
				continue
			}
		}
		at++
	}
	return withRepeats(text, found, text, found)
}

// secretLength is the length of a secret access key.
const secretLength = 40

// swappedSecret is the range of a secret access key that stands where the access key id belongs, in
// a Credential or behind the id's name (<AWSAccessKeyId>…), empty when none does.
func swappedSecret(text string, at int) sigv4.Span {
	const credential = "Credential="
	if strings.HasPrefix(text[at:], credential) {
		if value := shapedSecret(text, at+len(credential)); datedAt(text, value.End) {
			return value
		}
		return sigv4.Span{}
	}
	for _, name := range [...]string{"accesskeyid", "access_key_id"} {
		if !equalFold(text, at, name) {
			continue
		}
		start := at + len(name)
		for start < len(text) && start < at+32 && strings.IndexByte(" \t\"'=:>\\", text[start]) >= 0 {
			start++
		}
		if value := shapedSecret(text, start); !inKey(text, value.End) {
			return value
		}
	}
	return sigv4.Span{}
}

// inKey reports whether a character stands at a place that keys are made of.
func inKey(text string, at int) bool {
	return at < len(text) && (isAlnum(text[at]) || strings.IndexByte("/+=_-", text[at]) >= 0)
}

// shapedSecret is the range of 40 characters from a place on that may be a secret access key, empty
// when they may not. In a URL its slashes and pluses are escaped. Other providers have key ids of 40
// characters, but not in letters of both cases.
func shapedSecret(text string, start int) sigv4.Span {
	end, upper, lower := start, false, false
	for range secretLength {
		if end >= len(text) {
			return sigv4.Span{}
		}
		switch c := text[end]; {
		case isUpper(c):
			upper = true
		case isAlnum(c) && !isDigit(c):
			lower = true
		case isDigit(c), c == '/', c == '+':
		case equalFold(text, end, "%2f"), equalFold(text, end, "%2b"):
			end += 2
		default:
			return sigv4.Span{}
		}
		end++
	}
	if !upper || !lower {
		return sigv4.Span{}
	}
	return sigv4.Span{Start: start, End: end}
}

// datedAt reports whether a slash, or its escape, and eight digits follow.
func datedAt(text string, at int) bool {
	switch {
	case at > 0 && at < len(text) && text[at] == '/':
		at++
	case equalFold(text, at, "%2f"):
		at += 3
	default:
		return false
	}
	if at+8 > len(text) {
		return false
	}
	return strings.Trim(text[at:at+8], "0123456789") == ""
}

// maxRepeated bounds the values that are looked for all over the paste.
const maxRepeated = 16

// withRepeats adds the places where secrets of a text, which may be another one, stand again, without a name
// before them.
func withRepeats(text string, found []Secret, in string, of []Secret) []Secret {
	all, seen := found, map[string]bool{}
	taken := map[int]bool{}
	for _, s := range found {
		taken[s.Span.Start] = true
	}
	for _, s := range of {
		bare := bareSecret(in, s.Span)
		value := in[bare.Start:bare.End]
		if seen[value] || len(seen) == maxRepeated || len(value) < 16 {
			continue
		}
		seen[value] = true
		for at := 0; ; at += len(value) {
			i := strings.Index(text[at:], value)
			if i < 0 {
				break
			}
			if at += i; !taken[at] {
				all = append(all, Secret{Span: sigv4.Span{Start: at, End: at + len(value)}, AccessKeyID: s.AccessKeyID, Token: s.Token})
				taken[at] = true
			}
		}
	}
	return inOrder(all)
}

// inOrder puts secrets in order of place, without those that start within the one before.
func inOrder(all []Secret) []Secret {
	sort.SliceStable(all, func(i, j int) bool { return all[i].Span.Start < all[j].Span.Start })
	return withoutOverlaps(all)
}

// withoutOverlaps leaves out what starts within the secret before it.
func withoutOverlaps(all []Secret) []Secret {
	kept := all[:0]
	for _, s := range all {
		if n := len(kept); n == 0 || s.Span.Start >= kept[n-1].Span.End {
			kept = append(kept, s)
		}
	}
	return kept
}

// curlUser reads the option -u id:secret or --user id:secret that starts at a dash.
func curlUser(text string, at int) (Secret, bool) {
	if at > 0 && !isSpace(text[at-1]) {
		return Secret{}, false
	}
	rest := at
	switch {
	case strings.HasPrefix(text[at:], "--user ") || strings.HasPrefix(text[at:], "--user="):
		rest += len("--user ")
	case strings.HasPrefix(text[at:], "-u"):
		rest += len("-u")
	default:
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
	if bare := bareSecret(text, value); bare.Len() < 8 || isPlaceholder(text[bare.Start:bare.End]) {
		return Secret{}, false
	}
	return Secret{Span: value, AccessKeyID: text[rest:colon]}, true
}

// nearbyKeyID is the access key id that stands closest before a secret, or after it, within a few lines.
func nearbyKeyID(text string, secret sigv4.Span) string {
	const reach = 240
	before := text[max(0, secret.Start-reach):secret.Start]
	for at := len(before) - 1; at >= 0; at-- {
		if id := keyIDAt(before, at); id != "" {
			return id
		}
	}
	after := text[secret.End:min(len(text), secret.End+reach)]
	for at := range len(after) {
		if id := keyIDAt(after, at); id != "" {
			return id
		}
	}
	return ""
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
