package view

import "strings"

// The fields of the Sign page, by the ids of their controls.
const (
	FieldMethod     = "method"
	FieldURL        = "url"
	FieldHeaders    = "headers"
	FieldBody       = "body"
	FieldForm       = "form-fields"
	FieldConditions = "conditions"
	FieldEventType  = "event-type"
	FieldKind       = "kind"
	FieldHost       = "host-name"
	FieldUser       = "user"
	FieldName       = "resource"
	FieldRole       = "role"
	FieldServerless = "serverless"
	FieldKeyID      = "key-id"
	FieldSecret     = "secret"
	FieldToken      = "token"
	FieldCarrier    = "carrier"
	FieldAlgorithm  = "algorithm"
	FieldRegion     = "region"
	FieldRegionSet  = "region-set"
	FieldService    = "service"
	FieldTime       = "time"
	FieldWhen       = "when"
	FieldExpires    = "expires"
	FieldMode       = "mode"
	FieldChunkSize  = "chunk-size"
	FieldChecksum   = "checksum"
	FieldRules      = "rules"
	FieldPayload    = "payload"
	FieldOmitToken  = "omit-token"
)

// signFields are the fields that are texts and no secrets, in the order of the form.
var signFields = []string{FieldCarrier, FieldKind, FieldMethod, FieldURL, FieldHeaders, FieldBody, FieldForm, FieldConditions,
	FieldEventType, FieldHost, FieldUser, FieldName, FieldRole, FieldServerless, FieldKeyID, FieldAlgorithm, FieldRegion,
	FieldRegionSet, FieldService, FieldWhen, FieldTime, FieldExpires, FieldMode, FieldChunkSize, FieldChecksum,
	FieldRules, FieldPayload, FieldOmitToken}

// SignControls lists the fields that the form has a control for.
func SignControls() []string { return append([]string{FieldSecret, FieldToken}, signFields...) }

// SignControl gives the kind of a field's control: "choice", "checkbox", the lines of a text that has
// several, or the type of an input.
func SignControl(id string) string {
	if SignChoices[id] != nil {
		return "choice"
	}
	switch id {
	case FieldSecret, FieldToken:
		return "password"
	case FieldBody:
		return "2"
	case FieldURL, FieldHeaders:
		return "3"
	case FieldForm, FieldConditions:
		return "7"
	case FieldServerless, FieldOmitToken:
		return "checkbox"
	}
	return "text"
}

// together are the fields that make one example: with the first of them that is typed, all that are
// shown are the reader's own.
const together = " method url headers body key-id secret token region region-set service when time "

// alwaysShown are the fields that every carrier has, or nearly every one.
const alwaysShown = " carrier key-id secret token region when time "

// Choice is one of the values that a field can have.
type Choice struct{ Value, Words string }

// SignChoices are the values of the fields that offer a few.
var SignChoices = map[string][]Choice{
	FieldCarrier:   carrierChoices(),
	FieldKind:      kindChoices(),
	FieldAlgorithm: {{"sigv4", "SigV4"}, {"sigv4a", "SigV4A (key pair)"}},
	FieldWhen:      {{"now", "Now"}, {"pinned", "A fixed time"}},
	FieldMode:      {{"signed", "Signed"}, {"signed-trailer", "Signed, with trailer"}, {"unsigned-trailer", "Unsigned, with trailer"}},
	FieldChecksum:  {{"crc32c", "CRC32C"}, {"crc32", "CRC32"}, {"crc64nvme", "CRC64NVME"}, {"sha256", "SHA-256"}},
	FieldRole:      {{"admin", "admin"}, {"own", "A role of its own"}},
	FieldRules:     {{"auto", "By service"}, {"s3", "S3’s"}, {"general", "General"}},
	FieldPayload: {{"auto", "By service"}, {"signed", "Hash, with its header"},
		{"unsigned", "UNSIGNED-PAYLOAD"}, {"empty", "Hash of nothing"}},
}

// fieldWords name the fields whose name does not depend on the carrier.
var fieldWords = map[string]string{
	FieldMethod: "Method", FieldURL: "URL", FieldHeaders: "Headers", FieldBody: "Body",
	FieldForm: "Form fields, one a line", FieldConditions: "Conditions or policy (JSON)",
	FieldEventType: "Event type", FieldKind: "Kind", FieldHost: "Endpoint", FieldUser: "User", FieldName: "Name",
	FieldRole: "Database role", FieldServerless: "Serverless cache",
	FieldKeyID: "Access key id", FieldSecret: "Secret or signing key", FieldToken: "Session token",
	FieldCarrier: "Carrier", FieldAlgorithm: "Algorithm", FieldRegion: "Region", FieldRegionSet: "Region set",
	FieldService: "Service", FieldWhen: "Time", FieldTime: "Time (UTC)", FieldExpires: "Good for (seconds)",
	FieldMode: "Chunks", FieldChunkSize: "Chunk size (bytes)", FieldChecksum: "Checksum in the trailer",
	FieldRules: "Rules", FieldPayload: "Payload hash", FieldOmitToken: "Send the token unsigned",
}

// FieldWords names a field, as the carrier chosen calls it.
func (s *SignState) FieldWords(id string) string {
	switch {
	case id == FieldURL && s.carrier.value == "policy":
		return "URL of the bucket"
	case id == FieldBody && s.carrier.value == "events":
		return "Messages, one a line"
	case id == FieldName && s.Field(FieldKind) == "codecommit":
		return "Repository"
	case id == FieldName && s.Field(FieldKind) != "elasticache":
		return "Cluster"
	case id == FieldName:
		return "Cache"
	}
	return fieldWords[id]
}

// fieldGuides are the sections that explain a field: of the guide to the steps, or with the file's name.
var fieldGuides = map[string]string{
	FieldMethod: "#method", FieldURL: "#canonical-uri", FieldHeaders: "#canonical-headers", FieldBody: "#payload-hash",
	FieldForm: guideCarriers + "#browser-form", FieldConditions: guideCarriers + "#conditions", FieldEventType: guideCarriers + "#event-stream",
	FieldKind: guideCarriers + "#tokens", FieldHost: guideCarriers + "#tokens", FieldUser: guideCarriers + "#tokens",
	FieldName: guideCarriers + "#tokens", FieldRole: guideCarriers + "#tokens", FieldServerless: guideCarriers + "#tokens",
	FieldKeyID: "#credential-scope", FieldSecret: "#signing-key", FieldToken: "#session-token", FieldOmitToken: "#session-token",
	FieldRegion: "#credential-scope", FieldService: "#credential-scope", FieldTime: "#string-to-sign", FieldWhen: "#string-to-sign",
	FieldCarrier: guideCarriers + "#carriers", FieldAlgorithm: guideCarriers + "#sigv4a", FieldRegionSet: guideCarriers + "#region-set",
	FieldExpires: "#presigned", FieldMode: guideCarriers + "#chunked", FieldChunkSize: guideCarriers + "#chunks",
	FieldChecksum: guideCarriers + "#trailer", FieldRules: "#s3", FieldPayload: "#payload-hash",
}

// guideCarriers is the guide to what a signature travels in besides a request.
const guideCarriers = "guides/other-carriers.html"

// sectionOf is a section as path#section: one without a path is of the guide to the steps.
func sectionOf(section string) string {
	if strings.HasPrefix(section, "#") {
		return guideSteps + section
	}
	return section
}
