package check

import (
	"strings"

	"countersign/sigv4"
)

// recogniser knows one carrier.
type recogniser struct {
	is     func(*input) bool
	verify func(*input) (*verification, error)
}

// recognisers are asked in this order; the first that knows the text verifies it.
var recognisers = []recogniser{
	{isEKS, verifyEKS},
	{isMSK, verifyMSK},
	{isAppSync, verifyAppSync},
	{isCodeCommit, verifyCodeCommit},
	{isSMTP, verifySMTP},
	{isWebSocket, verifyWebSocket},
	{isURL, verifyURL},
	{isDatabaseToken, verifyDatabaseToken},
	{isForm, verifyForm},
	{isEventStream, verifyEventStream},
	{isChunked, verifyChunked},
	{isRequest, verifyRequest},
}

// input is what the recognisers look at.
type input struct {
	Options
	line       string // the text without white space around it
	request    sigv4.Request
	requestErr error // the text is no request
	noCR       bool  // its body has no carriage return, so that a text box may have taken them
}

func newInput(text string, o Options) input {
	in := input{Options: o, noCR: !strings.Contains(text, "\r")}
	text = strings.TrimPrefix(text, "\uFEFF") // as some editors start a file
	in.line = strings.TrimSpace(text)
	in.request, in.requestErr = sigv4.ParseRequest(text)
	if in.requestErr == nil && len(in.request.Body) == 0 && len(o.Body) > 0 {
		in.request.Body, in.noCR = o.Body, false // it went through no text box
	}
	return in
}

// oneLine reports whether the text is a single word.
func (in *input) oneLine() bool { return in.line != "" && !strings.ContainsAny(in.line, " \t\r\n") }

// header gives the value of the first header of that name in the request, "" when there is none.
func (in *input) header(name string) string { return headerOf(in.request, name) }

//go:noinline
func headerOf(r sigv4.Request, name string) string {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			return strings.Trim(h.Value, " \t")
		}
	}
	return ""
}
