package diagnose

// check is one of the checks of AWS's common front end, in the order in which it makes them. An
// answer of one step shows that the steps before it were passed, and says nothing of later ones.
// S3 and other servers have their own order, which is not known well enough to conclude from.
type check struct {
	what     string   // what the check is
	messages []string // the answers when it fails
	causes   []string // excluded once it is passed
}

// checks restates the order that the scratchstack project measured.
func checks() []check {
	return []check{
		{"the request carries one authentication", []string{"coral.both_mechanisms", "coral.missing_token"}, []string{"authentication-missing", "two-auth-mechanisms"}},
		{"the authorization can be read", []string{"coral.unsupported_algorithm", "coral.header_params_missing", "coral.header_not_key_value", "coral.header_not_key_value_hashed", "coral.query_params_missing"},
			[]string{"authorization-malformed", "algorithm-unsupported", "timestamp-missing", "presigned-params-invalid"}},
		{"host is signed", []string{"coral.host_not_signed"}, []string{"host-not-signed"}},
		{"the date can be read", []string{"coral.date_not_iso8601"}, nil},
		{"the request arrives in time", []string{"coral.signature_expired", "coral.signature_not_yet_current"},
			[]string{"clock-skew", "clock-time-zone", "signed-early-sent-late", "presigned-expired"}},
		{"the Credential has five elements", []string{"coral.scope_elements"}, []string{"scope-malformed"}},
		{"region, service and date of the scope are right", []string{"coral.scope_region", "coral.scope_service", "coral.scope_terminator", "coral.scope_date"},
			[]string{"scope-region-wrong", "scope-service-wrong", "scope-date-mismatch"}},
		{"the session token is good and has not expired", []string{"coral.expired_token", "coral.bad_session_token"}, []string{"credentials-expired"}},
		{"the access key id is known", []string{"coral.unknown_access_key", "coral.old_unknown_access_key"}, []string{"access-key-unknown"}},
		{"the signatures agree", []string{"coral.mismatch_with_canonical", "coral.mismatch"}, nil},
	}
}

// ruleOut lists what the server's order of checks and the clock's direction exclude.
func ruleOut(b *bench, findings []Finding) []RuledOut {
	out := clockRuledOut(b)
	reached := -1
	all := checks()
	for i, s := range all {
		if _, ok := b.says(s.messages...); ok && b.isCoral() {
			reached = i
			break // several faults are reported in one answer: the earliest bounds what was passed
		}
	}
	if reached < 0 || b.clockBad != "" || b.severalAnswers() {
		return out
	}
	for _, s := range all[:reached] {
		for _, cause := range s.causes {
			if named(findings, cause) {
				continue
			}
			out = append(out, RuledOut{
				Cause:   cause,
				Because: "AWS checks before this point that " + s.what + "; the request passed.",
				Source:  Citation{docOrder, "Order of the checks of AWS's common front end, as measured from outside."},
			})
		}
	}
	return out
}

// severalAnswers reports whether the paste holds answers of more than one kind: they may belong to
// different requests, so that nothing follows for either.
func (b *bench) severalAnswers() bool {
	first := ""
	for i := range b.ev.Errors {
		for _, m := range b.ev.Errors[i].Messages {
			if first == "" {
				first = m.ID
			}
			if m.ID != first && !(isMismatch(m.ID) && isMismatch(first)) {
				return true
			}
		}
	}
	return false
}

func isMismatch(id string) bool {
	for _, m := range mismatchIDs {
		if m == id {
			return true
		}
	}
	return false
}

// dropRuledOut takes what is ruled out off the alternatives of the findings.
func dropRuledOut(findings []Finding, out []RuledOut) {
	for i := range findings {
		for _, r := range out {
			findings[i].Alternatives = without(findings[i].Alternatives, r.Cause)
		}
	}
}
