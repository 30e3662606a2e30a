package diagnose

// The orders of checks of servers that speak S3's protocol, for a signature in the Authorization header.

func versitygwChecks() []Check {
	return []Check{
		{"the date can be read", []string{"s3.requires_date"}, []string{"timestamp-missing", "timestamp-format"}, nil},
		{"the request arrives in time", []string{"s3.request_time_too_skewed"}, []string{"clock-skew", "clock-time-zone", "signed-early-sent-late", "server-clock-wrong"}, nil},
		{"the Authorization header can be read", []string{"s3.three_components", "s3.auth_header_spaces", "s3.unsupported_auth_type"}, []string{"authorization-malformed", "algorithm-unsupported"}, nil},
		{"the Credential can be read", []string{"s3.credential_malformed", "s3.empty_akid", "s3.scope_date_format"}, []string{"scope-malformed"}, nil},
		{"the service of the scope is right", []string{"s3.service_wrong", "s3.terminal_wrong"}, []string{"scope-service-wrong"}, nil},
		{"the region of the scope is right", []string{"s3.region_wrong"}, []string{"scope-region-wrong"}, nil},
		{"the access key id is known", []string{"s3.invalid_access_key_id", "versitygw.user_not_found"}, []string{"access-key-unknown"}, nil},
		{"the date of the scope is that of the request", []string{"s3.scope_date_mismatch"}, []string{"scope-date-mismatch"}, nil},
		{"x-amz-content-sha256 is there", []string{"s3.missing_content_sha256"}, []string{"content-sha256-missing"}, nil},
		{"host and x-amz- headers are signed", []string{"s3.headers_not_signed"}, []string{"unsigned-amz-header", "host-not-signed"}, nil},
		{"the signatures agree", []string{"s3.mismatch"}, signedRight(), nil},
		{"the body has the hash that was signed", []string{"s3.content_sha256_mismatch"}, nil, nil},
	}
}

func minioChecks() []Check {
	return []Check{
		{"the date can be read", []string{"s3.requires_date"}, []string{"timestamp-missing", "timestamp-format"}, nil},
		{"the request arrives in time", []string{"s3.request_time_too_skewed"}, []string{"clock-skew", "clock-time-zone", "signed-early-sent-late", "server-clock-wrong"}, nil},
		{"the Authorization header can be read", []string{"s3.three_components", "minio.missing_fields"}, []string{"authorization-malformed"}, nil},
		{"the region of the scope is right", []string{"s3.region_wrong"}, []string{"scope-region-wrong"}, nil},
		{"the service of the scope is right", []string{"s3.service_wrong"}, []string{"scope-service-wrong"}, nil},
		{"the rest of the Credential can be read", []string{"s3.credential_malformed", "s3.terminal_wrong", "s3.scope_date_format"}, []string{"scope-malformed"}, nil},
		{"host is signed", []string{"s3.headers_not_signed"}, []string{"host-not-signed"}, nil},
		{"the access key id is known", []string{"s3.invalid_access_key_id", "minio.account_disabled"}, []string{"access-key-unknown"}, nil},
		{"the signatures agree", []string{"s3.mismatch"}, signedRight(), nil},
		{"the body has the hash that was signed", []string{"s3.content_sha256_mismatch"}, nil, nil},
	}
}

func cephChecks() []Check {
	return []Check{
		{"the authorization can be read", nil, []string{"authorization-malformed", "scope-malformed"}, []string{"InvalidArgument"}},
		{"the request arrives in time", nil, []string{"clock-skew", "clock-time-zone", "signed-early-sent-late", "server-clock-wrong"}, []string{"RequestTimeTooSkewed"}},
		{"the access key id is known", nil, []string{"access-key-unknown"}, []string{"InvalidAccessKeyId"}},
		{"the signatures agree", nil, signedRight(), []string{"SignatureDoesNotMatch"}},
		{"the body has the hash that was signed", nil, nil, []string{"XAmzContentSHA256Mismatch"}},
	}
}

// signedRight are the causes that are excluded once a server took the signature.
func signedRight() []string {
	return []string{"secret-wrong", "secret-mangled", "key-derivation-wrong", "signing-key-wrong-scope", "canonical-request-format", "string-to-sign-format", "signature-format"}
}
