package oracle

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// answer is what a server sent back.
type answer struct {
	status int
	body   string
	raw    string // as it came over the wire
}

// wire is a request as HTTP/1.1 puts it on the wire, byte for byte, with the two headers that carry
// it there: Connection and, with a body, Content-Length unless it has one.
func wire(r sigv4.Request) string {
	r.Headers = append(append([]sigv4.Header(nil), r.Headers...), sigv4.Header{Name: "Connection", Value: "close"})
	if _, has := header(r, "Content-Length"); !has && len(r.Body) > 0 {
		r.Headers = append(r.Headers, sigv4.Header{Name: "Content-Length", Value: strconv.Itoa(len(r.Body))})
	}
	body := string(r.Body)
	r.Body = nil
	return strings.ReplaceAll(r.Raw(), "\n", "\r\n") + body
}

// send sends a request over a connection of its own. net/http would rewrite it.
func send(t *testing.T, address string, r sigv4.Request) answer {
	t.Helper()
	conn, err := net.DialTimeout("tcp", address, 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(conn, wire(r)); err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(conn)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.Target, err)
	}
	response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(string(raw))), &http.Request{Method: r.Method})
	if err != nil {
		t.Fatalf("%s %s: %v in %q", r.Method, r.Target, err, raw)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, string(body), string(raw)}
}

func header(r sigv4.Request, name string) (string, bool) {
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value, true
		}
	}
	return "", false
}
