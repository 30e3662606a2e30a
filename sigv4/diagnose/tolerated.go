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

	order func(x, y string) int // of the parameters, as they are encoded, where their order is the cause; else nil
}

// Tolerances lists what is known. It was measured: nothing of the kind is documented, and nothing known of AWS's own
// services.
func Tolerances() []Tolerance {
	const (
		versitygw = "https://github.com/versity/versitygw/tree/v1.8.0"
		minIO     = "https://github.com/minio/minio/blob/7aac2a2c5b7c"
		ceph      = "https://github.com/ceph/ceph/tree/v18.2.7"
		measured  = "A request signed so was accepted by this version, as measured from outside."
		read      = "A query that is signed so is accepted: the server sorts it by Go's url.Values.Encode: by decoded name, with the values of a name as they come."
		date      = "it does not compare the two dates"
	)
	return []Tolerance{
		{"versitygw", "query-not-sorted", "it sorts the parameters by their decoded names itself", Citation{versitygw, measured}, byDecoded},
		{"MinIO", "query-not-sorted", "it sorts the parameters by their decoded names, and leaves the values of a name in the order in which they are sent, itself", Citation{minIO + "/cmd/signature-v4.go", read}, byDecodedName},
		{"MinIO", "scope-date-mismatch", date, Citation{minIO + "/cmd/signature-v4.go", measured}, nil},
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
		if f := b.searched(); t.order == nil || f != nil && b.request != nil && queryOf(f.CanonicalRequest) == ordered(b.request.Target, t.order) {
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
			if strings.HasSuffix(f.Fixes[i].Detail, searchFixed) {
				f.Fixes[i].Detail = ""
			}
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

// ordered is the canonical query string of a target, with its parameters in an order of the server's own.
func ordered(target string, order func(x, y string) int) string {
	_, query, _ := strings.Cut(target, "?")
	var pairs []string
	for _, sent := range strings.Split(query, "&") {
		if sent != "" {
			pairs = append(pairs, canonicalQuery(sent))
		}
	}
	slices.SortStableFunc(pairs, order)
	return strings.Join(pairs, "&")
}

func byDecodedName(x, y string) int { return strings.Compare(decoded(nameOf(x)), decoded(nameOf(y))) }

func byDecoded(x, y string) int {
	if c := byDecodedName(x, y); c != 0 {
		return c
	}
	return strings.Compare(decoded(x), decoded(y))
}

func nameOf(pair string) string {
	name, _, _ := strings.Cut(pair, "=")
	return name
}
