package postpolicy

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

// DecodePolicy gives the document, in JSON, that the field policy of a form holds in base64. The
// alphabet is the one with + and /, padded, in one line (RFC 4648, section 4). The error is of type
// *sigv4.Error and quotes nothing: the document may hold a session token.
func DecodePolicy(field string) (document string, err error) {
	failed := func(at int, why string) (string, error) {
		return "", sigv4.NewError(sigv4.StagePolicy, "policy", "", at, why)
	}
	if len(field) > base64.StdEncoding.EncodedLen(MaxPolicy) {
		return failed(-1, "it is longer than "+strconv.Itoa(MaxPolicy)+" bytes, far beyond what S3 accepts")
	}
	padding := len(field) - len(strings.TrimRight(field, "="))
	for i, c := range []byte(field[:len(field)-padding]) {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
		case c == '\r' || c == '\n':
			return failed(i, "base64 stands in one line here; encode without wrapping, and without a line end after it")
		case c == '-' || c == '_':
			return failed(i, "this is the URL-safe alphabet; a policy is encoded in the one with + and /")
		case c == '{':
			return failed(i, "this is the document itself; encode it in base64")
		default:
			return failed(i, "no base64 has this byte")
		}
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(field)
	if err != nil {
		return failed(len(field)-padding, "base64 is padded with = to a multiple of four; was it cut off?")
	}
	return string(decoded), nil
}

// ParsePolicy reads a policy document (Amazon S3 API Reference, "POST Policy"). It is strict where S3
// was seen to be, and where nothing is known of S3: JSON as RFC 8259 has it, expiration and conditions
// once each and nothing beside them, names and operators in lower case, an expiration in UTC with a Z.
// What S3 takes beyond that is taken: sizes in quotes, the escapes \$ and \v.
//
// The error is of type *sigv4.Error. Offset is the byte of the document; nothing is quoted.
func ParsePolicy(document string) (Policy, error) {
	r := reader{text: document, field: "policy"}
	if len(document) > MaxPolicy {
		r.fail(-1, "it is longer than "+strconv.Itoa(MaxPolicy)+" bytes, far beyond what S3 accepts")
		return Policy{}, r.err
	}
	var p Policy
	seen := map[string]bool{}
	r.take('{', "a policy is a JSON object and starts with {")
	for n := 0; r.more(n, '}'); n++ {
		r.peek()
		start := r.at
		name := r.string("a name in quotes stands here: \"expiration\" or \"conditions\"")
		switch {
		case seen[name]:
			r.fail(start, name+" is here twice")
		case name == "expiration":
			r.colon()
			p.Expiration = r.expiration()
		case name == "conditions":
			r.colon()
			p.Conditions = r.conditions()
		default:
			r.fail(start, "a policy holds \"expiration\" and \"conditions\", written so, and nothing else")
		}
		seen[name] = true
	}
	if r.peek(); r.at < len(r.text) {
		r.fail(r.at, "the policy has ended before this byte")
	}
	for _, name := range [...]string{"expiration", "conditions"} {
		if !seen[name] {
			r.fail(len(document), "there is no "+name)
		}
	}
	if r.err != nil {
		return Policy{}, r.err
	}
	return p, nil
}

func (r *reader) colon() { r.take(':', "a colon stands between a name and its value") }

// expiration reads the policy's expiration.
func (r *reader) expiration() time.Time {
	const why = "an expiration is UTC with a Z, 2015-12-30T12:00:00.000Z: no offset, no space"
	r.peek()
	start := r.at
	t, ok := parseExpiration(r.string(why))
	if !ok {
		r.field = "expiration"
		r.fail(start, why)
	}
	return t
}

// parseExpiration reads ISO 8601 in UTC, seconds with or without a fraction. time.Parse takes more than
// that: hours of one digit, a comma.
func parseExpiration(text string) (time.Time, bool) {
	const toTheSecond = "2006-01-02T15:04:05"
	if len(text) <= len(toTheSecond) || len(text) > len(toTheSecond)+len(".999999999Z") {
		return time.Time{}, false
	}
	t, err := time.Parse(toTheSecond+"Z", text)
	fraction := text[len(toTheSecond):]
	if err != nil || t.Format(toTheSecond) != text[:len(toTheSecond)] || fraction != "Z" && fraction[0] != '.' {
		return time.Time{}, false
	}
	return t.Truncate(time.Millisecond), true
}

// conditions reads the list of conditions.
func (r *reader) conditions() []Condition {
	conditions := []Condition{}
	r.take('[', "the conditions are a list in brackets, [ ]")
	for n := 0; r.more(n, ']'); n++ {
		r.field = "condition " + strconv.Itoa(n+1)
		var c Condition
		first := r.peek()
		start := r.at
		switch first {
		case '{':
			c = r.object()
		case '[':
			c = r.array()
		default:
			r.fail(start, "a condition is {\"field\":\"value\"} or a list that starts with its operator")
		}
		c.At = sigv4.Span{Start: start, End: r.at}
		conditions = append(conditions, c)
		r.field = "policy"
	}
	return conditions
}

// object reads {"field":"value"}.
func (r *reader) object() Condition {
	c := Condition{Operator: Exact, Object: true}
	start := r.at
	r.at++
	n := 0
	for ; r.more(n, '}'); n++ {
		if n == 1 {
			r.fail(r.at, "such a condition has one field; write another condition for the next")
			break
		}
		r.peek()
		name := r.at
		if c.Field = r.string("the field's name stands here, in quotes"); c.Field == "" {
			r.fail(name, "the field's name is empty")
		}
		r.colon()
		c.Value = r.string("the value is a string in quotes, numbers too")
	}
	if n == 0 {
		r.fail(start, "such a condition has one field; this has none")
	}
	return c
}

// array reads ["operator", …].
func (r *reader) array() (c Condition) {
	r.at++
	r.peek()
	start := r.at
	operator := r.string("the operator stands here, in quotes: eq, starts-with or content-length-range")
	comma := func() {
		r.take(',', operator+" has two arguments, after commas")
	}
	switch operator {
	case "eq", "starts-with":
		if operator == "starts-with" {
			c.Operator = StartsWith
		}
		comma()
		r.peek()
		start = r.at
		name, dollar := strings.CutPrefix(r.string("the field's name stands here, in quotes and after a $"), "$")
		if !dollar || name == "" {
			r.fail(start, "the field's name stands after a $: \"$key\"")
		}
		c.Field = name
		comma()
		c.Value = r.string("the value is a string in quotes, numbers too")
	case "content-length-range":
		c.Operator = ContentLengthRange
		comma()
		c.Min = r.size()
		comma()
		c.Max = r.size()
	default:
		r.fail(start, "the operators are eq, starts-with and content-length-range, in lower case")
	}
	r.take(']', operator+" has two arguments, and ] ends it")
	return c
}
