package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"countersign/sigv4"
	"countersign/sigv4/endpoint"
	"countersign/sigv4/sigv4a"
)

// maxRequest is the longest request that is read, so that memory stays bounded.
const maxRequest = 64 << 20

// signed is what -json prints. Every text is exact; signed_request has LF line ends, as
// sigv4.Request.Raw writes them.
type signed struct {
	CanonicalRequest string `json:"canonical_request"`
	StringToSign     string `json:"string_to_sign"`
	Signature        string `json:"signature"`
	Authorization    string `json:"authorization,omitempty"` // header carrier only
	Rules            string `json:"rules,omitempty"`         // says that they are assumed; empty for a known service
	SignedRequest    string `json:"signed_request,omitempty"`

	// In place of SignedRequest when its body is no UTF-8 text, which JSON cannot hold.
	SignedRequestBase64 []byte `json:"signed_request_base64,omitempty"`
}

// sign is the command "sign". Exit status: 0 signed, 2 unusable input.
func sign(args []string, t terminal) int {
	asJSON, signing, assumed, err := signFlags(args, t)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var d sigv4.Derivation
	if err == nil {
		d, err = signInput(signing, t)
	}
	if err == nil && asJSON {
		err = printJSON(t.out, d, assumed)
	} else if err == nil {
		printSteps(t.out, d, signing, assumed)
	}
	if err != nil {
		words := withoutSecret(err.Error(), t.env("AWS_SECRET_ACCESS_KEY"))
		fmt.Fprintln(t.err, "sigv4 sign:", withoutSecret(words, t.env("AWS_SESSION_TOKEN")))
		return unusable
	}
	return 0
}

// signFlags reads the flags. assumed says, where a rule is left to a service that is not known, that it is assumed.
func signFlags(args []string, t terminal) (asJSON bool, s sigv4.Signing, assumed string, err error) {
	flags := flag.NewFlagSet("sigv4 sign", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&asJSON, "json", false, "print one JSON object")
	flags.StringVar(&s.Service, "service", "", "signing name of the service: s3, dynamodb, execute-api ... (required)")
	flags.StringVar(&s.Region, "region", "", "region of the endpoint")
	flags.StringVar(&s.RegionSet, "region-set", "", "sign by SigV4A instead, for these regions: * or us-east-1,us-west-*")
	when := flags.String("time", "", "time to sign with: 20150830T123600Z or 2015-08-30T12:36:00Z (required)")
	carrier := flags.String("carrier", "header", "header (Authorization) or query (presigned URL)")
	flags.IntVar(&s.Expires, "expires", 3600, "life of a presigned URL in seconds, 1 to 604800")
	normalize := flags.String("normalize", "auto", "remove dot segments and repeated slashes: auto (by service), on or off")
	encode := flags.String("encode", "auto", "encode the path: auto (by service), once or twice")
	payload := flags.String("payload", "auto", "payload hash: auto (by service), signed, unsigned or empty")
	flags.BoolVar(&s.OmitSessionToken, "omit-session-token", false, "send the session token without signing it")
	flags.Usage = func() {} // only for -h: a wrong flag gets one line
	usage := func() {
		fmt.Fprint(t.err, "usage: sigv4 sign -service S (-region R | -region-set R,…) -time T [FLAGS] < request\n\n"+
			"Reads an HTTP request as text on standard input, and the credentials from AWS_ACCESS_KEY_ID,\n"+
			"AWS_SECRET_ACCESS_KEY and, for temporary ones, AWS_SESSION_TOKEN.\n\n")
		flags.SetOutput(t.err)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			usage()
		}
		return false, s, "", err
	}
	if flags.NArg() > 0 {
		return false, s, "", errors.New("there is an argument without a flag; the request is read from standard input")
	}
	if s.Service == "" || s.Region == "" && s.RegionSet == "" || *when == "" {
		return false, s, "", errors.New("flags -service, -region (or -region-set) and -time must be given")
	}
	if s.Region != "" && s.RegionSet != "" {
		return false, s, "", errors.New("flags -region and -region-set exclude each other: SigV4A signs for the region set alone")
	}
	if s.Time, err = parseTime("flag -time", *when); err != nil {
		return false, s, "", err
	}
	service := endpoint.Lookup(s.Service)
	s.Rules, s.Payload = service.Rules, service.Payload
	for _, choice := range []struct {
		name, value string
		values      map[string]func()
	}{
		{"carrier", *carrier, map[string]func(){
			"header": func() { s.Carrier = sigv4.HeaderCarrier },
			"query":  func() { s.Carrier = sigv4.QueryCarrier },
		}},
		{"normalize", *normalize, map[string]func(){
			"auto": func() {},
			"on":   func() { s.Rules.Normalize = true },
			"off":  func() { s.Rules.Normalize = false },
		}},
		{"encode", *encode, map[string]func(){
			"auto":  func() {},
			"once":  func() { s.Rules.EncodeTwice = false },
			"twice": func() { s.Rules.EncodeTwice = true },
		}},
		{"payload", *payload, map[string]func(){
			"auto":     func() {},
			"signed":   func() { s.Payload = sigv4.PayloadSigned },
			"unsigned": func() { s.Payload = sigv4.PayloadUnsigned },
			"empty":    func() { s.Payload = sigv4.PayloadEmpty },
		}},
	} {
		set, known := choice.values[choice.value]
		if !known {
			return false, s, "", fmt.Errorf("flag -%s %q: see sigv4 sign -h for its values", choice.name, choice.value)
		}
		set()
	}
	s.OmitSessionToken = s.OmitSessionToken || s.Carrier == sigv4.QueryCarrier && service.TokenUnsigned
	if *normalize == "auto" || *encode == "auto" {
		assumed = service.Note()
	}
	return asJSON, s, assumed, nil
}

// parseTime reads a time as X-Amz-Date has it or as RFC 3339. name says in an error what it is.
func parseTime(name, text string) (time.Time, error) {
	for _, layout := range []string{sigv4.TimeFormat, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s: time %q: write 20150830T123600Z or 2015-08-30T12:36:00Z", name, text)
}

// signInput signs the request on standard input.
func signInput(s sigv4.Signing, t terminal) (sigv4.Derivation, error) {
	c := sigv4.Credentials{
		AccessKeyID:  t.env("AWS_ACCESS_KEY_ID"),
		Key:          sigv4.SecretKey(t.env("AWS_SECRET_ACCESS_KEY")), // 64 hex digits too: some servers' secrets look so
		SessionToken: t.env("AWS_SESSION_TOKEN"),
	}
	if c.AccessKeyID == "" || c.Key.IsZero() {
		return sigv4.Derivation{}, errors.New("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment")
	}
	raw, err := io.ReadAll(io.LimitReader(t.in, maxRequest+1))
	if err != nil {
		return sigv4.Derivation{}, fmt.Errorf("standard input: %w", err)
	}
	if len(raw) > maxRequest {
		return sigv4.Derivation{}, fmt.Errorf("standard input: the request is longer than %d MiB", maxRequest>>20)
	}
	r, err := sigv4.ParseRequest(string(raw))
	if err != nil {
		return sigv4.Derivation{}, err
	}
	if s.RegionSet == "" {
		return sigv4.Derive(r, c, s)
	}
	pair, err := sigv4a.DeriveKeyPair(c)
	if err != nil {
		return sigv4.Derivation{}, err
	}
	return sigv4a.Derive(r, c, pair, s)
}

// printJSON prints the steps as one JSON object.
func printJSON(out io.Writer, d sigv4.Derivation, assumed string) error {
	result := signed{
		CanonicalRequest: d.CanonicalRequest.String, StringToSign: d.StringToSign.String,
		Signature: d.Signature, Authorization: d.Authorization, Rules: assumed, SignedRequest: d.Signed.Raw(),
	}
	if !utf8.ValidString(result.CanonicalRequest) {
		return errors.New("request: a header is not UTF-8 text, and JSON can hold no other; leave -json out")
	}
	if !utf8.ValidString(result.SignedRequest) {
		result.SignedRequest, result.SignedRequestBase64 = "", []byte(result.SignedRequest)
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(result)
}

// printSteps prints the steps for a reader. The keys are not among them.
func printSteps(out io.Writer, d sigv4.Derivation, s sigv4.Signing, assumed string) {
	step := func(title, text string) {
		fmt.Fprintf(out, "%s\n%s\n%s\n\n", title, strings.Repeat("-", len(title)), text)
	}
	if assumed != "" {
		step("Rules", assumed)
	}
	step("Canonical request", d.CanonicalRequest.String)
	step("SHA-256 of the canonical request", d.Hash)
	step("String to sign", d.StringToSign.String)
	if s.RegionSet != "" {
		step("Private key", "derived from \"AWS4A\", the secret and the access key id (not shown: it can sign)")
	} else {
		step("Signing key", fmt.Sprintf("HMAC of \"AWS4\" and the secret over %s, then %s, then %s, then %s (not shown: it can sign)",
			s.Time.UTC().Format("20060102"), s.Region, s.Service, sigv4.Terminator))
	}
	step("Signature", d.Signature)
	if d.Authorization != "" {
		step("Authorization", d.Authorization)
	}
	step("Signed request", d.Signed.Raw())
}
