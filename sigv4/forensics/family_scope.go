package forensics

import (
	"strings"
	"time"

	"countersign/sigv4"
)

// scopeChanges are keys derived for another date, region or service than the credential scope names. The
// regions and services that the input lists are the long lists of a search.
func scopeChanges(s *subject) []change[keyDraft] {
	var out []change[keyDraft]
	right := s.in.Claim.Scope
	add := func(m *Mistake, field, step, cost int, value, than string) {
		if value != than {
			out = append(out, change[keyDraft]{m, quoted(value) + " for " + quoted(than), field, cost, func(d *keyDraft) { d.steps[step] = value }})
		}
	}
	for i, d := range otherDates(s) {
		cost := likely
		if i > scopeDates {
			cost = rare
		}
		add(keyDate, dateField, dateStep, cost, d, right.Date)
	}
	for _, d := range dateForms(s) {
		add(keyLocalDate, dateField, dateStep, rare, d, right.Date)
	}
	add(keyRegion, regionField, regionStep, likely, "us-east-1", right.Region)
	for _, r := range [...]string{strings.ToUpper(right.Region), "", "aws-global", "auto"} {
		add(keyRegion, regionField, regionStep, rare, r, right.Region)
	}
	if n := len(right.Region); n > 0 { // an availability zone
		for _, zone := range [...]string{"a", "b", "c"} {
			add(keyRegion, regionField, regionStep, rare, right.Region+zone, right.Region)
		}
	}
	dayBefore := ""
	if t, ok := signedAt(s); ok {
		dayBefore = t.AddDate(0, 0, -1).Format("20060102")
	}
	for i, r := range s.in.Regions {
		add(keyRegion, regionField, regionStep, costOfRegion(i), r, right.Region)
		if i < commonRegions && r != right.Region && dayBefore != "" {
			out = append(out, change[keyDraft]{keyRegion, quoted(r) + " for " + quoted(right.Region) + ", and for the day before, as a kept key may be", regionField, rare,
				func(d *keyDraft) { d.steps[regionStep], d.steps[dateStep] = r, dayBefore }})
		}
	}
	for _, service := range [...]string{"s3", "execute-api", strings.ToUpper(right.Service), strings.ToLower(right.Service), "", "aws", hostLabel(s)} {
		add(keyService, serviceField, serviceStep, rare, service, right.Service)
	}
	for _, service := range s.in.Services {
		add(keyService, serviceField, serviceStep, costOfService(service), service, right.Service)
	}
	return out
}

// otherDates are the dates around the one that is right, near first.
func otherDates(s *subject) []string {
	t, ok := signedAt(s)
	if !ok {
		return nil
	}
	var out []string
	for _, days := range [...]int{0, -1, 1, -2, 2, -7, -30} {
		out = append(out, t.AddDate(0, 0, days).Format("20060102"))
	}
	return append(out, t.AddDate(-1, 0, 0).Format("20060102"))
}

// dateForms are other ways to write the right date.
func dateForms(s *subject) []string {
	t, ok := signedAt(s)
	if !ok {
		return nil
	}
	year, week := t.ISOWeek()
	weekYear := time.Date(year, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	_ = week
	return []string{t.Format(sigv4.TimeFormat), t.Format("2006-01-02"), t.Format("060102"), t.Format("02012006"), t.Format("01022006"), t.Format("20060201"),
		t.Format("2006/01/02"), weekYear.Format("20060102"), t.Format(time.RFC3339), t.Format(time.RFC1123), ""}
}

// signedAt is the time that the request states.
func signedAt(s *subject) (time.Time, bool) {
	lines := strings.SplitN(s.right.StringToSign.String, "\n", 3)
	t, err := time.Parse(sigv4.TimeFormat, lines[1])
	if err != nil {
		t, err = time.Parse("20060102", s.in.Claim.Scope.Date)
	}
	return t, err == nil
}

// hostLabel is the first label of the host: the endpoint's prefix, which signers take for the service.
func hostLabel(s *subject) string {
	for _, h := range s.request.Headers {
		if strings.EqualFold(h.Name, "Host") {
			label, _, _ := strings.Cut(h.Value, ".")
			return label
		}
	}
	return s.in.Claim.Scope.Service
}

// commonRegions is how many regions are used most: Input.Regions begins with them. A signer that takes another region
// than the right one takes one of them more often than any other.
const commonRegions = 16

func costOfRegion(at int) int {
	if at < commonRegions {
		return rare
	}
	return listed
}

// commonServices are those that the reported cases name most, and those that most programs call.
const commonServices = " aoss appsync bedrock cloudformation cognito-idp dynamodb ec2 ecr ecs es events execute-api firehose iam iotdata iotdevicegateway" +
	" kinesis kms lambda logs monitoring rds rds-db route53 s3 s3express sagemaker secretsmanager ses sns sqs ssm sts "

func costOfService(name string) int {
	if strings.Contains(commonServices, " "+name+" ") {
		return rare
	}
	return remote
}
