package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
	"countersign/sigv4/report"
)

const batchUsage = `usage: sigv4 batch < CASES > DIAGNOSES

Reads JSON Lines, one object each:
  {"id", "paste", "secret_access_key"?, "signing_key"?, "session_token"?, "now"?}
signing_key is 64 hex digits; now is 20150830T123600Z or RFC 3339.

Writes one JSON line for each: the diagnosis with "id", or {"id"?, "error"} for a
line that cannot be used. Lines longer than 16 MiB are refused; blank lines are
passed over. Exit status 0 when all lines were gone through.
`

// maxLine is the longest line that is read: the largest paste, with every byte escaped, fits.
const maxLine = 16 << 20

// runBatch is the subcommand batch.
func runBatch(args []string, t terminal) int {
	if len(args) > 0 {
		io.WriteString(t.err, batchUsage)
		return exitUnusable
	}
	in := bufio.NewReaderSize(t.in, 64<<10)
	out := bufio.NewWriter(t.out)
	first := true
	for {
		line, err := readLine(in)
		if first {
			line, first = bytes.TrimPrefix(line, []byte("\uFEFF")), false // as some editors start a file
		}
		if len(line) > 0 || errors.Is(err, errLongLine) {
			answer := batchAnswer(line, err)
			out.Write(answer)
			out.WriteByte('\n')
		}
		if in.Buffered() == 0 || err != nil {
			if flushErr := out.Flush(); flushErr != nil {
				fmt.Fprintln(t.err, "sigv4 batch: writing:", flushErr)
				return exitUnusable
			}
		}
		switch {
		case err == nil || errors.Is(err, errLongLine):
		case errors.Is(err, io.EOF):
			return exitRight
		default:
			fmt.Fprintln(t.err, "sigv4 batch: reading:", err)
			return exitUnusable
		}
	}
}

var errLongLine = fmt.Errorf("the line is longer than %d MiB", maxLine>>20)

// readLine reads a line without its newline. A blank line is nil. Of a line that is too long
// nothing is kept; the rest of it is passed over.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		piece, err := in.ReadSlice('\n')
		if len(line)+len(piece) > maxLine {
			line, long = nil, true
		}
		if !long {
			line = append(line, piece...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && (err == nil || errors.Is(err, io.EOF)) {
			return nil, errLongLine
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			line = nil
		}
		return line, err
	}
}

// batchCase is one line of the input.
type batchCase struct {
	ID           json.RawMessage `json:"id"`
	Paste        *string         `json:"paste"`
	Secret       string          `json:"secret_access_key"`
	SigningKey   string          `json:"signing_key"`
	SessionToken string          `json:"session_token"`
	Now          string          `json:"now"`
}

// batchAnswer gives the output line for an input line.
func batchAnswer(line []byte, readErr error) []byte {
	var c batchCase
	line = bytes.ToValidUTF8(line, []byte("\uFFFD")) // JSON is UTF-8, the id in the answer too
	if readErr != nil && !errors.Is(readErr, io.EOF) {
		return batchError(nil, readErr)
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return batchError(lineID(line), describeJSON(err))
	}
	in, err := c.input()
	if err != nil {
		return batchError(c.ID, err)
	}
	d := diagnoseAll(in)
	out, err := report.New(in, d, c.Secret, c.SigningKey, c.SessionToken).JSONWithID(c.ID)
	if err != nil {
		return batchError(c.ID, err)
	}
	return out
}

// input makes the engine's input from a line.
func (c *batchCase) input() (diagnose.Input, error) {
	var in diagnose.Input
	switch {
	case c.ID == nil:
		return in, errors.New(`the member "id" is missing`)
	case c.Paste == nil:
		return in, errors.New(`the member "paste" is missing`)
	case c.Secret != "" && c.SigningKey != "":
		return in, errors.New(`"secret_access_key" and "signing_key" exclude each other`)
	}
	if c.Now != "" {
		now, err := parseTime("now", c.Now)
		if err != nil {
			return in, err
		}
		in.Now = now
	}
	in.Key = sigv4.SecretKey(c.Secret)
	if c.SigningKey != "" {
		var key [32]byte
		if n, err := hex.Decode(key[:], boundedHex(c.SigningKey)); err != nil || n != len(key) {
			return in, errors.New("signing_key is not 64 hex digits")
		}
		in.Key = sigv4.SigningKey(key)
	}
	in.Token = c.SessionToken
	in.Evidence = paste.Parse(*c.Paste)
	return in, nil
}

// boundedHex gives the digits of a signing key, or none when their number is wrong.
func boundedHex(s string) []byte {
	if len(s) != 64 {
		return nil
	}
	return []byte(s)
}

// lineID reads the id of a line of which something else is of the wrong type.
func lineID(line []byte) json.RawMessage {
	var c struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(line, &c) != nil {
		return nil
	}
	return c.ID
}

// describeJSON says what is wrong with a line without repeating any of its values.
func describeJSON(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("the line is not JSON: wrong at byte %d", syntax.Offset)
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("the member %q is not a %s", kind.Field, kind.Type)
	}
	return errors.New("the line is not a JSON object")
}

// batchError gives the output line for a line that cannot be used.
func batchError(id json.RawMessage, err error) []byte {
	out, _ := json.Marshal(struct { // strings and a value that was JSON already: cannot fail
		ID    json.RawMessage `json:"id,omitempty"`
		Error string          `json:"error"`
	}{id, err.Error()})
	return out
}
