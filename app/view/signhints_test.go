package view

import (
	"slices"
	"strings"
	"testing"
)

// Many chunks are not all drawn; how many are left out is said, and all of them are in the body.
func TestManyChunks(t *testing.T) {
	s := chosen(FieldCarrier, "chunked", FieldChunkSize, "8192", FieldBody, strings.Repeat("c", 20*8192))
	if drawn := plain(s.Model.Steps...); !strings.Contains(drawn, "16 chunks are left out") || strings.Contains(drawn, "Chunk 5") || !strings.Contains(drawn, "Chunk 21") {
		t.Errorf("%s", drawn[:min(len(drawn), 9000)])
	}
	body := slices.MaxFunc(s.Model.Copies, func(a, b string) int { return len(a) - len(b) })
	if n := strings.Count(body, ";chunk-signature="); n != 21 {
		t.Errorf("%d chunks are copied", n)
	}
}

// What a form lacks is said; what its fields give is met.
func TestPolicyIsChecked(t *testing.T) {
	s := chosen(FieldCarrier, "policy", FieldConditions, "")
	drawn := plain(s.Model.Steps...)
	if strings.Contains(drawn, "Fails:") || !strings.Contains(drawn, `["starts-with", "$key", "user/user1/"]`) {
		t.Errorf("made from the fields:\n%s", drawn)
	}
	s = chosen(FieldCarrier, "policy", FieldForm, "key: other/name\nacl: private\nx-amz-meta-new: 1")
	for _, want := range []string{`Fails: condition ["starts-with", "$key", "user/user1/"]`, "Fails: field x-amz-meta-new"} {
		if drawn := plain(s.Model.Steps...); !strings.Contains(drawn, want) {
			t.Errorf("no %s in\n%s", want, drawn)
		}
	}
	s = chosen(FieldCarrier, "policy", FieldConditions, `[{"bucket":"sigv4examplebucket"},["starts-with","$key",""]]`, FieldForm, "key: a")
	if drawn := plain(s.Model.Steps...); strings.Contains(drawn, "Fails:") || !strings.Contains(drawn, `"expiration":"2015-12-30T12:00:00.000Z"`) {
		t.Errorf("own conditions:\n%s", drawn)
	}
}

// Hints say what the service demands, and where a choice is refused.
func TestCarriersHint(t *testing.T) {
	for _, c := range []struct {
		field, want string
		fields      []string
	}{
		{FieldPayload, "UNSIGNED-PAYLOAD", []string{FieldCarrier, "query", FieldPayload, "signed"}},
		{FieldAlgorithm, "SigV4A only", []string{FieldURL, "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/k"}},
		{FieldAlgorithm, "SigV4A", []string{FieldService, "cloudfront-keyvaluestore"}},
		{FieldHeaders, "x-amz-glacier-version", []string{FieldService, "glacier"}},
		{FieldConditions, "whole policy", []string{FieldCarrier, "policy"}},
		{FieldToken, "added after signing", []string{FieldCarrier, "websocket"}},
	} {
		if got := chosen(c.fields...).Model.Hints[c.field]; !strings.Contains(got, c.want) {
			t.Errorf("%q: %q, want %q", c.fields, got, c.want)
		}
	}
	if got := chosen(FieldCarrier, "query", FieldPayload, "auto").Model.Hints[FieldPayload]; got != "" {
		t.Errorf("an ordinary presigned URL: %q", got)
	}
}

// The notice about the clock names what the service allows, where that is known.
func TestClockNoticeKnowsTheService(t *testing.T) {
	for service, want := range map[string]string{"execute-api": "execute-api allows 5 min", "dynamodb": "dynamodb allows 15 min", "iam": "Services allow 5 or 15 minutes"} {
		if drawn := plain(chosen(FieldService, service).Model.Steps...); !strings.Contains(drawn, want) {
			t.Errorf("%s: no %q", service, want)
		}
	}
}
