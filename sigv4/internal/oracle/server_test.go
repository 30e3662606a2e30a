package oracle

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// The one account of the test servers: AWS's documented example.
const (
	accessKeyID = "AKIAIOSFODNN7EXAMPLE"
	secret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	region      = "us-east-1"
)

func credentials() sigv4.Credentials {
	return sigv4.Credentials{AccessKeyID: accessKeyID, Key: sigv4.SecretKey(secret)}
}

// server is a running versitygw.
type server struct {
	address string // host and port on loopback
	dir     string // where it keeps its objects: bucket/key
}

// startS3 starts versitygw as an S3 server over an empty directory.
func startS3(t *testing.T) server {
	dir := t.TempDir()
	return server{start(t, "posix", dir), dir}
}

// startIAM starts versitygw as an IAM server: form-encoded POST, the general rules, AWS's wording.
func startIAM(t *testing.T) server {
	dir := t.TempDir()
	return server{start(t, "iam", "--dir", dir), dir}
}

// start runs versitygw on a free port until the test ends. A server that cannot be built or started
// fails the test.
func start(t *testing.T, mode ...string) string {
	t.Helper()
	built := exec.Command("go", "tool", "-n", "versitygw")
	built.Stderr = os.Stderr
	program, err := built.Output()
	if err != nil {
		t.Fatalf("building versitygw: %v", err)
	}
	address := freeAddress(t)
	var log bytes.Buffer
	cmd := exec.Command(strings.TrimSpace(string(program)), append([]string{"--port", address, "--region", region, "--quiet"}, mode...)...)
	cmd.Env = []string{"ROOT_ACCESS_KEY_ID=" + accessKeyID, "ROOT_SECRET_ACCESS_KEY=" + secret}
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting versitygw: %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
	})
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("versitygw ended at once: %v\n%s", err, log.String())
		default:
		}
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return address
		}
	}
	t.Fatalf("versitygw does not listen on %s", address)
	return ""
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
