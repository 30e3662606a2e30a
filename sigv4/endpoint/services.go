package endpoint

import (
	"strings"

	"countersign/sigv4"
)

// globals are the names that serve a whole partition, with the region that they sign for.
// Source: AWS General Reference, the endpoint tables of each service.
var globals = []struct{ name, service, region, partition string }{
	{"account", "account", "us-east-1", "aws"},
	{"budgets", "budgets", "us-east-1", "aws"},
	{"ce", "ce", "us-east-1", "aws"},
	{"chime", "chime", "us-east-1", "aws"},
	{"cloudfront", "cloudfront", "us-east-1", "aws"},
	{"cloudfront", "cloudfront", "cn-northwest-1", "aws-cn"},
	{"globalaccelerator", "globalaccelerator", "us-west-2", "aws"},
	{"health", "health", "us-east-1", "aws"},
	{"iam", "iam", "us-east-1", "aws"},
	{"iam.us-gov", "iam", "us-gov-west-1", "aws-us-gov"},
	{"importexport", "importexport", "us-east-1", "aws"},
	{"networkmanager", "networkmanager", "us-west-2", "aws"},
	{"organizations", "organizations", "us-east-1", "aws"},
	{"route53", "route53", "us-east-1", "aws"},
	{"route53", "route53", "cn-northwest-1", "aws-cn"},
	{"route53.us-gov", "route53", "us-gov-west-1", "aws-us-gov"},
	{"shield", "shield", "us-east-1", "aws"},
	{"sts", "sts", "us-east-1", "aws"},
	{"support", "support", "us-east-1", "aws"},
	{"waf", "waf", "us-east-1", "aws"},
}

// resources are the labels behind a resource's own name, in front of the region.
// Source: the developer guides of each service, and AWS General Reference, "Service endpoints and quotas".
var resources = []struct{ label, signing string }{
	{"s3", "s3"}, // a bucket
	{"s3-accesspoint", "s3"},
	{"s3-control", "s3"}, // an account
	{"s3-outposts", "s3-outposts"},
	{"s3-object-lambda", "s3-object-lambda"},
	{"execute-api", "execute-api"},
	{"iot", "iotdata"}, // an account's device data endpoint; MQTT over WebSocket signs iotdevicegateway
	{"data.iot", "iotdata"},
	{"jobs.iot", "iot-jobs-data"},
	{"appsync-api", "appsync"},
	{"appsync-realtime-api", "appsync"},
	{"lambda-url", "lambda"},
	{"kinesisvideo", "kinesisvideo"},
	{"data.mediastore", "mediastore"},
	{"timestream", "timestream"},
	{"vpc-lattice-svcs", "vpc-lattice-svcs"},
	{"grafana-workspace", "grafana"},
}

// regionFirst are the labels behind the region in names that put it before the service.
var regionFirst = []struct{ label, signing string }{
	{"es", "es"},
	{"aoss", "aoss"},
	{"cloudsearch", "cloudsearchdomain"},
	{"neptune", "neptune-db"},
	{"rds", "rds-db"},
	{"redshift", "redshift"},
	{"redshift-serverless", "redshift-serverless"},
	{"memorydb", "memorydb"},
	{"cache", "elasticache"},
	{"eks", "eks"},
	{"dsql", "dsql"},
}

// partnerAPIs are the areas of the Selling Partner API with the region that they sign for.
var partnerAPIs = []struct{ area, region string }{
	{"na", "us-east-1"},
	{"eu", "eu-west-1"},
	{"fe", "us-west-2"},
}

// renamed are the services whose endpoint prefix is not their signing name.
// Source: the "signingName" and "endpointPrefix" members of AWS's published service models.
var renamed = []struct{ prefix, signing string }{
	{"api.ecr", "ecr"},
	{"api.ecr-public", "ecr-public"},
	{"api.elastic-inference", "elastic-inference"},
	{"api.mediatailor", "mediatailor"},
	{"api.pricing", "pricing"},
	{"api.sagemaker", "sagemaker"},
	{"api.tunneling.iot", "IoTSecuredTunneling"},
	{"aps-workspaces", "aps"},
	{"autoscaling-plans", "autoscaling-plans"},
	{"bedrock-agent", "bedrock"},
	{"bedrock-agent-runtime", "bedrock"},
	{"bedrock-runtime", "bedrock"},
	{"data.iot", "iotdata"},
	{"data.jobs.iot", "iot-jobs-data"},
	{"data.mediastore", "mediastore"},
	{"dms", "dms"},
	{"email", "ses"},
	{"entitlement.marketplace", "aws-marketplace"},
	{"metering.marketplace", "aws-marketplace"},
	{"catalog.marketplace", "aws-marketplace"},
	{"mgmt.cloudsearch", "cloudsearch"},
	{"models.lex", "lex"},
	{"models-v2-lex", "lex"},
	{"runtime.lex", "lex"},
	{"runtime-v2-lex", "lex"},
	{"participant.connect", "execute-api"},
	{"pinpoint", "mobiletargeting"},
	{"portal.sso", "awsssoportal"},
	{"runtime.sagemaker", "sagemaker"},
	{"rds-data", "rds-data"},
	{"s3-control", "s3"},
	{"s3-object-lambda", "s3-object-lambda"},
	{"s3-outposts", "s3-outposts"},
	{"s3express-control", "s3express"},
	{"sms-voice.pinpoint", "sms-voice"},
	{"streams.dynamodb", "dynamodb"},
	{"query.timestream", "timestream"},
	{"ingest.timestream", "timestream"},
	{"transcribestreaming", "transcribe"},
}

// plain are the services whose endpoint prefix is their signing name.
const plain = " access-analyzer account acm acm-pca airflow amplify aoss apigateway appconfig appflow application-autoscaling appmesh" +
	" apprunner appstream2 appsync aps athena auditmanager autoscaling backup batch bedrock braket budgets ce cassandra chime cloud9" +
	" cloudformation cloudfront cloudhsmv2 cloudtrail cloudsearchdomain codeartifact codebuild codecommit codedeploy" +
	" codepipeline cognito-identity cognito-idp comprehend compute-optimizer config connect databrew datapipeline datasync dax detective" +
	" devicefarm devops-guru directconnect discovery dlm ds dsql dynamodb ebs ec2 ecr ecr-public ecs eks elasticache elasticbeanstalk" +
	" elasticfilesystem elasticloadbalancing elasticmapreduce elastictranscoder emr-containers emr-serverless es events execute-api" +
	" finspace firehose fis fms forecast frauddetector fsx gamelift geo glacier globalaccelerator glue grafana greengrass guardduty health" +
	" healthlake iam identitystore imagebuilder importexport inspector2 iot iotanalytics iotevents iotsitewise iottwinmaker iotwireless ivs" +
	" kafka kafkaconnect kendra kinesis kinesisanalytics kinesisvideo kms lakeformation lambda license-manager lightsail logs" +
	" lookoutvision macie2 managedblockchain mediaconnect mediaconvert medialive mediapackage mediastore mediatailor memorydb mgh mgn mq" +
	" monitoring neptune-db network-firewall networkmanager oam organizations osis outposts personalize pi pipes polly pricing profile" +
	" qldb quicksight ram rds rds-db redshift redshift-data redshift-serverless rekognition resource-explorer-2 resource-groups" +
	" rolesanywhere route53 route53resolver rum s3 s3express sagemaker savingsplans scheduler schemas sdb secretsmanager securityhub" +
	" securitylake serverlessrepo servicecatalog servicediscovery servicequotas ses shield signer sms snowball sns sqs ssm sso sso-oauth" +
	" states storagegateway sts support swf synthetics tagging textract timestream transcribe transfer translate verifiedpermissions" +
	" voiceid vpc-lattice vpc-lattice-svcs waf waf-regional wafv2 wellarchitected wisdom workdocs workmail workspaces xray "

// signingName gives the signing name of an endpoint prefix.
func signingName(prefix string) (string, bool) {
	for _, r := range renamed {
		if r.prefix == prefix {
			return r.signing, true
		}
	}
	return prefix, isPlain(prefix)
}

func isPlain(name string) bool {
	return name != "" && !strings.ContainsRune(name, ' ') && strings.Contains(plain, " "+name+" ")
}

// RulesFor gives the signing rules of a service by its signing name. The S3 family encodes the path
// once, never normalises it, and demands x-amz-content-sha256; all others encode twice and
// normalise. A service that is not in the table gets the general rules, and known is false.
//
// Source: IAM User Guide, "Create a signed AWS API request", step 1 (canonical URI); Amazon S3 API
// Reference, "Authenticating Requests: Using the Authorization Header".
func RulesFor(service string) (rules sigv4.Rules, known bool) {
	switch service {
	case "s3", "s3-object-lambda", "s3-outposts", "s3express":
		return sigv4.Rules{ContentSHA256: true}, true
	}
	general := sigv4.Rules{EncodeTwice: true, Normalize: true}
	if isPlain(service) {
		return general, true
	}
	for _, r := range renamed {
		if r.signing == service {
			return general, true
		}
	}
	return general, false
}
