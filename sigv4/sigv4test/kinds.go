package sigv4test

import (
	"errors"
	"strings"

	"countersign/sigv4"
)

// kind is a kind of cases that are not the signing of one request.
type kind struct {
	prefix string // of its files' names
	run    func(*file) ([]Step, error)
}

// kindOf gives the kind of the file called name, nil for the signing of one request.
func kindOf(name string) *kind {
	for _, k := range []kind{
		{"codecommit-", gitSteps},
		{"keys-", keySteps},
		{"v4a-", v4aSteps},
		{"v4akey-", v4aKeySteps},
		{"events-", eventSteps},
		{"chunked-", chunkedSteps},
		{"policy-", policySteps},
		{"smtp-", smtpSteps},
		{"token-", tokenSteps},
		{"treehash-", treeSteps},
		{"websocket-accidental-", accidentSteps},
		{"websocket-", tokenSteps},
	} {
		if strings.HasPrefix(name, k.prefix) {
			return &k
		}
	}
	return nil
}

// file is a file of a case: its "key: value" lines and its sections. What is read through it is noted,
// so that nothing in a file goes without being used or compared.
type file struct {
	head, sections map[string]string
	used           map[string]bool
}

func newFile(head, sections map[string]string) *file {
	return &file{head, sections, map[string]bool{}}
}

// line gives the value of a "key: value" line, "" when there is none.
func (f *file) line(key string) string {
	f.used[key] = true
	return f.head[key]
}

// section gives the text of a section, "" when there is none.
func (f *file) section(name string) string {
	f.used["-- "+name] = true
	return f.sections[name]
}

// unused gives the lines and sections that were not read, but for "source".
func (f *file) unused() []string {
	var names []string
	for key := range f.head {
		if !f.used[key] && key != "source" {
			names = append(names, key)
		}
	}
	for name := range f.sections {
		if !f.used["-- "+name] {
			names = append(names, "-- "+name)
		}
	}
	return names
}

// keySteps checks a key derivation. Lines: secret, date, region, service. The section keys holds kDate,
// kRegion, kService and kSigning in hex, a line each.
func keySteps(f *file) ([]Step, error) {
	want := strings.Split(f.section("keys"), "\n")
	if len(want) != 4 {
		return nil, errors.New("the section keys has four lines")
	}
	got := sigv4.DeriveKeys(sigv4.SecretKey(f.line("secret")), sigv4.Scope{
		Date: f.line("date"), Region: f.line("region"), Service: f.line("service"), Terminator: sigv4.Terminator,
	}).Reveal()
	var steps []Step
	for i, name := range [...]string{"kDate", "kRegion", "kService", "kSigning"} {
		steps = append(steps, Step{name, sigv4.StageSigningKey, want[i], got[i]})
	}
	return steps, nil
}
