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
			shape, how := pathChange(mine, theirs)
			switch {
			case shape == "", c.signers() && (mine == "/" || theirs == "/" || !strings.HasPrefix(shape, "prefix")):
				return nil // how the signer writes a path is for the other rules
			}
			f := b.finding(c, "path-changed-by-proxy", "The path was changed on its way", line, atMost(c.most, Likely))
			f.Why += c.says(b, line) + " " + how
			if c.signers() {
				f.Confidence = atMost(f.Confidence, Possible)
				f.Why += " Or the signer signed a path with a stage or a base path that is not sent."
			}
			f.Test = "Send the same request without the proxy or the custom domain in between: if it is accepted, it is this."
			f.Fixes = append(habitFixes("Pass the path through as it is", "path", shape),
				Fix{Do: "Or sign the path that arrives", Detail: "Behind a custom domain of API Gateway sign the path that the client sends; behind your own proxy, the one that the proxy sends."})
			return []Finding{f}
		},
	}
}
