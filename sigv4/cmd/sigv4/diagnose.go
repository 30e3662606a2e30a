package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
	"countersign/sigv4/report"
)

// Exit statuses of diagnose.
const (
	exitRight    = 0 // nothing wrong found
	exitWrong    = 1 // something wrong found
	exitUnusable = 2 // nothing in the input bears on a signature, or it could not be read
)

const diagnoseUsage = `usage: sigv4 diagnose [-json] [-now TIME] [FILE...]

Reads error answers, requests, curl commands, canonical requests and strings to
sign, from the files or from standard input, and says why the signature was
refused. Several files are read as one text; - is standard input.

The secret in AWS_SECRET_ACCESS_KEY is used only when AWS_ACCESS_KEY_ID is an
access key id that the text names. Nothing is sent anywhere.

Exit status: 0 nothing wrong found, 1 something wrong found, 2 unusable input.
`

// runDiagnose is the subcommand diagnose.
func runDiagnose(args []string, t terminal) int {
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	flags.SetOutput(t.err)
	flags.Usage = func() { io.WriteString(t.err, diagnoseUsage) }
	asJSON := flags.Bool("json", false, "")
	now := flags.String("now", "", "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitRight
		}
		return exitUnusable
	}
	in, err := gather(flags.Args(), t.in)
	if err == nil && *now != "" {
		in.Now, err = parseTime("flag -now", *now)
	}
	if err != nil {
		fmt.Fprintln(t.err, "sigv4 diagnose:", err)
		return exitUnusable
	}
	secret := environmentKey(&in, t.env)
	d := diagnoseAll(in)
	r := report.New(in, d, secret)
	if *asJSON {
		out, err := r.JSON()
		if err != nil {
			fmt.Fprintln(t.err, "sigv4 diagnose: writing JSON:", err)
			return exitUnusable
		}
		t.out.Write(append(out, '\n'))
	} else {
		io.WriteString(t.out, r.Text())
	}
	switch {
	case d.Unusable:
		return exitUnusable
	case d.Wrong:
		return exitWrong
	}
	return exitRight
}

// gather reads the files, or standard input without any, as one paste. What is beyond the most that
// a paste can hold is not read.
func gather(files []string, stdin io.Reader) (diagnose.Input, error) {
	var text strings.Builder
	read := func(r io.Reader) error {
		_, err := io.Copy(&text, io.LimitReader(r, paste.MaxBytes+1))
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	for i, name := range files {
		if strings.HasPrefix(name, "-") && name != "-" {
			return diagnose.Input{}, fmt.Errorf("%s: flags stand before the files", name)
		}
		if i > 0 {
			text.WriteByte('\n')
		}
		if name == "-" {
			if err := read(stdin); err != nil {
				return diagnose.Input{}, fmt.Errorf("reading standard input: %w", err)
			}
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			return diagnose.Input{}, err
		}
		err = read(f)
		f.Close()
		if err != nil {
			return diagnose.Input{}, err
		}
	}
	return diagnose.Input{Evidence: paste.Parse(text.String())}, nil
}

// environmentKey takes the secret from the environment when it is that of a pasted access key id,
// and gives it back for masking.
func environmentKey(in *diagnose.Input, getenv func(string) string) string {
	id, secret := getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY")
	if id == "" || secret == "" {
		return secret
	}
	for _, named := range diagnose.AccessKeyIDs(in.Evidence) {
		if named == id {
			in.Key, in.KeyID = sigv4.SecretKey(secret), id
		}
	}
	return secret
}
