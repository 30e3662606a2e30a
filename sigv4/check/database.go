package check

import (
	"strings"

	"countersign/sigv4/token"
)

// isDatabaseToken knows a presigned URL without its scheme.
func isDatabaseToken(in *input) bool {
	host, query, found := strings.Cut(in.line, "?")
	return in.oneLine() && found && strings.Contains(query, "X-Amz-Signature=") && strings.Contains(query, "Action=") &&
		!strings.Contains(host, "://")
}

// verifyDatabaseToken tells the services apart by their parameters, not by the credential scope, so that a
// scope with another service departs.
func verifyDatabaseToken(in *input) (*verification, error) {
	p, err := token.ParseRDS(in.line)
	if err != nil {
		return nil, err
	}
	carrier, action := "RDS token", p.Param("Action")
	switch {
	case strings.HasPrefix(action, "DbConnect"):
		carrier = "Aurora DSQL token"
		p, err = token.ParseDSQL(in.line, action == "DbConnectAdmin")
	case p.Param("DBUser") != "":
	case p.Claim().Scope.Service == "memorydb":
		carrier = "MemoryDB token"
		p, err = token.ParseMemoryDB(in.line)
	case p.Param("User") != "":
		carrier = "ElastiCache token"
		p, err = token.ParseElastiCache(in.line)
	}
	if err != nil {
		return nil, err
	}
	v, err := in.verifyToken(carrier, p, "Action", "DBUser", "User")
	if err == nil {
		v.fact("host", p.Request().Headers[0].Value)
	}
	return v, err
}
