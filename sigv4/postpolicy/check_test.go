package postpolicy

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

const token = "AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5TthT"

var (
	key       = sigv4.SecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
	signedAt  = time.Date(2015, 12, 29, 23, 59, 59, 0, time.UTC)
	myServer  = Server{Time: signedAt.Add(time.Minute), Stated: true, Region: "us-east-1"}
	temporary = sigv4.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", Key: key, SessionToken: token}
)

// upload is a signed form that meets its policy in every respect.
func upload(t testing.TB) Form {
	t.Helper()
	s, err := Sign(Policy{noon, []Condition{
		{Field: "bucket", Value: "examplebucket", Object: true},
		{Operator: StartsWith, Field: "key", Value: "user/"},
		{Operator: StartsWith, Field: "Content-Type", Value: "image/"},
		{Field: "x-amz-meta-tag", Value: "One", Object: true},
		{Operator: ContentLengthRange, Min: 1, Max: 10},
	}}, temporary, signedAt, "us-east-1")
	if err != nil {
		t.Fatal(err)
	}
	return Form{
		Bucket: "examplebucket",
		Fields: append([]Field{
			{Name: "Key", Value: "user/${filename}"}, {Name: "content-type", Value: "image/png"}, {Name: "X-Amz-Meta-Tag", Value: "One"},
		}, s.Fields...),
		File: &File{Name: `C:\pictures/a.png`, Named: true, Size: 10, Content: sigv4.Span{Start: 3000, End: 3010}},
	}
}

// set gives a field another value.
func (f Form) set(name, value string) { f.Fields[f.index(name)].Value = value }

// drop takes a field off.
func (f *Form) drop(name string) {
	i := f.index(name)
	f.Fields = slices.Delete(f.Fields, i, i+1)
}

// brief is what failed: rule, field or condition.
func brief(findings []Finding) string {
	var all []string
	for _, f := range findings {
		what := f.Name
		if f.Rule == ConditionHolds {
			what = strconv.Itoa(f.Condition+1) + " " + what
		}
		all = append(all, f.Rule.String()+" "+what)
	}
	return strings.Join(all, ", ")
}

func carried(t testing.TB, f Form) Policy {
	t.Helper()
	p, err := f.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Form, *Policy, *Server)
		failed string // as brief writes it
		found  string // of the first that fails
		wanted string
		why    string // a part of it
	}{
		{name: "nothing is wrong"},
		{name: "no key", change: func(f *Form, _ *Policy, _ *Server) { f.drop("key") },
			failed: "required field key, condition 2 key", why: "no such field"},
		{name: "signature after the file", change: func(f *Form, _ *Policy, _ *Server) {
			f.drop("x-amz-signature")
			f.Ignored = []string{"submit", "X-Amz-Signature"}
		}, failed: "required field x-amz-signature", why: "after the file"},
		{name: "policy twice", change: func(f *Form, _ *Policy, _ *Server) { f.Fields = append(f.Fields, Field{Name: "Policy"}) },
			failed: "required field policy", why: "here 2 times"},
		{name: "too large", change: func(f *Form, _ *Policy, _ *Server) { f.File.Content.Start = MaxFormBytes + 1 },
			failed: "form size ", found: "20481 bytes", wanted: "at most 20480 bytes", why: "too large"},
		{name: "too large by the fields alone", change: func(f *Form, p *Policy, _ *Server) {
			f.File.Content.Start = 0
			f.Fields = append(f.Fields, Field{Name: "x-ignore-it", Value: strings.Repeat("x", MaxFormBytes)})
		}, failed: "form size ", wanted: "at most 20480 bytes", why: "too large"},
		{name: "another algorithm", change: func(f *Form, _ *Policy, _ *Server) { f.set("x-amz-algorithm", "AWS4-HMAC-SHA512") },
			failed: "algorithm x-amz-algorithm, condition 6 x-amz-algorithm", found: "AWS4-HMAC-SHA512", wanted: "AWS4-HMAC-SHA256"},
		{name: "date with separators", change: func(f *Form, _ *Policy, _ *Server) { f.set("x-amz-date", "2015-12-29T23:59:59Z") },
			failed: "date x-amz-date, scope date x-amz-credential, condition 8 x-amz-date", found: "2015-12-29T23:59:59Z", why: "without separators"},
		{name: "credential in four parts", change: func(f *Form, _ *Policy, _ *Server) {
			f.set("x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/aws4_request")
		}, failed: "credential x-amz-credential, condition 7 x-amz-credential", why: "five parts"},
		{name: "scope of another day", change: func(f *Form, p *Policy, _ *Server) {
			f.set("x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151230/us-east-1/s3/aws4_request")
			p.Conditions[6].Value = f.Fields[f.index("x-amz-credential")].Value
		}, failed: "scope date x-amz-credential", found: "20151230", wanted: "20151229"},
		{name: "scope of another service", change: func(f *Form, p *Policy, _ *Server) {
			f.set("x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/S3/aws5_request")
			p.Conditions[6].Value = f.Fields[f.index("x-amz-credential")].Value
		}, failed: "scope service x-amz-credential, scope terminator x-amz-credential", found: "S3", wanted: "s3"},
		{name: "another region", change: func(_ *Form, _ *Policy, s *Server) { s.Region = "eu-west-1" },
			failed: "scope region x-amz-credential", found: "us-east-1", wanted: "eu-west-1"},
		{name: "at the last moment", change: func(_ *Form, _ *Policy, s *Server) { s.Time = noon }},
		{name: "expired", change: func(_ *Form, _ *Policy, s *Server) { s.Time = noon.Add(time.Millisecond) },
			failed: "expiration ", found: "2015-12-30T12:00:00.001Z", wanted: "no later than 2015-12-30T12:00:00.000Z"},
		{name: "signed long ago", change: func(_ *Form, p *Policy, s *Server) {
			p.Expiration = noon.AddDate(1, 0, 0)
			s.Time = signedAt.Add(MaxAge*time.Second + 1)
		}, failed: "age of the signature x-amz-date", why: "7 days"},
		{name: "another bucket", change: func(f *Form, _ *Policy, _ *Server) { f.Bucket = "Examplebucket" },
			failed: "condition 1 bucket", found: "Examplebucket", wanted: "examplebucket", why: "other capitals"},
		{name: "no condition for the bucket", change: func(_ *Form, p *Policy, _ *Server) { p.Conditions = p.Conditions[1:] },
			failed: "field bucket", why: "no condition for the bucket"},
		{name: "a field bucket does not count", change: func(f *Form, _ *Policy, _ *Server) {
			f.Bucket = "other"
			f.Fields = append(f.Fields, Field{Name: "bucket", Value: "examplebucket"})
		}, failed: "condition 1 bucket", found: "other", wanted: "examplebucket"},
		{name: "key elsewhere", change: func(f *Form, _ *Policy, _ *Server) { f.set("key", "users/${filename}") },
			failed: "condition 2 Key", found: "users/a.png", wanted: "user/", why: "starts otherwise"},
		{name: "the variable in the policy", change: func(_ *Form, p *Policy, _ *Server) {
			p.Conditions[1] = Condition{Field: "key", Value: "user/${filename}"}
		}, failed: "condition 2 Key", found: "user/a.png", wanted: "user/${filename}", why: "not in the policy"},
		{name: "a file without a name", change: func(f *Form, p *Policy, _ *Server) {
			f.File.Named = false
			p.Conditions[1] = Condition{Field: "key", Value: "user/${filename}"}
		}},
		{name: "content types", change: func(f *Form, _ *Policy, _ *Server) { f.set("Content-Type", " image/png, image/gif,  image/") }},
		{name: "one of the content types", change: func(f *Form, _ *Policy, _ *Server) { f.set("Content-Type", "image/png,text/plain") },
			failed: "condition 3 content-type", found: "image/png,text/plain", wanted: "image/"},
		{name: "a space before the one content type", change: func(f *Form, _ *Policy, _ *Server) { f.set("Content-Type", " image/png") },
			failed: "condition 3 content-type", found: " image/png", wanted: "image/"},
		{name: "capitals in a value", change: func(f *Form, _ *Policy, _ *Server) { f.set("x-amz-meta-tag", "one") },
			failed: "condition 4 X-Amz-Meta-Tag", found: "one", wanted: "One", why: "other capitals"},
		{name: "two fields of one name", change: func(f *Form, p *Policy, _ *Server) {
			f.Fields = append(f.Fields, Field{Name: "x-amz-meta-tag", Value: "Two"})
			p.Conditions[3].Value = "One,Two"
		}},
		{name: "an empty field", change: func(f *Form, p *Policy, _ *Server) {
			f.set("x-amz-meta-tag", "")
			p.Conditions[3] = Condition{Operator: StartsWith, Field: "x-amz-meta-tag"}
		}},
		{name: "no field for any value", change: func(f *Form, p *Policy, _ *Server) {
			f.drop("x-amz-meta-tag")
			p.Conditions[3] = Condition{Operator: StartsWith, Field: "x-amz-meta-tag"}
		}, failed: "condition 4 x-amz-meta-tag", why: "no such field"},
		{name: "file too small", change: func(f *Form, _ *Policy, _ *Server) { f.File.Size = 0 },
			failed: "condition 5 ", found: "0 bytes", wanted: "1 to 10 bytes", why: "too small"},
		{name: "file too large", change: func(f *Form, _ *Policy, _ *Server) { f.File.Size = 11 },
			failed: "condition 5 ", found: "11 bytes", wanted: "1 to 10 bytes", why: "too large"},
		{name: "empty range", change: func(_ *Form, p *Policy, _ *Server) { p.Conditions[4].Min = 11 },
			failed: "condition 5 ", wanted: "11 to 10 bytes", why: "smaller number comes first"},
		{name: "unknown operator", change: func(_ *Form, p *Policy, _ *Server) { p.Conditions[3].Operator = 9 },
			failed: "condition 4 X-Amz-Meta-Tag", why: "no such operator"},
		{name: "another session token", change: func(f *Form, _ *Policy, _ *Server) { f.set("x-amz-security-token", "other") },
			failed: "condition 9 x-amz-security-token", found: "[session token not shown]", wanted: "[session token not shown]"},
		{name: "no condition for the session token", change: func(_ *Form, p *Policy, _ *Server) { p.Conditions = p.Conditions[:8] },
			failed: "field x-amz-security-token", found: "[session token not shown]", why: "no condition names"},
		{name: "fields that no condition names", change: func(f *Form, _ *Policy, _ *Server) {
			f.Fields = append(f.Fields, Field{Name: "submit", Value: "Go"}, Field{Name: "X-Ignore-Me"}, Field{Name: "acl"})
		}, failed: "field submit, field acl", found: "Go", why: "x-ignore-"},
		{name: "a field after the file", change: func(f *Form, _ *Policy, _ *Server) { f.Ignored = []string{"submit"} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, s := upload(t), myServer
			p := carried(t, f)
			if c.change != nil {
				c.change(&f, &p, &s)
			}
			findings, err := Check(f, p, s)
			if err != nil {
				t.Fatal(err)
			}
			failed := Failed(findings)
			if got := brief(failed); got != c.failed {
				t.Fatalf("fails: %q, want %q", got, c.failed)
			}
			if len(failed) > 0 {
				first := failed[0]
				if c.found != "" && first.Found != c.found || c.wanted != "" && first.Wanted != c.wanted || !strings.Contains(first.Why, c.why) || first.Why == "" {
					t.Errorf("found %q, wanted %q: %s", first.Found, first.Wanted, first.Why)
				}
			}
			for _, finding := range findings {
				if finding.Status == Unknown {
					t.Errorf("%v %s is unknown: %s", finding.Rule, finding.Name, finding.Why)
				}
			}
		})
	}
}

// Every condition and every field has its finding, in the order given, with their indexes.
func TestCheckIsComplete(t *testing.T) {
	f := upload(t)
	p := carried(t, f)
	findings, err := Check(f, p, myServer)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(findings, func(a, b Finding) int { return int(a.Rule) - int(b.Rule) }) {
		t.Errorf("out of order: %s", brief(findings))
	}
	var conditions, fields []int
	for _, finding := range findings {
		switch finding.Rule {
		case ConditionHolds:
			conditions = append(conditions, finding.Condition)
		case FieldHasCondition:
			fields = append(fields, finding.Field)
			if finding.Condition >= 0 && !strings.EqualFold(p.Conditions[finding.Condition].Field, finding.Name) {
				t.Errorf("%s has condition %d", finding.Name, finding.Condition)
			}
		}
	}
	for i := range conditions {
		if conditions[i] != i || len(conditions) != len(p.Conditions) {
			t.Fatalf("conditions %v", conditions)
		}
	}
	for i := range fields {
		if fields[i] != i-1 || len(fields) != len(f.Fields)+1 {
			t.Fatalf("fields %v", fields)
		}
	}
}

// What is not known decides nothing, unless it does not matter.
func TestCheckUnknown(t *testing.T) {
	for _, c := range []struct {
		key       string
		condition Condition
		want      Status
	}{
		{"user/${filename}", Condition{Operator: StartsWith, Field: "key", Value: "user/"}, Holds},
		{"user/${filename}", Condition{Operator: StartsWith, Field: "key", Value: "user/a"}, Unknown},
		{"user/${filename}", Condition{Operator: StartsWith, Field: "key", Value: "use/"}, Fails},
		{"user/${filename}.png", Condition{Field: "key", Value: "user/.png"}, Unknown},
		{"user/${filename}.png", Condition{Field: "key", Value: "user.png"}, Fails},
		{"user/${filename}.png", Condition{Field: "key", Value: "user/a.jpg"}, Fails},
		{"${filename}${filename}", Condition{Field: "key", Value: ""}, Unknown},
	} {
		f := upload(t)
		f.Bucket, f.File = "", nil
		f.set("key", c.key)
		p := carried(t, f)
		p.Conditions[1] = c.condition
		findings, err := Check(f, p, Server{})
		if err != nil {
			t.Fatal(err)
		}
		var unknown []Finding
		for _, finding := range findings {
			if finding.Rule == ConditionHolds && finding.Condition == 1 {
				if finding.Status != c.want {
					t.Errorf("%s against %v: %v (%s)", c.key, c.condition, finding.Status, finding.Why)
				}
			} else if finding.Status == Unknown {
				unknown = append(unknown, finding)
			}
		}
		if got := brief(unknown); got != "form size , scope region x-amz-credential, age of the signature x-amz-date, expiration , condition 1 bucket, condition 5 " {
			t.Errorf("unknown: %q", got)
		}
	}
}

// A clock that is not the server's makes the outcome presumed.
func TestCheckPresumed(t *testing.T) {
	f := upload(t)
	for _, stated := range []bool{true, false} {
		findings, err := Check(f, carried(t, f), Server{Time: noon.AddDate(1, 0, 0), Stated: stated})
		if err != nil {
			t.Fatal(err)
		}
		failed := Failed(findings)
		if got := brief(failed); got != "age of the signature x-amz-date, expiration " || failed[0].Presumed == stated || failed[1].Presumed == stated {
			t.Errorf("stated %v: %s, presumed %v", stated, got, failed[0].Presumed)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	many := Form{Fields: make([]Field, MaxFields+1)}
	large := Form{Fields: []Field{{Value: strings.Repeat("x", MaxFieldBytes+1)}}}
	blown := Form{Fields: []Field{{Value: strings.Repeat(filename, 1000)}}, File: &File{Named: true, Name: strings.Repeat("x", 2000)}}
	for _, f := range []Form{many, large, blown} {
		if _, err := Check(f, Policy{}, Server{}); err == nil {
			t.Error("accepted by Check")
		}
		if _, err := Verify(f, key, sigv4.Theirs{}); err == nil {
			t.Error("accepted by Verify")
		}
		if _, _, err := Body(f, nil); err == nil {
			t.Error("accepted by Body")
		}
	}
}
