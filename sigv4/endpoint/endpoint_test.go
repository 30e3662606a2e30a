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
		// how a service is reached
		{"dynamodb-fips.us-east-1.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false}},
		{"fips.batch.us-gov-west-1.amazonaws.com", Endpoint{true, "batch", "us-gov-west-1", "aws-us-gov", false}},
		{"runtime-fips.sagemaker.us-east-1.amazonaws.com", Endpoint{true, "sagemaker", "us-east-1", "aws", false}},
		{"ec2.us-west-2.api.aws", Endpoint{true, "ec2", "us-west-2", "aws", false}},
		{"lambda.cn-north-1.api.amazonwebservices.com.cn", Endpoint{true, "lambda", "cn-north-1", "aws-cn", false}},
		{"s3.dualstack.eu-west-1.amazonaws.com", Endpoint{true, "s3", "eu-west-1", "aws", false}},
		{"bucket.s3-fips.dualstack.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false}},
		{"vpce-0a1b-2c3d.dynamodb.us-east-1.vpce.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false}},
		{"vpce-0a1b-2c3d-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", Endpoint{true, "sqs", "us-east-1", "aws", false}},
		{"bucket.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false}},
		{"my-bucket.bucket.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false}},
		{"abcdef1234-vpce-0a1b.execute-api.us-east-1.amazonaws.com", Endpoint{true, "execute-api", "us-east-1", "aws", false}},
		{"vpce-0a1b-2c3d.execute-api.us-east-1.vpce.amazonaws.com", Endpoint{true, "execute-api", "us-east-1", "aws", false}},
		{"iam-fips.amazonaws.com", Endpoint{true, "iam", "us-east-1", "aws", true}},
		// resources in front
		{"name-123456789012.s3-accesspoint.us-west-2.amazonaws.com", Endpoint{true, "s3", "us-west-2", "aws", false}},
		{"123456789012.s3-control.us-west-2.amazonaws.com", Endpoint{true, "s3", "us-west-2", "aws", false}},
		{"name-123456789012.op-01ac.s3-outposts.us-west-2.amazonaws.com", Endpoint{true, "s3-outposts", "us-west-2", "aws", false}},
		{"name-123456789012.s3-object-lambda.us-west-2.amazonaws.com", Endpoint{true, "s3-object-lambda", "us-west-2", "aws", false}},
		{"bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", Endpoint{true, "s3express", "us-east-1", "aws", false}},
		{"bucket.s3-accelerate.amazonaws.com", Endpoint{true, "s3", "", "aws", true}},
		{"bucket.s3-accelerate.dualstack.amazonaws.com", Endpoint{true, "s3", "", "aws", true}},
		{"alias.mrap.accesspoint.s3-global.amazonaws.com", Endpoint{true, "s3", "", "aws", true}},
		{"search-logs-abc.eu-west-1.es.amazonaws.com", Endpoint{true, "es", "eu-west-1", "aws", false}},
		{"vpc-logs-abc.eu-west-1.es.amazonaws.com", Endpoint{true, "es", "eu-west-1", "aws", false}},
		{"abc123.us-east-1.aoss.amazonaws.com", Endpoint{true, "aoss", "us-east-1", "aws", false}},
		{"abc123-ats.iot.us-east-1.amazonaws.com", Endpoint{true, "iotdata", "us-east-1", "aws", false}},
		{"abc123.appsync-api.us-east-1.amazonaws.com", Endpoint{true, "appsync", "us-east-1", "aws", false}},
		{"abc123.lambda-url.us-east-1.on.aws", Endpoint{true, "lambda", "us-east-1", "aws", false}},
		{"aps-workspaces.us-east-1.amazonaws.com", Endpoint{true, "aps", "us-east-1", "aws", false}},
		{"sellingpartnerapi-eu.amazon.com", Endpoint{true, "execute-api", "eu-west-1", "aws", false}},
		{"sandbox.sellingpartnerapi-na.amazon.com", Endpoint{true, "execute-api", "us-east-1", "aws", false}},
		// a bucket may be called anything
		{"dynamodb.s3.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false}},
		{"data.iot.s3.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false}},
		{"eu-west-1.s3.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false}},
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
		{"bucket.s3-website-us-east-1.amazonaws.com", Endpoint{}}, // takes no signatures
		{"minio.example.org:9000", Endpoint{}},
		{"account.r2.cloudflarestorage.com", Endpoint{}},
		{"www.amazon.com", Endpoint{}},
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
	for _, r := range append(resources[:len(resources):len(resources)], regionFirst...) {
		if _, known := RulesFor(r.signing); !known {
			t.Errorf("%s: %q is no signing name of the table", r.label, r.signing)
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
