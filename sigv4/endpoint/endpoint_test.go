package endpoint

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	cases := []struct {
		host string
		want Endpoint
	}{
		{"dynamodb.us-east-1.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false, false}},
		{"DynamoDB.US-East-1.amazonaws.com:443", Endpoint{true, "dynamodb", "us-east-1", "aws", false, false}},
		{"sts.eu-central-1.amazonaws.com.", Endpoint{true, "sts", "eu-central-1", "aws", false, false}},
		{"dynamodb.cn-north-1.amazonaws.com.cn", Endpoint{true, "dynamodb", "cn-north-1", "aws-cn", false, false}},
		{"sqs.us-gov-west-1.amazonaws.com", Endpoint{true, "sqs", "us-gov-west-1", "aws-us-gov", false, false}},
		{"email.eu-west-1.amazonaws.com", Endpoint{true, "ses", "eu-west-1", "aws", false, false}},
		{"api.ecr.eu-west-1.amazonaws.com", Endpoint{true, "ecr", "eu-west-1", "aws", false, false}},
		{"runtime.sagemaker.us-east-1.amazonaws.com", Endpoint{true, "sagemaker", "us-east-1", "aws", false, false}},
		{"abcdef1234.execute-api.us-east-1.amazonaws.com", Endpoint{true, "execute-api", "us-east-1", "aws", false, false}},
		{"s3.ap-southeast-5.amazonaws.com", Endpoint{true, "s3", "ap-southeast-5", "aws", false, false}},
		{"my.bucket.s3.eu-west-1.amazonaws.com", Endpoint{true, "s3", "eu-west-1", "aws", false, false}},
		{"bucket.s3-eu-west-1.amazonaws.com", Endpoint{true, "s3", "eu-west-1", "aws", false, false}},
		{"s3.amazonaws.com", Endpoint{true, "s3", "", "aws", true, false}},
		{"bucket.s3.amazonaws.com", Endpoint{true, "s3", "", "aws", true, false}},
		{"iam.amazonaws.com", Endpoint{true, "iam", "us-east-1", "aws", true, false}},
		{"iam.us-gov.amazonaws.com", Endpoint{true, "iam", "us-gov-west-1", "aws-us-gov", true, false}},
		{"iam.cn-north-1.amazonaws.com.cn", Endpoint{true, "iam", "cn-north-1", "aws-cn", false, false}},
		{"route53.amazonaws.com.cn", Endpoint{true, "route53", "cn-northwest-1", "aws-cn", true, false}},
		{"brandnew.eu-west-1.amazonaws.com", Endpoint{true, "", "eu-west-1", "aws", false, false}},
		// how a service is reached
		{"dynamodb-fips.us-east-1.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false, false}},
		{"fips.batch.us-gov-west-1.amazonaws.com", Endpoint{true, "batch", "us-gov-west-1", "aws-us-gov", false, false}},
		{"runtime-fips.sagemaker.us-east-1.amazonaws.com", Endpoint{true, "sagemaker", "us-east-1", "aws", false, false}},
		{"ec2.us-west-2.api.aws", Endpoint{true, "ec2", "us-west-2", "aws", false, false}},
		{"lambda.cn-north-1.api.amazonwebservices.com.cn", Endpoint{true, "lambda", "cn-north-1", "aws-cn", false, false}},
		{"s3.dualstack.eu-west-1.amazonaws.com", Endpoint{true, "s3", "eu-west-1", "aws", false, false}},
		{"bucket.s3-fips.dualstack.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false, false}},
		{"vpce-0a1b-2c3d.dynamodb.us-east-1.vpce.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false, false}},
		{"vpce-0a1b-2c3d-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", Endpoint{true, "sqs", "us-east-1", "aws", false, false}},
		{"bucket.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false, false}},
		{"my-bucket.bucket.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false, false}},
		{"abcdef1234-vpce-0a1b.execute-api.us-east-1.amazonaws.com", Endpoint{true, "execute-api", "us-east-1", "aws", false, false}},
		{"vpce-0a1b-2c3d.execute-api.us-east-1.vpce.amazonaws.com", Endpoint{true, "execute-api", "us-east-1", "aws", false, false}},
		{"iam-fips.amazonaws.com", Endpoint{true, "iam", "us-east-1", "aws", true, false}},
		// resources in front
		{"name-123456789012.s3-accesspoint.us-west-2.amazonaws.com", Endpoint{true, "s3", "us-west-2", "aws", false, false}},
		{"123456789012.s3-control.us-west-2.amazonaws.com", Endpoint{true, "s3", "us-west-2", "aws", false, false}},
		{"name-123456789012.op-01ac.s3-outposts.us-west-2.amazonaws.com", Endpoint{true, "s3-outposts", "us-west-2", "aws", false, false}},
		{"name-123456789012.s3-object-lambda.us-west-2.amazonaws.com", Endpoint{true, "s3-object-lambda", "us-west-2", "aws", false, false}},
		{"bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", Endpoint{true, "s3express", "us-east-1", "aws", false, false}},
		{"bucket.s3-accelerate.amazonaws.com", Endpoint{true, "s3", "", "aws", true, false}},
		{"bucket.s3-accelerate.dualstack.amazonaws.com", Endpoint{true, "s3", "", "aws", true, false}},
		{"alias.mrap.accesspoint.s3-global.amazonaws.com", Endpoint{true, "s3", "", "aws", true, true}},
		{"123456789012.cloudfront-kvs.global.api.aws", Endpoint{true, "cloudfront-keyvaluestore", "", "aws", true, true}},
		{"abcde.veo.endpoint.events.amazonaws.com", Endpoint{true, "events", "", "aws", true, true}},
		{"abc.def.endpoints.email.amazonaws.com", Endpoint{true, "ses", "", "aws", true, true}},
		{"abc.def.endpoints.email.global.api.aws", Endpoint{true, "ses", "", "aws", true, true}},
		{"bucket.s3-external-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", true, false}},
		{"bucket.s3express-fips-use1-az4.dualstack.us-east-1.amazonaws.com", Endpoint{true, "s3express", "us-east-1", "aws", false, false}},
		{"123456789012.ddb.us-east-1.amazonaws.com", Endpoint{true, "dynamodb", "us-east-1", "aws", false, false}},
		{"git-codecommit.us-east-1.amazonaws.com", Endpoint{true, "codecommit", "us-east-1", "aws", false, false}},
		{"transcribestreaming.us-west-2.amazonaws.com:8443", Endpoint{true, "transcribe", "us-west-2", "aws", false, false}},
		{"m-0abc.kinesisvideo.us-west-2.amazonaws.com", Endpoint{true, "kinesisvideo", "us-west-2", "aws", false, false}},
		{"abc0def1baz2quux.dsql.us-east-1.on.aws", Endpoint{true, "dsql", "us-east-1", "aws", false, false}},
		{"b-1.cluster.abc123.c2.kafka.us-east-1.amazonaws.com:9098", Endpoint{true, "kafka-cluster", "us-east-1", "aws", false, false}},
		{"boot-abc.c1.kafka-serverless.us-east-1.amazonaws.com:9098", Endpoint{true, "kafka-cluster", "us-east-1", "aws", false, false}},
		{"gw-abc.gateway.bedrock-agentcore.us-east-1.amazonaws.com", Endpoint{true, "bedrock-agentcore", "us-east-1", "aws", false, false}},
		{"g-abc.us-east-1.neptune-graph.amazonaws.com", Endpoint{true, "neptune-graph", "us-east-1", "aws", false, false}},
		{"g-abc.neptune-graph.us-east-1.on.aws", Endpoint{true, "neptune-graph", "us-east-1", "aws", false, false}},
		{"pipeline-abc.us-east-1.osis.amazonaws.com", Endpoint{true, "osis", "us-east-1", "aws", false, false}},
		{"search-logs-abc.aos.us-east-1.on.aws", Endpoint{true, "es", "us-east-1", "aws", false, false}},
		{"doc-abc.us-east-1.cloudsearch.amazonaws.com", Endpoint{true, "cloudsearch", "us-east-1", "aws", false, false}},
		{"clustercfg.name.abc123.memorydb.us-east-1.amazonaws.com", Endpoint{true, "memorydb", "us-east-1", "aws", false, false}},
		{"svc-0a1b.7d67968.vpc-lattice-svcs.us-west-2.on.aws", Endpoint{true, "vpc-lattice-svcs", "us-west-2", "aws", false, false}},
		{"maps.geo.us-east-1.amazonaws.com", Endpoint{true, "", "us-east-1", "aws", false, false}}, // geo's and geo-maps'
		// other partitions
		{"bucket.s3.eusc-de-east-1.amazonaws.eu", Endpoint{true, "s3", "eusc-de-east-1", "aws-eusc", false, false}},
		{"sqs.us-iso-east-1.c2s.ic.gov", Endpoint{true, "sqs", "us-iso-east-1", "aws-iso", false, false}},
		{"bucket.s3.us-isob-east-1.sc2s.sgov.gov", Endpoint{true, "s3", "us-isob-east-1", "aws-iso-b", false, false}},
		{"abc123.execute-api.us-isob-east-1.sc2s.sgov.gov", Endpoint{true, "execute-api", "us-isob-east-1", "aws-iso-b", false, false}},
		{"search-logs-abc.eu-west-1.es.amazonaws.com", Endpoint{true, "es", "eu-west-1", "aws", false, false}},
		{"vpc-logs-abc.eu-west-1.es.amazonaws.com", Endpoint{true, "es", "eu-west-1", "aws", false, false}},
		{"abc123.us-east-1.aoss.amazonaws.com", Endpoint{true, "aoss", "us-east-1", "aws", false, false}},
		{"abc123-ats.iot.us-east-1.amazonaws.com", Endpoint{true, "iotdata", "us-east-1", "aws", false, false}},
		{"abc123.appsync-api.us-east-1.amazonaws.com", Endpoint{true, "appsync", "us-east-1", "aws", false, false}},
		{"abc123.lambda-url.us-east-1.on.aws", Endpoint{true, "lambda", "us-east-1", "aws", false, false}},
		{"aps-workspaces.us-east-1.amazonaws.com", Endpoint{true, "aps", "us-east-1", "aws", false, false}},
		{"sellingpartnerapi-eu.amazon.com", Endpoint{true, "execute-api", "eu-west-1", "aws", false, false}},
		{"sandbox.sellingpartnerapi-na.amazon.com", Endpoint{true, "execute-api", "us-east-1", "aws", false, false}},
		// a bucket may be called anything
		{"dynamodb.s3.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false, false}},
		{"data.iot.s3.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false, false}},
		{"eu-west-1.s3.us-east-1.amazonaws.com", Endpoint{true, "s3", "us-east-1", "aws", false, false}},
		// not AWS's, or not of one partition
		{"api.example.com", Endpoint{}},
		{"127.0.0.1:9000", Endpoint{}},
		{"", Endpoint{}},
		{".", Endpoint{}},
		{"amazonaws.com", Endpoint{}},
		{"dynamodb.us-east-1.amazonaws.com.evil.example", Endpoint{}},
		{"dynamodb.us-east-1.amazonaws.com.cn", Endpoint{}},
		{"dynamodb.cn-north-1.amazonaws.com", Endpoint{}},
		{"dynamodb.eusc-de-east-1.amazonaws.com", Endpoint{}},
		{"dynamodb.us-iso-east-1.sc2s.sgov.gov", Endpoint{}},
		{"dynamodb.eusc-cn-east-1.amazonaws.eu", Endpoint{}},
		{"iam.eusc-us-gov-east-1.amazonaws.eu", Endpoint{}},
		{"alias.accesspoint.s3-global.amazonaws.com.cn", Endpoint{}},
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
		if e.SigV4A && (e.Region != "" || !e.Global) {
			t.Fatalf("Parse(%q) = %+v: a region set beside a region", host, e)
		}
		if e.Service != "" && !isSigningName(e.Service) {
			t.Fatalf("Parse(%q) = %+v: no signing name of the tables", host, e)
		}
		if e.Region != "" && partitionOf(e.Region) != e.Partition {
			t.Fatalf("Parse(%q) = %+v: region of another partition", host, e)
		}
	})
}
