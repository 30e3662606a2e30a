// Package endpoint knows what a host name says: service, region and partition, and which signing
// rules a service has.
package endpoint

import "countersign/sigv4"

// Endpoint is what a host name says. Service is the signing name. A name that is not AWS's
// (custom domain, proxy, S3-compatible server) has Known false and nothing else set.
type Endpoint struct {
	Known     bool
	Service   string
	Region    string // "" for global endpoints: see SigningRegion
	Partition string // "aws", "aws-cn", "aws-us-gov"
	Global    bool
}

// Parse reads a host name, with or without port, in any case.
func Parse(host string) Endpoint { panic("being written") }

// RulesFor gives the signing rules of a service by its signing name. known is false for services
// that are not in the table: they get the general rules.
func RulesFor(service string) (rules sigv4.Rules, known bool) { panic("being written") }
