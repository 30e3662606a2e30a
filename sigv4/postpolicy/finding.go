package postpolicy

import "strconv"

// Rule is what a finding is about.
type Rule uint8

// The rules, in the order in which Check goes through them.
const (
	FieldPresent      Rule = iota // a field that S3 demands is there, once and before the file
	FormSize                      // the form before the file's content fits MaxFormBytes
	AlgorithmKnown                // x-amz-algorithm is AWS4-HMAC-SHA256
	DateForm                      // x-amz-date is written as 20151229T000000Z
	CredentialForm                // x-amz-credential has its five parts
	ScopeDate                     // its date is that of x-amz-date
	ScopeRegion                   // its region is the bucket's
	ScopeService                  // its service is s3
	ScopeTerminator               // it ends in aws4_request
	NotTooOld                     // x-amz-date lies no more than MaxAge back
	NotExpired                    // the policy's expiration has not passed
	ConditionHolds                // a condition of the policy
	FieldHasCondition             // a field of the form is named by a condition
)

// String names the rule.
func (r Rule) String() string {
	names := [...]string{"required field", "form size", "algorithm", "date", "credential", "scope date", "scope region",
		"scope service", "scope terminator", "age of the signature", "expiration", "condition", "field"}
	if int(r) < len(names) {
		return names[r]
	}
	return "rule " + strconv.Itoa(int(r))
}

// Status is the outcome of a rule.
type Status uint8

// The outcomes.
const (
	Unknown Status = iota // what was given does not decide it
	Holds
	Fails
)

// String is the outcome in a word.
func (s Status) String() string {
	switch s {
	case Holds:
		return "holds"
	case Fails:
		return "fails"
	}
	return "unknown"
}

// Finding is the outcome of one rule for one field or condition.
type Finding struct {
	Rule   Rule
	Status Status
	// Presumed says that the status rests on a clock that is not the server's.
	Presumed  bool
	Name      string // of the field, as found; "" for the rules about the whole form
	Field     int    // its index in Form.Fields, -1 when there is none
	Condition int    // index in Policy.Conditions, -1 when there is none
	Found     string // the value as found or as ${filename} makes it; never a session token or a key
	Wanted    string // the value that is wanted, or how it starts
	Why       string // what is wrong or what would decide it; "" when there is nothing to say
}

// Failed gives the findings that fail, in their order.
func Failed(findings []Finding) []Finding {
	var failed []Finding
	for _, f := range findings {
		if f.Status == Fails {
			failed = append(failed, f)
		}
	}
	return failed
}

// find makes a finding: a rule that ok decides, about no field or condition yet.
func find(rule Rule, ok bool, found, wanted, why string) Finding {
	f := Finding{Rule: rule, Status: Holds, Field: -1, Condition: -1, Found: found, Wanted: wanted}
	if !ok {
		f.Status, f.Why = Fails, why
	}
	return f
}

// undecided makes a finding that nothing decides.
func undecided(rule Rule, found, wanted, why string) Finding {
	f := find(rule, false, found, wanted, why)
	f.Status = Unknown
	return f
}
