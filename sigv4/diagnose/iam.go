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
	decision *iampolicy.Decision
	account  string // that the decision takes for the API's, with a colon in front, "" for none: the policies name it beside the API
	firm     bool   // the path cannot be read in a way that gives another decision
}

const digits = "0123456789"

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
	c.policies = b.ev.Policies
	c.decision = iampolicy.Evaluate(c.action, c.arn, c.policies)
	if c.decision.Outcome == iampolicy.Undecided || c.decision.Outcome == iampolicy.ImplicitDeny {
		c.assumeAccount()
	}
	c.firm = other == "" || iampolicy.Evaluate(c.action, c.withAccount(other), c.policies).Outcome == c.decision.Outcome
	return c
}

// assumeAccount takes the one account that the policies name beside the API for the API's, where that decides.
// The ids of APIs are names of hosts, and so are unique in a region.
func (c *policyCase) assumeAccount() {
	before, unknown, after := cutAccount(c.arn)
	if !strings.Contains(unknown, iampolicy.UnknownPart) {
		return
	}
	api, _, _ := strings.Cut(after, "/")
	for i := range c.policies {
		for k := range c.policies[i].Statements {
			for _, pattern := range c.policies[i].Statements[k].Patterns() {
				_, account, rest := cutAccount(pattern)
				if !strings.HasPrefix(rest, api) || len(account) != len(":123456789012") || strings.TrimRight(account, digits) != ":" ||
					iampolicy.MatchResource(account, unknown, false) == iampolicy.No {
					continue
				}
				if c.account != "" && c.account != account {
					c.account = ""
					return
				}
				c.account = account
			}
		}
	}
	if c.account == "" {
		return
	}
	arn := before + c.account + after
	if d := iampolicy.Evaluate(c.action, arn, c.policies); d.Outcome != iampolicy.Undecided && d.Outcome != c.decision.Outcome {
		c.arn, c.decision = arn, d
		return
	}
	c.account = ""
}

// cutAccount cuts an ARN, or a pattern of one, around its account, which keeps the colon in front of it.
func cutAccount(arn string) (before, account, after string) {
	colon := 0
	for i := range len(arn) {
		if arn[i] != ':' {
			continue
		}
		if colon++; colon == 4 {
			before = arn[:i]
		} else if colon == 5 {
			return before, arn[len(before):i], arn[i:]
		}
	}
	return arn, "", ""
}

// withAccount is an ARN with the account that is taken for the API's.
func (c *policyCase) withAccount(arn string) string {
	before, account, after := cutAccount(arn)
	if c.account != "" {
		account = c.account
	}
	return before + account + after
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

// unmasked has unknown text where a server or a person masked an ARN: API Gateway shows the last digits of an
// account only.
func unmasked(arn string) string {
	before, account, after := cutAccount(arn)
	if masked(before) || masked(after) {
		return iampolicy.UnknownRest
	}
	if hidden := strings.TrimRight(account, digits); hidden != ":" {
		account = ":" + iampolicy.UnknownPart + account[len(hidden):]
	}
	return before + account + after
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
	c = &policyCase{action: "execute-api:Invoke", called: markSource(r, sigv4.Source{Part: sigv4.TargetPart}, sigv4.Span{End: len(path)}, "path", "the call", false)}
	path = strings.TrimPrefix(path, "/")
	stage, rest, _ := strings.Cut(path, "/")
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
