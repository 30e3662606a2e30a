package endpoint

import (
	"strings"
	"testing"

	"countersign/sigv4"
)

func TestParse(t *testing.T) {
	cases := []struct {
		host string
		want Endpoint
	}{
		{"dynamodb.us-east-1.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false}},
		{"DynamoDB.US-East-1.amazonaws.com:443", Endpoint{true, "dynamodb", "us-east-1", "aws", false}},
		{"sts.eu-central-1.amazonaws.com.", Endpoint{true, "sts", "eu-central-1", "aws", false}},
		{"dynamodb.cn-north-1.amazonaws.com.cn", Endpoint{true, "dynamodb", "cn-north-1", "aws-cn", false}},
		{"sqs.us-gov-west-1.amazonaws.com", Endpoint{true, "sqs", "us-gov-west-1", "aws-us-gov", false}},
		{"email.eu-west-1.amazonaws.com", Endpoint{true, "ses", "eu-west-1", "aws", false}},
		{"api.ecr.eu-west-1.amazonaws.com", Endpoint{true, "ecr", "eu-west-1", "aws", false}},
		{"runtime.sagemaker.us-east-1.amazonaws.com", Endpoint{true, "sagemaker", "us-east-1", "aws", false}},
		{"abcdef1234.execute-api.us-east-1.amazonaws.com", Endpoint{true, "execute-api", "us-east-1", "aws", false}},
		{"s3.ap-southeast-5.amazonaws.com", Endpoint{true, "s3", "ap-southeast-5", "aws", false}},
		{"my.bucket.s3.eu-west-1.amazonaws.com", Endpoint{true, "s3", "eu-west-1", "aws", false}},
		{"bucket.s3-eu-west-1.amazonaws.com", Endpoint{true, "s3", "eu-west-1", "aws", false}},
		{"s3.amazonaws.com", Endpoint{true, "s3", "", "aws", true}},
		{"bucket.s3.amazonaws.com", Endpoint{true, "s3", "", "aws", true}},
		{"iam.amazonaws.com", Endpoint{true, "iam", "us-east-1", "aws", true}},
		{"iam.us-gov.amazonaws.com", Endpoint{true, "iam", "us-gov-west-1", "aws-us-gov", true}},
		{"iam.cn-north-1.amazonaws.com.cn", Endpoint{true, "iam", "cn-north-1", "aws-cn", false}},
		{"route53.amazonaws.com.cn", Endpoint{true, "route53", "cn-northwest-1", "aws-cn", true}},
		{"brandnew.eu-west-1.amazonaws.com", Endpoint{true, "", "eu-west-1", "aws", false}},
		// not AWS's, or not of one partition
		{"api.example.com", Endpoint{}},
		{"127.0.0.1:9000", Endpoint{}},
		{"", Endpoint{}},
		{".", Endpoint{}},
		{"amazonaws.com", Endpoint{}},
		{"dynamodb.us-east-1.amazonaws.com.evil.example", Endpoint{}},
		{"dynamodb.us-east-1.amazonaws.com.cn", Endpoint{}},
		{"dynamodb.cn-north-1.amazonaws.com", Endpoint{}},
		{"dynamodb..us-east-1.amazonaws.com", Endpoint{}},
		{"unknown.amazonaws.com", Endpoint{}},
		{strings.Repeat("a.", 200) + "us-east-1.amazonaws.com", Endpoint{}},
	}
	for _, c := range cases {
		if got := Parse(c.host); got != c.want {
			t.Errorf("Parse(%q)\n got %+v\nwant %+v", c.host, got, c.want)
		}
	}
}

func TestRulesFor(t *testing.T) {
	s3 := sigv4.Rules{ContentSHA256: true}
	general := sigv4.Rules{EncodeTwice: true, Normalize: true}
	cases := []struct {
		service string
		rules   sigv4.Rules
		known   bool
	}{
		{"s3", s3, true}, {"s3express", s3, true}, {"s3-outposts", s3, true}, {"s3-object-lambda", s3, true},
		{"dynamodb", general, true}, {"execute-api", general, true}, {"ses", general, true}, {"iotdata", general, true},
		{"", general, false}, {" ", general, false}, {"service", general, false}, {"s3 sts", general, false},
	}
	for _, c := range cases {
		if rules, known := RulesFor(c.service); rules != c.rules || known != c.known {
			t.Errorf("RulesFor(%q) = %+v, %v", c.service, rules, known)
		}
	}
}

func TestTablesAgree(t *testing.T) {
	checked := 0
	for _, g := range globals {
		if partitionOf(g.region) != g.partition {
			t.Errorf("%s signs for %s, which is not in %s", g.name, g.region, g.partition)
		}
		if _, known := RulesFor(g.service); !known {
			t.Errorf("%s: %q is no signing name of the table", g.name, g.service)
		}
		checked++
	}
	if checked == 0 {
		t.Fatal("nothing was checked")
	}
}

func FuzzParse(f *testing.F) {
	for _, host := range []string{"s3.amazonaws.com", "a.b.execute-api.us-gov-east-1.amazonaws.com:8443", "-.amazonaws.com.cn", "s3-.amazonaws.com"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		e := Parse(host)
		if !e.Known && e != (Endpoint{}) {
			t.Fatalf("Parse(%q) = %+v: unknown, yet it says something", host, e)
		}
		if e.Known && e.Partition == "" {
			t.Fatalf("Parse(%q) = %+v: known without a partition", host, e)
		}
		if e.Region != "" && partitionOf(e.Region) != e.Partition {
			t.Fatalf("Parse(%q) = %+v: region of another partition", host, e)
		}
	})
}
