package forensics

import "strings"

var (
	hostPort = &Mistake{"host-port", "host", "host-port-mismatch",
		"signed the host with or without its port unlike the server sees it", "Sign the Host header as it is sent: with the port, unless it is the scheme's own.",
		"https://www.rfc-editor.org/rfc/rfc9110#section-7.2"}
	hostOther = &Mistake{"host-other", "host", "host-differs",
		"signed another host", "Sign the host that the request is sent to, and have proxies leave Host alone.", docSigning}
	hostCase = &Mistake{"host-case", "host", "host-differs",
		"signed the host in another case", "Write the host in the canonical request as it is sent.", docSigning}
)

// otherHosts are the hosts that may have been signed for the one that arrived.
func otherHosts(s *subject, host string) []otherValue {
	var out []otherValue
	add := func(m *Mistake, cost int, value string) {
		if value != host {
			out = append(out, otherValue{m, value, "", cost})
		}
	}
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		name, port = host[:i], host[i:]
	}
	add(hostPort, likely, name)
	add(hostPort, likely, name+":443")
	add(hostPort, likely, name+":80")
	for _, p := range [...]string{":8080", ":9000", ":8443", ":4566", ":3000", ":8000"} {
		add(hostPort, rare, name+p)
	}
	add(hostCase, likely, strings.ToLower(host))
	add(hostCase, rare, strings.ToUpper(host))
	for _, other := range s.in.Hosts {
		add(hostOther, likely, other)
		add(hostOther, listed, other+port)
	}
	for _, forwarded := range [...]string{"x-forwarded-host", "x-original-host", "forwarded"} {
		if v := headerValue(s, forwarded); v != "" {
			add(hostOther, likely, strings.TrimPrefix(v, "host="))
		}
	}
	add(hostOther, rare, "")
	add(hostOther, rare, name+".")
	for _, value := range [...]string{"localhost", "127.0.0.1"} {
		add(hostOther, listed, value+port)
		add(hostOther, listed, value)
	}
	if first, rest, found := strings.Cut(name, "."); found {
		add(hostOther, rare, rest+port) // a bucket in the path, for one in the host
		segment, _, _ := strings.Cut(strings.TrimPrefix(s.path, "/"), "/")
		if segment != "" && !strings.Contains(segment, "%") {
			add(hostOther, rare, segment+"."+host)
		}
		region := s.in.Claim.Scope.Region
		service := s.in.Claim.Scope.Service
		add(hostOther, rare, strings.Replace(host, "."+region+".", ".", 1))
		add(hostOther, rare, strings.Replace(host, first+".", first+"."+region+".", 1))
		add(hostOther, rare, strings.Replace(host, service+"-"+region, service+"."+region, 1))
		add(hostOther, rare, service+".amazonaws.com")
		add(hostOther, rare, service+"."+region+".amazonaws.com")
		add(hostOther, rare, strings.TrimSuffix(host, ".cn"))
	}
	return out
}
