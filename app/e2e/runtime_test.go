package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"countersign/app/site"
)

const stressPage = `<!doctype html><title>stress</title><script src="runtime.js"></script><script>
const trials = [];
let ended = "";
window.report = (name, got, want) => { if (name === "end") ended = "yes"; else trials.push({ name, got, want }); };
const go = new (countersignGo(window))();
fetch("stress.wasm").then((answer) => WebAssembly.instantiateStreaming(answer, go.importObject))
  .then(({ instance }) => go.run(instance)).catch((fault) => { ended = String(fault); });
</script>`

// TestRuntimeIsWhole runs what unwinds and resumes Go's functions in a module built as app.wasm is.
func TestRuntimeIsWhole(t *testing.T) {
	module, err := site.BuildProgram("../..", "./app/site/testdata/stress")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(*dist, "site", "runtime.js"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(stressPage))
		case "/runtime.js":
			w.Header().Set("Content-Type", "text/javascript")
			w.Write(script)
		case "/stress.wasm":
			w.Header().Set("Content-Type", "application/wasm")
			w.Write(module)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	w := open(t, browser(t), server.URL, false)
	w.wait(`ended`)
	if ended := eval[string](w, `ended`); ended != "yes" {
		t.Fatalf("the program ended with %s", ended)
	}
	type trial struct{ Name, Got, Want string }
	trials := eval[[]trial](w, `trials`)
	if len(trials) < 15 {
		t.Errorf("only %d trials ran", len(trials))
	}
	for _, one := range trials {
		if one.Got != one.Want {
			t.Errorf("%s: got %q, want %q", one.Name, one.Got, one.Want)
		}
	}
}
