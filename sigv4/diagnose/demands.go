package diagnose

import "countersign/sigv4/endpoint"

// demand finds what the service that was signed for demands of a kind, of each request like this one.
func (b *bench) demand(kind endpoint.DemandKind, name string) (endpoint.Demand, bool) {
	host, _ := splitPort(b.request.Host)
	for _, d := range endpoint.Lookup(b.claim.Scope.Service).Demands() {
		if d.Kind == kind && d.Name == name && d.Holds(b.claim.Carrier, host) {
			return d, true
		}
	}
	return endpoint.Demand{}, false
}

// demanded cites a demand.
func demanded(d endpoint.Demand) []Citation {
	what := d.Value
	switch {
	case d.Kind == endpoint.UnsignedHeader:
		what = d.Name + " not to be signed"
	case d.Kind == endpoint.Header && what == "":
		what = d.Name
	case d.Kind == endpoint.Header:
		what = d.Name + ": " + what
	}
	return []Citation{{d.Source.Address, d.Source.Title + " demands of " + d.When + ": " + what + "."}}
}

// wantsECDSA is about a request that is signed with HMAC for what takes SigV4A only.
func (b *bench) wantsECDSA(f Finding) []Finding {
	d, ok := b.demand(endpoint.Algorithm, "")
	if !b.claimed || !ok {
		return nil
	}
	f.Title = "This takes SigV4A only, and the request is signed with SigV4"
	f.Why = "It is signed with " + quoted(f.Found, 0) + ". " + d.Value + " is demanded of " + d.When + "."
	f.Expected, f.Sources = d.Value, demanded(d)
	f.Confidence, _ = b.formFault()
	f.Confidence = atMost(f.Confidence, Likely)
	f.Test = "Sign with SigV4A and send again: if it is accepted, it is this."
	f.Fixes = []Fix{
		{Do: "Sign with SigV4A, for the region set *", On: "Python", Code: "pip install 'botocore[crt]'"},
		{Do: "Sign with SigV4A, for the region set *", On: "JavaScript", Code: "npm install @aws-sdk/signature-v4a  # and import it once"},
	}
	return []Finding{f}
}
