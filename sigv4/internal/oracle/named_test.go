package oracle

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
	"countersign/sigv4/internal/oracle/inject"
	"countersign/sigv4/internal/oracle/inject/defective"
	"countersign/sigv4/paste"
)

// unnamed are the injected mistakes that no search makes, each for a reason.
var unnamed = map[string]string{
	"payload-gzip": "compressors give different bytes for one text: only who made the body can make it again",
}

// TestInjectedMistakesAreNamed has the mistakes of signers looked for that an independent signer made: alone, in
// pairs and in threes, over services, carriers and forms of pastes. A mistake is named when its cause is among
// those of what was found, and nothing may be found that signs other bytes than were signed. SEEDS, when set, is
// how many requests of each kind there are.
func TestInjectedMistakesAreNamed(t *testing.T) {
	for _, c := range []struct {
		mistakes, requests int
		share              float64 // of the requests in which all must be named
	}{{0, 150, 1}, {1, len(inject.Mistakes()), 1}, {2, 80, 0.99}, {3, 80, 0.97}} {
		t.Run(strconv.Itoa(c.mistakes), func(t *testing.T) {
			nameMany(t, c.mistakes, c.requests, c.share, nameable, nameAll)
		})
	}
}

// nameable reports whether a search makes the mistakes of a case.
func nameable(c inject.Case) bool {
	return !slices.ContainsFunc(c.Faults, func(f inject.Fault) bool { return unnamed[f.ID] != "" })
}

// nameMany has the mistakes of cases looked for, of those that are wanted.
func nameMany(t *testing.T, mistakes, requests int, share float64, wanted func(inject.Case) bool, name func(inject.Case) (missing, wrong string)) {
	if n, err := strconv.Atoi(os.Getenv("SEEDS")); err == nil {
		requests = n
	}
	var lock sync.Mutex
	judged, named := 0, 0
	seeds := make(chan uint64)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for seed := range seeds {
				injected := inject.Make(seed, mistakes)
				if !wanted(injected) {
					continue
				}
				missing, wrong := name(injected)
				lock.Lock()
				judged++
				switch {
				case wrong != "":
					t.Errorf("seed %d, %s: %s", seed, faults(injected), wrong)
				case missing != "":
					t.Logf("seed %d, %s: %s", seed, faults(injected), missing)
				default:
					named++
				}
				lock.Unlock()
			}
		})
	}
	for seed := range requests {
		seeds <- uint64(seed)
	}
	close(seeds)
	workers.Wait()
	t.Logf("%d mistakes: %d of %d requests", mistakes, named, judged)
	if judged == 0 || float64(named) < share*float64(judged) {
		t.Errorf("with %d mistakes only %d of %d requests have all of them named", mistakes, named, judged)
	}
}

func faults(c inject.Case) string {
	var ids []string
	for _, f := range c.Faults {
		ids = append(ids, f.ID)
	}
	return strings.Join(ids, " + ")
}

// nameAll has the mistakes of a request looked for in one of its pastes. missing says what was not named, wrong what
// was claimed and is not so.
func nameAll(c inject.Case) (missing, wrong string) {
	p := c.Pastes[int(c.Seed)%len(c.Pastes)]
	if len(c.Faults) == 0 {
		p = c.Pastes[0] // without an answer: no server refuses a right signature
	}
	return judgeNames(c, p.Form, diagnose.Input{Evidence: paste.Parse(p.Text), Key: sigv4.SecretKey(c.Request.Secret)})
}

// judgeNames judges what a search and the diagnosis make of a paste in some form.
func judgeNames(c inject.Case, form string, in diagnose.Input) (missing, wrong string) {
	from, searchable := diagnose.Searchable(in)
	if !searchable {
		return judgeUnsearched(c, diagnose.Diagnose(in))
	}
	r, err := forensics.Search(from, forensics.Options{})
	switch {
	case err != nil:
		return "", err.Error()
	case len(c.Faults) == 0:
		return "", fmt.Sprintf("a search begins although nothing is wrong, in the form %s", form)
	case len(r.Found) == 0:
		return fmt.Sprintf("nothing found in the form %s among %d", form, r.Tried), ""
	}
	in.Search = &r
	found := r.Found[0]
	sameBytes := found.CanonicalRequest == c.Wrong.CanonicalRequest && (in.Key.IsZero() || found.StringToSign == c.Wrong.StringToSign)
	var causes []string
	for _, f := range r.Found {
		for _, m := range slices.Concat(f.Mistakes, f.Others) {
			causes = append(causes, m.Cause)
		}
	}
	for _, f := range c.Faults {
		if !slices.ContainsFunc(f.Causes, func(cause string) bool { return slices.Contains(causes, cause) }) {
			missing = fmt.Sprintf("%s is not among %s", f.ID, said(found))
		}
	}
	if first := diagnose.Diagnose(in).Findings; len(first) == 0 || first[0].Confidence != diagnose.Proved {
		return "", fmt.Sprintf("found %s, and the diagnosis does not say so", said(found))
	}
	if missing != "" && !sameBytes {
		return "", missing + ", which signs other bytes than were signed"
	}
	return "", "" // other words for the same bytes are as right
}

// judgeUnsearched judges a diagnosis that proved something without a search, or had nothing to prove.
func judgeUnsearched(c inject.Case, d diagnose.Diagnosis) (missing, wrong string) {
	if len(c.Faults) == 0 { // its region may yet be another than the host's
		for _, f := range d.Findings {
			if f.Confidence == diagnose.Proved && f.Cause != "signature-valid" {
				return "", f.Cause + " is claimed to be proved"
			}
		}
		return "", ""
	}
	for _, f := range d.Findings {
		if f.Confidence == diagnose.Proved || f.Confidence == diagnose.Certain {
			for _, fault := range c.Faults {
				if slices.Contains(fault.Causes, f.Cause) {
					return "", ""
				}
			}
		}
	}
	return "no search begins", ""
}

func said(f forensics.Found) string {
	var out []string
	for _, m := range f.Mistakes {
		out = append(out, m.ID+" ("+m.Detail+")")
	}
	return strings.Join(out, " + ")
}

// TestDefectiveSignersAreNamed has what real signers do wrong looked for, in the requests that they sent.
func TestDefectiveSignersAreNamed(t *testing.T) {
	samples, err := defective.Samples()
	if err != nil {
		t.Fatal(err)
	}
	if len(samples) < 4 {
		t.Errorf("only %d samples", len(samples))
	}
	for _, s := range samples {
		in := diagnose.Input{Evidence: paste.Parse(s.Raw), Key: sigv4.SecretKey(s.Secret)}
		from, ok := diagnose.Searchable(in)
		if !ok {
			t.Errorf("%s, %s: no search begins", s.Signer, s.Name)
			continue
		}
		r, err := forensics.Search(from, forensics.Options{})
		if err != nil || len(r.Found) == 0 {
			t.Errorf("%s, %s: nothing found, %v", s.Signer, s.Name, err)
			continue
		}
		in.Search = &r
		first := diagnose.Diagnose(in).Findings[0]
		if first.Confidence != diagnose.Proved || !slices.Contains(s.Causes, first.Cause) {
			t.Errorf("%s, %s: names %s (%s, %s), want one of %v", s.Signer, s.Name, first.Cause, first.Confidence, said(r.Found[0]), s.Causes)
		}
	}
}
