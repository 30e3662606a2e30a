package site

import (
	"fmt"

	"countersign/app/view"
	"countersign/sigv4/endpoint"
)

// hostGroup is host names of one kind, as a guide shows them. What they say is not written here:
// the engine reads it.
type hostGroup struct {
	name  string
	hosts []string
}

func hostGroups() []hostGroup {
	return []hostGroup{
		{"regional", []string{
			"dynamodb.eu-central-1.amazonaws.com",
			"a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
			"a1b2c3d4e5f6.lambda-url.eu-central-1.on.aws",
			"search-books-a1b2c3d4e5.eu-central-1.es.amazonaws.com",
			"dynamodb-fips.us-east-1.amazonaws.com",
			"lambda.eu-central-1.api.aws",
			"vpce-0123456789abcdef0-a1b2c3d4.sqs.eu-central-1.vpce.amazonaws.com",
			"dynamodb.cn-north-1.amazonaws.com.cn",
			"dynamodb.us-gov-west-1.amazonaws.com",
		}},
		{"global", []string{
			"iam.amazonaws.com",
			"sts.amazonaws.com",
			"cloudfront.amazonaws.com",
			"route53.amazonaws.com",
			"budgets.amazonaws.com",
			"global.health.amazonaws.com",
			"iam.global.api.aws",
			"iam.us-gov.amazonaws.com",
			"route53.amazonaws.com.cn",
		}},
		{"s3", []string{
			"examplebucket.s3.eu-central-1.amazonaws.com",
			"s3.eu-central-1.amazonaws.com",
			"examplebucket.s3.dualstack.eu-central-1.amazonaws.com",
			"examplebucket.s3-eu-west-1.amazonaws.com",
			"reports-123456789012.s3-accesspoint.eu-central-1.amazonaws.com",
			"examplebucket.s3.amazonaws.com",
			"examplebucket.s3-accelerate.amazonaws.com",
		}},
		{"renamed", []string{
			"email.eu-central-1.amazonaws.com",
			"bedrock-runtime.eu-central-1.amazonaws.com",
			"runtime.sagemaker.eu-central-1.amazonaws.com",
			"api.ecr.eu-central-1.amazonaws.com",
			"streams.dynamodb.eu-central-1.amazonaws.com",
			"ingest.timestream.eu-central-1.amazonaws.com",
			"data.iot.eu-central-1.amazonaws.com",
			"pinpoint.eu-central-1.amazonaws.com",
			"metering.marketplace.us-east-1.amazonaws.com",
		}},
	}
}

// fillHosts shows what the engine reads from the host names of a group. A name that it does not
// know is an error: the guide would show an empty cell.
func fillHosts(args string) ([]view.Node, error) {
	a, err := arguments(args, "of")
	if err != nil {
		return nil, err
	}
	for _, g := range hostGroups() {
		if g.name != a["of"] {
			continue
		}
		body := view.Node{Tag: "tbody"}
		for _, host := range g.hosts {
			e := endpoint.Parse(host)
			if !e.Known || e.Service == "" || e.Region == "" && g.name != "s3" {
				return nil, fmt.Errorf("the engine does not know %s: %+v", host, e)
			}
			body.Children = append(body.Children, hostRow(host, e))
		}
		head := view.Node{Tag: "thead", Children: []view.Node{{Tag: "tr", Children: []view.Node{
			column("Host"), column("Service"), column("Region")}}}}
		return []view.Node{scroller(view.Node{Tag: "table", Children: []view.Node{head, body}})}, nil
	}
	return nil, fmt.Errorf("no host names are called %q", a["of"])
}

func column(title string) view.Node {
	return view.Node{Tag: "th", Attrs: []view.Attr{{Name: "scope", Value: "col"}}, Text: title}
}

func hostRow(host string, e endpoint.Endpoint) view.Node {
	region := []view.Node{{Tag: "code", Class: "part-scope", Text: e.Region}}
	if e.Region == "" {
		region = plain("the bucket’s")
	}
	return view.Node{Tag: "tr", Children: []view.Node{
		{Tag: "th", Attrs: []view.Attr{{Name: "scope", Value: "row"}}, Children: []view.Node{{Tag: "code", Text: host}}},
		{Tag: "td", Children: []view.Node{{Tag: "code", Class: "part-scope", Text: e.Service}}},
		{Tag: "td", Children: region},
	}}
}
