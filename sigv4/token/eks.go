package token

import (
	"encoding/base64"

	"countersign/sigv4"
)

const (
	// EKSExpires is the X-Amz-Expires that clients send. AWS STS does not read it for this call: the token
	// is good for 15 minutes from X-Amz-Date (aws-iam-authenticator v0.6.13, pkg/token).
	EKSExpires = 60
	// MaxEKSExpires is the most that the authenticator accepts (same source, Verify).
	MaxEKSExpires = 900

	eksPrefix = "k8s-aws-v1."
	eksHeader = "x-k8s-aws-id"
)

// EKSRequest asks for a bearer token of an Amazon EKS cluster.
type EKSRequest struct {
	Terms
	Cluster string // its name; signed as the header x-k8s-aws-id
	Host    string // of AWS STS; "" is sts.region.amazonaws.com
	Expires int    // 1 to MaxEKSExpires
}

func eksForm() form {
	return form{scheme: "https://", service: "sts", longest: MaxEKSExpires, headers: []string{"host", eksHeader},
		must: []Param{{"Action", "GetCallerIdentity"}, {"Version", "2011-06-15"}}}
}

// EKS makes the token: "k8s-aws-v1." and the presigned URL of AWS STS's GetCallerIdentity in base64url
// without padding. The header x-k8s-aws-id, the cluster's name, is signed and not sent: the cluster adds
// its own when it asks STS (aws-iam-authenticator v0.6.13, pkg/token). The error is of type *sigv4.Error.
func EKS(r EKSRequest) (Token, error) {
	host := r.Host
	if host == "" {
		host = "sts." + r.Region + ".amazonaws.com"
	}
	if err := checkHost(host); err != nil {
		return Token{}, err
	}
	if err := checkVisible(eksHeader, r.Cluster, maxName); err != nil {
		return Token{}, err
	}
	headers := append(hostHeader(host), sigv4.Header{Name: eksHeader, Value: r.Cluster})
	url, d, err := eksForm().presign(r.Terms, r.Expires, "/", headers, nil)
	if err != nil {
		return Token{}, err
	}
	return newToken(eksPrefix+base64.RawURLEncoding.EncodeToString([]byte(url)), d,
		"Good for 15 minutes from X-Amz-Date, whatever X-Amz-Expires says.",
		"The cluster's name is signed and not in the token: another cluster refuses it."), nil
}

// ParseEKS takes an EKS token apart. The cluster's name is not in it, so it must be given. The error is of
// type *sigv4.Error.
func ParseEKS(token, cluster string) (Parsed, error) {
	if err := checkVisible(eksHeader, cluster, maxName); err != nil {
		return Parsed{}, err
	}
	url, err := decode(token, eksPrefix)
	if err != nil {
		return Parsed{}, err
	}
	return eksForm().parse(url, sigv4.Header{Name: eksHeader, Value: cluster})
}
