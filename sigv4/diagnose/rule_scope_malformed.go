package diagnose

import (
	"fmt"
	"strings"
)

// credentialForm is how a Credential is written.
const credentialForm = "AKID/YYYYMMDD/region/service/aws4_request"

// scopeMalformedRule judges the form of the Credential value.
func scopeMalformedRule() rule {
	return rule{
		name:   "scope-malformed",
		causes: []string{"scope-malformed"},
		guide:  guideScope + "#elements",
		sources: []Citation{
			{docSigning, "Credential is the access key id followed by the credential scope: date, region, service and aws4_request, with slashes between."},
		},
		judge: judgeScopeMalformed,
	}
}

// scopeMessages are the sentences by which a server says that the Credential has a wrong form.
var scopeMessages = [...]string{
	"coral.scope_elements", "coral.scope_terminator", "s3.credential_malformed", "s3.empty_akid",
	"s3.terminal_wrong", "s3.scope_date_format",
}

func judgeScopeMalformed(b *bench) []Finding {
	f := Finding{
		Cause: "scope-malformed", Title: "The Credential value is not of the form that AWS expects",
		Expected: b.credential.form(),
		Fixes: []Fix{{
			Do:     "Build Credential from its parts",
			Detail: "The date is that of X-Amz-Date, in UTC. An empty region or service usually comes from a setting or a variable that is not set.",
			Code:   "Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request",
		}},
	}
	faults, countWrong := b.credential.judge()
	if b.request != nil && b.request.Cut {
		faults, countWrong = nil, false
	}
	where := describeFaults(b.credential, faults, countWrong)
	if b.credential.found {
		f.Found = b.credential.raw
	}
	for _, x := range faults {
		f.Marks = append(f.Marks, markSource(b.request, b.credential.source, x.span, "scope", x.name+": "+x.want, true)...)
	}
	if countWrong {
		f.Marks = markSource(b.request, b.credential.source, b.credential.span, "scope", b.credential.form(), true)
	}
	if s, ok := b.says(scopeMessages[:]...); ok {
		f.Confidence = Certain
		f.Why = stateScopeFault(s)
		if where != "" {
			f.Why += " In the request you pasted, " + where
		} else if b.credential.found {
			// What can be seen is in order, so that the fault lies in what cannot.
			f.Confidence = Likely
			f.Test = "Print the access key id with its length, between quotes, where the Credential is put together."
			f.Why += " The parts that can be seen in the request you pasted are in order, so look at the access key id: a secret in its place, white space or a slash in it."
		}
		f.Marks = append(s.markSentence(), f.Marks...)
		f.Alternatives = []string{"keys-swapped", "access-key-mangled"}
		return []Finding{f}
	}
	if where == "" || b.passedScope() {
		return nil
	}
	if _, escaped := b.escapedURL(); escaped {
		return nil // decoded as often as it was encoded, the Credential is in order
	}
	f.Confidence = Certain
	f.Why = capital(where)
	if b.refused() {
		// The server may have refused it for something that it checks first.
		f.Confidence = Likely
		f.Test = "Correct the Credential and send again: if this was not all, the answer changes."
	}
	return []Finding{f}
}

// passedScope reports whether the answer shows that the server could read the Credential: it has
// named another matter, which it can only have come to afterwards or has left open.
func (b *bench) passedScope() bool {
	return b.saysAnything() || b.mismatch() || b.accepted()
}

// stateScopeFault restates the server's sentence with its values.
func stateScopeFault(s said) string {
	switch s.msg.ID {
	case "coral.scope_elements":
		return fmt.Sprintf("The server expects %s elements between slashes and got %s.", s.capture("n"), quoted(s.capture("credential"), 0))
	case "coral.scope_terminator":
		if got := s.capture("got"); got != "" {
			return fmt.Sprintf("The server expects %s at the end of the scope and got %s.", quoted(s.capture("expected"), 0), quoted(got, 0))
		}
		fallthrough
	case "s3.terminal_wrong":
		return fmt.Sprintf("The server expects %s at the end of the scope.", quoted(s.capture("expected"), 0))
	case "s3.scope_date_format":
		return "The server says that the date in the scope is not of the form YYYYMMDD."
	case "s3.empty_akid":
		return "The server says that the access key id in the Credential is empty."
	}
	return "The server says that the Credential is malformed, and that it expects " + credentialForm + "."
}

// describeFaults says what is wrong with the Credential in the paste, "" when nothing is.
func describeFaults(c credential, faults []fault, countWrong bool) string {
	if countWrong {
		number := "five"
		if c.sigv4a {
			number = "four in SigV4A"
		}
		return fmt.Sprintf("the Credential %s has %s between slashes where there are %s: %s.",
			quoted(c.raw, 0), count(len(c.elements), "element", "elements"), number, strings.Join(c.names(), ", "))
	}
	var parts []string
	for _, f := range faults {
		found := quoted(f.found, 0)
		if f.found == "" {
			found = "empty"
		}
		parts = append(parts, fmt.Sprintf("the %s in the Credential is %s, and should be %s", f.name, found, f.want))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "; ") + "."
}
