package token

const (
	// DSQLExpires is the life that AWS's own clients give an Aurora DSQL token, in seconds.
	DSQLExpires = 900
	// MaxDSQLExpires is the longest, one week (Amazon Aurora DSQL User Guide, "Generating an
	// authentication token").
	MaxDSQLExpires = 604_800
)

// DSQLRequest asks for the password of a role of Amazon Aurora DSQL.
type DSQLRequest struct {
	Terms
	Host    string // the endpoint of the cluster
	Admin   bool   // for the role admin (DbConnectAdmin); otherwise for a role of one's own (DbConnect)
	Expires int    // 1 to MaxDSQLExpires
}

func dsqlForm(admin bool) form {
	action := "DbConnect"
	if admin {
		action = "DbConnectAdmin"
	}
	return form{service: "dsql", longest: MaxDSQLExpires, must: []Param{{"Action", action}}, headers: hostOnly}
}

// DSQL makes the token: a presigned URL for service dsql without its scheme, host/?Action=DbConnect&X-Amz-…
// (Amazon Aurora DSQL User Guide, "Generating an authentication token"; botocore, signers). The error is
// of type *sigv4.Error.
func DSQL(r DSQLRequest) (Token, error) {
	if err := checkHost(r.Host); err != nil {
		return Token{}, err
	}
	text, d, err := dsqlForm(r.Admin).presign(r.Terms, r.Expires, "/", hostHeader(r.Host), nil)
	if err != nil {
		return Token{}, err
	}
	return newToken(text, d,
		"The role is not in the token: the action says only whether it is admin.",
		"The connection stays when the token expires."), nil
}

// ParseDSQL takes a token apart; admin says which of the two actions Verify asks for. The error is of
// type *sigv4.Error.
func ParseDSQL(token string, admin bool) (Parsed, error) { return dsqlForm(admin).parse(token) }
