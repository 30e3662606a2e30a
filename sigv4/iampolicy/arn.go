package iampolicy

import "strings"

// parts are the names of the parts of an ARN of execute-api (API Gateway Developer Guide, "Control access for
// invoking an API"): arn:partition:execute-api:region:account:api/stage/METHOD/path.
var parts = [...]string{"prefix", "partition", "service", "region", "account", "API", "stage", "method", "path"}

// Departs names the first part ("region", "account", "API", "stage", "method", "path" …) in which a pattern that
// does not match an ARN of execute-api departs from it, with what the pattern has there, "" where it ends
// before, and the ARN. The part is "" where no one part is to blame.
func Departs(pattern, arn string, variables bool) (part, want, got string) {
	if variables && strings.Contains(pattern, "${") { // a variable's name holds colons and slashes itself
		return "", "", ""
	}
	patterns := split(pattern)
	if rest, ok := strings.CutPrefix(pattern, abbreviation); ok {
		patterns = append(split("arn:*:execute-api:*:*:*"), strings.SplitN(rest, "/", 3)...)
	}
	for i, got := range split(arn) {
		switch {
		case i < len(patterns):
			if MatchResource(patterns[i], got, false) == No {
				return parts[i], patterns[i], got
			}
		case strings.HasSuffix(pattern, "*"):
			return "", "", ""
		default:
			return parts[i], "", got
		}
	}
	return "", "", ""
}

// split takes an ARN, or a pattern of one, apart.
func split(arn string) []string {
	out := strings.SplitN(arn, ":", 6)
	if len(out) < 6 {
		return out
	}
	return append(out[:5], strings.SplitN(out[5], "/", 4)...)
}
