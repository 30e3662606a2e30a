package diagnose

import (
	"countersign/sigv4"
	"countersign/sigv4/paste"
)

// What is longer, or more, is not judged: the first are written anew some twenty times, and the latter looked at
// each beside the next.
const (
	maxHead   = 32 << 10    // bytes of a canonical request, or of a target and headers: servers stop at 8 to 64 KiB
	maxLong   = 4 * maxHead // bytes of all the long targets and headers among which the server's are looked for
	maxPlaces = 8           // that show the same request: before and behind a proxy, and tried again
)

// claimOf reads what a request claims. Target and headers that are longer than any server takes claim nothing.
func claimOf(r *paste.Request) (sigv4.Claim, error) {
	if headSize(r) > maxHead {
		return sigv4.Claim{}, sigv4.NewError(sigv4.StageRequest, "head", "", -1, "target and headers are longer than 32 KiB, which no server takes")
	}
	return sigv4.ParseClaim(r.Request)
}

// headSize is how long target and headers of a request are.
func headSize(r *paste.Request) int {
	size := len(r.Target)
	for _, h := range r.Headers {
		size += len(h.Name) + len(h.Value)
	}
	return size
}
