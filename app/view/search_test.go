package view

import (
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// wronglySigned is a request whose canonical request was signed with a secret after old was replaced in it by new.
func wronglySigned(t *testing.T, secret, old, new string) string {
	t.Helper()
	const canonical = "GET\n/items\na=1&b=2\nhost:abcdef1234.execute-api.us-east-1.amazonaws.com\nx-amz-date:20260315T120000Z\n\nhost;x-amz-date\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	signature, err := sigv4.SignStringToSign("AWS4-HMAC-SHA256\n20260315T120000Z\n20260315/us-east-1/execute-api/aws4_request\n"+
		sigv4.HashHex(strings.Replace(canonical, old, new, 1)), sigv4.SecretKey(secret))
	if err != nil {
		t.Fatal(err)
	}
	return "GET /items?b=2&a=1 HTTP/1.1\r\nHost: abcdef1234.execute-api.us-east-1.amazonaws.com\r\nX-Amz-Date: 20260315T120000Z\r\n" +
		"Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + signature + "\r\n\r\n"
}

// plantedKey is that of the planted secret, which gives fewer hypotheses than the secret itself.
var plantedKey = sigv4.DeriveKeys(sigv4.SecretKey(planted),
	sigv4.Scope{Date: "20260315", Region: "us-east-1", Service: "execute-api", Terminator: sigv4.Terminator}).Reveal()[3]

// searching is a state that wants a search.
func searching(t *testing.T, text string) State {
	t.Helper()
	s := NewState()
	s.SetPaste(text)
	s.SetSecret(NewSecret(plantedKey))
	finish(&s)
	if !s.SearchWanted() {
		t.Fatalf("no search is wanted: %q", s.Model.Seeks)
	}
	return s
}

// Two workers find two mistakes: the one that is behind what the other found is ended, and the model shows the proof.
func TestSearchFinds(t *testing.T) {
	s := searching(t, wronglySigned(t, planted, "GET\n/items", "get\n/items/"))
	began := time.Now()
	jobs := s.StartSearch(2, began)
	if card := s.SearchCard(); card.Action != ActCancelSearch || card.Says != "Searching for the mistake: The request as it is" || !s.SearchRuns() {
		t.Errorf("begun: %+v", card)
	}
	found := -1
	for i, job := range jobs {
		last := ""
		result, ok := Work(job, func(progress string) { last = progress })
		if !ok {
			t.Fatalf("worker %d gave nothing", i)
		}
		if last != "" {
			s.SearchReported(i, last, began.Add(time.Second))
		}
		if r, _ := unpackResult(result); len(r.Found) > 0 {
			found = i
		}
		s.SearchEnded(i, result, true, began.Add(2*time.Second))
		if s.SearchOver() {
			break
		}
	}
	if found < 0 || !s.SearchOver() || s.SearchRuns() {
		t.Fatalf("worker %d found it, over %t", found, s.SearchOver())
	}
	finish(&s)
	shown := plain(append(s.Model.Verdict, s.Model.Answer...)...)
	for _, want := range []string{"2 mistakes", "get", "/items/", "The request with its right signature"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the model does not show %q", want)
		}
	}
	if strings.Contains(shown, plantedKey) {
		t.Error("the model shows the key")
	}
	if card := s.SearchCard(); card.Says != "" || card.Action != "" || len(card.Body) > 0 {
		t.Errorf("over: %+v", card)
	}
	if s.SearchWanted() {
		t.Error("the search would begin again")
	}
	s.Type("something else", "", 0)
	if card := s.SearchCard(); len(card.Body) > 0 || s.SearchOver() {
		t.Errorf("the search of an earlier text is shown: %+v", card)
	}
}

// A worker whose hypotheses cost more than what another has found need not go on.
func TestSearchEndsWhoIsBehind(t *testing.T) {
	s := searching(t, wronglySigned(t, planted, "GET\n/items", "get\n/items/"))
	now := time.Now()
	jobs := s.StartSearch(2, now)
	results := make([]string, 2)
	found := 0
	for i, job := range jobs {
		results[i], _ = Work(job, func(string) {})
		if r, _ := unpackResult(results[i]); len(r.Found) > 0 {
			found = i
		}
	}
	if end := s.SearchReported(1-found, "7;11;1000;", now); end != nil {
		t.Errorf("before anything was found %v are to end", end)
	}
	if end := s.SearchEnded(found, results[found], true, now); len(end) != 1 || end[0] != 1-found || !s.SearchOver() {
		t.Errorf("%v are to end, over %t", end, s.SearchOver())
	}
}

// What a search in vain excludes is said, whatever became of the secret.
func TestSearchInVain(t *testing.T) {
	s := searching(t, wronglySigned(t, "another", "GET", "GET"))
	now := time.Now()
	s.StartSearch(1, now)
	s.SearchReported(0, "7;11;1234567;", now.Add(500*time.Millisecond))
	running := plain(s.SearchCard().Body...)
	for _, want := range []string{"Three mistakes at once", "1.2 million hypotheses in 0.5 s, 2.5 million a second", "All 12 families of mistakes are done alone"} {
		if !strings.Contains(running, want) {
			t.Errorf("under way, the card does not say %q: %s", want, running)
		}
	}
	s.SearchEnded(0, "2345678;10;1;1;0;", true, now.Add(12*time.Second))
	card := s.SearchCard()
	for _, want := range []string{"No known mistake gives the signature that was sent", "2.3 million hypotheses in 12 s", "as far as so many could be put together", "ruled out"} {
		if !strings.Contains(plain(card.Body...), want) {
			t.Errorf("the card does not say %q: %s", want, plain(card.Body...))
		}
	}
	finish(&s)
	if got := plain(s.Model.Verdict...); !strings.Contains(got, "no known mistake gives the signature") {
		t.Errorf("the verdict is %q", got)
	}
}

// Cancelling keeps the card, another text takes it away, and a worker that could not run is said.
func TestSearchIsCancelled(t *testing.T) {
	s := searching(t, wronglySigned(t, "another", "GET", "GET"))
	now := time.Now()
	s.StartSearch(1, now)
	s.CancelSearch(now.Add(time.Second))
	if card := s.SearchCard(); card.Action != ActSearch || card.Says != "Search cancelled" || s.SearchWanted() || s.SearchRuns() {
		t.Errorf("cancelled: %+v", card)
	}
	s.StartSearch(1, now)
	s.StopSearch()
	if card := s.SearchCard(); len(card.Body) > 0 || !s.SearchWanted() {
		t.Errorf("stopped: %+v", card)
	}
	for _, result := range []struct {
		packed string
		ok     bool
	}{{"", false}, {"no result", true}} {
		s.StartSearch(2, now)
		if end := s.SearchEnded(0, result.packed, result.ok, now); len(end) != 2 {
			t.Errorf("%v are to end", end)
		}
		if card := s.SearchCard(); card.Action != ActSearch || card.Says != "The search did not run" {
			t.Errorf("no worker: %+v", card)
		}
	}
}

// Figures are written with the digits that matter.
func TestSearchFigures(t *testing.T) {
	for n, want := range map[uint64]string{0: "0", 7: "7", 999: "999", 1234: "1,230", 49_151: "49,100", 999_999: "999,000", 1_250_000: "1.2 million"} {
		if got := roughly(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
