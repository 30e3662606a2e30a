package forensics

// Mistake is one thing that signers, or what lies between them and the server, do wrong.
type Mistake struct {
	ID     string // "query-unsorted", never renamed
	Family string
	Cause  string // id of the cause table
	Says   string // completes "The signer …" or, on the way, "Something on the way …"
	Fix    string // an imperative sentence
	Source string // address of the specification's section, or of a case
}

// Applied is a mistake with what it was in this request.
type Applied struct {
	Mistake
	Detail string // "us-west-2 for us-east-1"; "" where the mistake says all. Never of a secret
}

// Costs of a change: how unlikely it is beforehand.
const (
	likely = 2
	rare   = 3 // other regions too, and the services that are used most
	listed = 5 // a member of a long list
	remote = 6 // one of some hundred services
)

// maxCost bounds the cost of a hypothesis: three rare changes, a listed one and two likely ones, or a remote one and
// a rare one.
const maxCost = 9

// MaxMistakes is how many mistakes at once are looked for.
const MaxMistakes = 3

// change gives one field of a part a wrong value.
type change[D any] struct {
	mistake *Mistake
	detail  string
	field   int // two changes of a field exclude each other
	cost    int
	apply   func(*D) // may not write to what D's slices hold
}

// Causes lists the causes of all mistakes, each once.
func Causes() []string {
	seen := map[string]bool{}
	var out []string
	for _, m := range Mistakes() {
		if !seen[m.Cause] {
			seen[m.Cause] = true
			out = append(out, m.Cause)
		}
	}
	return out
}

// Family is a group of mistakes that are searched together.
type Family struct {
	Name  string
	Says  string // what it holds, in plain words
	Proof bool   // it needs a secret or signing key: what it changes is not in the canonical request
}

// Families lists the families, in the order of the parts.
func Families() []Family {
	return []Family{
		{Name: "method", Says: "other methods, and their case"},
		{Name: "path", Says: "the path's escapes, normalization, slashes and prefixes"},
		{Name: "query", Says: "the query's order, escapes, equals signs, repeated, missing and added parameters"},
		{Name: "headers", Says: "the headers' names, values, spaces and order, those missing and added, and their list"},
		{Name: "host", Says: "the host with and without its port, and other hosts"},
		{Name: "payload", Says: "other payload hashes and their forms, and other bytes of the body"},
		{Name: "canonical-request", Says: "lines of the canonical request missing, added or in another order"},
		{Name: "string-to-sign", Says: "lines of the string to sign missing, in another form or in another order", Proof: true},
		{Name: "secret", Says: "the secret with blanks, quotes, decoded, encoded, cut or in another case", Proof: true},
		{Name: "key", Says: "the steps of the signing key in another order or form", Proof: true},
		{Name: "scope", Says: "a signing key for another date, region or service", Proof: true},
		{Name: "signature", Says: "the signature in another form", Proof: true},
	}
}
