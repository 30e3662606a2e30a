package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// stated is a sentence of a server that names its cause outright: no judgement is needed but to
// restate it. In Why, {name} stands for what the sentence has under that name.
type stated struct {
	messages   []string
	cause      string
	confidence Confidence
	title, why string
	fix        Fix
	guide      string
	source     Citation
	unless     func(*bench, said) bool // the sentence means something else then
}

// statedRules makes a rule of each row.
func statedRules() []rule {
	var out []rule
	for _, row := range append(statedRows(), moreStatedRows()...) {
		out = append(out, rule{
			name: row.messages[0] + ":" + row.cause + ":" + string(row.confidence), causes: []string{row.cause}, guide: row.guide, sources: []Citation{row.source},
			judge: row.judge,
		})
	}
	return out
}

func (row stated) judge(b *bench) []Finding {
	s, ok := b.says(row.messages...)
	if !ok || row.unless != nil && row.unless(b, s) {
		return nil
	}
	return []Finding{{
		Cause: row.cause, Title: row.title, Confidence: row.confidence, Why: fill(row.why, s),
		Marks: s.markSentence(), Fixes: []Fix{row.fix},
		Test: testFor(row.confidence),
	}}
}

func testFor(c Confidence) string {
	if rank(c) <= rank(Certain) {
		return ""
	}
	return mendAndSend
}

// fill puts captured values in place of {name}. A clause between | and | is left out when a value
// in it is missing.
func fill(template string, s said) string {
	var out strings.Builder
	for i, clause := range strings.Split(template, "|") {
		text, missing := fillClause(clause, s)
		if i%2 == 1 && missing {
			continue
		}
		out.WriteString(text)
	}
	return out.String()
}

func fillClause(clause string, s said) (text string, missing bool) {
	var out strings.Builder
	for {
		open := strings.IndexByte(clause, '{')
		if open < 0 {
			out.WriteString(clause)
			return out.String(), missing
		}
		end := open + strings.IndexByte(clause[open:], '}')
		value := s.capture(clause[open+1 : end])
		missing = missing || value == ""
		out.WriteString(clause[:open])
		out.WriteString(quoted(value, 0))
		clause = clause[end+1:]
	}
}

// hostIsUnsigned leaves an unsigned host to its own rule.
func hostIsUnsigned(_ *bench, s said) bool {
	for _, name := range notSignedNames(s) {
		if name == "host" {
			return true
		}
	}
	return false
}

// namesHeaders reports whether S3 lists the headers; without the list, a proxy may have caused it.
func namesHeaders(_ *bench, s said) bool { return len(notSignedNames(s)) > 0 }

func namesNoHeaders(b *bench, s said) bool { return !namesHeaders(b, s) || hostIsUnsigned(b, s) }

// anonymous reports whether the policy refused a caller whom nobody had authenticated.
func anonymous(_ *bench, s said) bool { return s.capture("principal") == "anonymous" }

// known reports whether the policy refused a caller whom it names.
func known(_ *bench, s said) bool {
	principal := s.capture("principal")
	return principal != "" && principal != "anonymous"
}

// unsigned reports whether the request in the paste carries no signature, as far as it can be seen.
func unsigned(b *bench, _ said) bool { return b.request != nil && !carriesSignature(b.request) }

// dated reports whether the request in the paste has a date.
func dated(b *bench, _ said) bool {
	return b.request != nil && (hasHeader(b.request.Headers, "X-Amz-Date") || hasHeader(b.request.Headers, "Date"))
}

// knownDateless reports whether the request in the paste is whole and has no date.
func knownDateless(b *bench, s said) bool {
	return b.request != nil && b.request.OtherHeaders == paste.Absent && !dated(b, s)
}

// otherHeader reports whether the header that the server misses is not the payload hash's.
func otherHeader(_ *bench, s said) bool {
	name := s.capture("header")
	return name != "" && !strings.EqualFold(name, "x-amz-content-sha256")
}

// onlyDateMissing reports whether the one thing missing from the authorization is the date.
func onlyDateMissing(_ *bench, s said) bool {
	text := s.err.Message.String
	return strings.Contains(text, "existence of either a 'X-Amz-Date'") &&
		!strings.Contains(text, "'Credential' parameter") && !strings.Contains(text, "'Signature' parameter") && !strings.Contains(text, "'SignedHeaders' parameter")
}

func moreThanDateMissing(b *bench, s said) bool { return !onlyDateMissing(b, s) }

// otherScheme reports whether the request as pasted has an Authorization header of another scheme than
// Signature Version 4's.
func otherScheme(b *bench, _ said) bool {
	if b.request == nil {
		return false
	}
	for _, h := range b.request.Headers {
		scheme, _, _ := strings.Cut(strings.TrimLeft(h.Value, " \t"), " ")
		if strings.EqualFold(h.Name, "Authorization") && scheme != "" && scheme != sigv4.Algorithm && !masked(scheme) {
			return true
		}
	}
	return false
}

func noOtherScheme(b *bench, s said) bool { return !otherScheme(b, s) }
