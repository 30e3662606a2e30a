// Package defective runs signers that others wrote and that are known to sign some requests wrongly: curl
// before 8.3.0, smithy-go, minio-go and awscurl. What they really sent is recorded on loopback.
package defective

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Sample is a request that a signer signed wrongly.
type Sample struct {
	Signer string // with its version
	Name   string // what is awkward in the request
	Raw    string // the request as it came over the wire
	KeyID  string
	Secret string
	Causes []string // any of which is right, by their ids in the cause table
	Live   bool     // the signer was run just now; otherwise it was recorded before
}

// AWS's documented example.
const (
	keyID  = "AKIDEXAMPLE"
	secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	region = "us-east-1"
	host   = "abcdef1234.execute-api.us-east-1.amazonaws.com"
)

// Samples runs all signers.
func Samples() ([]Sample, error) {
	var all []Sample
	for _, run := range []func() ([]Sample, error){Curl, Smithy, MinIO, AWSCurl} {
		samples, err := run()
		if err != nil {
			return nil, err
		}
		all = append(all, samples...)
	}
	return all, nil
}

// record has send connect to a listener on loopback, and gives the one request that comes, byte for byte.
func record(send func(address string) error) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	l.(*net.TCPListener).SetDeadline(time.Now().Add(20 * time.Second))
	sent := make(chan error, 1)
	go func() { sent <- send(l.Addr().String()) }()
	raw, err := receive(l)
	if err != nil {
		return "", fmt.Errorf("recording a request: %w", err)
	}
	return raw, <-sent
}

func receive(l net.Listener) (string, error) {
	conn, err := l.Accept()
	if err != nil {
		return "", err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	var raw bytes.Buffer
	r, err := http.ReadRequest(bufio.NewReader(io.TeeReader(conn, &raw)))
	if err != nil {
		return "", err
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return "", err
	}
	_, err = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	return raw.String(), err
}
