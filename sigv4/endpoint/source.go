package endpoint

// Source is where something known about a service stands.
type Source struct {
	Title   string // of the document and its section
	Address string // https
	What    string // what it says: "signing name", "path encoding", "payload", "session token", "clock tolerance" or "a demand"
}

// sources by key. A service's clock tolerance and a name outside the service models have keys of their own.
var sources = []struct{ key, title, address string }{
	{"models", "botocore 1.43.11, service models and endpoint rule sets", botocore + "tree/1.43.11/botocore/data"},
	{"general", "IAM User Guide, “Create a signed AWS API request”, step 1", userGuides + "IAM/latest/UserGuide/reference_sigv-create-signed-request.html"},
	{"s3 header", "Amazon S3 API Reference, “Authenticating Requests: Using the Authorization Header”", userGuides + "AmazonS3/latest/API/sig-v4-header-based-auth.html"},
	{"s3 query", "Amazon S3 API Reference, “Authenticating Requests: Using Query Parameters”", userGuides + "AmazonS3/latest/API/sigv4-query-string-auth.html"},
	{"mrap", "Amazon S3 User Guide, “Multi-Region Access Point restrictions and limitations”", userGuides + "AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html"},
	{"s3express", "Amazon S3 API Reference, “CreateSession”", userGuides + "AmazonS3/latest/API/API_CreateSession.html"},
	{"aoss", "Amazon OpenSearch Service Developer Guide, “Ingesting data into Amazon OpenSearch Serverless collections”", userGuides + "opensearch-service/latest/developerguide/serverless-clients.html"},
	{"glacier", "Amazon S3 Glacier Developer Guide, “Common Request Headers”", userGuides + "amazonglacier/latest/dev/api-common-request-headers.html"},
	{"kvs", "Amazon CloudFront Developer Guide, “Work with key value data”", userGuides + "AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-kvp.html"},
	{"oac", "Amazon CloudFront Developer Guide, “Restrict access to an AWS Lambda function URL origin”", userGuides + "AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html"},
	{"lattice", "Amazon VPC Lattice User Guide, “SIGv4 authenticated requests for Amazon VPC Lattice”", userGuides + "vpc-lattice/latest/ug/sigv4-authenticated-requests.html"},
	{"iot token", "AWS IoT Core Developer Guide, “IAM users, groups, and roles”", userGuides + "iot/latest/developerguide/iam-users-groups-roles.html"},

	{"name elastictranscoder", "botocore 1.34.22, service models", botocore + "tree/1.34.22/botocore/data/elastictranscoder"},
	{"name iotanalytics", "botocore 1.34.22, service models", botocore + "tree/1.34.22/botocore/data/iotanalytics"},
	{"name iotdevicegateway", "AWS IoT Device SDK for Python v2, mqtt_connection_builder", "https://github.com/aws/aws-iot-device-sdk-python-v2/blob/main/awsiot/mqtt_connection_builder.py"},
	{"name kafka-cluster", "Amazon MSK Library for SASL/OAUTHBEARER in Python", "https://github.com/aws/aws-msk-iam-sasl-signer-python"},
	{"name lookoutvision", "botocore 1.34.22, service models", botocore + "tree/1.34.22/botocore/data/lookoutvision"},
	{"name qldb", "botocore 1.34.22, service models", botocore + "tree/1.34.22/botocore/data/qldb-session"},
	{"name rds-db", "botocore 1.43.11, signers.py (generate_db_auth_token)", botocore + "blob/1.43.11/botocore/signers.py"},
	{"name s3-object-lambda", "botocore 1.43.11, the endpoint rule set of S3 (authSchemes)", botocore + "tree/1.43.11/botocore/data/s3"},
	{"name s3express", "botocore 1.43.11, the endpoint rule set of S3 (authSchemes)", botocore + "tree/1.43.11/botocore/data/s3"},
	{"name sms", "botocore 1.34.22, service models", botocore + "tree/1.34.22/botocore/data/sms"},
	{"name vpc-lattice-svcs", "Amazon VPC Lattice User Guide, “SIGv4 authenticated requests for Amazon VPC Lattice”", userGuides + "vpc-lattice/latest/ug/sigv4-authenticated-requests.html"},

	// A message of the service's own says its tolerance, "(… - 15 min.)": no reference does but S3's.
	{"clock s3", "Amazon S3 User Guide, “Signing and authenticating REST requests”, time stamp requirement", userGuides + "AmazonS3/latest/userguide/RESTAuthentication.html"},
	{"clock dynamodb", "an answer of the service (PutItem, 2024)", "https://github.com/praetorian-inc/chariot-ui/issues/453"},
	{"clock ecr", "an answer of the service (2017)", "https://github.com/upmc-enterprises/registry-creds/issues/47"},
	{"clock sns", "an answer of the service (Publish, 2014)", "https://github.com/aws/aws-sdk-js/issues/265"},
	{"clock sqs", "an answer of the service (2014)", "https://github.com/aws/aws-sdk-js/issues/401"},
	{"clock sts", "an answer of the service (AssumeRole, 2016)", "https://github.com/devsecops/bootcamp/issues/101"},
	{"clock cloudformation", "an answer of the service (2016)", "https://github.com/hashicorp/terraform-provider-aws/issues/326"},
	{"clock ecs", "an answer of the service (DescribeServices, 2019)", "https://github.com/fabfuel/ecs-deploy/issues/126"},
	{"clock execute-api", "an answer of the service (2020)", "https://github.com/mhart/aws4/issues/118"},
	{"clock firehose", "an answer of the service (2017)", "https://github.com/osquery/osquery/issues/3593"},
	{"clock glacier", "an answer of the service (2013)", "https://github.com/basak/glacier-cli/issues/36"},
	{"clock kinesis", "an answer of the service (2017)", "https://github.com/osquery/osquery/issues/3593"},
	{"clock lambda", "an answer of the service (2017)", "https://github.com/alexa-samples/skill-sample-nodejs-adventure-game/issues/41"},
	{"clock route53", "an answer of the service (2016)", "https://github.com/hashicorp/terraform/issues/9571"},
	{"clock secretsmanager", "an answer of the service (GetSecretValue, 2025)", "https://github.com/boto/botocore/issues/3587"},
	{"clock ssm", "an answer of the service (2020)", "https://github.com/aws/aws-sdk-net/issues/1506"},
}

const (
	botocore   = "https://github.com/boto/botocore/"
	userGuides = "https://docs.aws.amazon.com/"
)

func sourceOf(key, what string) Source {
	for _, s := range sources {
		if s.key == key {
			return Source{Title: s.title, Address: s.address, What: what}
		}
	}
	return Source{}
}

// Sources are where the fields of s stand, but for those of its demands. An unknown service has one: that
// of the general rules.
func (s Service) Sources() []Source {
	var out []Source
	switch {
	case listed(documented, s.Name):
		out = append(out, sourceOf("name "+s.Name, "signing name"))
	case s.Known:
		out = append(out, sourceOf("models", "signing name"))
	}
	rules := "general"
	if listed(singleEncoding, s.Name) {
		rules = "s3 header"
	}
	out = append(out, sourceOf(rules, "path encoding"))
	switch s.Name {
	case "aoss", "glacier":
		out = append(out, sourceOf(s.Name, "payload"))
	case "vpc-lattice-svcs":
		out = append(out, sourceOf("lattice", "payload"))
	case "iotdevicegateway":
		out = append(out, sourceOf("iot token", "session token"))
	}
	if s.Tolerance > 0 {
		out = append(out, sourceOf("clock "+s.Name, "clock tolerance"))
	}
	return out
}
