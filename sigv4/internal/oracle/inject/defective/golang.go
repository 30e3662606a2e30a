package defective

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/aws/smithy-go/aws-http-auth/credentials"
	smithy "github.com/aws/smithy-go/aws-http-auth/sigv4"
	minio "github.com/minio/minio-go/v7/pkg/signer"
)

// fetch sends a request that was signed to the recorder.
func fetch(r *http.Request) (string, error) {
	return record(func(address string) error {
		transport := &http.Transport{
			DisableKeepAlives: true,
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, address)
			},
		}
		response, err := transport.RoundTrip(r)
		if err != nil {
			return err
		}
		return response.Body.Close()
	})
}

// Smithy signs with smithy-go's aws-http-auth v1.1.3: it leaves runs of spaces in header values, and sorts
// the query by the decoded names.
func Smithy() ([]Sample, error) {
	var all []Sample
	empty := sha256.Sum256(nil)
	for _, c := range []struct{ name, cause, query, note string }{
		{"smithy-inner-spaces", "header-whitespace", "", "one   two"},
		{"smithy-decoded-order", "query-not-sorted", "?z=1&%C3%A9=2", "one"},
	} {
		r, err := http.NewRequest("GET", "http://"+host+"/prod/items"+c.query, nil)
		if err != nil {
			return nil, err
		}
		r.Header.Set("X-Amz-Meta-Note", c.note)
		err = smithy.New().SignRequest(&smithy.SignRequestInput{
			Request: r, PayloadHash: empty[:], Service: "execute-api", Region: region, Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC),
			Credentials: credentials.Credentials{AccessKeyID: keyID, SecretAccessKey: secret},
		})
		if err != nil {
			return nil, err
		}
		raw, err := fetch(r)
		if err != nil {
			return nil, err
		}
		all = append(all, Sample{Signer: "smithy-go aws-http-auth v1.1.3", Name: c.name, Raw: raw, KeyID: keyID, Secret: secret, Causes: []string{c.cause}, Live: true})
	}
	return all, nil
}

// MinIO signs with minio-go v7.4.1, now: it leaves several values of one name in their order.
func MinIO() ([]Sample, error) {
	r, err := http.NewRequest("GET", "http://s3.us-east-1.amazonaws.com/examplebucket?tag=b&tag=a", nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("X-Amz-Content-Sha256", fmt.Sprintf("%x", sha256.Sum256(nil)))
	raw, err := fetch(minio.SignV4(*r, keyID, secret, "", region))
	return []Sample{{Signer: "minio-go v7.4.1", Name: "minio-duplicates", Raw: raw, KeyID: keyID, Secret: secret, Causes: []string{"query-duplicate-params", "query-not-sorted"}, Live: true}}, err
}
