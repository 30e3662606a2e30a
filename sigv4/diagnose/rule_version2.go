package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// version2Rule judges a string to sign of version 2, which S3 prints too: there the headers show that
// a client added after signing.
func version2Rule() rule {
	return rule{
		name:   "version2-text",
		causes: []string{"signed-header-changed"},
		guide:  guideSteps + "#canonical-headers",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html", "The string to sign of version 2: method, Content-MD5, Content-Type, date, x-amz- headers, resource."},
		},
		judge: func(b *bench) []Finding {
			t := b.anyField("StringToSign")
			rows := strings.Split(t.String, "\n")
			if len(rows) < 5 || strings.HasPrefix(rows[0], "AWS4-") || !b.mismatch() && !b.maybeMismatch() || isUpperMethod(rows[0]) <= 0 {
				return nil
			}
			kind := strings.TrimSpace(rows[2])
			base, _, _ := strings.Cut(kind, ";")
			if !addedByClients(base) && !strings.Contains(strings.ToLower(kind), "charset=") {
				return nil
			}
			at := len(rows[0]) + len(rows[1]) + 2
			return []Finding{{
				Cause: "signed-header-changed", Title: "Content-Type was added or changed after signing", Confidence: Likely,
				Why:   "The server's string to sign, of version 2, has the Content-Type " + quoted(kind, 0) + ". HTTP clients set it, or add a charset to it, by themselves when they send a body; if the signer had another value or none, it signed another text.",
				Test:  "Look at the third line of your own string to sign: is it the same?",
				Found: kind, Marks: markRange(t, sigv4.Span{Start: at, End: at + len(rows[2])}, "headers", "as it arrived", true),
				Fixes: []Fix{
					{Do: "Sign the Content-Type that is sent, or send the one that was signed", On: "curl", Code: "curl -X PUT -H 'Content-Type:' --upload-file FILE 'URL'   # sends none"},
					{Do: "Sign with AWS4-HMAC-SHA256", Detail: "A presigned URL of version 4 does not sign Content-Type unless asked to."},
				},
				Alternatives: []string{"unsigned-amz-header"},
			}}
		},
	}
}

// addedByClients reports whether a Content-Type is one that HTTP clients set by themselves.
func addedByClients(kind string) bool {
	switch kind {
	case "multipart/form-data", "application/x-www-form-urlencoded", "application/octet-stream", "text/plain", "binary/octet-stream", "application/json":
		return true
	}
	return false
}
