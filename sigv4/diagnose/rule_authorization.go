package diagnose

import (
	"strconv"
	"strings"

	"countersign/sigv4"
)

// authorizationRule judges the grammar of the Authorization header: in the request, or in the server's
// answer, which may quote it.
func authorizationRule() rule {
	return rule{
		name:   "authorization-malformed",
		causes: []string{"authorization-malformed"},
		guide:  guideCodes + "#key-value",
		sources: []Citation{
			{docSigning, "Authorization: the algorithm, a space, then Credential, SignedHeaders and Signature, each name=value, with commas between."},
		},
		judge: judgeAuthorization,
	}
}

const authorizationForm = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=…64 hex digits…"

func judgeAuthorization(b *bench) []Finding {
	value, text, quotedByServer := b.authorizationValue()
	if value == "" || b.accepted() {
		return nil
	}
	at, why := authorizationFault(value)
	if why == "" || !quotedByServer && at >= len(value) && b.request.Cut {
		return nil
	}
	f := Finding{
		Cause: "authorization-malformed", Title: "The Authorization header cannot be read",
		Why:      "It goes wrong at byte " + strconv.Itoa(at+1) + " of its value, " + shown(excerptAt(value, at), 0) + ": " + why + ".",
		Found:    excerptAt(value, at),
		Expected: authorizationForm,
		Fixes: []Fix{
			{Do: "Send an Authorization header of this form", Detail: "On one line, with one space after the algorithm, and without the header's name inside its value.", Code: "Authorization: " + authorizationForm},
			{Do: "Do not encode the value", Detail: "Base64 and %-escapes belong into neither Credential nor Signature; the signature is 64 hex digits."},
		},
	}
	if at >= len(value) {
		f.Why = "Its value ends too early: " + why + "."
		f.Found = ""
	}
	mark := sigv4.Span{Start: at, End: min(at+1, len(value))}
	if mark.Len() == 0 {
		mark = sigv4.Span{Start: 0, End: len(value)}
	}
	if quotedByServer {
		f.Confidence = Certain
		f.Why = "The server quotes the header that it got. " + f.Why
		f.Marks = markRange(text, mark, "", why, true)
		return []Finding{f}
	}
	f.Marks = markRange(text, mark, "", why, true)
	f.Confidence, f.Test = b.weigh("coral.header_params_missing", "coral.header_not_key_value", "coral.header_not_key_value_hashed", "s3.three_components", "s3.auth_header_spaces", "ozone.auth")
	return []Finding{f}
}

// authorizationValue is the value of the Authorization header, the server's quotation of it first.
func (b *bench) authorizationValue() (value string, text sigv4.Text, byServer bool) {
	if s, ok := b.says("coral.header_not_key_value"); ok {
		if text = s.captureText("authorization"); text.String != "" {
			return text.String, text, true
		}
	}
	if b.request == nil {
		return "", sigv4.Text{}, false
	}
	found := -1
	for i, h := range b.request.Headers {
		if strings.EqualFold(h.Name, "Authorization") {
			if found >= 0 {
				return "", sigv4.Text{}, false // two of them are another matter
			}
			found = i
		}
	}
	if found < 0 || found >= len(b.request.ValueMaps) {
		return "", sigv4.Text{}, false
	}
	value = b.request.Headers[found].Value
	return value, sigv4.Text{String: value, Map: b.request.ValueMaps[found]}, false
}

// authorizationFault finds the byte of an Authorization value at which its grammar breaks, and says
// what was expected there. Another scheme than AWS4 is judged elsewhere, and so are the elements of
// the Credential.
func authorizationFault(value string) (at int, why string) {
	if name, rest, ok := strings.Cut(value, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "authorization") {
		return 0, "the name of the header stands inside its value; it starts with " + quoted(strings.TrimSpace(rest[:min(len(rest), 17)]), 0)
	}
	const cut = "…"
	if !strings.HasPrefix(value, "AWS4-") || masked(strings.ReplaceAll(value, cut, "")) || unexpanded(value) {
		return 0, ""
	}
	_, err := sigv4.ParseClaim(sigv4.Request{Method: "GET", Target: "/", Headers: []sigv4.Header{{Name: "Authorization", Value: value}}})
	fault, ok := err.(*sigv4.Error)
	if !ok || fault.Field != "Authorization" || fault.Offset >= len(value) && strings.Contains(value, cut) {
		return 0, ""
	}
	return max(fault.Offset, 0), fault.Why
}

// excerptAt is what stands at a byte of a value, as far as the next comma or space.
func excerptAt(value string, at int) string {
	if at >= len(value) {
		return ""
	}
	end := at + 1
	for end < len(value) && end-at < 48 && value[end] != ',' && value[end] != ' ' {
		end++
	}
	return value[at:end]
}
