package postpolicy

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"countersign/sigv4"
)

// Policy says what an upload must be like. The zero Policy has expired and admits no field.
type Policy struct {
	// Expiration is the last moment at which S3 accepts the form. Milliseconds count, smaller parts are
	// dropped.
	Expiration time.Time
	// Conditions are all to hold. Every field of the form must be named by one of them.
	Conditions []Condition
}

// Operator is the kind of a condition.
type Operator uint8

// The operators (Amazon S3 API Reference, "POST Policy", section "Condition Matching").
const (
	Exact              Operator = iota // the field's value is Value
	StartsWith                         // the field's value starts with Value; any value when that is empty
	ContentLengthRange                 // the file has Min to Max bytes, both included
)

// String is the operator as a policy writes it.
func (o Operator) String() string {
	switch o {
	case Exact:
		return "eq"
	case StartsWith:
		return "starts-with"
	case ContentLengthRange:
		return "content-length-range"
	}
	return "operator " + strconv.Itoa(int(o))
}

// Condition is one condition of a policy.
type Condition struct {
	Operator Operator
	Field    string     // the field's name without "$", as found; names count in any case
	Value    string     // of Exact and StartsWith
	Min, Max int64      // of ContentLengthRange, in bytes
	Object   bool       // an Exact written as {"field":"value"}, not as ["eq","$field","value"]
	At       sigv4.Span // where it lies in the document; zero in a policy that was not parsed
}

// ExpirationFormat is the layout in which a policy writes its expiration, for package time: UTC.
const ExpirationFormat = "2006-01-02T15:04:05.000Z"

// Document is the policy in JSON: expiration, then the conditions in their order, without spaces. It is
// total: what no policy may hold (an operator that does not exist, a negative size, text that is not
// UTF-8) is written as it is, and ParsePolicy refuses it.
func (p Policy) Document() string {
	b := append([]byte(nil), `{"expiration":"`...)
	b = p.Expiration.UTC().AppendFormat(b, ExpirationFormat)
	b = append(b, `","conditions":[`...)
	for i, c := range p.Conditions {
		if i > 0 {
			b = append(b, ',')
		}
		b = c.append(b, ",")
	}
	return string(append(b, "]}"...))
}

// append writes the condition in JSON, with comma between the parts of an array.
func (c Condition) append(b []byte, comma string) []byte {
	switch {
	case c.Operator == ContentLengthRange:
		b = append(append(append(b, `["`...), c.Operator.String()...), '"')
		b = strconv.AppendInt(append(b, comma...), c.Min, 10)
		b = strconv.AppendInt(append(b, comma...), c.Max, 10)
	case c.Operator == Exact && c.Object:
		b = append(appendString(append(b, '{'), c.Field), ':')
		return append(appendString(b, c.Value), '}')
	default:
		b = append(append(append(b, `["`...), c.Operator.String()...), '"')
		b = appendString(append(b, comma...), "$"+c.Field)
		b = appendString(append(b, comma...), c.Value)
	}
	return append(b, ']')
}

// appendString appends text as a JSON string: only what JSON demands is escaped (RFC 8259, section 7).
func appendString(b []byte, text string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// String is the condition as S3's refusals quote it, an array with spaces: ["eq", "$acl", "private"]. A
// session token and a customer's encryption key are left out.
func (c Condition) String() string {
	c.Object, c.Value = false, shown(c.Field, c.Value)
	return strings.ToValidUTF8(string(c.append(nil, ", ")), string(utf8.RuneError))
}

// Format keeps every verb from printing a session token or key.
func (c Condition) Format(f fmt.State, _ rune) { io.WriteString(f, c.String()) }

// MarshalText keeps encoders from writing the same.
func (c Condition) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// shown is a field's value as it may be quoted: a session token is a secret, and so is the key that a customer
// encrypts an object with.
func shown(field, value string) string {
	switch {
	case value == "":
		return ""
	case strings.EqualFold(field, fieldToken):
		return "[session token not shown]"
	case strings.EqualFold(field, fieldCustomerKey):
		return "[key not shown]"
	}
	return value
}
