// Package sigv4test holds known answers for AWS Signature Version 4 and runs them, at test time or in
// a visitor's browser. Each comes from AWS's documentation or from the tests of a signer that AWS
// publishes; its source is named in the case.
//
// # Format of a case
//
// A file under cases/ holds one request and what signing it gives. It starts with "key: value" lines:
//
//	source               where the answer was published
//	access-key-id, secret, token
//	time                 X-Amz-Date
//	region, service
//	encode               once | twice
//	normalize            on | off
//	content-sha256       on: the rules of the S3 family
//	payload              auto | signed | unsigned | empty
//	payload-hash         stands for the body
//	expires              seconds, for the query carrier
//	omit-session-token   yes: the token is sent, not signed
//	check                verify: the request is signed already and is only derived again
//	exception            why the published answer is wrong
//	departs              the step that departs from it, and must: "canonical request" ...
//
// Sections follow, each opened by "-- name --"; the line end before the next section is no part of it.
// "request" is the request to sign, as sigv4.ParseRequest reads it. The other sections are named by
// carrier and step: "header: canonical request", "header: string to sign", "header: signature",
// "header: authorization", "header: signed request", and the same with "query:". A missing section is
// not compared. In a file with an exception, which holds one case, "header: in fact" is what the engine
// gives at the step that departs. Files of other kinds, by the first word of their names, have lines and
// sections of their own, which the functions of kinds.go describe.
//
// The answers of awslabs/aws-c-auth (commit 495329c2) are restated with the signed request's target in
// wire form and folded header lines joined; everything else is as published there. Its paths, those of
// the older suite, and that of published-go-v2-presign-array, are raw rather than in wire form, hence
// "encode: once". The older suite (legacy-*, Apache-2.0) is restated the same way; its signed requests have
// token, date and Authorization last, in the order in which the engine adds them.
package sigv4test

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
)

// files is named by Cases and Texts alone: a program that calls neither does not carry them.
//
//go:embed cases/*.txt
var files embed.FS

// Case is one known answer: a request, how to sign it, and what each step gives.
type Case struct {
	Name        string // file name and carrier: "suite-get-vanilla, header"
	Source      string
	Request     sigv4.Request
	Credentials sigv4.Credentials
	Signing     sigv4.Signing
	Verify      bool // Request is signed already
	Want        Answer
	Exception   *Exception // the published answer is wrong; nil for most

	other *file // of a case that is not the signing of one request: see kinds.go
}

// Step is one value of a case that is not the signing of one request.
type Step struct {
	Name      string // "kRegion", "chunk 2, string to sign" ...
	Stage     sigv4.Stage
	Want, Got string
}

// Answer holds the published values of the steps; an empty one was not published.
type Answer struct {
	CanonicalRequest, StringToSign, Signature string
	Authorization                             string
	SignedRequest                             string // as Request.Raw writes it
}

// Text is the file of one or two cases, in the format that the package describes.
type Text struct{ Name, Text string }

// Texts gives the files of all known answers in the order of their names.
func Texts() []Text {
	entries, err := files.ReadDir("cases")
	if err != nil {
		panic("sigv4test: the embedded cases are missing: " + err.Error())
	}
	var texts []Text
	for _, entry := range entries {
		text, err := files.ReadFile("cases/" + entry.Name())
		if err != nil {
			panic("sigv4test: " + entry.Name() + ": " + err.Error())
		}
		texts = append(texts, Text{strings.TrimSuffix(entry.Name(), ".txt"), string(text)})
	}
	return texts
}

// Cases gives all known answers in the order of their names.
func Cases() []Case {
	var cases []Case
	for _, text := range Texts() {
		more, err := Parse(text)
		if err != nil {
			panic("sigv4test: " + err.Error())
		}
		cases = append(cases, more...)
	}
	return cases
}

// Parse reads the cases of one file: one for each carrier that it has answers for. The error names
// the file.
func Parse(t Text) ([]Case, error) {
	cases, err := parse(nil, t.Name, t.Text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	return cases, nil
}

// parse appends the cases of one file: one for each carrier that it has answers for.
func parse(cases []Case, name, text string) ([]Case, error) {
	head, sections := split(text)
	c := Case{Name: name, Source: head["source"]}
	c.Credentials = sigv4.Credentials{
		AccessKeyID:  head["access-key-id"],
		Key:          sigv4.SecretKey(head["secret"]),
		SessionToken: head["token"],
	}
	if kindOf(name) != nil {
		return append(cases, Case{Name: name, Source: head["source"], other: newFile(head, sections)}), nil
	}
	when, err := time.Parse(sigv4.TimeFormat, head["time"])
	if err != nil {
		return nil, err
	}
	payload, err := payloadMode(head["payload"])
	if err != nil {
		return nil, err
	}
	c.Verify = head["check"] == "verify"
	c.Signing = sigv4.Signing{
		Time: when, Region: head["region"], Service: head["service"],
		Rules: sigv4.Rules{
			EncodeTwice:   head["encode"] == "twice",
			Normalize:     head["normalize"] == "on",
			ContentSHA256: head["content-sha256"] == "on",
		},
		Payload:          payload,
		OmitSessionToken: head["omit-session-token"] == "yes",
	}
	if c.Request, err = sigv4.ParseRequest(sections["request"]); err != nil {
		return nil, err
	}
	c.Request.PayloadHash = head["payload-hash"]
	for _, carrier := range []sigv4.Carrier{sigv4.HeaderCarrier, sigv4.QueryCarrier} {
		prefix := [...]string{"header", "query"}[carrier] + ": "
		one := c
		one.Name += ", " + strings.TrimSuffix(prefix, ": ")
		one.Signing.Carrier = carrier
		if carrier == sigv4.QueryCarrier && !c.Verify {
			if one.Signing.Expires, err = strconv.Atoi(head["expires"]); err != nil && sections[prefix+"signature"] != "" {
				return nil, err
			}
		}
		one.Want = Answer{
			CanonicalRequest: sections[prefix+"canonical request"],
			StringToSign:     sections[prefix+"string to sign"],
			Signature:        sections[prefix+"signature"],
			Authorization:    sections[prefix+"authorization"],
			SignedRequest:    sections[prefix+"signed request"],
		}
		if one.Want == (Answer{}) {
			continue
		}
		if one.Exception, err = newException(head, sections, prefix); err != nil {
			return nil, err
		}
		cases = append(cases, one)
	}
	return cases, nil
}

// payloadMode reads the line "payload".
func payloadMode(word string) (sigv4.PayloadMode, error) {
	mode, known := map[string]sigv4.PayloadMode{
		"auto": sigv4.PayloadAuto, "signed": sigv4.PayloadSigned,
		"unsigned": sigv4.PayloadUnsigned, "empty": sigv4.PayloadEmpty,
	}[word]
	if !known {
		return 0, fmt.Errorf("payload %q is unknown", word)
	}
	return mode, nil
}

// split cuts a file into its "key: value" lines and its sections.
func split(text string) (head, sections map[string]string) {
	head, sections = map[string]string{}, map[string]string{}
	section, inSection := "", false
	var body []string
	flush := func() {
		if inSection {
			sections[section] = strings.Join(body, "\n")
		}
		body = nil
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		name, isSection := strings.CutPrefix(line, "-- ")
		name, closed := strings.CutSuffix(name, " --")
		switch {
		case isSection && closed:
			flush()
			section, inSection = name, true
		case inSection:
			body = append(body, line)
		default:
			key, value, _ := strings.Cut(line, ": ")
			head[key] = value
		}
	}
	flush()
	return head, sections
}
