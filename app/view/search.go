package view

import (
	"time"

	"countersign/sigv4/forensics"
)

// search is a search for the mistake as the page follows it. Several workers share the work. The zero search has
// not begun.
type search struct {
	phase  searchPhase
	seeks  string // Model.Seeks
	began  time.Time
	took   time.Duration
	shares []searchShare
	result *forensics.Result // of all shares, once it is over
}

type searchPhase uint8

const (
	searchIdle searchPhase = iota
	searchRuns
	searchCancelled
	searchUnable // no worker did it
	searchOver
)

// searchShare is what is known of one worker's part.
type searchShare struct {
	progress forensics.Progress
	result   forensics.Result
	ended    bool
}

// SearchWanted reports whether a search could say more than the model does, and has not been tried.
func (s *State) SearchWanted() bool {
	return !s.Pending && s.Model.Seeks != "" && s.search.phase == searchIdle
}

// StartSearch begins a search and gives the packed jobs of its workers, at most so many.
func (s *State) StartSearch(workers int, now time.Time) []string {
	s.search = search{phase: searchRuns, seeks: s.Model.Seeks, began: now, shares: make([]searchShare, workers)}
	job, _ := s.Job()
	jobs := make([]string, workers)
	for i := range jobs {
		jobs[i] = job.packShare(i, workers)
	}
	return jobs
}

// StopSearch gives a search up that is under way. It may begin again by itself.
func (s *State) StopSearch() {
	if s.search.phase == searchRuns {
		s.search = search{}
	}
}

// CancelSearch gives it up at the reader's word.
func (s *State) CancelSearch(now time.Time) {
	s.search.phase, s.search.took = searchCancelled, now.Sub(s.search.began)
}

// SearchReported takes what a worker says of its progress. Workers that need not go on are to be ended.
func (s *State) SearchReported(worker int, packed string, now time.Time) (end []int) {
	if p, ok := unpackProgress(packed); ok {
		s.search.shares[worker].progress = p
	}
	return s.search.settle(now)
}

// SearchEnded takes a worker's result; ok is false where it gave none.
func (s *State) SearchEnded(worker int, packed string, ok bool, now time.Time) (end []int) {
	share := &s.search.shares[worker]
	share.ended = true
	var whole bool
	if share.result, whole = unpackResult(packed); !ok || !whole {
		s.search.phase = searchUnable
		for i := range s.search.shares {
			end = append(end, i)
		}
		return end
	}
	share.progress.Tried = share.result.Tried
	return s.search.settle(now)
}

// settle lists the workers that are beyond what another has found, and once none is left puts their results together.
func (s *search) settle(now time.Time) (end []int) {
	s.took = now.Sub(s.began)
	found := -1
	for i := range s.shares {
		for _, f := range s.shares[i].result.Found {
			if found < 0 || f.Cost < found {
				found = f.Cost
			}
		}
	}
	var results []forensics.Result
	for i := range s.shares {
		share := &s.shares[i]
		if !share.ended && found >= 0 && share.progress.Cost > found {
			share.ended = true
			share.result = forensics.Result{Tried: share.progress.Tried, Done: share.progress.Cost}
			end = append(end, i)
		}
		if share.ended {
			results = append(results, share.result)
		}
	}
	if len(results) == len(s.shares) {
		merged := forensics.Merge(results...)
		s.phase, s.result = searchOver, &merged
	}
	return end
}

// SearchRuns and SearchOver report how a search stands.
func (s *State) SearchRuns() bool { return s.search.phase == searchRuns }
func (s *State) SearchOver() bool { return s.search.phase == searchOver }

// progress sums the workers' up: the cost of the one that is furthest behind.
func (s *search) progress() forensics.Progress {
	var sum forensics.Progress
	for i, share := range s.shares {
		p := share.progress
		sum.Tried += p.Tried
		if sum.Steps = max(sum.Steps, p.Steps); i == 0 || p.Cost < sum.Cost && !share.ended {
			sum.Cost = p.Cost
		}
	}
	return sum
}
