package diagnose

import "strings"

// hostChangedRule judges whether the name in the signed Host is the one that the server saw.
func hostChangedRule() rule {
	return rule{
		name:   "host-changed",
		causes: []string{"host-differs", "host-rewritten-by-proxy"},
		guide:  guideSteps + "#host",
		sources: []Citation{
			{docSigning, "The canonical headers hold host with the value that the request is sent with."},
			{docTroubleshooting, "The server makes its canonical request from the request that it received."},
		},
		judge: judgeHostChanged,
	}
}

func judgeHostChanged(b *bench) []Finding {
	c := b.contrast
	if c == nil {
		return nil
	}
	const line = "header host"
	mine, theirs, differs := c.line(line)
	if !differs {
		return nil
	}
	name1, port1 := splitPort(headerValue(mine))
	name2, port2 := splitPort(headerValue(theirs))
	if strings.EqualFold(name1, name2) && (port1 == "" || port2 == "") {
		return nil // the port is a matter of its own, the case of letters another
	}
	client := b.finding(c, "host-differs", "The Host that was signed is not the Host that was sent", line, atMost(c.most, Likely))
	client.Why += c.says(b, line) + " The signer took the name from elsewhere than the HTTP client: an address that was edited after signing, an override of the endpoint or of Host, an IP address or an alias."
	client.Test = "Look at the Host header as it leaves your machine (`curl -v`): if it is already the other name, it is this."
	client.Fixes = hostFixes()
	proxy := b.finding(c, "host-rewritten-by-proxy", "Something on the way replaced the Host that was signed", line, Possible)
	proxy.Why += c.says(b, line) + " A proxy, CDN, tunnel or load balancer sends its own name, or that of the server behind it, unless told to keep the client's."
	proxy.Test = "Look at the Host header as it leaves your machine (`curl -v`): if it is the one that was signed, something on the way replaced it."
	proxy.Fixes = proxyHostFixes()
	if b.leftWith(headerValue(mine)) {
		proxy.Confidence, client.Confidence = atMost(c.most, Likely), Possible
		proxy.Why += " The request in your paste still has the name that was signed."
		return []Finding{proxy, client}
	}
	return []Finding{client, proxy}
}

// leftWith reports whether the pasted request has the Host that was signed, so that it was changed
// after it left.
func (b *bench) leftWith(host string) bool {
	return b.request != nil && strings.EqualFold(b.request.Host, host)
}

func hostFixes() []Fix {
	return []Fix{
		{Do: "Sign the Host that is sent", Detail: "Set endpoint or Host before signing, and change nothing of the address afterwards. With an own domain or a tunnel in front, sign for the name that the server sees."},
		{Do: "Do not edit a presigned URL", Detail: "Its host is signed. Make the URL with the name under which it is fetched.", On: "Python", Code: "boto3.client('s3', endpoint_url='https://NAME')"},
		{Do: "Do not follow a redirect with the old signature", Detail: "Sign anew for the host in Location; for S3, use the region's own endpoint from the start."},
	}
}

func proxyHostFixes() []Fix {
	return append(habitFixes("Pass the client's Host through", "header host", "name"), []Fix{
		{Do: "Pass the client's Host through", On: "Caddy", Detail: "Caddy keeps Host for plain upstreams; for https upstreams set it.", Code: "header_up Host {host}"},
		{Do: "Or sign for the name that the proxy sends", Detail: "If the proxy has to replace Host, the signer must sign that name, or the proxy must sign the request itself."},
	}...)
}
