package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// Check is one of the checks of a server, in the order in which it makes them. An answer of one step
// shows that the steps before it were passed, and says nothing of later ones.
type Check struct {
	What    string   // a clause: "host is signed"
	Answers []string // the answers of the catalogue when it fails
	Causes  []string // excluded once it is passed
	Codes   []string // of the answers, where the server writes no messages
}

// Order is a kind of server with its checks. S3's own order was not measured, so that nothing follows
// from its answers.
type Order struct {
	Server  string
	applies func(*bench) bool
	Checks  []Check
	Source  Citation
}

// Orders lists the servers whose order of checks is known.
func Orders() []Order {
	return []Order{
		{"versitygw", func(b *bench) bool { return b.servedBy("versitygw") }, versitygwChecks(),
			Citation{"https://github.com/versity/versitygw", "Order of the checks of a header's signature, as measured from outside."}},
		{"MinIO", func(b *bench) bool { return b.servedBy("minio") }, minioChecks(),
			Citation{"https://github.com/minio/minio", "Order of the checks of a header's signature, as measured from outside and as its source has it."}},
		{"Ceph", func(b *bench) bool { return b.cephID() }, cephChecks(),
			Citation{"https://github.com/ceph/ceph", "Order of the checks in rgw_auth_s3.cc."}},
		{"AWS", func(b *bench) bool { return b.isCoral() }, checks(),
			Citation{docOrder, "Order of the checks of AWS's common front end, as measured from outside."}},
	}
}

// reached is the first check whose failure is among the answers, -1 for none: several faults are
// reported in one answer, and the earliest bounds what was passed.
func (o Order) reached(b *bench) int {
	for i, s := range o.Checks {
		if _, ok := b.says(s.Answers...); ok {
			return i
		}
		if _, ok := b.code(s.Codes...); ok {
			return i
		}
	}
	return -1
}

// servedBy reports whether the answer names its server in the header Server. The order is another for
// presigned URLs, which are left out.
func (b *bench) servedBy(name string) bool {
	if b.response == nil || b.claimed && b.claim.Carrier == sigv4.QueryCarrier {
		return false
	}
	for _, h := range b.response.Headers {
		if strings.EqualFold(h.Name, "Server") && strings.Contains(strings.ToLower(h.Value), name) {
			return true
		}
	}
	return false
}

// cephID reports whether the answer has no message and a request id of the form that Ceph writes: tx and
// 21 hex digits.
func (b *bench) cephID() bool {
	for i := range b.ev.Errors {
		e := &b.ev.Errors[i]
		id, _, _ := strings.Cut(field(e, "RequestId").String, "-")
		if e.Message.String == "" && len(id) == 23 && strings.HasPrefix(id, "tx") {
			return true
		}
	}
	return false
}

// checks restates the order that the scratchstack project measured.
func checks() []Check {
	return []Check{
		{"the request carries one authentication", []string{"coral.both_mechanisms", "coral.missing_token"}, []string{"authentication-missing", "two-auth-mechanisms"}, nil},
		{"the authorization can be read", []string{"coral.unsupported_algorithm", "coral.header_params_missing", "coral.header_not_key_value", "coral.header_not_key_value_hashed", "coral.query_params_missing"},
			[]string{"authorization-malformed", "algorithm-unsupported", "timestamp-missing", "presigned-params-invalid"}, nil},
		{"host is signed", []string{"coral.host_not_signed"}, []string{"host-not-signed"}, nil},
		{"the date can be read", []string{"coral.date_not_iso8601"}, nil, nil},
		{"the request arrives in time", []string{"coral.signature_expired", "coral.signature_not_yet_current"},
			[]string{"clock-skew", "clock-time-zone", "signed-early-sent-late", "presigned-expired"}, nil},
		{"the Credential has five elements", []string{"coral.scope_elements"}, []string{"scope-malformed"}, nil},
		{"region, service and date of the scope are right", []string{"coral.scope_region", "coral.scope_service", "coral.scope_terminator", "coral.scope_date"},
			[]string{"scope-region-wrong", "scope-service-wrong", "scope-date-mismatch"}, nil},
		{"the session token is good and has not expired", []string{"coral.expired_token", "coral.bad_session_token"}, []string{"credentials-expired"}, nil},
		{"the access key id is known", []string{"coral.unknown_access_key", "coral.old_unknown_access_key"}, []string{"access-key-unknown"}, nil},
		{"the signatures agree", []string{"coral.mismatch_with_canonical", "coral.mismatch"}, nil, nil},
	}
}

// ruleOut lists what the server's order of checks and the clock's direction exclude.
func ruleOut(b *bench, findings []Finding) []RuledOut {
	out := clockRuledOut(b)
	if b.clockBad != "" || b.severalAnswers() {
		return out
	}
	for _, o := range Orders() {
		if !o.applies(b) {
			continue
		}
		for _, s := range o.Checks[:max(o.reached(b), 0)] {
			for _, cause := range s.Causes {
				if named(findings, cause) {
					continue
				}
				out = append(out, RuledOut{
					Cause:   cause,
					Because: o.Server + " checks before this point that " + s.What + "; the request passed.",
					Source:  o.Source,
				})
			}
		}
		break
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
