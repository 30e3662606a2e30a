package diagnose

import (
	"slices"
	"strings"
)

// Tolerance is what a server accepts although the specification, and most other servers, do not: where it compared
// the signatures and found them to differ, it is not why.
type Tolerance struct {
	Server string // as Orders names it
	Cause  string
	Says   string // why, as a clause: "it sorts the parameters by their decoded names itself"
	Source Citation

	like func(found, right string) bool // of the canonical query strings: whether it is this form of the cause; nil for any
}

// Tolerances lists what is known. It was measured: nothing of the kind is documented, and nothing known of AWS's own
// services.
func Tolerances() []Tolerance {
	const (
		versitygw = "https://github.com/versity/versitygw/tree/v1.8.0"
		minIO     = "https://github.com/minio/minio/tree/7aac2a2c5b7c"
		ceph      = "https://github.com/ceph/ceph/tree/v18.2.7"
		measured  = "A request signed so was accepted by this version, as measured from outside."
		decoded   = "it sorts the parameters by their decoded names itself"
		asSent    = "it leaves the values of a repeated parameter in the order in which they are sent itself"
		date      = "it does not compare the two dates"
	)
	return []Tolerance{
		{"versitygw", "query-not-sorted", decoded, Citation{versitygw, measured}, sortedDecoded},
		{"MinIO", "query-not-sorted", asSent, Citation{minIO, measured}, sortedByName},
		{"MinIO", "scope-date-mismatch", date, Citation{minIO, measured}, nil},
		{"Ceph", "query-not-sorted", asSent, Citation{ceph, measured}, sortedByName},
		{"Ceph", "scope-date-mismatch", date, Citation{ceph, measured}, nil},
	}
}

// tolerance is why the server that answered accepts what a finding names, nil where it is not known to.
func (b *bench) tolerance(cause string) *Tolerance {
	if _, refused := b.code("SignatureDoesNotMatch"); !refused {
		return nil // it did not come as far as to compare the signatures
	}
	for _, t := range Tolerances() {
		if t.Cause != cause || !b.answeredBy(t.Server) {
			continue
		}
		if f := b.searched(); t.like == nil || f != nil && t.like(queryOf(f.CanonicalRequest), queryOf(f.RightCanonicalRequest)) {
			return &t
		}
	}
	return nil
}

// answeredBy reports whether the answer is of a server of Orders.
func (b *bench) answeredBy(server string) bool {
	return slices.ContainsFunc(Orders(), func(o Order) bool { return o.Server == server && o.applies(b) })
}

// tolerate says of the findings that the server accepts, and puts them last.
func (b *bench) tolerate(findings []Finding) []Finding {
	var refused, accepted []Finding
	for _, f := range findings {
		t := b.tolerance(f.Cause)
		if t == nil {
			refused = append(refused, f)
			continue
		}
		f.Title += ", which " + t.Server + " accepts"
		f.Why = t.Server + " accepts this, for " + t.Says + ": it is not why the request was refused. " + f.Why
		f.Sources = append(slices.Clone(f.Sources), t.Source)
		for i := range f.Fixes {
			f.Fixes[i].Detail = strings.TrimSuffix(f.Fixes[i].Detail, searchFixed)
		}
		f.tolerated = true
		accepted = append(accepted, f)
	}
	return append(refused, accepted...)
}

// queryOf is the canonical query string of a canonical request.
func queryOf(canonicalRequest string) string {
	if lines := strings.SplitN(canonicalRequest, "\n", 4); len(lines) == 4 {
		return lines[2]
	}
	return ""
}

// sortedDecoded reports whether a query has the parameters of another, sorted by what they are decoded.
func sortedDecoded(found, right string) bool {
	pairs := strings.Split(found, "&")
	return sameParameters(found, right) && slices.IsSortedFunc(pairs, func(x, y string) int {
		return strings.Compare(decoded(strings.Replace(x, "=", "\x00", 1)), decoded(strings.Replace(y, "=", "\x00", 1)))
	})
}

// sortedByName reports whether a query has the parameters of another, with the values of one name in another order.
func sortedByName(found, right string) bool {
	names := func(query string) []string {
		pairs := strings.Split(query, "&")
		for i := range pairs {
			pairs[i], _, _ = strings.Cut(pairs[i], "=")
		}
		return pairs
	}
	return sameParameters(found, right) && slices.Equal(names(found), names(right))
}

func sameParameters(found, right string) bool {
	x, y := strings.Split(found, "&"), strings.Split(right, "&")
	slices.Sort(x)
	slices.Sort(y)
	return found != right && slices.Equal(x, y)
}
