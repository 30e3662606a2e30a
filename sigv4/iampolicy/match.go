package iampolicy

import "strings"

// Answer is three-valued.
type Answer uint8

// The answers, the least first: of two that must both hold, the lesser counts.
const (
	No Answer = iota
	Unsure
	Yes
)

// What stands in a resource's ARN for what is not known of it.
const (
	UnknownPart = "\x00" // any text without a colon or a slash
	UnknownRest = "\x01" // any text
)

// maxPattern bounds patterns and ARNs: an ARN has at most 2048 bytes. Of a longer one nothing is sure.
const maxPattern = 2048

// abbreviation starts a resource in a policy of API Gateway that leaves out which API it is of: its own.
const abbreviation = "execute-api:/"

// MatchAction compares the pattern of an action with an action. There are no policy variables in it.
func MatchAction(pattern, action string) Answer {
	return match(tokens(strings.ToLower(pattern), false), strings.ToLower(action))
}

// MatchResource compares the pattern of a resource with an ARN. variables says that ${…} is a policy variable,
// as in the language of 2012.
func MatchResource(pattern, arn string, variables bool) Answer {
	if rest, ok := strings.CutPrefix(pattern, abbreviation); ok {
		if i := strings.IndexByte(arn, '/'); i >= 0 {
			pattern, arn = rest, arn[i+1:]
		}
	}
	return match(tokens(pattern, variables), arn)
}

// token is a part of a pattern: a byte, or one of the kinds below.
type token int

const (
	anyOne   token = -1 - iota // ?
	anyText                    // *
	variable                   // ${…}: some text
)

// tokens takes a pattern apart. ${*}, ${?} and ${$} are how policies write these characters themselves.
func tokens(pattern string, variables bool) []token {
	out := make([]token, 0, min(len(pattern), maxPattern+1))
	for i := 0; i < len(pattern) && len(out) <= maxPattern; i++ {
		t := token(pattern[i])
		end := -1
		if variables && strings.HasPrefix(pattern[i:], "${") {
			end = strings.IndexByte(pattern[i:min(len(pattern), i+maxPattern)], '}')
		}
		switch {
		case end == 3 && strings.IndexByte("*?$", pattern[i+2]) >= 0:
			t = token(pattern[i+2])
			i += end
		case end > 0:
			t = variable
			i += end
		case t == '*':
			t = anyText
		case t == '?':
			t = anyOne
		}
		out = append(out, t)
	}
	return out
}

func match(pattern []token, text string) Answer {
	switch {
	case len(pattern) == 1 && pattern[0] == anyText:
		return Yes
	case len(pattern) > maxPattern || len(text) > maxPattern:
		return Unsure
	case matches(pattern, text, true):
		return Yes
	case matches(pattern, text, false):
		return Unsure
	}
	return No
}

// matches reports whether a pattern surely covers a text, whatever stands where it is unknown; or, not
// sure, whether it can cover it. reached are the places of the pattern that the text so far leads to.
func matches(pattern []token, text string, sure bool) bool {
	reached, next := make([]bool, len(pattern)+1), make([]bool, len(pattern)+1)
	reached[0] = true
	skipText(pattern, reached, sure)
	for i := 0; i < len(text); i++ {
		c := text[i]
		rest := c == UnknownRest[0]
		if (rest || c == UnknownPart[0]) && !sure {
			for at, t := range pattern {
				if reached[at] && (t < 0 || rest || t != ':' && t != '/') {
					reached[at+1] = true
				}
			}
			continue
		}
		clear(next)
		some := false
		for at, t := range pattern {
			if !reached[at] {
				continue
			}
			switch {
			case t == anyText && (!sure || c != ':' && !rest || endsPart(pattern, at)), t == variable && !sure:
				next[at], some = true, true
			case t == token(c) && c > UnknownRest[0], t == anyOne && (!sure || c != ':' && c > UnknownRest[0]):
				next[at+1], some = true, true
			}
		}
		if !some {
			return false
		}
		skipText(pattern, next, sure)
		reached, next = next, reached
	}
	return reached[len(pattern)]
}

// skipText goes on over what of a pattern may stand for nothing.
func skipText(pattern []token, reached []bool, sure bool) {
	for at, t := range pattern {
		if reached[at] && (t == anyText || t == variable && !sure) {
			reached[at+1] = true
		}
	}
}

// endsPart reports whether the token at a place is the last of a part of an ARN.
func endsPart(pattern []token, at int) bool { return at+1 == len(pattern) || pattern[at+1] == ':' }
