package sigv4

// Request is an HTTP request as it stands on the wire. It keeps what net/http's type loses:
// the raw target, the order of headers, their duplicates and inner spaces.
type Request struct {
	Method  string
	Target  string   // origin form, bytes as sent: path, then "?" and query if there is one
	Headers []Header // in order, Host included
	Body    []byte

	// PayloadHash, when not empty, stands for the body: 64 hex digits or a literal such as
	// UNSIGNED-PAYLOAD. Body is then not read.
	PayloadHash string
}

// Header is one header line. Names compare without case.
type Header struct {
	Name, Value string
}
