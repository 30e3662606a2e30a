package forensics

// Merge puts the results of searches together that shared the work. What only one of them found, or tried, counts;
// a hypothesis that costs more than another that was found is left out.
func Merge(shares ...Result) Result {
	out := Result{Complete: true}
	least := maxCost + 2
	for i, r := range shares {
		if out.Tried += r.Tried; i == 0 || r.Done < out.Done {
			out.Done = r.Done
		}
		out.Complete = out.Complete && r.Complete
		out.Left = out.Left || r.Left
		for _, f := range r.Found {
			least = min(least, f.Cost)
		}
	}
	for _, r := range shares {
		for _, f := range r.Found {
			if f.Cost == least && len(out.Found) < maxFound {
				out.Found = append(out.Found, f)
			}
		}
	}
	return out
}
