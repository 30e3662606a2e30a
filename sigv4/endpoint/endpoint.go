// Package endpoint knows what an AWS host name says (service, region, partition) and which signing
// rules a service has.
//
// It reads the regional and global names of the commercial, China and GovCloud partitions, S3's
// bucket names in front of them, and API Gateway's. A custom domain, a proxy or an S3-compatible
// server says nothing about service or region, and is reported as unknown.
//
// Source: AWS General Reference, "AWS service endpoints" and "Service endpoints and quotas".
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
	labels, china, ok := awsLabels(host)
	if !ok {
		return Endpoint{}
	}
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
		return Endpoint{Known: true, Service: serviceOf(labels[:i]), Region: region, Partition: partition}
	}
	return Endpoint{}
}

// awsLabels gives the labels in front of amazonaws.com, or of amazonaws.com.cn.
func awsLabels(host string) (labels []string, china, ok bool) {
	if len(host) > maxHost {
		return nil, false, false
	}
	name := strings.ToLower(host)
	if i := strings.IndexByte(name, ':'); i >= 0 {
		name = name[:i]
	}
	name = strings.TrimSuffix(name, ".")
	front, china := strings.CutSuffix(name, ".amazonaws.com.cn")
	if !china {
		if front, ok = strings.CutSuffix(name, ".amazonaws.com"); !ok {
			return nil, false, false
		}
	}
	for _, label := range strings.Split(front, ".") {
		if label == "" {
			return nil, false, false
		}
		labels = append(labels, label)
	}
	return labels, china, true
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
	if name, ok := signingName(strings.Join(labels, ".")); ok {
		return name
	}
	switch last := labels[len(labels)-1]; last {
	case "s3", "execute-api": // a bucket or an API stands in front
		return last
	}
	return ""
}

// dashedS3 reads S3's older names, s3-REGION and BUCKET.s3-REGION.
func dashedS3(labels []string) (Endpoint, bool) {
	region, ok := strings.CutPrefix(labels[len(labels)-1], "s3-")
	if !ok || partitionOf(region) == "" {
		return Endpoint{}, false
	}
	return Endpoint{Known: true, Service: "s3", Region: region, Partition: partitionOf(region)}, true
}

// global reads names without a region.
func global(labels []string, china bool) (Endpoint, bool) {
	last := labels[len(labels)-1]
	if last == "s3" && !china {
		// S3's global name answers for buckets of several regions: it names none.
		return Endpoint{Known: true, Service: "s3", Partition: "aws", Global: true}, true
	}
	name := strings.Join(labels, ".")
	for _, g := range globals {
		if g.name == name && china == (g.partition == "aws-cn") {
			return Endpoint{Known: true, Service: g.service, Region: g.region, Partition: g.partition, Global: true}, true
		}
	}
	return Endpoint{}, false
}
