package site

import (
	"fmt"
	"strings"
	"time"
)

// Example is something to paste into the workbench.
type Example struct {
	Name  string `json:"name"` // in the address of the page: #example=NAME
	Title string `json:"title"`
	Paste string `json:"paste"`

	clock *clock // the times that the paste names, when it is about them
}

// clock is a clock message before it is written: every other time follows from these.
type clock struct {
	signed, server time.Time
	tolerance      time.Duration
}

// Examples lists the examples in the order in which the workbench offers them.
func Examples() ([]Example, error) {
	return clockExamples(), nil
}

// clockExamples are answers about time, in the dialects of three kinds of service.
func clockExamples() []Example {
	server := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	gateway := clock{server.Add(-9*time.Minute - 26*time.Second), server, 5 * time.Minute}
	dynamo := clock{server.Add(59*time.Minute + 43*time.Second), server, 15 * time.Minute}
	bucket := clock{server.Add(-23 * time.Minute), server, 15 * time.Minute}
	return []Example{
		{"clock-apigw", "API Gateway: Signature expired", httpAnswer("403 Forbidden",
			"x-amzn-ErrorType: InvalidSignatureException\nContent-Type: application/json",
			fmt.Sprintf(`{"message":"%s"}`, gateway.message())), &gateway},
		{"clock-dynamodb", "DynamoDB: Signature not yet current", httpAnswer("400 Bad Request",
			"Content-Type: application/x-amz-json-1.0",
			fmt.Sprintf(`{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"%s"}`, dynamo.message())), &dynamo},
		{"clock-s3", "S3: RequestTimeTooSkewed", httpAnswer("403 Forbidden",
			"Content-Type: application/xml", bucket.s3Error()), &bucket},
	}
}

func httpAnswer(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\n" + headers + "\n\n" + body + "\n"
}

// message is the text of the JSON and query services.
func (c clock) message() string {
	if c.signed.Before(c.server) {
		return fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - %d min.)",
			amzTime(c.signed), amzTime(c.limit()), amzTime(c.server), int(c.tolerance.Minutes()))
	}
	return fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + %d min.)",
		amzTime(c.signed), amzTime(c.limit()), amzTime(c.server), int(c.tolerance.Minutes()))
}

// s3Error is the answer of S3, which gives the times in fields of their own.
func (c clock) s3Error() string {
	return strings.Join([]string{
		`<?xml version="1.0" encoding="UTF-8"?>`,
		`<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message>` +
			`<RequestTime>` + amzTime(c.signed) + `</RequestTime><ServerTime>` + c.server.Format(time.RFC3339) + `</ServerTime>` +
			fmt.Sprintf(`<MaxAllowedSkewMilliseconds>%d</MaxAllowedSkewMilliseconds></Error>`, c.tolerance.Milliseconds()),
	}, "\n")
}

// limit is the earliest or latest signing time that the server accepts.
func (c clock) limit() time.Time {
	if c.signed.Before(c.server) {
		return c.server.Add(-c.tolerance)
	}
	return c.server.Add(c.tolerance)
}

// amzTime is the form of X-Amz-Date: YYYYMMDD'T'HHMMSS'Z', in UTC.
func amzTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }
