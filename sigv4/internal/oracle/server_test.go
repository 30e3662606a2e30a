package oracle

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
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
	cmd := exec.Command(strings.TrimSpace(string(program)), append([]string{"--port", address, "--region", region, "--quiet"}, mode...)...)
	cmd.Env = []string{"ROOT_ACCESS_KEY_ID=" + accessKeyID, "ROOT_SECRET_ACCESS_KEY=" + secret}
	run(t, cmd, address)
	return address
}

// minIO is the server's version. It is a program of its own, under another licence than the tests, and no
// module here requires it.
const minIO = "github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c"

// startMinIO starts MinIO as an S3 server over an empty directory. The first run compiles it, which
// takes some minutes; the program is kept in the folder of the build.
func startMinIO(t *testing.T) server {
	t.Helper()
	folder, err := filepath.Abs("../../../.build/minio-" + minIO[len(minIO)-12:])
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "minio")
	if _, err := os.Stat(program); err != nil {
		build := exec.Command("go", "install", minIO)
		build.Env = append(os.Environ(), "GOBIN="+folder, "GOFLAGS=-ldflags=-s")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("building MinIO: %v\n%s", err, out)
		}
	}
	dir, address := t.TempDir(), freeAddress(t)
	cmd := exec.Command(program, "server", "--quiet", "--address", address, "--console-address", freeAddress(t), dir)
	cmd.Env = []string{"MINIO_ROOT_USER=" + accessKeyID, "MINIO_ROOT_PASSWORD=" + secret, "MINIO_SITE_REGION=" + region,
		"MINIO_BROWSER=off", "MINIO_UPDATE=off", "HOME=" + dir}
	run(t, cmd, address)
	return server{address, dir}
}

// run starts a server that listens on address, until the test ends.
func run(t *testing.T, cmd *exec.Cmd, address string) {
	t.Helper()
	name := filepath.Base(cmd.Path)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting %s: %v", name, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
	})
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended at once: %v\n%s", name, err, log.String())
		default:
		}
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return
		}
	}
	t.Fatalf("%s does not listen on %s", name, address)
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
