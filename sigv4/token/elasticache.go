package token

// CacheExpires is the life of an ElastiCache or MemoryDB token in seconds, and the longest there is: 15
// minutes (Amazon ElastiCache User Guide and Amazon MemoryDB Developer Guide, "Authenticating with IAM").
const CacheExpires = 900

// CacheRequest asks for the password of a user of an ElastiCache cache or a MemoryDB cluster.
type CacheRequest struct {
	Terms
	Name       string // of the cache, replication group or cluster: not its host name
	User       string // the user id; any bytes
	Serverless bool   // an ElastiCache serverless cache; MemoryDB has none
	Expires    int    // 1 to CacheExpires
}

func cacheForm(service string) form {
	return form{service: service, longest: CacheExpires, must: []Param{{"Action", "connect"}}, headers: hostOnly}
}

// ElastiCache makes the token: a presigned URL for service elasticache without its scheme, with the
// cache's name as the host: name/?Action=connect&User=user&X-Amz-… and, for a serverless cache,
// ResourceType=ServerlessCache (aws-samples/elasticache-iam-auth-demo-app, IAMAuthTokenRequest). The
// error is of type *sigv4.Error.
func ElastiCache(r CacheRequest) (Token, error) { return cache(r, "elasticache") }

// MemoryDB makes the token of a MemoryDB user, as ElastiCache does, for service memorydb.
func MemoryDB(r CacheRequest) (Token, error) {
	if r.Serverless {
		return Token{}, refuse("ResourceType", "ServerlessCache", -1, "MemoryDB has no serverless caches")
	}
	return cache(r, "memorydb")
}

func cache(r CacheRequest, service string) (Token, error) {
	if err := checkHost(r.Name); err != nil {
		return Token{}, err
	}
	if err := checkGiven("User", r.User, maxName); err != nil {
		return Token{}, err
	}
	own := []Param{{"User", r.User}}
	if r.Serverless {
		own = append(own, Param{"ResourceType", "ServerlessCache"})
	}
	text, d, err := cacheForm(service).presign(r.Terms, r.Expires, "/", hostHeader(r.Name), own)
	if err != nil {
		return Token{}, err
	}
	return newToken(text, d,
		"The signature covers the name of the cache or cluster, not the host that the client connects to.",
		"The connection must use TLS; the token is the password of AUTH or HELLO."), nil
}

// ParseElastiCache takes an ElastiCache token apart; Param("User") gives the user. The error is of type
// *sigv4.Error.
func ParseElastiCache(token string) (Parsed, error) { return cacheForm("elasticache").parse(token) }

// ParseMemoryDB takes a MemoryDB token apart, as ParseElastiCache does.
func ParseMemoryDB(token string) (Parsed, error) { return cacheForm("memorydb").parse(token) }
