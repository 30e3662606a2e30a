package check

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/token"
)

func isEKS(in *input) bool { return in.oneLine() && strings.HasPrefix(in.line, "k8s-aws-v1.") }

func verifyEKS(in *input) (*verification, error) {
	if in.Cluster == "" {
		return nil, sigv4.NewError(sigv4.StageToken, "cluster", "", -1, "its name is signed and not in the token; give it too")
	}
	p, err := token.ParseEKS(in.line, in.Cluster)
	if err != nil {
		return nil, err
	}
	v, err := in.verifyToken("EKS token", p)
	if err == nil {
		v.assume("The cluster is the one that was given: the token does not name it. A token is good for 15 minutes, whatever it says.")
	}
	return v, err
}
