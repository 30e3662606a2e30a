package oracle

import (
	"html"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// TestPolicyAccepted uploads forms by policy: the server takes what we find right.
func TestPolicyAccepted(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	key := func(value string) func(*policyTrial) {
		return func(x *policyTrial) { x.form.Fields[0].Value = value }
	}
	for _, c := range []struct {
		name   string
		change func(*policyTrial)
		status int
		key    string
	}{
		{"starts-with", func(*policyTrial) {}, 204, "user/a b.txt"},
		{"awkward key", key("user/ü'\"$\\<&>+%20~.txt"), 204, "user/ü'\"$\\<&>+%20~.txt"},
		{"exact key, as an object", func(x *policyTrial) {
			x.policy.Conditions[1] = postpolicy.Condition{Field: "key", Value: "user/a b.txt", Object: true}
		}, 204, "user/a b.txt"},
		{"exact key with escapes, as an array", func(x *policyTrial) {
			x.form.Fields[0].Value = "user/\"\\ü.txt"
			x.policy.Conditions[1] = postpolicy.Condition{Field: "key", Value: "user/\"\\ü.txt"}
		}, 204, "user/\"\\ü.txt"},
		{"any key", func(x *policyTrial) { x.policy.Conditions[1].Value = "" }, 204, "user/a b.txt"},
		{"content-length-range", func(x *policyTrial) {
			n := int64(len(x.content))
			x.policy.Conditions = append(x.policy.Conditions, postpolicy.Condition{Operator: postpolicy.ContentLengthRange, Min: n, Max: n})
		}, 204, "user/a b.txt"},
		{"empty file", func(x *policyTrial) { x.content = "" }, 204, "user/a b.txt"},
		{"Content-Type", func(x *policyTrial) { x.field("Content-Type", "image/png", postpolicy.Condition{Value: "image/png"}) }, 204, "user/a b.txt"},
		{"Content-Type in a list", func(x *policyTrial) {
			x.field("content-type", "image/png, image/gif", postpolicy.Condition{Operator: postpolicy.StartsWith, Value: "image/"})
		}, 204, "user/a b.txt"},
		{"metadata", func(x *policyTrial) {
			x.field("X-Amz-Meta-Note", "one, two", postpolicy.Condition{Value: "one, two", Object: true})
			x.field("x-amz-meta-any", "", postpolicy.Condition{Operator: postpolicy.StartsWith})
		}, 204, "user/a b.txt"},
		{"metadata twice", func(x *policyTrial) {
			x.field("x-amz-meta-tag", "Ninja", postpolicy.Condition{Value: "Ninja,Stallman"})
			x.form.Fields = append(x.form.Fields, postpolicy.Field{Name: "x-amz-meta-tag", Value: "Stallman"})
		}, 204, "user/a b.txt"},
		{"success_action_status", func(x *policyTrial) { x.field("success_action_status", "201", postpolicy.Condition{Value: "201"}) }, 201, "user/a b.txt"},
		{"names in capitals", func(x *policyTrial) {
			x.form.Fields[0].Name = "Key"
			x.policy.Conditions[1].Field = "KEY"
		}, 204, "user/a b.txt"},
		{"a field to be ignored", func(x *policyTrial) {
			x.form.Fields = append(x.form.Fields, postpolicy.Field{Name: "x-ignore-me", Value: "x"})
		}, 204, "user/a b.txt"},
		{"a signing key", func(x *policyTrial) {
			x.credentials.Key = sigv4.DeriveKeys(x.credentials.Key, sigv4.Scope{
				Date: x.at.UTC().Format("20060102"), Region: region, Service: "s3", Terminator: sigv4.Terminator}).SigningKey()
		}, 204, "user/a b.txt"},
		{"an hour ago, all but a minute", func(x *policyTrial) { x.at = x.at.Add(-59 * time.Minute) }, 204, "user/a b.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newPolicyTrial()
			c.change(x)
			x.sign(t)
			a, form := x.send(t, s)
			if a.status != c.status {
				t.Errorf("status %d, want %d: %s", a.status, c.status, a.raw)
			}
			file := filepath.Join(s.dir, bucket, c.key)
			if got, err := os.ReadFile(file); err != nil || string(got) != x.content {
				t.Errorf("the object holds %q: %v", got, err)
			}
			os.Remove(file)
			acceptedByUs(t, form, region)
		})
	}
}

// TestPolicyRefused breaks uploads on purpose: the server refuses each, and Verify or Check had named
// that reason, and no other.
func TestPolicyRefused(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	set := func(name, value string) func(*policyTrial) {
		return func(x *policyTrial) {
			for i := range x.form.Fields {
				if x.form.Fields[i].Name == name {
					x.form.Fields[i].Value = value
				}
			}
		}
	}
	rangeOf := func(low, high int64) func(*policyTrial) {
		return func(x *policyTrial) {
			x.policy.Conditions = append(x.policy.Conditions, postpolicy.Condition{Operator: postpolicy.ContentLengthRange, Min: low, Max: high})
		}
	}
	condition := func(n int) string { return "condition " + strconv.Itoa(n) }
	for _, c := range []struct {
		name          string
		before, after func(*policyTrial) // of signing
		status        int
		code          string
		message       string // a part of the server's
		reason        string // ours: the stage that departs, or rule, condition and field
	}{
		{"wrong secret", func(x *policyTrial) { x.credentials.Key = sigv4.SecretKey(otherKey) }, nil,
			403, "SignatureDoesNotMatch", "", "signature"},
		{"policy changed after signing", nil, func(x *policyTrial) {
			field, _ := x.form.Value("policy")
			document, _ := postpolicy.DecodePolicy(field)
			changed, err := postpolicy.SignDocument(strings.Replace(document, "user/", "", 1), x.credentials, x.at, x.region)
			if err != nil {
				t.Fatal(err)
			}
			set("policy", changed.StringToSign)(x)
		}, 403, "SignatureDoesNotMatch", "", "signature"},
		{"expired", func(x *policyTrial) { x.policy.Expiration = time.Now().Add(-time.Minute) }, nil,
			403, "AccessDenied", "Policy expired", "expiration"},
		{"key outside", set("key", "users/a.txt"), nil,
			403, "AccessDenied", `Policy Condition failed: ["starts-with","$key","user/"]`, condition(2) + " key"},
		{"another value", func(x *policyTrial) {
			x.field("acl", "public-read", postpolicy.Condition{Value: "private", Object: true})
		}, nil,
			403, "AccessDenied", `Policy Condition failed: ["eq", "$acl", "private"]`, condition(3) + " acl"},
		{"a value in other capitals", func(x *policyTrial) { x.field("x-amz-meta-a", "One", postpolicy.Condition{Value: "one"}) }, nil,
			403, "AccessDenied", `["eq","$x-amz-meta-a","one"]`, condition(3) + " x-amz-meta-a"},
		{"one content type of a list", func(x *policyTrial) {
			x.field("Content-Type", "image/png,text/plain", postpolicy.Condition{Operator: postpolicy.StartsWith, Value: "image/"})
		}, nil, 403, "AccessDenied", `["starts-with","$Content-Type","image/"]`, condition(3) + " Content-Type"},
		{"a condition without its field", func(x *policyTrial) {
			x.policy.Conditions = append(x.policy.Conditions, postpolicy.Condition{Operator: postpolicy.StartsWith, Field: "acl"})
		}, nil, 403, "AccessDenied", `["starts-with","$acl",""]`, condition(3) + " acl"},
		{"another bucket", func(x *policyTrial) { x.policy.Conditions[0].Value = "bucket2" }, nil,
			403, "AccessDenied", `["eq", "$bucket", "bucket2"]`, condition(1) + " bucket"},
		{"no condition for the bucket", func(x *policyTrial) { x.policy.Conditions = x.policy.Conditions[1:] }, nil,
			403, "AccessDenied", "Extra input fields: bucket", "field bucket"},
		{"extra field", nil, func(x *policyTrial) {
			x.form.Fields = append(x.form.Fields, postpolicy.Field{Name: "acl", Value: "private"})
		}, 403, "AccessDenied", "Extra input fields: acl", "field acl"},
		{"file too long", rangeOf(0, 13), nil, 400, "EntityTooLarge", "", condition(3) + " "},
		{"file too short", rangeOf(15, 20), nil, 400, "EntityTooSmall", "", condition(3) + " "},
		{"wrong region", func(x *policyTrial) { x.region = "eu-west-1" }, nil,
			400, "InvalidArgument", "the region", "scope region x-amz-credential"},
		{"no key", nil, func(x *policyTrial) { x.form.Fields = x.form.Fields[1:] },
			400, "InvalidArgument", "a field named", "required field key, " + condition(2) + " key"},
		{"no date", nil, without("x-amz-date"),
			400, "InvalidArgument", "a field named", "required field x-amz-date, " + condition(5) + " x-amz-date"},
		{"no algorithm", nil, without("x-amz-algorithm"),
			400, "InvalidArgument", "a field named", "required field x-amz-algorithm, " + condition(3) + " x-amz-algorithm"},
		{"another algorithm", nil, set("x-amz-algorithm", "AWS4-HMAC-SHA512"),
			400, "InvalidArgument", "", "algorithm x-amz-algorithm, " + condition(3) + " x-amz-algorithm"},
		{"date with separators", nil, set("x-amz-date", "2026-11-22T00:00:00Z"),
			400, "InvalidArgument", "", "date x-amz-date, scope date x-amz-credential, " + condition(5) + " x-amz-date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newPolicyTrial()
			if c.before != nil {
				c.before(x)
			}
			x.sign(t)
			if c.after != nil {
				c.after(x)
			}
			a, form := x.send(t, s)
			if code := errorCode(a.body); a.status != c.status || code != c.code || !strings.Contains(html.UnescapeString(a.body), c.message) {
				t.Errorf("the server answers %d %s, want %d %s with %q: %s", a.status, code, c.status, c.code, c.message, a.raw)
			}
			departs, failed := judgeForm(t, form, region)
			var reasons []string
			if departs != sigv4.StageNone {
				reasons = append(reasons, departs.String())
			}
			for _, f := range failed {
				reason := f.Rule.String()
				if f.Rule == postpolicy.ConditionHolds {
					reason = condition(f.Condition+1) + " " + f.Name
				} else if f.Name != "" {
					reason += " " + f.Name
				}
				reasons = append(reasons, reason)
			}
			if got := strings.Join(reasons, ", "); got != c.reason {
				t.Errorf("we say %q, want %q", got, c.reason)
			}
		})
	}
}

// TestPolicyOfThisServerOnly holds what the server does otherwise than S3: it replaces no variable, and
// takes a form for expired an hour after it was signed, whatever the policy says.
func TestPolicyOfThisServerOnly(t *testing.T) {
	s := startS3(t)
	makeBucket(t, s)
	x := newPolicyTrial()
	x.form.Fields[0].Value = "user/${filename}"
	x.sign(t)
	a, form := x.send(t, s)
	if _, err := os.Stat(filepath.Join(s.dir, bucket, "user/${filename}")); a.status != 204 || err != nil {
		t.Errorf("the variable is replaced: %v: %s", err, a.raw)
	}
	acceptedByUs(t, form, region)

	x = newPolicyTrial()
	x.at = x.at.Add(-61 * time.Minute)
	x.sign(t)
	a, form = x.send(t, s)
	if a.status != 403 || !strings.Contains(a.body, "Policy expired") {
		t.Errorf("signed 61 minutes ago: %s", a.raw)
	}
	acceptedByUs(t, form, region)
}
