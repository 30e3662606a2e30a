package diagnose

// ConfirmedCases is the number of threads that Frequency counts in.
const ConfirmedCases = 212

// Frequency is how often a cause was the confirmed one in public threads about refused signatures
// (issues of SDKs, of signing libraries and of S3-compatible servers). Those of them whose
// evidence is public stand in testdata/incidents.jsonl, with their addresses. It ranks causes only where
// the evidence does not.
func Frequency(cause string) int {
	switch cause {
	case "signed-header-changed":
		return 17
	case "scope-region-wrong", "content-sha256-missing":
		return 9
	case "clock-skew", "signed-header-missing":
		return 8
	case "host-port-mismatch", "host-differs", "host-rewritten-by-proxy", "path-reserved-not-encoded", "payload-changed":
		return 7
	case "signed-early-sent-late", "query-space-as-plus":
		return 6
	case "query-not-sorted", "unsigned-amz-header", "header-whitespace":
		return 5
	case "timestamp-format", "session-token-missing", "path-not-normalized", "header-duplicate", "payload-not-signed":
		return 4
	case "secret-wrong", "secret-mangled", "credentials-expired", "smtp-password-as-secret", "method-mismatch", "path-encoding-count",
		"path-plus-or-space", "query-reserved-not-encoded":
		return 3
	case "clock-time-zone", "scope-date-mismatch", "access-key-mangled", "credentials-expire-before-url", "scope-service-wrong",
		"algorithm-unsupported", "two-auth-mechanisms", "redirect-replayed", "path-changed-by-proxy", "query-changed-after-signing",
		"header-name-case", "signed-headers-not-sorted", "content-length-wrong", "api-route-not-found", "service-quirk":
		return 2
	case "server-clock-wrong", "keys-swapped", "session-token-wrong", "session-token-not-signed", "region-not-enabled", "partition-wrong",
		"scope-malformed", "signing-key-wrong-scope", "endpoint-wrong", "authorization-malformed", "host-not-signed", "path-unicode-changed",
		"query-valueless-param", "query-duplicate-params", "query-in-path", "header-non-ascii", "payload-hash-format", "chunk-signature-wrong",
		"checksum-mismatch", "post-policy-mismatch", "string-to-sign-format", "key-derivation-wrong", "iam-policy-denied", "iot-token-signed",
		"bucket-or-key-malformed":
		return 1
	}
	return 0
}
