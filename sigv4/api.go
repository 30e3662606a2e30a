package sigv4

// Derive signs r and keeps every intermediate value. r is not changed. With a zero Key the
// derivation stops at the string to sign.
func Derive(r Request, c Credentials, s Signing) (Derivation, error) {
	panic("being written")
}

// ParseClaim reads what a signed request says of its own signature. The error is of type *Error.
func ParseClaim(r Request) (Claim, error) { panic("being written") }

// Rederive computes what a server computes for a signed request: the canonical request over the
// headers that the claim lists, the string to sign with the claim's time and scope, and, with a
// key, the signature. A header that is listed but absent gives an error of type *Error.
func Rederive(r Request, c Claim, rules Rules, key Key) (Derivation, error) {
	panic("being written")
}

// Theirs holds the values that a client's log (or a server) shows, each empty when unknown.
type Theirs struct {
	CanonicalRequest, StringToSign, Signature string
}

// Verification says where a signature departs from the one that the request calls for.
type Verification struct {
	Derivation Derivation
	Departs    Stage  // StageNone: everything that was given agrees
	Expected   string // at the stage that departs
	Found      string
	Checked    []Stage // the stages that were compared
}

// Verify compares stage by stage what was given (the claim's signature always) with the derivation.
// With a zero key the signature is not compared.
func Verify(r Request, c Claim, rules Rules, key Key, given Theirs) (Verification, error) {
	panic("being written")
}

// ParseKey reads the text of a secret-or-signing-key field: 64 hex digits are a signing key,
// anything else a secret access key, taken as it is.
func ParseKey(text string) Key { panic("being written") }

// SignStringToSign gives the hex signature of a string to sign under key, for the scope it names.
func SignStringToSign(stringToSign string, key Key) (string, error) { panic("being written") }

// HashHex is the lower-case hex SHA-256 of s.
func HashHex(s string) string { panic("being written") }
