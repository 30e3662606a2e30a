package endpoint

import "strings"

// globals are the names without a region that serve a whole partition, with the region that they sign
// for. A name's first label is the signing name, but for "global.health".
// Source: botocore 1.43.11, the endpoint rule sets and endpoints.json; AWS General Reference, the
// endpoint tables of each service.
var globals = []struct{ partition, region, names string }{
	{"aws", "us-east-1", " budgets cloudfront cloudfront.global global.health iam iam.global partnercentral-channel.global" +
		" route53 route53.global savingsplans savingsplans.global sdb sts waf "},
	{"aws-cn", "cn-northwest-1", " budgets cloudfront global.health route53 route53.global "},
	{"aws-cn", "cn-north-1", " iam.global "},
	{"aws-us-gov", "us-gov-west-1", " global.health.us-gov iam.us-gov partnercentral-channel.us-gov route53.us-gov sustainability.us-gov "},
	{"aws-eusc", "eusc-de-east-1", " cloudfront iam route53 route53.global "},
	{"aws-iso", "us-iso-east-1", " budgets iam route53 "},
	{"aws-iso-b", "us-isob-east-1", " budgets.global iam route53 "},
	{"aws-iso-e", "eu-isoe-west-1", " budgets.global iam route53 savingsplans "},
	{"aws-iso-f", "us-isof-south-1", " budgets.global iam route53 savingsplans "},
}

// multiRegion are the ends of names that belong to several regions at once and take SigV4A only.
// Source: botocore 1.43.11, the endpoint rule sets of the services (authSchemes "sigv4a").
var multiRegion = []struct{ end, signing string }{
	{".accesspoint.s3-global", "s3"}, // a Multi-Region Access Point
	{".cloudfront-kvs.global", "cloudfront-keyvaluestore"},
	{".endpoint.events", "events"}, // a global endpoint of EventBridge
	{".endpoints.email", "ses"},
	{".endpoints.email.global", "ses"},
}

// global reads names without a region.
func global(labels []string, partitions string) (Endpoint, bool) {
	own := make([]string, len(labels))
	for i, label := range labels {
		own[i] = strings.TrimSuffix(label, "-fips")
	}
	name := strings.Join(own, ".")
	if listed(partitions, "aws") {
		for _, m := range multiRegion {
			if strings.HasSuffix(name, m.end) {
				return Endpoint{Known: true, Service: m.signing, Partition: "aws", Global: true, SigV4A: true}, true
			}
		}
		switch own[len(own)-1] {
		case "s3", "s3-accelerate":
			// These answer for buckets of several regions: they name none.
			return Endpoint{Known: true, Service: "s3", Partition: "aws", Global: true}, true
		case "s3-external-1":
			return Endpoint{Known: true, Service: "s3", Region: "us-east-1", Partition: "aws", Global: true}, true
		}
	}
	for _, g := range globals {
		if listed(partitions, g.partition) && listed(g.names, name) {
			service, _, _ := strings.Cut(strings.TrimPrefix(name, "global."), ".")
			return Endpoint{Known: true, Service: service, Region: g.region, Partition: g.partition, Global: true}, true
		}
	}
	return Endpoint{}, false
}

// partnerAPIs are the areas of the Selling Partner API with the region that they sign for.
var partnerAPIs = []struct{ area, region string }{
	{"na", "us-east-1"},
	{"eu", "eu-west-1"},
	{"fe", "us-west-2"},
}

// partnerAPI reads the names of Amazon's Selling Partner API, which is signed as execute-api
// (SP-API documentation, "SP-API endpoints").
func partnerAPI(name string) (Endpoint, bool) {
	front, ok := strings.CutSuffix(name, ".amazon.com")
	if !ok {
		return Endpoint{}, false
	}
	for _, p := range partnerAPIs {
		if front == "sellingpartnerapi-"+p.area || front == "sandbox.sellingpartnerapi-"+p.area {
			return Endpoint{Known: true, Service: "execute-api", Region: p.region, Partition: "aws"}, true
		}
	}
	return Endpoint{}, false
}
