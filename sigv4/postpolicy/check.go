package postpolicy

import (
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

// Server is what is known of the server, besides the form.
type Server struct {
	Time   time.Time // of the upload; zero when it is not known
	Stated bool      // the server itself states Time, in a Date header or in its refusal
	Region string    // of the bucket; "" when it is not known
}

// Check goes through everything that S3 demands of a form, besides its signature, and gives an outcome
// for each: first the rules about the whole form, in their order; then each condition, in the policy's
// order; then the bucket and each field, in the form's order. See Verify for the signature.
//
// p is the policy that the form carries: see Form.Policy. The error, of type *sigv4.Error, is about a form
// that is too large to look at.
//
// Sources: Amazon S3 API Reference, "POST Policy", "Creating an HTML Form (Using AWS Signature Version
// 4)" and "Authenticating Requests in Browser-Based Uploads Using POST". What the pages leave open
// follows what S3 was seen to do: names count in any case, values do not; a condition fails where the
// form has no such field, and "starts-with" any value does too.
func Check(f Form, p Policy, s Server) ([]Finding, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	c := checker{form: f, server: s, values: map[string]*value{}}
	c.readFields()
	c.required()
	c.size()
	c.claim()
	c.expiration(p)
	covered := map[string]int{} // the condition that names a field, and one more
	for i, condition := range p.Conditions {
		name := strings.ToLower(condition.Field)
		if condition.Operator != ContentLengthRange && covered[name] == 0 {
			covered[name] = i + 1
		}
		c.condition(i, condition)
	}
	c.coverage(covered)
	return c.findings, nil
}

// checker gathers the findings about one form.
type checker struct {
	form     Form
	server   Server
	values   map[string]*value // by the name in lower case
	findings []Finding
}

// value is what S3 reads as a field's value.
type value struct {
	field int // the first field of the name
	all   []string
	text  string // all, joined by commas
	start string // what "starts-with" looks at: text, but for lists
	known bool   // no variable is left that the file would decide
}

// readFields gathers the values as Form.Value does, with their variables replaced.
func (c *checker) readFields() {
	for i, field := range c.form.Fields {
		name := strings.ToLower(field.Name)
		text, known := c.form.expand(field.Value)
		v := c.values[name]
		if v == nil {
			v = &value{field: i, known: true}
			c.values[name] = v
		}
		v.all = append(v.all, text)
		v.known = v.known && known
	}
	for name, v := range c.values {
		v.text = strings.Join(v.all, ",")
		v.start = v.text
		if name == "content-type" {
			v.start = commonStart(v.text)
		}
	}
}

// add notes a finding about a field, which need not be there.
func (c *checker) add(f Finding, name string) {
	f.Name = name
	if v := c.values[name]; v != nil {
		f.Field = v.field
		f.Name = c.form.Fields[v.field].Name
	}
	f.Found, f.Wanted = shown(name, f.Found), shown(name, f.Wanted)
	c.findings = append(c.findings, f)
}

// required looks for the fields without which S3 reads no signature.
func (c *checker) required() {
	for _, name := range [...]string{fieldKey, fieldPolicy, fieldAlgorithm, fieldCredential, fieldDate, fieldSignature} {
		v := c.values[name]
		why := "the form has no such field"
		for _, after := range c.form.Ignored {
			if strings.EqualFold(after, name) {
				why = "the field stands after the file, where S3 does not read it"
			}
		}
		if v != nil {
			why = "the field is here " + strconv.Itoa(len(v.all)) + " times"
		}
		c.add(find(FieldPresent, v != nil && len(v.all) == 1, "", "", why), name)
	}
}

// size compares the form before the file with what S3 takes. Of a form that was not parsed only the
// names and values count, which is the least that it can have.
func (c *checker) size() {
	size, parsed := 0, c.form.File != nil && c.form.File.Content.Start > 0
	for _, field := range c.form.Fields {
		size += len(field.Name) + len(field.Value)
	}
	if parsed {
		size = c.form.File.Content.Start
	}
	found, wanted := strconv.Itoa(size)+" bytes", "at most "+strconv.Itoa(MaxFormBytes)+" bytes"
	f := find(FormSize, size <= MaxFormBytes, found, wanted, "the fields before the file are too large for S3; shorten the metadata or the policy")
	if f.Status == Holds && !parsed {
		f = undecided(FormSize, found, wanted, "boundaries and part headers count too")
	}
	c.add(f, "")
}

// claim checks algorithm, date and credential. Of a field that is missing nothing is said twice.
func (c *checker) claim() {
	if v := c.values[fieldAlgorithm]; v != nil {
		c.add(find(AlgorithmKnown, v.text == sigv4.Algorithm, v.text, sigv4.Algorithm, "S3 knows this algorithm only"), fieldAlgorithm)
	}
	date := c.values[fieldDate]
	var signed time.Time
	if date != nil {
		var err error
		signed, err = time.Parse(sigv4.TimeFormat, date.text)
		ok := err == nil && signed.Format(sigv4.TimeFormat) == date.text
		if !ok {
			signed = time.Time{}
		}
		c.add(find(DateForm, ok, date.text, "YYYYMMDDThhmmssZ", "write it in UTC, without separators: 20151229T000000Z"), fieldDate)
	}
	if v := c.values[fieldCredential]; v != nil {
		c.credential(v.text, date)
	}
	if date != nil && !signed.IsZero() {
		c.age(signed)
	}
}

// credential checks the parts of x-amz-credential.
func (c *checker) credential(text string, date *value) {
	parts := strings.Split(text, "/")
	if len(parts) != 5 || parts[0] == "" {
		c.add(find(CredentialForm, false, "", "access-key-id/date/region/s3/aws4_request", credentialForm), fieldCredential) // it may be the secret: not repeated
		return
	}
	c.add(find(CredentialForm, true, text, "", ""), fieldCredential)
	if date != nil {
		day, _, _ := strings.Cut(date.text, "T")
		c.add(find(ScopeDate, parts[1] == day, parts[1], day, "the day of the scope is that of x-amz-date; both are UTC"), fieldCredential)
	}
	if want := c.server.Region; want == "" {
		c.add(undecided(ScopeRegion, parts[2], "", "the bucket's region would decide it"), fieldCredential)
	} else {
		c.add(find(ScopeRegion, parts[2] == want, parts[2], want, "sign for the region that the bucket is in"), fieldCredential)
	}
	c.add(find(ScopeService, parts[3] == "s3", parts[3], "s3", "the service of an upload is s3"), fieldCredential)
	c.add(find(ScopeTerminator, parts[4] == sigv4.Terminator, parts[4], sigv4.Terminator, "a scope ends in "+sigv4.Terminator), fieldCredential)
}

// age checks how long ago the form was signed.
func (c *checker) age(signed time.Time) {
	last := signed.Add(MaxAge * time.Second)
	found, wanted := signed.Format(ExpirationFormat), "no more than 7 days before the upload"
	if c.server.Time.IsZero() {
		c.add(undecided(NotTooOld, found, wanted, "the server's time would decide it"), fieldDate)
		return
	}
	f := find(NotTooOld, !c.server.Time.After(last), found, wanted, "a signature is good for 7 days; sign anew")
	f.Presumed = !c.server.Stated
	c.add(f, fieldDate)
}

// expiration compares the policy's expiration with the time of the upload.
func (c *checker) expiration(p Policy) {
	expiration := p.Expiration.UTC().Format(ExpirationFormat)
	if c.server.Time.IsZero() {
		c.add(undecided(NotExpired, "", "no later than "+expiration, "the server's time would decide it"), "")
		return
	}
	f := find(NotExpired, !c.server.Time.After(p.Expiration), c.server.Time.UTC().Format(ExpirationFormat), "no later than "+expiration,
		"the policy has expired; make and sign a new one")
	f.Presumed = !c.server.Stated
	c.add(f, "")
}

// coverage looks for a condition for the bucket, which S3 counts among the fields, and for each field.
func (c *checker) coverage(covered map[string]int) {
	bucket := find(FieldHasCondition, covered[fieldBucket] > 0, c.form.Bucket, "", "the policy has no condition for the bucket; add {\"bucket\":\"…\"}")
	bucket.Condition = covered[fieldBucket] - 1
	if c.values[fieldBucket] == nil {
		c.add(bucket, fieldBucket)
	}
	for i, field := range c.form.Fields {
		name := strings.ToLower(field.Name)
		free := name == fieldPolicy || name == fieldSignature || name == fieldFile || strings.HasPrefix(name, ignoredPrefix)
		f := find(FieldHasCondition, free || covered[name] > 0, "", "",
			"no condition names this field, so S3 refuses it; add one, or call the field "+ignoredPrefix+"…")
		f.Condition = covered[name] - 1
		if free {
			f.Why = "needs no condition"
		} else {
			f.Found = shown(name, field.Value)
		}
		f.Name, f.Field = field.Name, i
		c.findings = append(c.findings, f)
	}
}
