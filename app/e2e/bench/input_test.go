package main

import (
	"maps"
	"testing"

	"countersign/app/e2e/bench/cases"
)

func TestInputCase(t *testing.T) {
	c := newInputCase(cases.All()[1])
	if want := "/photos/2015/a%20b.jpg"; c.Path != want {
		t.Errorf("path: got %q, want %q", c.Path, want)
	}
	query := map[string]string{"list-type": "2", "prefix": "photos/", "max-keys": "100", "delimiter": "/", "encoding-type": "url"}
	if !maps.Equal(c.Query, query) {
		t.Errorf("query: got %q, want %q", c.Query, query)
	}
	headers := map[string]string{
		"Host":                 "examplebucket.s3.us-east-1.amazonaws.com",
		"X-Amz-Content-Sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	}
	if !maps.Equal(c.Headers, headers) || c.Host != headers["Host"] {
		t.Errorf("host %q, headers: got %q, want %q", c.Host, c.Headers, headers)
	}
	want := inputVariant{"2015-08-30T12:40:15Z", "20150830T124015Z", ""}
	if len(c.Variants) != cases.Variants || c.Variants[255] != want {
		t.Errorf("the last of %d variants: got %q, want %q", len(c.Variants), c.Variants[len(c.Variants)-1], want)
	}
}
