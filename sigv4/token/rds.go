package token

import "countersign/sigv4"

// RDSExpires is the life of an RDS token in seconds, and the longest there is: 15 minutes
// (Amazon RDS User Guide, "IAM database authentication").
const RDSExpires = 900

// RDSRequest asks for the password of a database user of Amazon RDS or Aurora.
type RDSRequest struct {
	Terms
	Host    string // the endpoint of the instance or cluster, as the client connects to it
	Port    int    // 1 to 65535; it is signed
	User    string // of the database; any bytes
	Expires int    // 1 to RDSExpires
}

func rdsForm() form {
	return form{service: "rds-db", longest: RDSExpires, must: []Param{{"Action", "connect"}}, headers: hostOnly}
}

// hostOnly are the signed headers of most presigned URLs.
var hostOnly = []string{"host"}

// RDS makes the token: a presigned URL for service rds-db without its scheme,
// host:port/?Action=connect&DBUser=user&X-Amz-… (Amazon RDS User Guide, "Connecting to your DB instance
// using IAM authentication"; botocore, signers.generate_db_auth_token). The error is of type *sigv4.Error.
func RDS(r RDSRequest) (Token, error) {
	host, err := hostAndPort(r.Host, r.Port, 0)
	if err != nil {
		return Token{}, err
	}
	if r.Port == 0 {
		return Token{}, refuse("port", "0", -1, "a port is 1 to 65535; it is signed, so it must be given")
	}
	if err := checkGiven("DBUser", r.User, maxName); err != nil {
		return Token{}, err
	}
	text, d, err := rdsForm().presign(r.Terms, r.Expires, "/", hostHeader(host), []Param{{"DBUser", r.User}})
	if err != nil {
		return Token{}, err
	}
	return newToken(text, d,
		"The signature covers host and port: a name that leads to the same server, or another port, needs a token of its own.",
		"The connection must use TLS; the token is its password."), nil
}

// hostHeader is the Host header alone.
func hostHeader(host string) []sigv4.Header { return []sigv4.Header{{Name: "Host", Value: host}} }

// ParseRDS takes an RDS token apart; Param("DBUser") gives the user. A token without the slash after the
// host, as aws-sdk-go-v2 writes it, is read too. The error is of type *sigv4.Error.
func ParseRDS(token string) (Parsed, error) { return rdsForm().parse(token) }
