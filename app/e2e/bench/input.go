package main

import (
	"net/url"
	"strings"
	"time"

	"countersign/app/e2e/bench/cases"
	"countersign/sigv4"
)

// inputCase is a case as JavaScript's signers take it.
type inputCase struct {
	Name        string            `json:"name"`
	Method      string            `json:"method"`
	Host        string            `json:"host"`
	Target      string            `json:"target"`
	Path        string            `json:"path"`
	Query       map[string]string `json:"query"`
	Headers     map[string]string `json:"headers"`
	Region      string            `json:"region"`
	Service     string            `json:"service"`
	EncodeTwice bool              `json:"encodeTwice"`
	Variants    []inputVariant    `json:"variants"`
}

type inputVariant struct {
	Date    string `json:"date"`    // RFC 3339
	AmzDate string `json:"amzDate"` // the same in sigv4.TimeFormat
	Body    string `json:"body,omitempty"`
}

// pageInput is what the page signs.
func pageInput() any {
	var all []inputCase
	for _, c := range cases.All() {
		all = append(all, newInputCase(c))
	}
	return map[string]any{
		"cases":       all,
		"credentials": map[string]string{"accessKeyId": cases.AccessKeyID, "secretAccessKey": cases.SecretAccessKey},
	}
}

func newInputCase(c *cases.Case) inputCase {
	in := inputCase{
		Name: c.Name, Method: c.Request.Method, Target: c.Request.Target,
		Query: map[string]string{}, Headers: map[string]string{},
		Region: c.Signing.Region, Service: c.Signing.Service, EncodeTwice: c.Signing.Rules.EncodeTwice,
	}
	path, query, _ := strings.Cut(c.Request.Target, "?")
	in.Path = path
	values, _ := url.ParseQuery(query) // what it leaves out, the page's comparison of signatures finds
	for name := range values {
		in.Query[name] = values.Get(name)
	}
	for _, h := range c.Request.Headers {
		in.Headers[h.Name] = h.Value
		if h.Name == "Host" {
			in.Host = h.Value
		}
	}
	if c.Signing.Rules.ContentSHA256 {
		in.Headers["X-Amz-Content-Sha256"] = sigv4.HashHex(string(c.Request.Body))
	}
	for n := range cases.Variants {
		c.Vary(n)
		t := c.Signing.Time.UTC()
		in.Variants = append(in.Variants, inputVariant{t.Format(time.RFC3339), t.Format(sigv4.TimeFormat), string(c.Request.Body)})
	}
	return in
}
