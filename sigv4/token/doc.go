// Package token makes what a SigV4 signature travels in outside of a signed request: database passwords,
// bearer tokens, WebSocket URLs, git and SMTP passwords. It takes each of them apart again, recomputes it
// and names the first stage that departs. It also computes the tree hash of Glacier. It uses the standard
// library and package sigv4 only, and knows no network and no clock.
//
// # What each is made of
//
//	function      signs                                            service           the text
//	RDS           GET host:port/?Action=connect&DBUser=            rds-db            URL without scheme
//	ElastiCache   GET cache/?Action=connect&User=                  elasticache       URL without scheme
//	MemoryDB      GET cluster/?Action=connect&User=                memorydb          URL without scheme
//	DSQL          GET host/?Action=DbConnect or DbConnectAdmin     dsql              URL without scheme
//	MSK           GET kafka.region/?Action=kafka-cluster:Connect   kafka-cluster     base64url of the URL
//	EKS           GET sts.region/?Action=GetCallerIdentity         sts               k8s-aws-v1. and base64url of the URL
//	              with header x-k8s-aws-id
//	IoT           GET host/mqtt                                    iotdevicegateway  wss URL, session token behind it
//	KinesisVideo  GET host/?X-Amz-ChannelARN=&X-Amz-ClientId=      kinesisvideo      wss URL
//	Transcribe    GET host:8443/stream-transcription-websocket     transcribe        wss URL
//	APIGateway    GET host/stage                                   execute-api       wss URL
//	WebSocket     GET host/path                                    any               wss URL
//	AppSync       POST host/graphql/connect of {}, in headers      appsync           header- and base64url of the headers in JSON
//	CodeCommit    GIT host/v1/repos/name, no payload hash          codecommit        time, Z, signature
//	SMTPPassword  the word SendRawEmail, key of 11111111           ses               base64 of 4 and the signature
//
// All but the last three are presigned URLs with host as the signed header, but for EKS, an empty payload
// and the rules of most services ([sigv4.Rules] with EncodeTwice and Normalize). All but IoT sign the
// session token, where there is one; CodeCommit carries it in the user name; SMTP has none.
//
// # Lives, in seconds
//
//	RDS, ElastiCache, MemoryDB, MSK   up to 900
//	DSQL                              up to 604800; clients set 900
//	EKS                               up to 900; clients set 60, and 900 count
//	Transcribe                        up to 300
//	Kinesis Video                     up to 604800; clients set 299
//	API Gateway, WebSocket            up to 604800
//	IoT                               none, or up to 604800
//	AppSync, CodeCommit               not stated in them: as for any signed request
//	SMTP                              as long as the access key
//
// Redshift Serverless has no such token: GetCredentials is an ordinary signed call, service
// redshift-serverless, and the password is in its answer. So it is with Redshift's GetClusterCredentials.
// The calls to @connections of a WebSocket API are ordinary signed requests too.
//
// # Keys
//
// A signing key does where a secret access key does: for the date, region and service of the token. The
// SMTP password needs the secret, for its date is 11111111.
//
// # Order
//
// No server minds in which order the parameters of a URL stand. Here they stand in the order of the
// canonical query string. X-Amz-Signature is the last, as aws-sdk-go-v2 writes it, or stands among them
// by name where AWS's own client does so: MSK and Kinesis Video.
//
// # Secrets
//
// A token is a secret. [Token] and [Parsed] print nothing of it by any fmt verb or encoder, and no error
// repeats it; [Token.Reveal] tells it, on purpose. Errors are of type *[sigv4.Error].
package token
