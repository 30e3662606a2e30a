package check_test

import (
	"strings"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/check"
	"countersign/sigv4/chunked"
)

// What a text box makes of a text: it drops carriage returns.
func boxed(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func TestLostLineEnds(t *testing.T) {
	o := check.Options{Key: sigv4.SecretKey(secret)}
	crlf := strings.Replace(signed(request("PUT", "/a", "examplebucket.s3.us-east-1.amazonaws.com", "first\r\nsecond"), "s3", credentials), "\r", "", 1)
	twoLines := strings.Replace(form(), "\r\n\r\nphoto\r\n", "\r\n\r\npho\r\nto\r\n", 1)
	for name, c := range map[string]struct {
		text     string
		verified bool
		says     string // in Result.Assumed, or in the note of a stage
	}{
		"form":                                {boxed(form()), true, "between the fields"},
		"form with a file of two lines":       {boxed(twoLines), true, "size of the file is uncertain"},
		"form with its length":                {boxed(strings.Replace(twoLines, "\n\n", "\nContent-Length: "+length(twoLines)+"\n\n", 1)), true, "between the fields are taken to be CRLF: "},
		"chunks":                              {boxed(upload(chunked.Signed)), true, "around the chunks"},
		"chunks and trailer":                  {boxed(upload(chunked.SignedTrailer)), true, "around the chunks"},
		"chunks whose data had line ends too": {strings.Replace(boxed(upload(chunked.Signed)), "aaaaaa", "aaaaa", 1), true, "cannot be restored"},
		"body of S3, by its hash":             {crlf, true, "taken to be CRLF"},
		"body and one more line end":          {table() + "\n", true, "not to belong to the body"},
		"body of S3 and one more":             {object() + "\r\n", true, "not to belong to the body"},
	} {
		t.Run(name, func(t *testing.T) {
			r := checked(t, c.text, o)
			said := strings.Join(r.Assumed, " ")
			for _, s := range r.Steps {
				said += " " + s.Note
			}
			if r.Verified() != c.verified || !strings.Contains(said, c.says) {
				t.Errorf("verified %v; want %q in %q: %+v", r.Verified(), c.says, said, r.Steps)
			}
		})
	}
}

// length is the length of a request's body.
func length(text string) string {
	_, body, _ := strings.Cut(text, "\n\n")
	digits := ""
	for n := len(body); n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return digits
}

// A body that is another stays another, whatever its line ends are made.
func TestLineEndsProveNothing(t *testing.T) {
	o := check.Options{Key: sigv4.SecretKey(secret)}
	r := checked(t, strings.Replace(object(), "second", "third", 1)+"\n", o)
	if r.Verified() || r.Steps[r.Departs].Name != "payload hash" || len(r.Assumed) > 0 {
		t.Errorf("%+v %q", r.Steps, r.Assumed)
	}
}
