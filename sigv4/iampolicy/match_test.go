package iampolicy

import (
	"strings"
	"testing"
)

func TestMatchAction(t *testing.T) {
	const invoke = "execute-api:Invoke"
	for _, c := range []struct {
		pattern string
		want    Answer
	}{
		{"*", Yes}, {invoke, Yes}, {"EXECUTE-API:invoke", Yes}, {"execute-api:*", Yes}, {"execute-api:Inv*", Yes},
		{"execute-api:Invok?", Yes}, {"execute-api:Invoke?", No}, {"execute-api:?*", Yes}, {"execute-api:*voke*", Yes},
		{"execute-api:ManageConnections", No}, {"apigateway:*", No}, {"execute-api", No}, {"", No}, {"execute-api:", No},
		{"execute-api:${a}", No}, {"execute-api:Invoke ", No}, {"*:*", Yes},
	} {
		if got := MatchAction(c.pattern, invoke); got != c.want {
			t.Errorf("%q: %d, want %d", c.pattern, got, c.want)
		}
	}
}

func TestMatchResource(t *testing.T) {
	const (
		arn     = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items/7"
		noOwner = "arn:aws:execute-api:us-east-1:" + UnknownPart + ":abcdef1234/prod/GET/items/7"
		masked  = "arn:aws:execute-api:us-east-1:" + UnknownPart + "9012:abcdef1234/prod/GET/items/7"
		domain  = "arn:aws:execute-api:us-east-1:" + UnknownPart + ":" + UnknownPart + "/" + UnknownPart + "/GET/" + UnknownRest
	)
	for _, c := range []struct {
		pattern, arn string
		want         Answer
	}{
		{"*", arn, Yes}, {arn, arn, Yes}, {"arn:aws:execute-api:*", arn, Yes}, {"arn:aws:execute-api:*:*:*", arn, Yes},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/*", arn, Yes},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/*/GET/*", arn, Yes},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items/?", arn, Yes},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items/??", arn, No},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items", arn, No},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/get/items/7", arn, No}, // case counts
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/dev/*", arn, No},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/*/7", arn, Yes}, // * covers slashes
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234", arn, No},
		{"", arn, No}, {"arn:*7", arn, Unsure}, // a colon would be covered within a part
		{"arn:*:7", arn, No}, {"arn:?ws:execute-api:*:123456789012:*", arn, Yes},

		{"arn:aws:execute-api:us-east-1:*:abcdef1234/*", noOwner, Yes},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/*", noOwner, Unsure},
		{"arn:aws:execute-api:us-east-1:????????????:abcdef1234/*", noOwner, Unsure},
		{"arn:aws:execute-api:us-east-1:123456789012:other/*", noOwner, No}, // the unknown covers no colon
		{"arn:aws:execute-api:us-east-1::abcdef1234/*", noOwner, Unsure},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/*", masked, Unsure},
		{"arn:aws:execute-api:us-east-1:123456789013:abcdef1234/*", masked, No},
		{"arn:aws:execute-api:us-east-1:*9012:abcdef1234/*", masked, Yes},

		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/*", domain, Unsure},
		{"arn:aws:execute-api:us-east-1:*:*/*/GET/*", domain, Yes},
		{"arn:aws:execute-api:us-east-1:*:*/*/POST/*", domain, Unsure}, // the path may hold /POST/
		{"arn:aws:execute-api:eu-west-1:*:*", domain, No},
		{"arn:aws:execute-api:us-east-1:*:*/*/GET/items*a", domain, Unsure},

		{"execute-api:/prod/GET/*", arn, Yes}, {"execute-api:/*", arn, Yes}, {"execute-api:/dev/*", arn, No},

		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/items/${aws:username}", arn, Unsure},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/dev/${aws:username}", arn, No},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/${*}", arn, No},
		{"arn:aws:execute-api:us-east-1:123456789012:abcdef1234/${", arn, No},
		{strings.Repeat("a", maxPattern+1), arn, Unsure}, {"*", strings.Repeat("a", maxPattern+1), Yes},
		{"a*", strings.Repeat("a", maxPattern+1), Unsure},
	} {
		if got := MatchResource(c.pattern, c.arn, true); got != c.want {
			t.Errorf("%q with %q: %d, want %d", c.pattern, c.arn, got, c.want)
		}
	}
	for _, c := range []struct {
		pattern, text string
		want          Answer
	}{{"a${*}", "a*", Yes}, {"a${?}b", "a?b", Yes}, {"${$}", "$", Yes}, {"${*}", "b", No}, {"${x}", "", Unsure}, {"${", "${", Yes}} {
		if got := MatchResource(c.pattern, c.text, true); got != c.want {
			t.Errorf("%q with %q: %d, want %d", c.pattern, c.text, got, c.want)
		}
	}
	if got := MatchResource("arn:${aws:username}", "arn:${aws:username}", false); got != Yes {
		t.Errorf("the language of 2008 has no variables: %d", got)
	}
}
