// Package oracle holds the engine against software that others wrote: two S3 servers that check
// signatures (versitygw, which is an IAM server too, and MinIO), the signers of aws-sdk-go-v2, smithy-go
// and minio-go, the event streams of aws-sdk-go-v2, and makers of tokens (for RDS, MSK and EKS). It
// consists of tests; of bench, which times the signers; and of inject, which signs requests with mistakes on
// purpose, and runs signers that make some.
//
// It is a module of its own, so that the engine's stays free of what it needs. Its go.mod and go.sum
// pin every version; the first run downloads and compiles the servers, which takes some minutes.
package oracle
