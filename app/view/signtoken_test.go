package view

import (
	"slices"
	"strings"
	"testing"
)

// What the cases of sigv4test say of tokens, with their fields typed in.
func TestTokensGiveTheKnownAnswers(t *testing.T) {
	for _, c := range []struct {
		kind, token string
		fields      []string
	}{
		// smtp-us-west-1-some
		{"smtp", "BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj", []string{FieldSecret, "some+secret+key", FieldRegion, "us-west-1"}},
		// token-dsql-botocore
		{"dsql", "test.dsql.us-east-1.on.aws/?Action=DbConnectAdmin&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ACCESS_KEY%2F20241107%2Fus-east-1%2Fdsql%2Faws4_request&X-Amz-Date=20241107T173933Z&X-Amz-Expires=900&X-Amz-Security-Token=SESSION_TOKEN&X-Amz-SignedHeaders=host&X-Amz-Signature=5ac084bc7cabccc19a52a5d1b5c24b50d3ce143f43b659bd484c91aaf555e190",
			[]string{FieldKeyID, "ACCESS_KEY", FieldSecret, "SECRET_KEY", FieldToken, "SESSION_TOKEN", FieldTime, "20241107T173933Z", FieldWhen, "pinned"}},
		// codecommit-cli: its path begins with two slashes
		{"codecommit", "20101008T000000Z", []string{FieldKeyID, "foo", FieldSecret, "bar", FieldTime, "20101008T000000Z", FieldWhen, "pinned"}},
	} {
		s := chosen(append([]string{FieldCarrier, "token", FieldKind, c.kind}, c.fields...)...)
		found := slices.ContainsFunc(s.Model.Copies, func(copied string) bool { return strings.HasPrefix(copied, c.token) })
		if !found {
			t.Errorf("%s: %v\n%q", c.kind, s.Model.Errors, s.Model.Copies)
		}
	}
}

// A token is masked until it is asked for, and masked again with another secret.
func TestTokensAreMasked(t *testing.T) {
	for _, kind := range tokenKinds() {
		s := chosen(FieldCarrier, "token", FieldKind, kind.value, FieldSecret, "Planted+Secret/0123456789abcdefghijklmnop")
		if len(s.Model.Errors) > 0 {
			t.Fatalf("%s: %v", kind.value, s.Model.Errors)
		}
		made := s.Model.Copies[len(s.Model.Copies)-2] // before the export
		if kind.value != "smtp" {
			made = s.Model.Copies[slices.IndexFunc(s.Model.Copies, func(c string) bool {
				return strings.Contains(c, "X-Amz-Signature") || strings.HasPrefix(c, "k8s-") || strings.Contains(c, "Z") && !strings.Contains(c, "\n")
			})]
		}
		if shown := plain(s.Model.Steps...); strings.Contains(shown, made) {
			t.Errorf("%s: %s is shown", kind.value, made)
		}
		s.Unmask()
		s.Update(clock)
		if shown := plain(s.Model.Steps...); !strings.Contains(shown, made) {
			t.Errorf("%s: %s is not shown when asked for", kind.value, made)
		}
		s.Set(FieldSecret, "Another+Secret/0123456789abcdefghijklmnop")
		s.Update(clock)
		if shown := plain(s.Model.Steps...); !strings.Contains(shown, mask) {
			t.Errorf("%s: that of another secret is shown", kind.value)
		}
	}
}

// The parts of a token's request come from the fields that the kind has.
func TestTokensTrace(t *testing.T) {
	for _, c := range []struct{ kind, shown, field string }{
		{"rds", "prod-instance.us-east-1.rds.amazonaws.com:3306", FieldHost},
		{"rds", "someusername", FieldKind},
		{"elasticache", "my-cache", FieldName},
		{"eks", "my-cluster", FieldName},
		{"eks", "sts.us-east-1.amazonaws.com", FieldRegion},
		{"codecommit", "/myrepo", FieldName},
	} {
		m := chosen(FieldCarrier, "token", FieldKind, c.kind).Model
		if got := m.trace(find(t, m, givenText, c.shown)).Fields; !slices.Equal(got, []string{c.field}) {
			t.Errorf("%s: %s comes from %v, want %s", c.kind, c.shown, got, c.field)
		}
	}
}
