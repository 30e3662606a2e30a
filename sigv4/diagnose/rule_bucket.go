package diagnose

import (
	"strings"

	"countersign/sigv4"
)

// bucketRule judges whether the name of the bucket can be one.
func bucketRule() rule {
	return rule{
		name:   "bucket",
		causes: []string{"bucket-or-key-malformed"},
		guide:  guideCodes + "#s3",
		sources: []Citation{
			{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html", "A bucket's name has 3 to 63 characters: small letters, digits, dots and hyphens."},
			{docS3Errors, "InvalidBucketName: the specified bucket is not valid."},
		},
		judge: judgeBucket,
	}
}

func judgeBucket(b *bench) []Finding {
	f := Finding{
		Cause: "bucket-or-key-malformed", Title: "The name of the bucket is malformed",
		Fixes: []Fix{
			{Do: "Print the bucket and the key before the request is built", Detail: "An empty variable, “undefined”, a slash or a scheme in the bucket's name address another resource. The name stands alone; the key has no slash before it."},
			{Do: "Hand bucket and key over apart", On: "Python", Code: "s3.put_object(Bucket='examplebucket', Key='path/to/key')"},
		},
	}
	if e, ok := b.code("InvalidBucketName"); ok {
		f.Confidence, f.Marks = Certain, markText(e.Code, "path", "the server's answer", true)
		f.Why = "The server says that the bucket's name is not valid. This is not a matter of the signature."
		if name := field(e, "BucketName"); name.String != "" {
			f.Found = name.String
			f.Marks = append(markText(name, "path", "the bucket", true), f.Marks...)
		}
		return []Finding{f}
	}
	if b.request == nil || !b.refused() || b.verified() || b.credential.element(3) != "s3" {
		return nil
	}
	path, _, _ := strings.Cut(b.request.Target, "?")
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	label, _, _ := strings.Cut(b.request.Host, ".")
	for _, name := range [...]string{first, label} {
		bad := ""
		switch {
		case name == "undefined", name == "null", name == "None", name == "NaN":
			bad = "is what a variable without a value is written as"
		case name == first && strings.HasPrefix(path, "//") && !b.virtualHosted():
			bad = "is empty: the path starts with two slashes"
		}
		if bad == "" {
			continue
		}
		f.Confidence, f.Test, f.Found = Likely, "Print the bucket's name where the request is built.", name
		f.Why = "The bucket in this request, " + quoted(name, 0) + ", " + bad + "."
		f.Marks = markSource(b.request, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{End: len(path)}, "path", "the path as it is sent", true)
		return []Finding{f}
	}
	return nil
}

// virtualHosted reports whether the bucket's name stands in the host name.
func (b *bench) virtualHosted() bool {
	return b.host.Known && !strings.HasPrefix(strings.ToLower(b.request.Host), "s3.") && !strings.HasPrefix(strings.ToLower(b.request.Host), "s3-")
}
