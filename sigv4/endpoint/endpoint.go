// Package endpoint knows what an AWS host name says (service, region, partition) and which signing
// rules a service has.
//
// Parse reads the regional and global names of all partitions, with FIPS, dual-stack and VPC endpoints,
// and the names of resources in front of them: S3's buckets, access points and acceleration, API
// Gateway, OpenSearch, IoT, AppSync, Lambda function URLs. A custom domain, a proxy or an S3-compatible
// server says nothing about service or region, and is unknown.
//
// Lookup gives the rules of a service by its signing name; Service.Sources says where they stand.
//
// Source: AWS General Reference, "AWS service endpoints" and "Service endpoints and quotas"; Amazon S3
// User Guide, "Virtual hosting of general purpose buckets"; AWS PrivateLink Guide, "Access AWS services";
// botocore 1.43.11, partitions.json and the endpoint rule sets.
package endpoint

import "strings"

// maxHost bounds what is read: a DNS name has at most 253 bytes, and a port adds six.
const maxHost = 260

// Endpoint is what a host name says. For a name that is not AWS's, Known is false and nothing else is set.
type Endpoint struct {
	Known     bool
	Service   string // the signing name; "" when the name's first labels are no service we know
	Region    string // the region to sign for; "" when the name leaves it open (S3's global name)
	Partition string // "aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e" or "aws-iso-f"
	Global    bool   // one name for all regions; Region is then the partition's fixed signing region
	SigV4A    bool   // the name takes SigV4A only, with the region set "*"; Region is then ""
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
	labels, partitions, ok := awsLabels(name)
	if !ok {
		return Endpoint{}
	}
	labels = plainLabels(labels)
	if e, ok := global(labels, partitions); ok {
		return e
	}
	if e, ok := dashedS3(labels); ok {
		return e
	}
	for i := len(labels) - 1; i >= 1; i-- {
		region := labels[i]
		partition := partitionOf(region)
		if partition == "" || !listed(partitions, partition) {
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

// domains are those that AWS serves its services under, with the partitions that share them.
var domains = []struct{ suffix, partitions string }{
	{".amazonaws.com.cn", " aws-cn "},
	{".api.amazonwebservices.com.cn", " aws-cn "}, // dual-stack, as all that begin with .api
	{".amazonaws.com", " aws aws-us-gov "},
	{".api.aws", " aws aws-us-gov "},
	{".on.aws", " aws aws-us-gov "}, // Lambda function URLs, VPC Lattice, Aurora DSQL
	{".amazonaws.eu", " aws-eusc "},
	{".api.amazonwebservices.eu", " aws-eusc "},
	{".c2s.ic.gov", " aws-iso "},
	{".api.aws.ic.gov", " aws-iso "},
	{".sc2s.sgov.gov", " aws-iso-b "},
	{".api.aws.scloud", " aws-iso-b "},
	{".cloud.adc-e.uk", " aws-iso-e "},
	{".api.cloud-aws.adc-e.uk", " aws-iso-e "},
	{".csp.hci.ic.gov", " aws-iso-f "},
	{".api.aws.hci.ic.gov", " aws-iso-f "},
}

// awsLabels gives the labels in front of a domain of AWS.
func awsLabels(name string) (labels []string, partitions string, ok bool) {
	for _, d := range domains {
		front, found := strings.CutSuffix(name, d.suffix)
		if !found {
			continue
		}
		labels := strings.Split(front, ".")
		for _, label := range labels {
			if label == "" {
				return nil, "", false
			}
		}
		return labels, d.partitions, true
	}
	return nil, "", false
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
// known too: two letters, one or more words, a number ("ap-southeast-5", "us-gov-west-1"). The
// European Sovereign Cloud puts "eusc-" in front ("eusc-de-east-1").
func partitionOf(region string) string {
	if rest, found := strings.CutPrefix(region, "eusc-"); found {
		if partitionOf(rest) != "aws" {
			return ""
		}
		return "aws-eusc"
	}
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
	case words[1] == "iso":
		return "aws-iso"
	case words[1] == "isob" || words[1] == "isoe" || words[1] == "isof":
		return "aws-iso-" + words[1][3:]
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
