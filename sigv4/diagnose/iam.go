package diagnose

import (
	"strings"

	"countersign/sigv4"
	"countersign/sigv4/iampolicy"
	"countersign/sigv4/paste"
)

// policyCase is a call of API Gateway, set against the IAM policies in the paste.
type policyCase struct {
	action   string // "execute-api:Invoke"
	arn      string // of what is called; iampolicy's unknowns stand for what is not known
	called   []Mark // what names it
	refused  bool   // a server says that a policy denies this call
	caller   string // whom it refused
	tail     string // what it says behind the ARN, such as why
	policies []iampolicy.Policy
	decision iampolicy.Decision
	account  string // that the decision takes for the API's, "" for none: the policies name it beside the API
	firm     bool   // the path cannot be read in a way that gives another decision
}

// readPolicies sets the call against the policies, nil where one of the two is missing.
func (b *bench) readPolicies() *policyCase {
	if len(b.ev.Policies) == 0 {
		return nil
	}
	c, other := b.refusedCall()
	if c == nil {
		c, other = b.requestedCall()
	}
	if c == nil {
		return nil
	}
	for _, p := range b.ev.Policies {
		c.policies = append(c.policies, plainPolicy(p))
	}
	c.decision = iampolicy.Evaluate(c.action, c.arn, c.policies...)
	if c.decision.Outcome == iampolicy.Undecided || c.decision.Outcome == iampolicy.ImplicitDeny {
		c.assumeAccount()
	}
	c.firm = other == "" || iampolicy.Evaluate(c.action, c.withAccount(other), c.policies...).Outcome == c.decision.Outcome
	return c
}

// assumeAccount takes the one account that the policies name beside the API for the API's, where that decides.
// The ids of APIs are names of hosts, and so are unique in a region.
func (c *policyCase) assumeAccount() {
	parts := strings.SplitN(c.arn, ":", 6)
	if len(parts) < 6 || !strings.Contains(parts[4], iampolicy.UnknownPart) {
		return
	}
	api, _, _ := strings.Cut(parts[5], "/")
	account := ""
	for _, p := range c.policies {
		for _, s := range p.Statements {
			for _, list := range [...][]string{s.Resources, s.NotResources} {
				for _, r := range list {
					named := strings.SplitN(r, ":", 6)
					if len(named) < 6 || !strings.HasPrefix(named[5]+"/", api+"/") || len(named[4]) != 12 || strings.Trim(named[4], "0123456789") != "" ||
						iampolicy.MatchResource(named[4], parts[4], false) == iampolicy.No {
						continue
					}
					if account != "" && account != named[4] {
						return
					}
					account = named[4]
				}
			}
		}
	}
	if account == "" {
		return
	}
	c.account = account
	arn := c.withAccount(c.arn)
	d := iampolicy.Evaluate(c.action, arn, c.policies...)
	if d.Outcome == iampolicy.Undecided || d.Outcome == c.decision.Outcome {
		c.account = ""
		return
	}
	c.arn, c.decision = arn, d
}

// withAccount is an ARN with the account that is taken for the API's.
func (c *policyCase) withAccount(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if c.account == "" || len(parts) < 6 {
		return arn
	}
	parts[4] = c.account
	return strings.Join(parts, ":")
}

// plainPolicy is a policy of the paste without its places.
func plainPolicy(p paste.Policy) iampolicy.Policy {
	out := iampolicy.Policy{Version: p.Version.String, Cut: p.Cut}
	for _, s := range p.Statements {
		statement := iampolicy.Statement{
			Sid: s.Sid.String, Effect: s.Effect.String,
			Actions: plainTexts(s.Actions), NotActions: plainTexts(s.NotActions), Resources: plainTexts(s.Resources), NotResources: plainTexts(s.NotResources),
			Condition: s.Condition.Len() > 0, ConditionKeys: s.ConditionKeys, Unread: s.Expected,
		}
		switch {
		case s.NotPrincipal.Len() > 0, s.Principal.Len() > 0 && !s.Everyone:
			statement.Principal = iampolicy.NamedPrincipal
		case s.Everyone:
			statement.Principal = iampolicy.Everyone
		}
		out.Statements = append(out.Statements, statement)
	}
	return out
}

func plainTexts(texts []sigv4.Text) []string {
	if texts == nil {
		return nil
	}
	out := make([]string, 0, len(texts))
	for _, t := range texts {
		out = append(out, t.String)
	}
	return out
}

// refusedCall is the call that a server's sentence says a policy denies.
func (b *bench) refusedCall() (c *policyCase, other string) {
	s, ok := b.says("apigw.execute_api_denied")
	if !ok {
		return nil, ""
	}
	resource := strings.TrimRight(s.capture("resource"), "\"'),;")
	c = &policyCase{action: "execute-api:" + s.capture("action"), arn: unmasked(resource), refused: true, caller: s.capture("principal"), called: s.markSentence()}
	if _, tail, found := strings.Cut(s.err.Message.String, resource); found {
		c.tail = strings.Trim(tail, " \t\r\n.\"',;)}")
	}
	return c, ""
}

// unmasked has unknown text wherever a server or a person masked an ARN.
func unmasked(arn string) string {
	pieces := strings.SplitN(arn, ":", 6)
	for i, piece := range pieces {
		parts := strings.Split(piece, "/")
		for k, part := range parts {
			before, after, ok := cutMask(part)
			if star := strings.IndexByte(part, '*'); star >= 0 {
				before, after, ok = part[:star], part[strings.LastIndexByte(part, '*')+1:], true
			}
			if ok {
				parts[k] = before + iampolicy.UnknownPart + after
			}
		}
		pieces[i] = strings.Join(parts, "/")
	}
	return strings.Join(pieces, ":")
}

// requestedCall is the call that the request makes, if it is one of API Gateway: by its host, or where that
// is no name of AWS by what it is signed for. other is its ARN for an API whose stage is not in the path.
func (b *bench) requestedCall() (c *policyCase, other string) {
	r := b.request
	if r == nil || r.Method == "" && r.Target == "" {
		return nil, ""
	}
	region, service := b.host.Region, b.host.Service
	if e := b.credential.elements; !b.host.Known && len(e) == 5 {
		region, service = e[2].text, e[3].text
	}
	if service != "execute-api" {
		return nil, ""
	}
	unknown := func(s string) string {
		if s == "" {
			return iampolicy.UnknownPart
		}
		return s
	}
	method := r.Method
	if r.ImpliedMethod && r.Format == paste.KindPresignedURL {
		method = ""
	}
	method = unknown(method)
	api := apiID(r)
	front := "arn:" + unknown(b.host.Partition) + ":execute-api:" + unknown(region) + ":" + iampolicy.UnknownPart + ":" + unknown(api) + "/"
	path, _, _ := strings.Cut(r.Target, "?")
	path = strings.TrimPrefix(path, "/")
	stage, rest, _ := strings.Cut(path, "/")
	c = &policyCase{action: "execute-api:Invoke", called: markSource(r, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{End: 1 + len(path)}, "path", "the call", false)}
	switch {
	case !b.host.Known: // a domain of one's own: it may stand for any API and stage, and for the start of a path
		c.arn = front + iampolicy.UnknownPart + "/" + method + "/" + iampolicy.UnknownRest
	case strings.HasPrefix(strings.ToLower(r.Scheme), "ws"):
		c.arn = front + plainPath(stage) + "/$connect"
	case strings.HasPrefix(rest, "@connections"):
		c.action = "execute-api:ManageConnections"
		c.arn = front + plainPath(stage) + "/" + method + "/" + plainPath(rest)
	default:
		c.arn = front + plainPath(stage) + "/" + method + "/" + plainPath(rest)
		other = front + "$default/" + method + "/" + plainPath(path)
	}
	return c, other
}

// apiID is the id of the API that a request names, "" when it names none.
func apiID(r *paste.Request) string {
	id, rest, _ := strings.Cut(strings.ToLower(r.Host), ".")
	if strings.HasPrefix(rest, "execute-api.") && !strings.HasPrefix(id, "vpce-") {
		id, _, _ = strings.Cut(id, "-vpce-")
		return id
	}
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, "x-apigw-api-id") {
			return h.Value
		}
	}
	return ""
}

// plainPath is a path as an ARN has it. What an escape or a dot segment turns into there is not known.
func plainPath(path string) string {
	if strings.Contains(path, "//") || strings.Contains("/"+path, "/.") {
		return iampolicy.UnknownRest
	}
	var out strings.Builder
	for i := 0; i < len(path); i++ {
		if path[i] != '%' {
			out.WriteByte(path[i])
			continue
		}
		out.WriteString(iampolicy.UnknownRest)
		i += 2
	}
	return out.String()
}

// shownARN is an ARN with an ellipsis for what is not known of it.
func shownARN(arn string) string {
	return strings.NewReplacer(iampolicy.UnknownPart, "…", iampolicy.UnknownRest, "…").Replace(arn)
}
