package diagnose

// Cause is an entry of the cause table: a way in which a request comes to be refused.
type Cause struct {
	ID           string // never renamed: pages, reports and tests refer to it
	Family       string
	Meaning      string
	SameEvidence []string // causes that leave the same bytes behind
}

// Causes is the table of the causes that a diagnosis can name, by family.
func Causes() []Cause {
	return []Cause{
		{"clock-skew", "time", "The client's clock is wrong by minutes or more.",
			[]string{"clock-time-zone", "signed-early-sent-late", "server-clock-wrong"}},
		{"clock-time-zone", "time", "Local time is stamped as UTC: the offset is close to a whole number of hours or half hours.",
			[]string{"clock-skew", "signed-early-sent-late", "server-clock-wrong"}},
		{"signed-early-sent-late", "time", "The clock is right; the request waited longer than the service allows.",
			[]string{"clock-skew", "clock-time-zone", "server-clock-wrong"}},
		{"server-clock-wrong", "time", "The clock or time zone of an S3-compatible server is wrong.",
			[]string{"clock-skew", "clock-time-zone", "signed-early-sent-late"}},
		{"timestamp-format", "time", "X-Amz-Date (or Date) is not of the form YYYYMMDD'T'HHMMSS'Z' in UTC.", nil},
		{"timestamp-missing", "time", "Neither X-Amz-Date nor Date reached the service.", nil},
		{"scope-date-mismatch", "time", "The date in the credential scope is not the UTC date of X-Amz-Date.", nil},
		{"presigned-expired", "time", "X-Amz-Date plus X-Amz-Expires is past.", nil},
		{"presigned-expires-invalid", "time", "X-Amz-Expires is not a number from 1 to 604800.", nil},

		{"secret-wrong", "credentials", "Both sides sign the same text, with different keys: the secret is not the one of this access key id.",
			[]string{"secret-mangled", "smtp-password-as-secret"}},
		{"secret-mangled", "credentials", "The secret was changed on its way into the signer: white space, quotes, decoding, truncation.", nil},
		{"smtp-password-as-secret", "credentials", "An SES SMTP password is used as the secret access key.", []string{"secret-wrong"}},
		{"access-key-mangled", "credentials", "The access key id carries white space, or is not of an access key id's form.", nil},
		{"keys-swapped", "credentials", "Access key id and secret access key are exchanged.", nil},
		{"access-key-unknown", "credentials", "The access key id is not known to this service, partition or account.",
			[]string{"session-token-missing", "partition-wrong", "region-not-enabled"}},
		{"session-token-missing", "credentials", "Temporary credentials are used without X-Amz-Security-Token.",
			[]string{"access-key-unknown", "session-token-wrong"}},
		{"session-token-wrong", "credentials", "The session token belongs to other credentials, or was damaged.", nil},
		{"credentials-expired", "credentials", "The temporary credentials are past their expiration.", nil},
		{"partition-wrong", "credentials", "Credentials of one partition are used in another.", nil},
		{"region-not-enabled", "credentials", "The account has not enabled this opt-in region.", nil},

		{"scope-region-wrong", "scope", "The region in the credential scope is not the endpoint's.", nil},
		{"scope-service-wrong", "scope", "The service in the credential scope is not the endpoint's signing name.", nil},
		{"signing-key-wrong-scope", "scope", "The key was derived for another date, region or service than the credential scope says.", nil},
		{"scope-malformed", "scope", "The Credential value is not AKID/YYYYMMDD/region/service/aws4_request.", nil},

		{"authorization-malformed", "authorization", "The Authorization header cannot be parsed.", nil},
		{"algorithm-unsupported", "authorization", "The request is signed with an algorithm that the service does not take.", nil},
		{"two-auth-mechanisms", "authorization", "The request carries two authentications.", nil},
		{"authentication-missing", "authorization", "No authentication reached the service.", nil},
		{"presigned-params-invalid", "authorization", "A presigned URL lacks or misspells one of its X-Amz- parameters.", nil},

		{"host-not-signed", "host", "host is not in SignedHeaders.", nil},
		{"host-port-mismatch", "host", "The port is in the signed Host on one side only.", nil},
		{"host-differs", "host", "The Host that was signed is not the Host that was sent.",
			[]string{"host-rewritten-by-proxy", "redirect-replayed"}},
		{"host-rewritten-by-proxy", "host", "A proxy, CDN, tunnel or load balancer replaced Host.",
			[]string{"host-differs", "redirect-replayed"}},
		{"redirect-replayed", "host", "A redirect was followed with the old signature.",
			[]string{"host-differs", "host-rewritten-by-proxy"}},

		{"method-mismatch", "method", "The method sent is not the method that was signed.", nil},

		{"path-encoding-count", "path", "The path is URI-encoded once too often or too seldom.",
			[]string{"path-changed-by-proxy"}},
		{"path-reserved-not-encoded", "path", "The path is not escaped as SigV4 escapes it.",
			[]string{"path-changed-by-proxy"}},
		{"path-plus-or-space", "path", "A space or a plus in the path is written in another way.",
			[]string{"path-changed-by-proxy"}},
		{"path-not-normalized", "path", "Empty, relative or final parts of the path are treated unlike the service does.",
			[]string{"path-changed-by-proxy"}},
		{"path-changed-by-proxy", "path", "A proxy or API stage stripped, added or decoded part of the path.",
			[]string{"path-not-normalized", "path-plus-or-space", "path-encoding-count", "path-reserved-not-encoded"}},

		{"query-not-sorted", "query", "The parameters are not sorted by encoded name, then value.", nil},

		{"signed-header-missing", "headers", "A header in SignedHeaders is not in the request that arrived.", nil},
		{"signed-header-changed", "headers", "A signed header's value was changed after signing.", nil},
		{"unsigned-amz-header", "headers", "A header that must be signed is sent unsigned.", nil},

		{"payload-not-signed", "payload", "The payload hash is that of the empty string, or UNSIGNED-PAYLOAD, where the body's is required.", nil},
		{"payload-changed", "payload", "The bytes sent are not the bytes that were hashed.",
			[]string{"payload-not-signed"}},
		{"payload-hash-format", "payload", "The payload hash is not lower-case hex SHA-256.", nil},
		{"content-sha256-missing", "payload", "x-amz-content-sha256 is required and absent.", nil},
		{"post-policy-mismatch", "payload", "The form's fields do not satisfy the POST policy.", nil},

		{"signature-format", "signer", "The signature is not 64 lower-case hex digits: base64, upper case, or cut.", nil},
		{"key-derivation-wrong", "signer", "The steps from the secret to the signing key are wrong.", nil},

		{"evidence-edited", "evidence", "The pasted server text was edited, redacted or cut before pasting.", nil},
		{"signature-valid", "evidence", "Everything reproduces: the signature is right for this request and this secret.", nil},

		{"api-route-not-found", "not a signature problem", "API Gateway has no such route or stage.", nil},
		{"iam-policy-denied", "not a signature problem", "The signature was accepted; a policy denies the action.", nil},
	}
}

// sameEvidence gives the causes that cannot be told from id by bytes alone.
func sameEvidence(id string) []string {
	for _, c := range Causes() {
		if c.ID == id {
			return c.SameEvidence
		}
	}
	return nil
}
