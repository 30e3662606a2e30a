package main

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
)

// diagnoseAll diagnoses, and where the evidence allows it looks for the mistake that gives the signature first, on
// all processors.
func diagnoseAll(in diagnose.Input) diagnose.Diagnosis {
	from, ok := diagnose.Searchable(in)
	if !ok {
		return diagnose.Diagnose(in)
	}
	shares := make([]forensics.Result, runtime.GOMAXPROCS(0))
	var enough atomic.Int64 // the cost behind which no share needs to look
	enough.Store(math.MaxInt64)
	var group sync.WaitGroup
	for i := range shares {
		group.Go(func() {
			shares[i], _ = forensics.Search(from, forensics.Options{ // Searchable has checked it
				Index: i, Of: len(shares),
				Report: func(p forensics.Progress) bool { return int64(p.Cost) <= enough.Load() },
			})
			if len(shares[i].Found) > 0 {
				enough.Store(min(enough.Load(), int64(shares[i].Found[0].Cost)))
			}
		})
	}
	group.Wait()
	found := forensics.Merge(shares...)
	in.Search = &found
	return diagnose.Diagnose(in)
}
