package postpolicy

import (
	"strconv"
	"strings"
)

// condition checks one condition of the policy.
func (c *checker) condition(index int, want Condition) {
	var f Finding
	name := strings.ToLower(want.Field)
	switch {
	case want.Operator == ContentLengthRange:
		f, name = c.lengthRange(want), ""
	case want.Operator != Exact && want.Operator != StartsWith:
		f = find(ConditionHolds, false, "", "", "no such operator is known")
	case name == fieldBucket:
		f = c.bucket(want)
	case c.values[name] == nil:
		f = find(ConditionHolds, false, "", want.Value, "the form has no such field")
	default:
		f = match(want, c.values[name])
	}
	f.Condition = index
	c.add(f, name)
}

// bucket compares a condition with the bucket that the form is sent to. A field of that name does not
// count.
func (c *checker) bucket(want Condition) Finding {
	if c.form.Bucket == "" {
		return undecided(ConditionHolds, "", want.Value, "the bucket that the form is sent to would decide it")
	}
	return match(want, &value{text: c.form.Bucket, start: c.form.Bucket, known: true})
}

// lengthRange compares the size of the file with a range.
func (c *checker) lengthRange(want Condition) Finding {
	wanted := strconv.FormatInt(want.Min, 10) + " to " + strconv.FormatInt(want.Max, 10) + " bytes"
	switch {
	case want.Min > want.Max:
		return find(ConditionHolds, false, "", wanted, "no file has such a size; the smaller number comes first")
	case c.form.File == nil:
		return undecided(ConditionHolds, "", wanted, "the size of the file would decide it")
	}
	size := c.form.File.Size
	found := strconv.FormatInt(size, 10) + " bytes"
	if size < want.Min {
		return find(ConditionHolds, false, found, wanted, "the file is too small")
	}
	return find(ConditionHolds, size <= want.Max, found, wanted, "the file is too large")
}

// match compares a value with a condition on it.
func match(want Condition, v *value) Finding {
	ok := v.text == want.Value
	why := "the value is another"
	if want.Operator == StartsWith {
		why = "the value starts otherwise"
		ok = strings.HasPrefix(v.start, want.Value)
	}
	switch {
	case !v.known:
		return template(want, v.text)
	case strings.Contains(want.Value, filename):
		why += "; S3 replaces " + filename + " in the field, not in the policy: write what stands before it, with starts-with"
	case strings.EqualFold(v.text, want.Value):
		why = "the value is written with other capitals"
	}
	return find(ConditionHolds, ok, v.text, want.Value, why)
}

// commonStart is how every item of a list of content types starts. S3 takes a value with commas for such
// a list, of which each item must meet a condition.
func commonStart(list string) string {
	common, list, more := strings.Cut(list, ",")
	if more {
		common = strings.TrimLeft(common, " ")
	}
	for more {
		var item string
		item, list, more = strings.Cut(list, ",")
		item = strings.TrimLeft(item, " ")
		n := 0
		for n < min(len(common), len(item)) && common[n] == item[n] {
			n++
		}
		common = common[:n]
	}
	return common
}

// template compares a value that holds ${filename} while the file is not known: what stands before and
// after it may decide already.
func template(want Condition, value string) Finding {
	before, after := value[:strings.Index(value, filename)], value[strings.LastIndex(value, filename)+len(filename):]
	switch {
	case want.Operator == StartsWith && strings.HasPrefix(before, want.Value):
		return find(ConditionHolds, true, value, want.Value, "")
	case want.Operator == StartsWith && strings.HasPrefix(want.Value, before),
		want.Operator == Exact && len(want.Value) >= len(before)+len(after) &&
			strings.HasPrefix(want.Value, before) && strings.HasSuffix(want.Value, after):
		return undecided(ConditionHolds, value, want.Value, "the name of the file would decide it")
	}
	return find(ConditionHolds, false, value, want.Value, "no file's name makes the value fit")
}
