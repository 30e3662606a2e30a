package defective

import (
	"embed"
	"fmt"
	"os/exec"
	"strings"
)

//go:embed testdata
var recorded embed.FS

// mended is the first version of curl that sorts the query (curl's issue 9717).
var mended = [2]int{8, 3}

// commands are what curl before 8.3.0 signs wrongly: it signs path and query as they are sent.
var commands = []struct{ name, cause, target string }{
	{"curl-unsorted", "query-not-sorted", "/prod/items?limit=5&after=b"},
	{"curl-path", "path-encoding-count", "/prod/a%20b"},
	{"curl-valueless", "query-valueless-param", "/prod/items?all"},
}

// Curl runs the curl that is installed. One that is mended signs nothing wrongly here: then the samples are
// those that 7.88.1, Debian 12's, sent before.
func Curl() ([]Sample, error) {
	version, err := curlVersion()
	if err != nil {
		return nil, err
	}
	if version[0] > mended[0] || version[0] == mended[0] && version[1] >= mended[1] {
		return curlBefore()
	}
	return curlSamples(fmt.Sprintf("curl %d.%d", version[0], version[1]), true, func(_, target string) (string, error) { return runCurl(target) })
}

// curlBefore gives what was recorded.
func curlBefore() ([]Sample, error) {
	return curlSamples("curl 7.88.1", false, func(name, _ string) (string, error) { return recording(name) })
}

func curlSamples(signer string, live bool, raw func(name, target string) (string, error)) ([]Sample, error) {
	var all []Sample
	for _, c := range commands {
		sent, err := raw(c.name, c.target)
		if err != nil {
			return nil, err
		}
		all = append(all, Sample{Signer: signer, Name: c.name, Raw: sent, KeyID: keyID, Secret: secret, Causes: []string{c.cause}, Live: live})
	}
	return all, nil
}

func curlVersion() (version [2]int, err error) {
	out, err := exec.Command("curl", "--version").Output()
	if err != nil {
		return version, fmt.Errorf("running curl, Debian's package curl: %w", err)
	}
	if _, err := fmt.Sscanf(string(out), "curl %d.%d", &version[0], &version[1]); err != nil {
		return version, fmt.Errorf("curl's version in %q: %w", out, err)
	}
	return version, nil
}

// runCurl has curl connect to the recorder, whatever the host.
func runCurl(target string) (string, error) {
	return record(func(address string) error {
		out, err := exec.Command("curl", "--disable", "--silent", "--show-error", "--noproxy", "*", "--max-time", "15",
			"--connect-to", "::"+address, "--aws-sigv4", "aws:amz:"+region+":execute-api", "--user", keyID+":"+secret,
			"http://"+host+target).CombinedOutput()
		if err != nil {
			return fmt.Errorf("curl: %w: %s", err, out)
		}
		return nil
	})
}

// recording is a request that was recorded before.
func recording(name string) (string, error) {
	raw, err := recorded.ReadFile("testdata/" + name + ".http")
	return strings.ReplaceAll(string(raw), "\n", "\r\n"), err
}
