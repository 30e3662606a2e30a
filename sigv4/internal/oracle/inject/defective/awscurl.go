package defective

// AWSCurl encodes the query that it is given once more. It is not to be had from the registries that the
// build uses: the sample is the request that `awscurl -v` printed, with the header Host that Python sends.
func AWSCurl() ([]Sample, error) {
	raw, err := recording("awscurl")
	return []Sample{{Signer: "awscurl", Name: "awscurl", Raw: raw, KeyID: keyID, Secret: secret,
		Causes: []string{"query-reserved-not-encoded"}}}, err
}
