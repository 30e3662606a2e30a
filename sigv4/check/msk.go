package check

import (
	"strings"

	"countersign/sigv4/token"
)

// isMSK knows the token by what "https://" is in base64.
func isMSK(in *input) bool { return in.oneLine() && strings.HasPrefix(in.line, "aHR0cHM6Ly") }

func verifyMSK(in *input) (*verification, error) {
	p, err := token.ParseMSK(in.line)
	if err != nil {
		return nil, err
	}
	return in.verifyToken("MSK token", p)
}
