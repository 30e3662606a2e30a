package diagnose

import (
	"strings"

	"countersign/sigv4/paste"
)

// AccessKeyIDs lists the access key ids that the evidence names, each once, in the order of its
// requests and then of its errors, else that of a token or a form. What was masked is left out.
func AccessKeyIDs(ev paste.Evidence) []string {
	var out []string
	add := func(id string) {
		id = strings.TrimSpace(id)
		if id == "" || masked(id) {
			return
		}
		for _, known := range out {
			if known == id {
				return
			}
		}
		out = append(out, id)
	}
	for i := range ev.Requests {
		if c := findCredential(&ev.Requests[i]); len(c.elements) > 1 {
			add(c.elements[0].text)
		}
	}
	for i := range ev.Errors {
		add(field(&ev.Errors[i], "AWSAccessKeyId").String)
	}
	if len(out) == 0 {
		if c := prepare(Input{Evidence: ev}).carried; c != nil {
			for _, f := range c.result.Facts {
				if f.Name == "access key id" {
					add(f.Value)
				}
			}
		}
	}
	return out
}
