package forensics

import "strings"

var (
	methodOther = &Mistake{"method-other", "method", "method-mismatch",
		"signed another method", "Sign the method that is sent.", docSigning}
	methodCase = &Mistake{"method-case", "method", "method-mismatch",
		"signed the method in another case", "Write the method in upper case in the canonical request.", docSigning}
)

const docSigning = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"

func methodChanges(s *subject) []change[string] {
	var out []change[string]
	add := func(cost int, m *Mistake, other string) {
		if other != s.request.Method {
			out = append(out, change[string]{m, quoted(other) + " for " + quoted(s.request.Method), 0, cost, func(d *string) { *d = other }})
		}
	}
	for i, method := range [...]string{"GET", "PUT", "POST", "HEAD", "DELETE", "PATCH", "OPTIONS"} {
		cost := likely
		if i > 3 {
			cost = rare
		}
		add(cost, methodOther, method)
	}
	lower := strings.ToLower(s.request.Method)
	add(likely, methodCase, lower)
	add(rare, methodCase, strings.ToUpper(s.request.Method))
	if lower != "" {
		add(rare, methodCase, strings.ToUpper(lower[:1])+lower[1:])
	}
	add(rare, methodOther, "")
	return out
}
