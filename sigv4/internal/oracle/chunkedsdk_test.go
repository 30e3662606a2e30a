package oracle

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"countersign/sigv4"
	"countersign/sigv4/chunked"
)

// TestChunkedAgainstSDK: what aws-sdk-go-v2 uploads over TLS, chunks without signatures and a checksum
// behind them, verifies, and is what is made here but for the size of its chunks.
func TestChunkedAgainstSDK(t *testing.T) {
	var got sigv4.Request
	s := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = sigv4.Request{Method: r.Method, Target: r.RequestURI}
		for name, values := range r.Header {
			for _, value := range values {
				got.Headers = append(got.Headers, sigv4.Header{Name: name, Value: value})
			}
		}
		var err error
		if got.Body, err = io.ReadAll(r.Body); err != nil {
			t.Error(err)
		}
	}))
	defer s.Close()
	client := s3.New(s3.Options{
		BaseEndpoint: &s.URL, HTTPClient: s.Client(), Region: region, UsePathStyle: true,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret}, nil
		}),
	})
	for _, c := range []struct {
		theirs types.ChecksumAlgorithm
		ours   chunked.Checksum
	}{
		{types.ChecksumAlgorithmCrc32, chunked.CRC32}, {types.ChecksumAlgorithmCrc32c, chunked.CRC32C},
		{types.ChecksumAlgorithmCrc64nvme, chunked.CRC64NVME}, {types.ChecksumAlgorithmSha256, chunked.SHA256},
	} {
		for _, size := range []int{1, 10_000, 65_536, 200_000} {
			data := text(size)
			_, err := client.PutObject(context.Background(), &s3.PutObjectInput{
				Bucket: aws.String(bucket), Key: aws.String("key"), ChecksumAlgorithm: c.theirs,
				Body: bytes.NewReader(data), ContentLength: aws.Int64(int64(size)),
			})
			if err != nil {
				t.Fatal(err)
			}
			declared, err := chunked.Declare(got)
			if err != nil || declared.Mode != chunked.UnsignedTrailer {
				t.Fatalf("%s: %+v, %v", c.theirs, declared, err)
			}
			var decoded bytes.Buffer
			first := int64(0)
			body, err := chunked.Decode(&decoded, bytes.NewReader(got.Body), declared.Mode, func(c chunked.Chunk) { first = max(first, c.Size) })
			if err != nil || !bytes.Equal(decoded.Bytes(), data) || body.Trailer.LineFeeds {
				t.Errorf("%s, %d bytes: %+v, %v", c.theirs, size, body, err)
			}
			v, err := chunked.Verify(bytes.NewReader(got.Body), declared, chunked.Context{}, nil, nil)
			if err != nil || !v.OK() || len(v.Unchecked) > 0 || body.Trailer.Headers[0].Value != c.ours.Of(data) {
				t.Errorf("%s, %d bytes: %+v, %v", c.theirs, size, v, err)
			}
			e := chunked.Encoding{Mode: declared.Mode, ChunkSize: int(max(first, chunked.MinChunkSize)), Checksum: c.ours}
			var own bytes.Buffer
			if _, err := e.Encode(&own, bytes.NewReader(data), chunked.Context{}, nil, nil); err != nil || !bytes.Equal(own.Bytes(), got.Body) {
				t.Errorf("%s, %d bytes by %d: the bodies differ, %v", c.theirs, size, first, err)
			}
			changed := bytes.Replace(got.Body, []byte("\n0"), []byte("\nX"), 1)
			if v, err := chunked.Verify(bytes.NewReader(changed), declared, chunked.Context{}, nil, nil); err != nil || v.OK() || v.Departures[0].Field != c.ours.Header() {
				t.Errorf("%s, %d bytes, one changed: %+v, %v", c.theirs, size, v, err)
			}
		}
	}
}
