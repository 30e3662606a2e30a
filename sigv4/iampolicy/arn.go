package iampolicy

import "strings"

// parts are the names of the parts of an ARN of execute-api (API Gateway Developer Guide, "Control access for
// invoking an API"): arn:partition:execute-api:region:account:api/stage/METHOD/path.
var parts = [...]string{"prefix", "partition", "service", "region", "account", "API", "stage", "method", "path"}

// Departure is the first part of an ARN that a pattern does not cover.
type Departure struct {
	Part      string // "region", "account", "API", "stage", "method", "path"
	Want, Got string // the pattern's, "" when it ends before; the ARN's
}

// Departs names the first part in which a pattern that does not match an ARN of execute-api departs from it.
// The Part is "" where no one part is to blame.
func Departs(pattern, arn string, variables bool) Departure {
	if variables && strings.Contains(pattern, "${") { // a variable's name holds colons and slashes itself
		return Departure{}
	}
	got := split(arn)
	want := split(pattern)
	if rest, ok := strings.CutPrefix(pattern, abbreviation); ok {
		want = append(split("arn:*:execute-api:*:*:*"), strings.SplitN(rest, "/", 3)...)
	}
	for i, part := range got {
		if i == len(want) {
			if strings.HasSuffix(pattern, "*") {
				break
			}
			return Departure{parts[i], "", part}
		}
		if MatchResource(want[i], part, false) == No {
			return Departure{parts[i], want[i], part}
		}
	}
	return Departure{}
}

// split takes an ARN, or a pattern of one, apart.
func split(arn string) []string {
	out := strings.SplitN(arn, ":", 6)
	if len(out) < 6 {
		return out
	}
	return append(out[:5], strings.SplitN(out[5], "/", 4)...)
}
