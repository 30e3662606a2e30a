package oracle

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	miniocredentials "github.com/minio/minio-go/v7/pkg/credentials"

	"countersign/sigv4"
	"countersign/sigv4/postpolicy"
)

// TestPolicyOfMinio has minio-go sign policies, now, and holds its forms against ours: ours finds the
// signature right, and so the form; signed by us at the same moment, the same document gives the same
// fields. Left out: conditions with quotes or backslashes, which minio-go writes into its JSON as they are.
func TestPolicyOfMinio(t *testing.T) {
	for _, c := range []struct {
		name   string
		region string
		token  string
		set    func(*minio.PostPolicy) error
	}{
		{"key", "us-east-1", "", func(p *minio.PostPolicy) error { return p.SetKey("dir/ü +&=.txt") }},
		{"session token", "eu-central-1", "AQoEXAMPLE/+==", func(p *minio.PostPolicy) error { return p.SetKey("k") }},
		{"starts-with", "us-gov-west-1", "", func(p *minio.PostPolicy) error { return p.SetKeyStartsWith("user/") }},
		{"content type and range", "ap-northeast-1", "", func(p *minio.PostPolicy) error {
			return firstError(p.SetKey("k"), p.SetContentType("image/png"), p.SetContentLengthRange(0, 10<<20))
		}},
		{"everything", "us-east-1", "AQoEXAMPLE/+==", func(p *minio.PostPolicy) error {
			return firstError(p.SetKeyStartsWith(""), p.SetContentTypeStartsWith("image/"), p.SetContentLengthRange(1, 1<<62),
				p.SetContentDisposition("attachment"), p.SetSuccessStatusAction("201"), p.SetUserMetadata("Tag", "a, b"),
				p.SetUserMetadataStartsWith("other", ""), p.SetSuccessActionRedirect("http://127.0.0.1/?a=b&c"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, err := minio.New("127.0.0.1:1", &minio.Options{Region: c.region, Creds: miniocredentials.NewStaticV4(accessKeyID, secret, c.token)})
			if err != nil {
				t.Fatal(err)
			}
			policy := minio.NewPostPolicy()
			if err := firstError(policy.SetExpires(time.Now().Add(time.Hour)), policy.SetBucket(bucket), c.set(policy)); err != nil {
				t.Fatal(err)
			}
			_, theirs, err := client.PresignedPostPolicy(context.Background(), policy)
			if err != nil {
				t.Fatal(err)
			}
			form := postpolicy.Form{Bucket: bucket, File: &postpolicy.File{Name: "f", Named: true, Size: 5}}
			for _, name := range slices.Sorted(maps.Keys(theirs)) {
				form.Fields = append(form.Fields, postpolicy.Field{Name: name, Value: theirs[name]})
			}
			acceptedByUs(t, form, c.region)

			at, err := time.Parse(sigv4.TimeFormat, theirs["x-amz-date"])
			if err != nil {
				t.Fatal(err)
			}
			document, err := postpolicy.DecodePolicy(theirs["policy"])
			if err != nil {
				t.Fatal(err)
			}
			ours, err := postpolicy.SignDocument(document, sigv4.Credentials{AccessKeyID: accessKeyID, Key: sigv4.SecretKey(secret), SessionToken: c.token}, at, c.region)
			if err != nil {
				t.Fatal(err)
			}
			for _, field := range ours.Fields {
				if theirs[field.Name] != field.Value {
					t.Errorf("%s: ours %q, theirs %q", field.Name, field.Value, theirs[field.Name])
				}
			}
		})
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
