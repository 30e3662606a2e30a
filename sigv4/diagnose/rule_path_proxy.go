package diagnose

import "strings"

// pathProxyRule judges whether the path of the request is another where it arrived.
func pathProxyRule() rule {
	return rule{
		name:   "path-changed-by-proxy",
		causes: []string{"path-changed-by-proxy"},
		guide:  guideSteps + "#canonical-uri",
		sources: []Citation{
			{docTroubleshooting, "The server makes its canonical request from the request that it received."},
		},
		judge: func(b *bench) []Finding {
			const line = "canonical URI"
			c := b.contrast
			if c == nil {
				return nil
			}
			mine, theirs, differs := c.line(line)
			if !differs {
				return nil
			}
			how := ""
			switch {
			case c.signers() && (mine == "/" || theirs == "/" || normalized(mine) == normalized(theirs)):
				return nil // how the signer writes a path is for the other rules
			case !c.signers() && decoded(decoded(mine)) == decoded(decoded(theirs)):
				how = "It was decoded or encoded once more on its way."
			case !c.signers() && (normalized(mine) == normalized(theirs) || strings.Trim(mine, "/") == strings.Trim(theirs, "/")):
				how = "Slashes or relative parts were resolved on its way."
			case strings.HasSuffix(mine, theirs) && strings.HasPrefix(theirs, "/"):
				how = "A prefix was taken off on its way: a stage, a location or a base path."
			case strings.HasSuffix(theirs, mine) && strings.HasPrefix(mine, "/"):
				how = "A prefix was put before it on its way: a stage, a location or a base path."
			default:
				return nil
			}
			f := b.finding(c, "path-changed-by-proxy", "The path was changed on its way", line, atMost(c.most, Likely))
			f.Why += c.says(b, line) + " " + how
			if c.signers() {
				f.Confidence = atMost(f.Confidence, Possible)
				f.Why += " Or the signer signed a path with a stage or a base path that is not sent."
			}
			f.Test = "Send the same request without the proxy or the custom domain in between: if it is accepted, it is this."
			f.Fixes = []Fix{
				{Do: "Pass the path through as it is", On: "nginx", Detail: "Without a path behind the name of the upstream, nginx hands on the path as it came.", Code: "proxy_pass http://UPSTREAM;"},
				{Do: "Pass the path through as it is", On: "Apache", Code: "AllowEncodedSlashes NoDecode\nProxyPass / http://UPSTREAM/ nocanon"},
				{Do: "Or sign the path that arrives", Detail: "Behind a custom domain of API Gateway sign the path that the client sends; behind your own proxy, the one that the proxy sends."},
			}
			return []Finding{f}
		},
	}
}
