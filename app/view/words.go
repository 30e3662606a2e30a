package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4/diagnose"
	"countersign/sigv4/paste"
)

// confidenceWords are the status words, by confidence.
var confidenceWords = map[diagnose.Confidence]string{
	diagnose.Proved:    "Proved",
	diagnose.Certain:   "Certain",
	diagnose.Likely:    "Likely",
	diagnose.Possible:  "Possible",
	diagnose.Undecided: "Undecided",
}

// badge is a confidence as a word.
func badge(c diagnose.Confidence) Node {
	return el("span", "badge badge-"+string(c), text(confidenceWords[c]))
}

// kindWords name what a part of the paste is.
var kindWords = map[paste.Kind]string{
	paste.KindHTTPRequest:      "HTTP request",
	paste.KindHTTPResponse:     "HTTP response",
	paste.KindCurl:             "curl command",
	paste.KindHTTPie:           "HTTPie command",
	paste.KindWget:             "Wget command",
	paste.KindJSONError:        "JSON error",
	paste.KindXMLError:         "XML error",
	paste.KindPresignedURL:     "Presigned URL",
	paste.KindSigV2URL:         "Presigned URL, version 2",
	paste.KindBotocoreRequest:  "Request logged by botocore",
	paste.KindAccessLog:        "Line of an access log",
	paste.KindHAR:              "Request of a HAR",
	paste.KindAWSCurl:          "Request of awscurl",
	paste.KindPostman:          "Request in Postman",
	paste.KindFetch:            "Call of fetch",
	paste.KindPowerShell:       "PowerShell command",
	paste.KindErrorMessage:     "Error message",
	paste.KindSDKError:         "SDK error",
	paste.KindToken:            "Token",
	paste.KindSignature:        "Signature",
	paste.KindLog:              "Log lines",
	paste.KindCanonicalRequest: "Canonical request",
	paste.KindStringToSign:     "String to sign",
	paste.KindPolicy:           "IAM policy",
	paste.KindForm:             "Form of an upload",
	paste.KindSecret:           "Secret",
	paste.KindUnrecognized:     "Not recognised",
}

func kindWord(k paste.Kind) string {
	if w, ok := kindWords[k]; ok {
		return w
	}
	return strings.ReplaceAll(string(k), "-", " ")
}

// partWords name the parts of a signature; a part's class is "part-" and its key.
var partWords = map[string]string{
	"method":    "method",
	"path":      "path",
	"query":     "query string",
	"headers":   "headers",
	"payload":   "payload hash",
	"time":      "time",
	"scope":     "credential scope",
	"key":       "key",
	"signature": "signature",
}

// partClass is the class that gives a part its hue and underline, "" for no known part.
func partClass(part string) string {
	if _, ok := partWords[part]; !ok {
		return ""
	}
	return "part-" + part
}

// duration says a length of time in its two largest units, rounded down: "9 min 26 s", "2 years 13 days".
func duration(d time.Duration) string {
	left := int64(d.Abs() / time.Second)
	units := []struct {
		seconds   int64
		one, many string
	}{
		{365 * 86400, "year", "years"},
		{86400, "day", "days"},
		{3600, "h", "h"},
		{60, "min", "min"},
		{1, "s", "s"},
	}
	for i, u := range units {
		n := left / u.seconds
		if n == 0 && i < len(units)-1 {
			continue
		}
		said := count(n, u.one, u.many)
		if i+1 < len(units) {
			next := units[i+1]
			if m := left % u.seconds / next.seconds; m > 0 {
				said += " " + count(m, next.one, next.many)
			}
		}
		return said
	}
	return ""
}

func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// grouped writes n with a comma between thousands.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// size says a number of bytes.
func size(n int) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 10<<10:
		return grouped(int64(n)) + " bytes"
	case n < 1<<20:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}

// lineRange says lines first to last, counted from 1.
func lineRange(first, last int) string {
	if first == last {
		return "line " + strconv.Itoa(first)
	}
	return "lines " + strconv.Itoa(first) + "–" + strconv.Itoa(last)
}
