package token

import (
	"strconv"

	"countersign/sigv4"
)

const (
	// MaxToken is the longest token that is taken apart, in bytes. Servers stop far earlier:
	// aws-iam-authenticator at 4 KiB, HTTP servers at 8 to 64 KiB.
	MaxToken = 64 << 10
	// maxHost is the longest DNS name (RFC 1035, section 2.3.4).
	maxHost = 253
	maxPort = 65535
)

func refuse(field, input string, offset int, why string) error {
	return sigv4.NewError(sigv4.StageToken, field, input, offset, why)
}

func errNoKey() error {
	return sigv4.NewError(sigv4.StageSigningKey, "key", "", -1, "there is none; give a secret access key or a signing key")
}

// without gives an error that repeats nothing of the token that it is about.
func without(err error) error {
	if e, ok := err.(*sigv4.Error); ok {
		shown := *e
		shown.Input = ""
		return &shown
	}
	return err
}

// checkHost refuses what is no host name: letters, digits, hyphens, dots and underscores.
func checkHost(host string) error {
	switch {
	case host == "":
		return refuse("host", "", -1, "there is none; the signature covers it")
	case len(host) > maxHost:
		return refuse("host", host, -1, "a DNS name has at most 253 bytes")
	}
	for i := 0; i < len(host); i++ {
		if c := host[i]; !isWord(c) && c != '.' {
			return refuse("host", host, i, "give the bare host name: no scheme, port, path, space or escape")
		}
	}
	return nil
}

// hostAndPort is the value of the Host header; a port equal to usual is left out, and so is 0.
func hostAndPort(host string, port, usual int) (string, error) {
	if err := checkHost(host); err != nil {
		return "", err
	}
	if port < 0 || port > maxPort {
		return "", refuse("port", strconv.Itoa(port), -1, "a port is 1 to 65535")
	}
	if port == 0 || port == usual {
		return host, nil
	}
	return host + ":" + strconv.Itoa(port), nil
}

// checkGiven refuses an empty text, or one longer than limit bytes.
func checkGiven(field, text string, limit int) error {
	switch {
	case text == "":
		return refuse(field, "", -1, "there is none")
	case len(text) > limit:
		return refuse(field, text, -1, "it is longer than "+strconv.Itoa(limit)+" bytes")
	}
	return nil
}

// checkVisible refuses spaces, control bytes and bytes beyond ASCII, besides what checkGiven refuses.
func checkVisible(field, text string, limit int) error {
	if err := checkGiven(field, text, limit); err != nil {
		return err
	}
	for i := 0; i < len(text); i++ {
		if text[i] <= ' ' || text[i] >= 0x7f {
			return refuse(field, text, i, "it holds visible ASCII only, no space")
		}
	}
	return nil
}

// checkScope refuses terms that no credential scope can state, as sigv4.Derive does.
func checkScope(t Terms) error {
	if year := t.Time.UTC().Year(); t.Time.IsZero() || year < 0 || year > 9999 {
		return refuse("time", "", -1, "give one, with a year of four digits")
	}
	return checkRegion(t.Region)
}

// checkRegion refuses what cannot be a part of a credential scope.
func checkRegion(region string) error {
	if err := checkVisible("region", region, maxName); err != nil {
		return err
	}
	for i := 0; i < len(region); i++ {
		if !isWord(region[i]) {
			return refuse("region", region, i, "it holds letters, digits and hyphens")
		}
	}
	return nil
}

// checkPath refuses a path other than of unreserved bytes and slashes, which is signed as it is sent.
func checkPath(path string) error {
	if err := checkGiven("path", path, maxName); err != nil {
		return err
	}
	if path[0] != '/' {
		return refuse("path", path, 0, "it starts with a slash")
	}
	for i := 0; i < len(path); i++ {
		if c := path[i]; !isWord(c) && c != '.' && c != '/' {
			return refuse("path", path, i, "it holds letters, digits, dots, hyphens, underscores and slashes")
		}
	}
	return nil
}

// maxName is the longest name of a user, cluster, cache, path or region taken. The services stop at 16 to 1,024 bytes.
const maxName = 1024

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

// escape is text percent-encoded: all but the unreserved bytes (RFC 3986, section 2.3).
func escape(text string) string {
	const hex = "0123456789ABCDEF"
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if isWord(c) || c == '.' || c == '~' {
			out = append(out, c)
			continue
		}
		out = append(out, '%', hex[c>>4], hex[c&15])
	}
	return string(out)
}
