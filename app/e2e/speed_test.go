package e2e

import (
	"slices"
	"testing"
	"time"
)

// TestSpeed prints figures; a shared machine is no place to hold them against a limit.
func TestSpeed(t *testing.T) {
	origin := serveSite(t, nil)
	var navigation []time.Duration
	for range 5 {
		w := open(t, browser(t), "about:blank", false)
		start := time.Now()
		eval[bool](w, `(location.href = `+quote(origin+"/index.html")+`, true)`)
		w.ready()
		navigation = append(navigation, time.Since(start))
	}
	slices.Sort(navigation)
	t.Logf("navigation to a working paste box, fresh profile: %d ms (median of %d)", navigation[2].Milliseconds(), len(navigation))

	w := open(t, browser(t), origin+"/index.html", false)
	w.ready()
	w.paste(clockAnswer)
	w.wait(`document.querySelector(".finding")`)
	// A typed character changes the drawn text.
	eval[bool](w, `(() => {
		const box = document.querySelector("#paste");
		window.times = [];
		let start = 0;
		box.addEventListener("input", () => { start = performance.now(); }, true);
		new MutationObserver(() => {
			if (start) times.push(performance.now() - start);
			start = 0;
		}).observe(document.querySelector(".island"), { subtree: true, childList: true, characterData: true, attributes: true });
		return true;
	})()`)
	const count = 40
	eval[bool](w, `(document.querySelector("#paste").setSelectionRange(0, 0), true)`)
	for i := range count {
		w.keys(string(rune('a' + i%26)))
		time.Sleep(250 * time.Millisecond)
	}
	times := eval[[]float64](w, `times`)
	if len(times) < count/2 {
		t.Fatalf("%d characters changed the page %d times", count, len(times))
	}
	slices.Sort(times)
	t.Logf("typed character to changed page: p50 %.1f ms, p95 %.1f ms (%d characters)",
		times[len(times)/2], times[len(times)*95/100], len(times))
}
