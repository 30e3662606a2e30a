package main

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"countersign/app/e2e/bench/cases"
	"countersign/sigv4"
	"countersign/sigv4/endpoint"
)

// benchmarks takes the figures of package forensics' own benchmarks, each round in a fresh page.
func benchmarks(ctx context.Context, origin string, rounds int) ([]figure, error) {
	var cold, warm, naive, scopes []float64
	for range rounds {
		tab, cancel := chromedp.NewContext(ctx)
		err := chromedp.Do(tab, chromedp.Navigate(origin+"/gotest.html"))
		for _, run := range []struct {
			name  string
			times int
			into  *[]float64
		}{{"ThreeOfSixty", 1, &cold}, {"Naive", 1, &naive}, {"ThreeOfSixty", 5, &warm}, {"Scopes", 1, &scopes}} {
			if err != nil {
				break
			}
			var printed string
			printed, err = chromedp.Run(tab, chromedp.Evaluate[string](fmt.Sprintf("benchmark('^Benchmark%s$', %d)", run.name, run.times), chromedp.EvalAwaitPromise))
			if err == nil {
				err = take(printed, run.into)
			}
		}
		cancel()
		if err != nil {
			return nil, err
		}
	}
	speedUp := make([]float64, len(warm))
	for i := range warm {
		speedUp[i] = naive[i] / warm[i]
	}
	return []figure{
		{"all of up to 3 of 60 faults, the first time in a fresh page", "s", cold, atMost(0.5, 0.25)},
		{"the same, warm", "s", warm, nil},
		{"as many one by one, without a search", "s", naive, nil},
		{"one by one ÷ searched", "×", speedUp, atLeast(8, 15)},
		{"all regions with all services, dates and forms of the secret, one thread", "s", scopes, atMost(1, 1)},
	}, nil
}

var perOperation = regexp.MustCompile(`\s([\d.]+) ns/op`)

// take reads the seconds of one operation from what a benchmark printed.
func take(printed string, into *[]float64) error {
	found := perOperation.FindStringSubmatch(printed)
	if found == nil {
		return fmt.Errorf("a benchmark printed no time: %q", printed)
	}
	nanoseconds, err := strconv.ParseFloat(found[1], 64)
	*into = append(*into, nanoseconds/1e9)
	return err
}

// watch is put before the scripts of the workbench: it says how many processors there are, when the first worker of a
// search began, and which tasks of the page took long.
const watch = `Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => %d });
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask" });
window.Worker = class extends Worker {
	constructor(address) {
		super(address);
		if (String(address).startsWith("blob:")) window.began ??= performance.now();
	}
};
window.put = (selector, text) => {
	const field = document.querySelector(selector);
	field.value = text;
	field.dispatchEvent(new Event("input", { bubbles: true }));
};
window.until = (holds) => new Promise((resolve) => {
	if (holds()) return resolve(performance.now());
	const observer = new MutationObserver(() => {
		if (!holds()) return;
		observer.disconnect();
		resolve(performance.now());
	});
	observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
});
window.card = (words) => until(() => document.querySelector("#search h2")?.textContent.startsWith(words));`

// workbench opens the workbench of the built site on so many processors.
func workbench(ctx context.Context, origin string, processors int) (tab context.Context, cancel func(), err error) {
	tab, cancel = chromedp.NewContext(ctx)
	if err = chromedp.Do(tab, chromedp.Navigate("about:blank")); err == nil {
		_, err = chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(watch, processors)})
	}
	if err == nil {
		err = chromedp.Do(tab, chromedp.Navigate(origin+"/site/index.html"))
	}
	if err == nil {
		_, err = chromedp.Run(tab, chromedp.Evaluate[float64](`until(() => document.querySelector(".island #paste"))`, chromedp.EvalAwaitPromise))
	}
	return tab, cancel, err
}

// workbenchFigures takes the figures of the search as a reader meets it.
func workbenchFigures(ctx context.Context, origin string, rounds int) ([]figure, error) {
	var one, two, ratio, rate, cancel, longest, named []float64
	for range rounds {
		var times [3]searched
		for _, processors := range []int{1, 2} {
			if err := inWorkbench(ctx, origin, processors, inVain(), &times[processors]); err != nil {
				return nil, err
			}
		}
		one, two = append(one, times[1].Seconds), append(two, times[2].Seconds)
		ratio, rate = append(ratio, times[1].Seconds/times[2].Seconds), append(rate, times[2].Tried/times[2].Seconds)
		longest = append(longest, times[1].Longest, times[2].Longest)
		var cancelled, found searched
		if err := inWorkbench(ctx, origin, 2, cancelling(), &cancelled); err != nil {
			return nil, err
		}
		if err := inWorkbench(ctx, origin, 2, naming(), &found); err != nil {
			return nil, err
		}
		cancel, named = append(cancel, cancelled.Seconds), append(named, found.Seconds)
		longest = append(longest, cancelled.Longest, found.Longest)
	}
	return []figure{
		{"a search in vain for a signing key, one worker", "s", one, nil},
		{"the same, two workers", "s", two, nil},
		{"one worker ÷ two workers", "×", ratio, atLeast(1.7, 1.9)},
		{"hypotheses a second, two workers", "", rate, nil},
		{"from the secret to two mistakes named, in a fresh page", "s", named, nil},
		{"from “Cancel” to the card that says so", "ms", cancel, atMost(100, 100)},
		{"the longest task of the page meanwhile (0: none over 50 ms)", "ms", longest, atMost(50, 50)},
	}, nil
}

// searched is what a script in the workbench measured.
type searched struct {
	Seconds float64 `json:"seconds"` // milliseconds for a cancellation
	Tried   float64 `json:"tried"`
	Longest float64 `json:"longest"`
}

func inWorkbench(ctx context.Context, origin string, processors int, script string, into *searched) error {
	tab, cancel, err := workbench(ctx, origin, processors)
	defer cancel()
	if err != nil {
		return err
	}
	*into, err = chromedp.Run(tab, chromedp.Evaluate[searched](`(async () => {
		let seconds, tried = 0;
		`+script+`
		await new Promise((resolve) => setTimeout(resolve, 100));
		return { seconds, tried, longest: Math.max(0, ...tasks.filter((t) => t.startTime >= began).map((t) => t.duration)) };
	})()`, chromedp.EvalAwaitPromise))
	return err
}

// inVain searches to the end for a key that is not the signer's.
func inVain() string {
	return fmt.Sprintf(`put("#paste", %q);
		put("#secret", "0123456789abcdef".repeat(4));
		const ended = await card("No known mistake");
		seconds = (ended - began) / 1000;
		const told = /([\d\u202f]+) hypotheses were tried/;
		await until(() => told.test(document.querySelector(".answer").textContent));
		tried = Number(told.exec(document.querySelector(".answer").textContent)[1].replaceAll("\u202f", ""));`,
		signed("GET / HTTP/1.1\r\nHost: a.amazonaws.com\r\n\r\n"))
}

// cancelling gives up a search that has long to go.
func cancelling() string {
	return fmt.Sprintf(`put("#paste", %q);
		put("#secret", "another");
		await card("Searching");
		await new Promise((resolve) => setTimeout(resolve, 1500));
		const pressed = performance.now();
		document.querySelector("[data-action=search-cancel]").click();
		seconds = await card("Search cancelled") - pressed;`, signed(ordinary))
}

// naming finds two mistakes at once.
func naming() string {
	return fmt.Sprintf(`put("#paste", %q);
		await new Promise((resolve) => setTimeout(resolve, 500));
		const typed = performance.now();
		put("#secret", %q);
		seconds = (await until(() => document.querySelector("#corrected")) - typed) / 1000;`,
		signed(ordinary, "POST\n/prod/a\n", "post\n/prod/a/\n"), cases.SecretAccessKey)
}

// ordinary is a request with a path, a query, headers and a body.
const ordinary = "POST /prod/a?limit=10&b=x%2By&a=1 HTTP/1.1\r\nHost: abc123.execute-api.us-east-1.amazonaws.com\r\n" +
	"Content-Type: application/json\r\n\r\n{\"id\":\"o-17\"}"

// signed is a request signed by one who makes mistakes: the texts of pairs are replaced in its canonical request. The
// requests are those above, so that nothing can fail.
func signed(raw string, pairs ...string) string {
	request, err := sigv4.ParseRequest(raw)
	if err != nil {
		panic(err)
	}
	key := sigv4.SecretKey(cases.SecretAccessKey)
	d, err := sigv4.Derive(request, sigv4.Credentials{AccessKeyID: cases.AccessKeyID, Key: key}, sigv4.Signing{
		Time: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC), Region: "us-east-1", Service: "execute-api", Rules: endpoint.Lookup("execute-api").Rules,
	})
	if err != nil {
		panic(err)
	}
	before := strings.TrimSuffix(d.StringToSign.String, d.Hash)
	signature, err := sigv4.SignStringToSign(before+sigv4.HashHex(strings.NewReplacer(pairs...).Replace(d.CanonicalRequest.String)), key)
	if err != nil {
		panic(err)
	}
	return strings.Replace(d.Signed.Raw(), d.Signature, signature, 1)
}
