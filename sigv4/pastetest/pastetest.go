// Package pastetest holds what servers answer about authentication, word for word: what package paste
// is tested on, and what the pages about error codes show.
//
// The sentences are those of AWS's documents, of the recordings of LocalStack and
// scratchstack-aws-signature, of the sources of versitygw, MinIO and Ceph, and of public issue threads;
// keys, dates and hashes in them are made up.
package pastetest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed answers.jsonl
var answers string

// Answer is a message as a server writes it, or a whole body, with what is to be read from it.
type Answer struct {
	ID       string            `json:"id"`       // of the sentence, as in the catalogue of package diagnose
	Text     string            `json:"text"`     // decoded: neither JSON's nor XML's escapes, unless it is a body
	Code     string            `json:"code"`     // that it comes with, "" for none
	Captures map[string]string `json:"captures"` // by name; there may be more
	ByCode   bool              `json:"by_code"`  // the code tells it, not the text
}

// Body reports whether the text is a body and not the message in one.
func (a Answer) Body() bool { return strings.HasPrefix(a.Text, "{") || strings.HasPrefix(a.Text, "<") }

// Answers lists them, those of one sentence together. An error names the line.
func Answers() ([]Answer, error) {
	var list []Answer
	for line := range strings.Lines(answers) {
		var a Answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fmt.Errorf("answers.jsonl:%d: %w", len(list)+1, err)
		}
		list = append(list, a)
	}
	return list, nil
}
