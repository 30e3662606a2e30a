// Package endpoint knows what an AWS host name says (service, region, partition) and which signing
// rules a service has.
//
// It reads the regional and global names of the commercial, China and GovCloud partitions, with FIPS,
// dual-stack and VPC endpoints, and the names of resources in front of them: S3's buckets, access
// points and acceleration, API Gateway, OpenSearch, IoT, AppSync, Lambda function URLs. A custom
// domain, a proxy or an S3-compatible server says nothing about service or region, and is unknown.
//
// Source: AWS General Reference, "AWS service endpoints" and "Service endpoints and quotas"; Amazon S3
// User Guide, "Virtual hosting of general purpose buckets"; AWS PrivateLink Guide, "Access AWS services".
package endpoint

import "strings"

// maxHost bounds what is read: a DNS name has at most 253 bytes, and a port adds six.
const maxHost = 260

// Endpoint is what a host name says. For a name that is not AWS's, Known is false and nothing else is set.
type Endpoint struct {
	Known     bool
	Service   string // the signing name; "" when the name's first labels are no service we know
	Region    string // the region to sign for; "" when the name leaves it open (S3's global name)
	Partition string // "aws", "aws-cn" or "aws-us-gov"
	Global    bool   // one name for all regions; Region is then the partition's fixed signing region
}

// Parse reads a host name, in any case, with or without a port and a final dot.
func Parse(host string) Endpoint {
	if len(host) > maxHost {
		return Endpoint{}
	}
	name := strings.ToLower(host)
	if i := strings.IndexByte(name, ':'); i >= 0 {
		name = name[:i]
	}
	name = strings.TrimSuffix(name, ".")
	if e, ok := partnerAPI(name); ok {
		return e
	}
	labels, china, ok := awsLabels(name)
	if !ok {
		return Endpoint{}
	}
	labels = plainLabels(labels)
	if e, ok := global(labels, china); ok {
		return e
	}
	if e, ok := dashedS3(labels); ok {
		return e
	}
	for i := len(labels) - 1; i >= 1; i-- {
		region := labels[i]
		partition := partitionOf(region)
		if partition == "" || china != (partition == "aws-cn") {
			continue
		}
		e := Endpoint{Known: true, Region: region, Partition: partition}
		if i < len(labels)-1 {
			e.Service = behindRegion(labels[i+1:])
		} else {
			e.Service = serviceOf(labels[:i])
		}
		return e
	}
	return Endpoint{}
}

// domains are those that AWS serves its services under.
var domains = []struct {
	suffix string
	china  bool
}{
	{".amazonaws.com.cn", true},
	{".api.amazonwebservices.com.cn", true}, // dual-stack
	{".amazonaws.com", false},
	{".api.aws", false}, // dual-stack
	{".on.aws", false},  // Lambda function URLs, VPC Lattice
}

// awsLabels gives the labels in front of a domain of AWS.
func awsLabels(name string) (labels []string, china, ok bool) {
	for _, d := range domains {
		front, found := strings.CutSuffix(name, d.suffix)
		if !found {
			continue
		}
		labels := strings.Split(front, ".")
		for _, label := range labels {
			if label == "" {
				return nil, false, false
			}
		}
		return labels, d.china, true
	}
	return nil, false, false
}

// plainLabels takes off what says how a service is reached, not which: the names of VPC endpoints,
// FIPS and dual-stack.
func plainLabels(labels []string) []string {
	if n := len(labels) - 1; n > 0 && labels[n] == "vpce" {
		labels = labels[:n]
		for i, label := range labels {
			if strings.HasPrefix(label, "vpce-") && i+1 < len(labels) {
				labels = labels[i+1:]
				break
			}
		}
	}
	var out []string
	for i, label := range labels {
		if i == 0 && label == "fips" && len(labels) > 1 {
			continue
		}
		if label == "dualstack" && i > 0 && strings.HasPrefix(labels[i-1], "s3") {
			continue
		}
		out = append(out, label)
	}
	return out
}

// partitionOf tells a region by its shape, so that regions opened after this was written are
// known too: two letters, one or more words, a number ("ap-southeast-5", "us-gov-west-1").
func partitionOf(region string) string {
	words := strings.Split(region, "-")
	if len(words) < 3 || len(words[0]) != 2 || !letters(words[0]) {
		return ""
	}
	number := words[len(words)-1]
	if len(number) != 1 || number[0] < '1' || number[0] > '9' {
		return ""
	}
	for _, word := range words[1 : len(words)-1] {
		if len(word) < 3 || !letters(word) {
			return ""
		}
	}
	switch {
	case words[0] == "cn":
		return "aws-cn"
	case words[1] == "gov":
		return "aws-us-gov"
	}
	return "aws"
}

func letters(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// serviceOf reads the labels in front of the region: a service's own, or those of a resource in front of it.
func serviceOf(labels []string) string {
	for from := range labels {
		if from > 0 && from < len(labels)-2 {
			continue // only a resource's name has more labels, and says nothing
		}
		own := make([]string, len(labels)-from)
		for i, label := range labels[from:] {
			own[i] = strings.TrimSuffix(label, "-fips")
		}
		name := strings.Join(own, ".")
		if from > 0 {
			if signing, ok := resourceService(name); ok {
				return signing
			}
		} else if signing, ok := signingName(name); ok {
			return signing
		}
	}
	return ""
}

// behindRegion reads the labels of names that put the region before the service.
func behindRegion(labels []string) string {
	name := strings.Join(labels, ".")
	for _, r := range regionFirst {
		if r.label == name {
			return r.signing
		}
	}
	return ""
}

// resourceService gives the signing name for the labels behind a resource's own name: a bucket's, an API's ...
func resourceService(name string) (string, bool) {
	for _, r := range resources {
		if r.label == name {
			return r.signing, true
		}
	}
	if strings.HasPrefix(name, "s3express-") { // the Availability Zone follows
		return "s3express", true
	}
	return "", false
}

// dashedS3 reads S3's older names, s3-REGION and BUCKET.s3-REGION.
func dashedS3(labels []string) (Endpoint, bool) {
	region, ok := strings.CutPrefix(labels[len(labels)-1], "s3-")
	if !ok || partitionOf(region) == "" {
		return Endpoint{}, false
	}
	return Endpoint{Known: true, Service: "s3", Region: region, Partition: partitionOf(region)}, true
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

// global reads names without a region.
func global(labels []string, china bool) (Endpoint, bool) {
	last := labels[len(labels)-1]
	if last == "s3" && !china || last == "s3-accelerate" || last == "s3-global" {
		// These answer for buckets of several regions: they name none.
		return Endpoint{Known: true, Service: "s3", Partition: "aws", Global: true}, true
	}
	name := strings.TrimSuffix(strings.Join(labels, "."), "-fips")
	for _, g := range globals {
		if g.name == name && china == (g.partition == "aws-cn") {
			return Endpoint{Known: true, Service: g.service, Region: g.region, Partition: g.partition, Global: true}, true
		}
	}
	return Endpoint{}, false
}
