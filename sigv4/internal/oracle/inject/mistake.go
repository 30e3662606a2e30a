package inject

import (
	"slices"
	"strings"
)

// Mistake is one thing that a signer does wrong.
type Mistake struct {
	ID     string
	Causes []string // the causes, by their ids in the cause table, that name it rightly
	Field  string   // what it spoils; of one field a signer makes one mistake only
	edits  []edit
}

// edit changes what a step has made.
type edit struct {
	after step
	do    func(*draft)
}

// Applies reports whether the mistake changes the signature of the request.
func (m Mistake) Applies(r *Request) bool {
	return sign(r, m).signature != sign(r).signature
}

// Mistakes are all mistakes, in the order of the steps.
func Mistakes() []Mistake {
	return slices.Concat(
		secretMistakes(), smtpMistakes(), prefixMistakes(),
		keyScopeMistakes(), chainMistakes(),
		methodMistakes(),
		pathFormMistakes(), pathEncodingMistakes(), pathStageMistakes(),
		paramMistakes(), paramEncodingMistakes(), paramOrderMistakes(), queryMistakes(),
		hostMistakes(), rewrittenMistakes(), headerChoiceMistakes(), headerFormMistakes(), headerListMistakes(),
		payloadMistakes(), bodyMistakes(), jsonMistakes(),
		layoutMistakes(),
		stringFieldMistakes(), stringFormMistakes(),
		signatureMistakes(),
	)
}

// mistake makes one with a single edit. Causes are separated by spaces.
func mistake(id, field, causes string, after step, do func(*draft)) Mistake {
	return Mistake{ID: id, Field: field, Causes: strings.Fields(causes), edits: []edit{{after, do}}}
}

// also adds an edit.
func (m Mistake) also(after step, do func(*draft)) Mistake {
	m.edits = append(m.edits, edit{after, do})
	return m
}
