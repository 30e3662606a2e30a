package check

import (
	"strings"

	"countersign/sigv4/token"
)

func isAppSync(in *input) bool { return in.oneLine() && strings.HasPrefix(in.line, "header-") }

func verifyAppSync(in *input) (*verification, error) {
	_, path := in.address()
	if path == "/" {
		path = token.AppSyncGraphQL
	}
	p, err := token.ParseAppSync(in.line, path, string(in.Body))
	if err != nil {
		return nil, err
	}
	v, err := in.verifyToken("AppSync subprotocol", p)
	if err != nil {
		return nil, err
	}
	if in.Address == "" {
		v.assume("The path is taken to be " + path + "; the subprotocol does not say it.")
	}
	if len(in.Body) == 0 {
		v.assume("The payload is taken to be {}, which opens a connection.")
	}
	return v, nil
}
