package oracle

import (
	"fmt"
	"strings"
	"time"

	"countersign/sigv4"
)

// attempt is a request on its way to the server: what it is signed with, then what is sent.
type attempt struct {
	sigv4.Request
	credentials sigv4.Credentials
	signing     sigv4.Signing
}

// A breakage is done to an attempt before it is signed, or after.
type breakage func(*attempt)

// The breakages before signing.

func clock(offset time.Duration) breakage {
	return func(a *attempt) { a.signing.Time = a.signing.Time.Add(offset) }
}

func otherSecret(s string) breakage {
	return func(a *attempt) { a.credentials.Key = sigv4.SecretKey(s) }
}

func otherKeyID(id string) breakage {
	return func(a *attempt) { a.credentials.AccessKeyID = id }
}

func otherRegion(region string) breakage {
	return func(a *attempt) { a.signing.Region = region }
}

func otherService(service string) breakage {
	return func(a *attempt) { a.signing.Service = service }
}

func encodeTwice(a *attempt) { a.signing.Rules.EncodeTwice = true }

// generalRules signs as for any service but S3.
func generalRules(a *attempt) { a.signing.Rules = sigv4.Rules{EncodeTwice: true, Normalize: true} }

// presigned puts the signature into the query, good for a number of seconds.
func presigned(expires int) breakage {
	return func(a *attempt) { a.signing.Carrier, a.signing.Expires = sigv4.QueryCarrier, expires }
}

func token(t string) breakage {
	return func(a *attempt) { a.credentials.SessionToken = t }
}

// several does one after another.
func several(all ...breakage) breakage {
	return func(a *attempt) {
		for _, b := range all {
			b(a)
		}
	}
}

// The breakages after signing.

func method(m string) breakage { return func(a *attempt) { a.Method = m } }

func body(b string) breakage { return func(a *attempt) { a.Body = []byte(b) } }

// swap replaces the first occurrence of a text in the target or, if it is not there, in the headers.
func swap(old, new string) breakage {
	return func(a *attempt) {
		if strings.Contains(a.Target, old) {
			a.Target = strings.Replace(a.Target, old, new, 1)
			return
		}
		for i, h := range a.Headers {
			if strings.Contains(h.Value, old) {
				a.Headers[i].Value = strings.Replace(h.Value, old, new, 1)
				return
			}
		}
		panic(fmt.Sprintf("%q is not in the request", old))
	}
}

// set gives a header another value, and adds it when it is not there.
func set(name, value string) breakage {
	return func(a *attempt) {
		for i, h := range a.Headers {
			if strings.EqualFold(h.Name, name) {
				a.Headers[i].Value = value
				return
			}
		}
		a.Headers = append(a.Headers, sigv4.Header{Name: name, Value: value})
	}
}

func drop(name string) breakage {
	return func(a *attempt) {
		var left []sigv4.Header
		for _, h := range a.Headers {
			if !strings.EqualFold(h.Name, name) {
				left = append(left, h)
			}
		}
		a.Headers = left
	}
}

// anew does b and then makes the signature anew, as a signer with that mistake would: the mistake
// is then all that is wrong.
func anew(b breakage) breakage {
	return func(a *attempt) {
		b(a)
		claim, err := sigv4.ParseClaim(a.Request)
		if err != nil {
			panic(err)
		}
		d, err := sigv4.Rederive(a.Request, claim, a.signing.Rules, a.credentials.Key)
		if err != nil {
			panic(err)
		}
		swap(claim.Signature, d.Signature)(a)
	}
}

// yesterday moves the date of the scope back by a day, and leaves X-Amz-Date.
func yesterday(a *attempt) {
	slash := "/"
	if a.signing.Carrier == sigv4.QueryCarrier {
		slash = "%2F"
	}
	day := a.signing.Time.UTC()
	swap(accessKeyID+slash+day.Format("20060102"), accessKeyID+slash+day.AddDate(0, 0, -1).Format("20060102"))(a)
}

func truncated(a *attempt) {
	claim, err := sigv4.ParseClaim(a.Request)
	if err != nil {
		panic(err)
	}
	swap(claim.Signature, claim.Signature[:63])(a)
}
