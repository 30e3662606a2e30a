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
			if secret, ok := userSecret(text, at); ok {
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
	taken := func(at int) bool {
		i := sort.Search(len(found), func(i int) bool { return found[i].Span.Start >= at })
		return i < len(found) && found[i].Span.Start == at
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
			if at += i; !taken(at) {
				all = append(all, Secret{Span: sigv4.Span{Start: at, End: at + len(value)}, AccessKeyID: s.AccessKeyID, Token: s.Token})
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
