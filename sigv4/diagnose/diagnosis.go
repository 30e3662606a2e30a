// Package diagnose judges Evidence: it says why a signature was refused, how sure that is, what it
// rules out and what would decide the rest. It never searches for a mistake; it compares, recomputes
// and reads what the server says.
//
// # Flow
//
// prepare makes a bench: it picks the request and the texts of each side, derives the request as a
// server would, compares, hashes, reads the clocks and tries the keys, each once. The rules look at
// the bench and name causes; the facts, the verdict, what is ruled out and what to paste next are
// made from the same bench.
//
// Causes that show in one line of two canonical requests are read off the contrast: what was signed
// against what the server has, or what the request calls for. Two requests with one signature give
// such a pair as well: the request as it left, and as it arrived.
//
// What is signed in or beside a request (the chunks of an upload, the policy of a form, a token) is verified by
// package check, stage by stage; carrier.go finds it in the paste.
//
// Where the paste shows the request at two places or more, transit.go lists what changed between them, signed
// or not, with those who are known for such a change (suspects_table.go).
//
// What a paste leaves open (the method of a URL, the end of a body) is derived in each way, and counts
// once a signature or the server's hash confirms one. Of several requests the diagnosis is about the
// one that the server's text, its answer or the key points to, whatever their order.
//
// # Adding a rule
//
// Write a file rule_NAME.go with a rule value: the causes that it can name (ids of causes.go), its
// sources, the section of the guide, and judge. List it in rules.go. Put pastes that it must and
// must not speak up on into testdata/rules. A sentence of a server that names its cause outright
// needs only a row in stated_table.go or stated_more.go; one that is no matter of the signature, a row in
// asides.go. The tests say what is missing.
//
// # Order
//
// Findings stand by what proves them; those that are likely or possible alike, by how often the cause was
// the confirmed one in public threads (frequency.go). Where several causes leave the same bytes, a finding
// names the others and the one test that tells them apart (causes.go).
//
// # What a confidence claims
//
// Proved is recomputed here. Certain is what the server says, or what the specification leaves no
// other reading of. A clock message makes the offset certain, and each cause of it at most likely.
// A secret is certainly wrong only when it makes the client's signature from the server's own string
// to sign and the server refused it; a secret that does not make the signature proves nothing more
// than that. A cause read off two texts is certain where it accounts for the line wholly, and proved
// where with that line alone the hashes agree and a recomputation holds both texts. Nothing is ruled out but where the server's order of checks is known.
package diagnose

import (
	"time"

	"countersign/sigv4"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// Confidence says how much a statement is worth.
type Confidence string

// The confidences, strongest first.
const (
	Proved    Confidence = "proved"    // recomputed: the figures agree only if it is so
	Certain   Confidence = "certain"   // the server says so, or the specification leaves no other reading
	Likely    Confidence = "likely"    // ranked first among what fits
	Possible  Confidence = "possible"  // fits; named with the test that would decide it
	Undecided Confidence = "undecided" // the verdict when nothing can be said
)

// Input is what a diagnosis is made from. Only Evidence is needed.
type Input struct {
	Evidence paste.Evidence
	Key      sigv4.Key // a secret or signing key that the reader gave, zero for none
	KeyID    string    // the access key id that Key belongs to, when the reader said
	Token    string    // session token, when given apart from the paste
	Now      time.Time // zero: unknown. Never alone a reason for clock skew

	// Search is what a search for what Searchable gives came to, nil for none. Diagnose never searches.
	Search *forensics.Result
}

// Diagnosis is what the evidence says.
type Diagnosis struct {
	Verdict     Verdict
	Guide       string // section to read where no finding names one, "" when nothing was recognised
	Established []Fact
	Findings    []Finding // best first
	RuledOut    []RuledOut
	PasteNext   []Ask // by how much it would decide
	Comparisons []Comparison
	Transit     []Leg  // where the paste shows the request at two places or more
	Steps       *Steps // nil when there is neither a request nor a text of a step
	Clock       *Clock
	Unusable    bool // nothing in the paste bears on a signature
	Wrong       bool // a cause, a refusal, a difference or a signature that the key does not make was found
	Parts       []paste.Part

	// Mendable says that mistakes of the signer's named here account for the signature: signed anew with the key that
	// was given, the request that Searchable gives is right.
	Mendable bool

	// FoundServers says that what the search found is what the server has, and not what was signed.
	FoundServers bool

	// Seeks is what a search for the mistake would look for: "signature", "hash" of a canonical request, or "" where
	// it could say nothing.
	Seeks string
}

// Verdict is the answer in one sentence.
type Verdict struct {
	Sentence   string
	Confidence Confidence
	Detail     string // one or two further sentences: what it rests on
}

// Fact is something established, with the places in the paste that say so.
type Fact struct {
	Fact       string
	Confidence Confidence
	Marks      []Mark
}

// Mark is a range of the paste that a statement is about.
type Mark struct {
	Span sigv4.Span
	Part string // method path query headers payload time scope key signature: the colour
	Note string // what was found here, or what was expected
	Bad  bool
}

// Finding is a cause that fits.
type Finding struct {
	Cause        string // an id of the cause table, never renamed
	Title        string
	Confidence   Confidence
	Why          string
	Test         string // what would decide it, when it is not certain
	Marks        []Mark
	Found        string // the bytes found, where it is about bytes
	Expected     string
	Fixes        []Fix
	Sources      []Citation
	Guide        string   // path of the guide and section: "guides/signature-expired.html#linux"
	Alternatives []string // causes that leave the same evidence

	tolerated bool // the server accepts it: it is not why the request was refused
}

// Fix is one way to mend it: a verb phrase, and steps or a command ready to copy.
type Fix struct {
	Do     string // "Set the clock by NTP"
	On     string // platform or SDK, "" for all: "Linux", "Python"
	Detail string // words
	Code   string // ready to copy, "" for none
}

// Citation is where a statement comes from, with the sentence that matters restated.
type Citation struct {
	Address string
	Says    string
}

// RuledOut is a cause that the evidence excludes, and by what.
type RuledOut struct {
	Cause   string
	Because string
	Source  Citation
}

// Ask is something to paste or do next.
type Ask struct {
	What string
	Why  string
}

// Comparison sets canonical requests of the same request side by side.
type Comparison struct {
	Stage   sigv4.Stage
	Sides   []ComparedSide // two or three of: sent, client, server
	Lines   []ComparedLine
	Departs int // index of the first line that differs, -1 for none
}

// ComparedSide names a column.
type ComparedSide struct {
	// "sent" (computed from the request), "client" (from its log), "server" (from the error), or
	// "first" and "second" for two texts that do not say whose they are.
	Name string
	Text sigv4.Text // map ends in the paste
}

// ComparedLine is one line of a comparison.
type ComparedLine struct {
	Name  string // "method", "canonical URI", "canonical query string", "header host", "signed headers", "payload hash", "time" ...
	Part  string // the colour
	Cells []Cell // by side
	Same  bool
}

// Cell is a side's text of a line. Absent when that side has no such line.
type Cell struct {
	Absent  bool
	Text    string
	Span    sigv4.Span   // in the side's text
	Differs []sigv4.Span // in Text: the bytes that differ
}

// Clock is what a message says about time.
type Clock struct {
	Signed, Server, Limit time.Time     // Limit zero when the message does not say
	Tolerance             time.Duration // 0 when the message does not say, and nothing is known of the service
	Assumed               bool          // Tolerance is not the message's, but what is known of the service
	Offset                time.Duration // Signed − Server: negative when the request is older
	Marks                 []Mark
}
