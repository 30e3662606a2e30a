package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/diagnose"
)

// Exit statuses of verify.
const (
	exitVerified   = 0
	exitDeparts    = 1
	exitUnverified = 2 // nothing was verified: the input cannot be used, or there is no secret
)

// verified is what -json prints. Tokens and keys are hidden in every text.
type verified struct {
	Carrier          string         `json:"carrier"`
	Verdict          string         `json:"verdict"`
	Verified         bool           `json:"verified"`
	Departs          string         `json:"departs,omitempty"` // the name of the first stage that departs
	Stages           []verifiedStep `json:"stages"`
	Facts            []verifiedFact `json:"facts,omitempty"`
	Assumed          []string       `json:"assumed,omitempty"`
	CanonicalRequest string         `json:"canonical_request,omitempty"`
	StringToSign     string         `json:"string_to_sign,omitempty"`
}

type verifiedStep struct {
	Name     string `json:"name"`
	Status   string `json:"status"`
	Expected string `json:"expected,omitempty"`
	Found    string `json:"found,omitempty"`
	Note     string `json:"note,omitempty"`
}

type verifiedFact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// runVerify is the subcommand verify.
func runVerify(args []string, t terminal) int {
	o, asJSON, err := verifyFlags(args, t)
	if errors.Is(err, flag.ErrHelp) {
		return exitVerified
	}
	var r check.Result
	secret := t.env("AWS_SECRET_ACCESS_KEY")
	if err == nil {
		o.AccessKeyID = t.env("AWS_ACCESS_KEY_ID")
		o.Key = sigv4.SecretKey(secret)
		r, err = verifyInput(o, t)
	}
	var out strings.Builder
	if err == nil && asJSON {
		err = printVerified(&out, r)
	} else if err == nil {
		var stages strings.Builder
		printStages(&stages, r)
		out.WriteString(steady(stages.String()))
	}
	if err == nil {
		_, err = io.WriteString(t.out, withoutSecret(out.String(), secret))
	}
	switch {
	case err != nil:
		fmt.Fprintln(t.err, "sigv4 verify:", steady(withoutSecret(err.Error(), secret)))
		return exitUnverified
	case r.Departs >= 0:
		return exitDeparts
	case !r.Verified() && secret != "":
		fmt.Fprintln(t.err, "sigv4 verify: no signature was compared:", steady(withoutSecret(r.Reason(), secret)))
		return exitUnverified
	case !r.Verified():
		fmt.Fprintln(t.err, "sigv4 verify: no signature was compared: set AWS_SECRET_ACCESS_KEY in the environment")
		return exitUnverified
	}
	return exitVerified
}

// withoutSecret hides the secret where the text that was given holds it: in place of a region, say. A short one
// is no secret of AWS's, and hiding each letter "a" would hide all.
func withoutSecret(text, secret string) string {
	const short = 8
	if len(secret) < short {
		return text
	}
	asSpace := url.QueryEscape(strings.ReplaceAll(secret, "+", " ")) // "+" reads as a space in a query
	for _, form := range [...]string{secret, url.QueryEscape(secret), strings.ReplaceAll(asSpace, "+", "%20")} {
		text = strings.ReplaceAll(text, form, "••••")
	}
	return text
}

// steady replaces what would steer the terminal.
func steady(text string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0 || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 {
			return '·'
		}
		return c
	}, text)
}

// verifyFlags reads the flags, and the files that they name.
func verifyFlags(args []string, t terminal) (o check.Options, asJSON bool, err error) {
	flags := flag.NewFlagSet("sigv4 verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&asJSON, "json", false, "print one JSON object")
	flags.StringVar(&o.Service, "service", "", "signing name that the server expects; read from the text without it")
	flags.StringVar(&o.Region, "region", "", "region that the server expects; read from the text without it")
	flags.StringVar(&o.Method, "method", "", "method of a presigned URL; without it the one for which the signature is right, or GET")
	flags.StringVar(&o.Cluster, "cluster", "", "name of the cluster, for an EKS token")
	flags.StringVar(&o.Address, "address", "", "address of the CodeCommit repository, SMTP server or AppSync endpoint")
	now := flags.String("now", "", "time to say by whether it has expired: 20150830T123600Z or 2015-08-30T12:36:00Z")
	var body, canonical, toSign string
	flags.StringVar(&body, "body", "", "file with the body, where the text has none: of a request, the chunks of an upload, the messages of an event stream")
	flags.StringVar(&canonical, "canonical-request", "", "file with the canonical request that the client logged")
	flags.StringVar(&toSign, "string-to-sign", "", "file with the string to sign that the client logged")
	flags.Usage = func() {} // only for -h: a wrong flag gets one line
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(t.err, "usage: sigv4 verify [FLAGS] < text\n\n"+
				"Reads a signed request, a presigned URL, a form with a POST policy (sent, or as an SDK, a page or a\n"+
				"command of curl has it), a token or a password on standard input, and the secret from\n"+
				"AWS_SECRET_ACCESS_KEY, and names the first stage that departs.\n"+
				"Exit status: 0 verified, 1 departs, 2 nothing was verified.\n\n")
			flags.SetOutput(t.err)
			flags.PrintDefaults()
		}
		return o, false, err
	}
	if flags.NArg() > 0 {
		return o, false, errors.New("there is an argument without a flag; the text is read from standard input")
	}
	if *now != "" {
		if o.Now, err = parseTime("flag -now", *now); err != nil {
			return o, false, err
		}
	}
	for _, f := range [...]struct {
		name string
		take func(text string)
	}{
		{body, func(text string) { o.Body = []byte(text) }},
		{canonical, func(text string) { o.Theirs.CanonicalRequest = text }},
		{toSign, func(text string) { o.Theirs.StringToSign = text }},
	} {
		if f.name == "" {
			continue
		}
		text, err := readFile(f.name)
		if err != nil {
			return o, false, err
		}
		f.take(text)
	}
	return o, asJSON, nil
}

func readFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return readBounded(f, name)
}

// readBounded reads no more than can be verified.
func readBounded(from io.Reader, name string) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(from, check.MaxText+1))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if len(raw) > check.MaxText {
		return "", fmt.Errorf("%s is longer than %d MiB", name, check.MaxText>>20)
	}
	return string(raw), nil
}

func verifyInput(o check.Options, t terminal) (check.Result, error) {
	text, err := readBounded(t.in, "standard input")
	if err != nil {
		return check.Result{}, err
	}
	return diagnose.Verify(text, o)
}

// printVerified prints the result as one JSON object. What is no UTF-8 is replaced, as JSON can hold no other.
func printVerified(out io.Writer, r check.Result) error {
	v := verified{Carrier: r.Carrier, Verdict: r.Verdict(), Verified: r.Verified(), Assumed: r.Assumed,
		CanonicalRequest: r.CanonicalRequest, StringToSign: r.StringToSign}
	if r.Departs >= 0 {
		v.Departs = r.Steps[r.Departs].Name
	}
	for _, s := range r.Steps {
		v.Stages = append(v.Stages, verifiedStep{s.Name, s.Status.String(), s.Expected, s.Found, s.Note})
	}
	for _, f := range r.Facts {
		v.Facts = append(v.Facts, verifiedFact(f))
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// printStages prints the result for a reader.
func printStages(out io.Writer, r check.Result) {
	section := func(title, text string) {
		if text != "" {
			fmt.Fprintf(out, "\n%s\n%s\n%s\n", title, strings.Repeat("-", len(title)), text)
		}
	}
	fmt.Fprintln(out, strings.TrimSpace(r.Verdict()+" "+r.Reason()))
	var stages, facts strings.Builder
	for _, s := range r.Steps {
		fmt.Fprintln(&stages, strings.TrimSpace(s.Name+": "+s.Status.String()+". "+s.Note))
	}
	for _, f := range r.Facts {
		fmt.Fprintf(&facts, "%s: %s\n", f.Name, f.Value)
	}
	section("Stages of the "+r.Carrier, strings.TrimSuffix(stages.String(), "\n"))
	if r.Departs >= 0 {
		s := r.Steps[r.Departs]
		section("Expected, "+s.Name, s.Expected)
		section("Found, "+s.Name, s.Found)
	}
	section("What it says", strings.TrimSuffix(facts.String(), "\n"))
	section("Assumed", strings.Join(r.Assumed, "\n"))
	section("Canonical request", r.CanonicalRequest)
	section("String to sign", r.StringToSign)
}
