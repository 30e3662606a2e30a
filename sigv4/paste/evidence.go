// Package paste turns whatever a person pasted into Evidence: the parts of it that bear on a
// signature, each with its place in the paste. One file per format; detect.go lists them.
//
// Parsing is total (any bytes give Evidence, never an error or a panic), linear in the length of
// the text, and never guesses: what no format claims is listed as unrecognised.
package paste

import (
	"countersign/sigv4"
	"countersign/sigv4/iampolicy"
)

// MaxBytes is the most of a paste that is read: a 1 MiB log holds any request there is.
const MaxBytes = 1 << 20

// Kind names what a part of a paste is.
type Kind string

// The kinds of parts.
const (
	KindHTTPRequest      Kind = "http-request"
	KindHTTPResponse     Kind = "http-response"
	KindCurl             Kind = "curl-command"
	KindHTTPie           Kind = "httpie-command"
	KindWget             Kind = "wget-command"
	KindPresignedURL     Kind = "presigned-url"      // by itself, not in a request or a command
	KindSigV2URL         Kind = "sigv2-url"          // presigned with Signature Version 2: no SigV4 claim in it
	KindBotocoreRequest  Kind = "botocore-request"   // as boto3 and the AWS CLI log it before sending
	KindAccessLog        Kind = "access-log"         // a line of the log of a server or a proxy: the request without most of its headers
	KindHAR              Kind = "har-request"        // as a browser exports it
	KindAWSCurl          Kind = "awscurl-request"    // as awscurl -v prints it
	KindPostman          Kind = "postman-request"    // as its console shows it
	KindFetch            Kind = "fetch-call"         // of JavaScript, as a browser copies it
	KindPowerShell       Kind = "powershell-command" // Invoke-WebRequest or Invoke-RestMethod
	KindJSONError        Kind = "json-error"
	KindXMLError         Kind = "xml-error"
	KindErrorMessage     Kind = "error-message" // a message or code outside JSON and XML
	KindSDKError         Kind = "sdk-error"     // the same, in the words of an SDK or a tool that received it
	KindCanonicalRequest Kind = "canonical-request"
	KindStringToSign     Kind = "string-to-sign"
	KindToken            Kind = "token"     // or password made from a signature; package diagnose knows it
	KindSignature        Kind = "signature" // as a client's log prints it
	KindLog              Kind = "log"       // lines of a known log that bear on no signature
	KindPolicy           Kind = "iam-policy"
	KindForm             Kind = "form"   // for an upload to S3, before it is sent
	KindSecret           Kind = "secret" // masked wherever it is shown
	KindUnrecognized     Kind = "unrecognized"
)

// Evidence is what a paste holds. Slices are in order of place. Every Text's map ends in the paste
// (sigv4.Paste), so that any byte can be marked where the reader put it.
type Evidence struct {
	Text      string // as pasted, cut to MaxBytes
	Truncated bool

	Parts             []Part // everything found, by start; parts may nest (a canonical request inside an error)
	Requests          []Request
	Responses         []Response
	Errors            []ServerError
	CanonicalRequests []CanonicalRequest
	StringsToSign     []StringToSign
	Signatures        []Signature
	Policies          []iampolicy.Policy
	Forms             []Form
	Secrets           []Secret
}

// Part is a recognised range of the paste.
type Part struct {
	Kind Kind
	Span sigv4.Span
	Note string // a few plain words for the chip: "API Gateway", "server's", "newlines restored"
}

// Side says whose text a canonical request or a string to sign is.
type Side uint8

const (
	UnknownSide Side = iota // bare, without a label and not inside an error
	Client
	Server
)

// Presence is three-valued: a copied request may have lost headers on the way.
type Presence uint8

const (
	Unknown Presence = iota
	Present
	Absent
)

// Request is a request found in the paste. Method and Target are empty when only headers were copied.
type Request struct {
	sigv4.Request
	Scheme string // "https", "http" or "" when not said
	Host   string // of the URL or the Host header, with port; "" when not said
	Span   sigv4.Span
	Format Kind
	Repair string // of a presigned URL, what had to be undone: "&amp; undone", "line breaks removed", "" for nothing

	// Where each part lies in the paste.
	MethodMap, TargetMap, BodyMap sigv4.Map
	NameMaps, ValueMaps           []sigv4.Map // by header

	Implied       []bool   // by header: added because the client sends it (curl's Host, Accept, Content-Type with -d)
	ImpliedMethod bool     // curl -d without -X; GET for a presigned URL of which nothing says how it is sent
	OtherHeaders  Presence // of headers not listed: Absent when the text is the whole request (of curl's, all but its User-Agent), Unknown when copies drop some
	Expands       []bool   // by header, as Headers is long: its value is not what was sent, but holds an unexpanded variable ($DATE, `date`): no fault of form
	Body          Presence // Unknown when the text may have been cut before the body, or Request.Body may be more or less than what was sent: a match proves, a mismatch does not
	BodyDoubt     string   // why Body is Unknown although Request.Body holds bytes: "its length is not the Content-Length"; "" for no bytes or no doubt. For GET, HEAD and DELETE, none at all may have been sent
	Cut           bool     // the text ends inside the head: what is not there may have been sent, and the last value may go on
	Redacted      bool     // some value was masked by the tool or the person (REDACTED, ***, …): do not recompute from it
	Response      int      // index of the response that answers it, -1 for none
	Error         int      // index of the error that answers it, with or without a response, -1 for none
}

// Response is a response found in the paste.
type Response struct {
	Status  int
	Headers []sigv4.Header
	// Where each header value lies in the paste.
	ValueMaps []sigv4.Map
	Span      sigv4.Span
	Error     int // index of the error in its body, -1 for none
}

// ServerError is an error body, or an error message outside one. An x-amzn-ErrorType header without a
// body gives one of Format KindHTTPResponse, with a Code only.
type ServerError struct {
	Format   Kind
	Client   string // of an error of KindSDKError: "AWS SDK for Go v2"
	Span     sigv4.Span
	Code     sigv4.Text // namespace and suffix stripped; empty when not said
	Message  sigv4.Text // decoded: JSON unescaped, entities resolved
	Fields   []Field    // other members or children: RequestTime, Region, HeadersNotSigned ...; of an SDK's error: Operation, Service, RequestId, HostId
	Status   int        // of its response, 0 when not said
	Response int        // index, -1 for none
	Messages []Message  // the known sentences in Message, in order
}

// Field is a named value in an error body. Maps end in the paste.
type Field struct {
	Name  string
	Value sigv4.Text
}

// Message is a known sentence of a server with what it says.
type Message struct {
	ID       string     // "coral.signature_expired": an id of messages.go
	Span     sigv4.Span // in ServerError.Message.String
	Captures []Field    // "request_time", "limit", "server_time", "tolerance_min" ...; maps end in the paste
}

// CanonicalRequest is a canonical request found in the paste, from a log, an error or bare.
type CanonicalRequest struct {
	Text   sigv4.Text
	Side   Side
	Label  string // the words before it that said what it is, "" when recognised by shape alone
	Span   sigv4.Span
	Error  int    // index of the error that holds it, -1 for none
	Repair string // what had to be undone: "newlines restored", "CRLF", "" for nothing
	Masked bool   // holds visible redactions (…, ***, REDACTED): its hash proves nothing

	// Its lines, as spans of Text.String, without the newline that ends them. Each is zero when the
	// text ends before it. Headers runs from the first header line to the last.
	Method, URI, Query, Headers, SignedHeaders, PayloadHash sigv4.Span
}

// StringToSign is a string to sign found in the paste.
type StringToSign struct {
	Text   sigv4.Text
	Side   Side
	Label  string
	Span   sigv4.Span
	Error  int
	Repair string
	Masked bool

	// Its lines, as spans of Text.String.
	Algorithm, Time, Scope, Hash sigv4.Span
}

// Signature is a signature that a client's log prints by itself: what the client made, whatever was sent.
type Signature struct {
	Value sigv4.Text // 64 hexadecimal digits
	Label string     // the words before it: "Signature:"
	Span  sigv4.Span // of the value
}

// Secret is a secret found in the paste. The value lies at Span; nothing else repeats it.
type Secret struct {
	Span        sigv4.Span
	Bare        sigv4.Span // Span without the blanks at its ends, as they are or as code writes them (\n, \u00a0): no key has them
	AccessKeyID string     // it belongs to, when that is said ("curl -u id:secret")
	Token       bool       // it is the token or password of another scheme (Bearer, Basic), no secret access key
	Swapped     bool       // it stands in the place of an access key id: in a Credential, in <AWSAccessKeyId>
}
