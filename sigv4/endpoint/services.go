package endpoint

import "strings"

// A list is words with a space before and behind each.

// listed reports whether a list has a word.
func listed(list, word string) bool {
	return word != "" && !strings.ContainsRune(word, ' ') && strings.Contains(list, " "+word+" ")
}

// same are the services whose endpoint prefix is their signing name.
// Source: botocore 1.43.11, the members endpointPrefix and signingName of the service models, and the
// names that the endpoint rule sets give.
const same = " access-analyzer account acm acm-pca aco-automation aidevops aiops airflow airflow-serverless amplify amplifybackend" +
	" amplifyuibuilder aoss apigateway app-integrations appconfig appfabric appflow application-autoscaling" +
	" application-cost-profiler application-signals applicationinsights appmesh apprunner appsync aps arc-region-switch" +
	" arc-zonal-shift artifact athena auditmanager autoscaling autoscaling-plans b2bi backup backup-gateway backup-search" +
	" batch bcm-dashboards bcm-data-exports bcm-pricing-calculator bcm-recommended-actions bedrock bedrock-agentcore billing" +
	" billingconductor braket budgets cases cassandra ce chatbot chime cleanrooms cleanrooms-ml cloud9 cloudcontrolapi" +
	" clouddirectory cloudformation cloudfront cloudfront-keyvaluestore cloudhsm cloudsearch cloudtrail cloudtrail-data" +
	" codeartifact codebuild codecommit codeconnections codedeploy codeguru-profiler codeguru-reviewer codeguru-security" +
	" codepipeline codestar-connections codestar-notifications cognito-identity cognito-idp cognito-sync comprehend" +
	" comprehendmedical compute-optimizer config connect connect-campaigns controlcatalog controltower cost-optimization-hub" +
	" cur databrew dataexchange datapipeline datasync datazone dax deadline detective devicefarm devops-guru directconnect" +
	" discovery dlm dms docdb-elastic drs ds ds-data dsql dynamodb ebs ec2 ec2-instance-connect ecr ecr-public ecs eks" +
	" eks-auth elasticache elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce elemental-inference" +
	" emr-containers emr-serverless entityresolution es events evs execute-api finspace finspace-api firehose fis fms" +
	" forecast frauddetector freetier fsx gamelift gameliftstreams geo geo-maps geo-places geo-routes glacier" +
	" globalaccelerator glue grafana greengrass groundstation guardduty health health-agent healthlake iam identitystore" +
	" imagebuilder inspector inspector-scan inspector2 interconnect internetmonitor invoicing iot iotevents iotfleetwise" +
	" iotsitewise iotthingsgraph iottwinmaker ivs ivschat kafka kafkaconnect kendra kendra-ranking kinesis kinesisanalytics" +
	" kinesisvideo kms lakeformation lambda launchwizard license-manager license-manager-linux-subscriptions" +
	" license-manager-user-subscriptions lightsail logs lookoutequipment m2 machinelearning macie2 managedblockchain" +
	" managedblockchain-query marketplacecommerceanalytics mediaconnect mediaconvert medialive mediapackage mediapackage-vod" +
	" mediapackagev2 mediastore mediatailor medical-imaging mgh mgn migrationhub-orchestrator migrationhub-strategy" +
	" monitoring mpa mq mturk-requester neptune-db neptune-graph network-firewall networkflowmonitor networkmanager" +
	" networkmonitor notifications notifications-contacts nova-act oam observabilityadmin odb omics organizations osis" +
	" outposts panorama partnercentral-account partnercentral-benefits partnercentral-channel partnercentral-selling" +
	" pca-connector-ad pca-connector-scep pcs personalize pi pipes polly profile proton qbusiness quicksight ram rbin rds" +
	" rds-data redshift redshift-data redshift-serverless refactor-spaces rekognition repostspace resiliencehub" +
	" resource-explorer-2 resource-groups rolesanywhere route53 route53-recovery-cluster route53-recovery-control-config" +
	" route53-recovery-readiness route53domains route53globalresolver route53profiles route53resolver rtbfabric rum s3" +
	" s3-outposts s3files s3tables s3vectors sagemaker-geospatial savingsplans scheduler schemas scn sdb secretsmanager" +
	" security-ir securityagent securityhub securitylake serverlessrepo servicecatalog servicediscovery servicequotas shield" +
	" signer signin simspaceweaver sms-voice snow-device-management snowball sns social-messaging sqs ssm ssm-contacts" +
	" ssm-guiconnect ssm-incidents ssm-quicksetup ssm-sap sso states storagegateway sts support supportapp swf synthetics" +
	" tagging tax textract thinclient timestream-influxdb tnb transcribe transfer translate trustedadvisor uxc" +
	" verifiedpermissions voiceid vpc-lattice waf waf-regional wafv2 wellarchitected wisdom workdocs workmail" +
	" workmailmessageflow workspaces workspaces-instances workspaces-web xray "

// renamed are the endpoint prefixes, and an operation's own prefix with them, whose signing name is
// another: prefix=signing name. maps.geo, places.geo and routes.geo are left out: they serve two
// signing names each.
// Source: as for same, and hostPrefix of the operations; AWS CLI, customizations/codecommit.py
// (git-codecommit); Amazon Transcribe Developer Guide, "Setting up a streaming transcription".
const renamed = " a2i-runtime.sagemaker=sagemaker admin.wickr=wickr agreement-marketplace=aws-marketplace analytics-omics=omics aos=es" +
	" api-fulfill.dataexchange=dataexchange api.airflow=airflow api.detective=detective api.ecr=ecr" +
	" api.ecr-public=ecr-public api.iot-tunneling=IoTSecuredTunneling api.iotdeviceadvisor=iotdeviceadvisor" +
	" api.iotmanagedintegrations=iotmanagedintegrations api.iotsitewise=iotsitewise api.iottwinmaker=iottwinmaker" +
	" api.iotwireless=iotwireless api.mediatailor=mediatailor api.pricing=pricing api.sagemaker=sagemaker" +
	" api.sustainability=sustainability api.thinclient=thinclient api.tunneling.iot=IoTSecuredTunneling" +
	" appconfigdata=appconfig appstream2=appstream aps-workspaces=aps" +
	" arc-recovery-control-config=route53-recovery-control-config bedrock-agent=bedrock bedrock-agent-runtime=bedrock" +
	" bedrock-agentcore-control=bedrock-agentcore bedrock-data-automation=bedrock bedrock-data-automation-runtime=bedrock" +
	" bedrock-runtime=bedrock cassandra-streams=cassandra catalog-marketplace=aws-marketplace" +
	" catalog.marketplace=aws-marketplace cloudhsmv2=cloudhsm cloudsearchdomain=cloudsearch cn.transcribe=transcribe" +
	" contact-lens=connect control-storage-omics=omics controlplane.payment-cryptography=payment-cryptography" +
	" cp.aidevops=aidevops cp.geofencing.geo=geo cp.maps.geo=geo cp.metadata.geo=geo cp.places.geo=geo cp.routes.geo=geo" +
	" cp.tracking.geo=geo data-ats.iot=iotdata data-lakeformation=lakeformation data-servicediscovery=servicediscovery" +
	" data-signer=signer data.ats.iot=iotdata data.iot=iotdata data.iotevents=ioteventsdata data.iotsitewise=iotsitewise" +
	" data.iottwinmaker=iottwinmaker data.jobs.iot=iot-jobs-data data.mediastore=mediastore data.qapps=qapps" +
	" dataplane.payment-cryptography=payment-cryptography dataplane.rum=rum deployment-marketplace=aws-marketplace" +
	" discovery-marketplace=aws-marketplace dp.aidevops=aidevops edge.sagemaker=sagemaker efs=elasticfilesystem email=ses" +
	" entitlement-marketplace=aws-marketplace entitlement.marketplace=aws-marketplace env.airflow=airflow" +
	" featurestore-runtime.sagemaker=sagemaker forecastquery=forecast geofencing.geo=geo git-codecommit=codecommit" +
	" identity-chime=chime ingest.timestream=timestream ivsrealtime=ivs kafka-api=kafka mail-manager=ses" +
	" management.deadline=deadline media-pipelines-chime=chime meetings-chime=chime memory-db=memorydb messaging-chime=chime" +
	" metadata.geo=geo metering-marketplace=aws-marketplace metering.marketplace=aws-marketplace metrics.sagemaker=sagemaker" +
	" migrationhub-config=mgh models-v2-lex=lex models.lex=lex monitor.iotsitewise=iotsitewise oidc=sso-oauth" +
	" ops.airflow=airflow participant.connect=execute-api personalize-events=personalize personalize-runtime=personalize" +
	" pinpoint=mobiletargeting portal.sso=awsssoportal query-lakeformation=lakeformation query.timestream=timestream" +
	" reporting-marketplace=aws-marketplace runtime-medical-imaging=medical-imaging runtime-v2-lex=lex" +
	" runtime.health-agent=health-agent runtime.lex=lex runtime.sagemaker=sagemaker s3-control=s3" +
	" s3express-control=s3express scheduling.deadline=deadline servicecatalog-appregistry=servicecatalog" +
	" sms-voice.pinpoint=sms-voice storage-omics=omics stream-logs=logs streaming.health-agent=health-agent" +
	" streams-dynamodb=dynamodb streams.dynamodb=dynamodb sync-states=states tags-omics=omics timestream-ingest=timestream" +
	" timestream-query=timestream tracking.geo=geo transcribestreaming=transcribe voice-chime=chime workflows-omics=omics "

// documented are the signing names that no present service model has; Sources names where each stands.
const documented = " elastictranscoder iotanalytics iotdevicegateway kafka-cluster lookoutvision qldb rds-db s3-object-lambda" +
	" s3express sms vpc-lattice-svcs "

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
	{"kinesisvideo", "kinesisvideo"}, // m-, r-, s-, b- and v- with a number
	{"data.mediastore", "mediastore"},
	{"timestream", "timestream"},
	{"vpc-lattice-svcs", "vpc-lattice-svcs"},
	{"grafana-workspace", "grafana"},
	{"gateway.bedrock-agentcore", "bedrock-agentcore"},
	{"aos", "es"},              // a domain's dual-stack name
	{"ddb", "dynamodb"},        // an account
	{"dsql", "dsql"},           // a cluster
	{"kafka", "kafka-cluster"}, // a broker
	{"kafka-serverless", "kafka-cluster"},
	{"memorydb", "memorydb"}, // a cluster
	{"neptune-graph", "neptune-graph"},
}

// regionFirst are the labels behind the region in names that put it before the service.
var regionFirst = []struct{ label, signing string }{
	{"es", "es"},
	{"aoss", "aoss"},
	{"cloudsearch", "cloudsearch"},
	{"neptune", "neptune-db"},
	{"neptune-graph", "neptune-graph"},
	{"osis", "osis"},
	{"rds", "rds-db"},
	{"redshift", "redshift"},
	{"redshift-serverless", "redshift-serverless"},
	{"eks", "eks"},
}

// signingName gives the signing name of an endpoint prefix.
func signingName(prefix string) (string, bool) {
	if strings.ContainsAny(prefix, " =") {
		return "", false
	}
	if _, rest, found := strings.Cut(renamed, " "+prefix+"="); found {
		signing, _, _ := strings.Cut(rest, " ")
		return signing, true
	}
	return prefix, listed(same, prefix) || listed(documented, prefix)
}

// isSigningName reports whether a service is signed for by this name.
func isSigningName(name string) bool {
	return listed(same, name) || listed(documented, name) ||
		name != "" && !strings.ContainsAny(name, " =") && strings.Contains(renamed, "="+name+" ")
}
