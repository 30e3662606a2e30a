package paste

import (
	"strings"

	"countersign/sigv4"
)

// The AWS SDK for PHP, told to debug, prints for each step what changed in the command and the request,
// as var_dump writes it:
//
//	-> Entering step sign, name 'signer'
//	------------------------------------
//
//	  request.method was set to string(3) "GET"
//	  request.headers.X-Amz-Date was set to array(1) {
//	    [0]=>
//	    string(16) "20260315T120000Z"
//	  }
const (
	phpEntering = "-> Entering step "
	phpLeaving  = "<- Leaving step "
)

func startsPHPTrace(s string, at int) bool {
	return (s[at] == '-' || s[at] == '<') && (at == 0 || s[at-1] == '\n') && (strings.HasPrefix(s[at:], phpEntering) || strings.HasPrefix(s[at:], phpLeaving))
}

// phpRequest is what the steps so far said of the request.
type phpRequest struct {
	values map[string]sigv4.Text // method, scheme, path, query, body
	head   headBlock
	signed bool // by the step that is read
}

// readPHPTrace reads one step. What a step leaves behind (a result, an exception) is left for the other
// formats.
func (p *parser) readPHPTrace(at int) (end int, ok bool) {
	s := p.in.String
	end = nextLine(s, at)
	if end < len(s) && strings.HasPrefix(s[end:], "---") {
		end = nextLine(s, end)
	}
	if strings.HasPrefix(s[at:], phpLeaving) {
		p.claim(at, end, KindLog, 0)
		return end, true
	}
	start := end
	for end < len(s) && (s[end] == ' ' || newlineAt(s, end) > 0) {
		end = nextLine(s, end)
	}
	if p.traced.values == nil {
		p.traced.values = map[string]sigv4.Text{}
	}
	p.traced.signed = false
	p.walkDump(start, end)
	if !p.traced.signed {
		p.claim(at, end, KindLog, 0)
		return end, true
	}
	p.addTraced(at, end)
	return end, true
}

// Bounds of the arrays that are read: those of a request nest twice.
const (
	maxDumpDepth = 6
	maxDumpKey   = 64
	maxTraced    = 128 // headers, which are looked through for each that is set
)

// shortKey is a key that may be of a request: a long one is cut, and is none.
func shortKey(key string) string { return key[:min(len(key), maxDumpKey)] }

// walkDump reads the changes that stand in [at, end).
func (p *parser) walkDump(at, end int) {
	s := p.in.String
	var path []string // of the open arrays
	key := ""
	for ; at < end; at = nextLine(s, at) {
		from, to := trimmed(s, at, min(lineEnd(s, at), end))
		line := s[from:to]
		if len(path) == 0 {
			name, value, ok := strings.Cut(line, " was set to ")
			if !ok {
				name, value, ok = strings.Cut(line, " changed from ")
				if last := strings.LastIndex(value, " to "); last >= 0 {
					value = value[last+len(" to "):]
				}
			}
			if !ok {
				continue
			}
			key, from = shortKey(name), to-len(value)
			line = value
		}
		switch {
		case strings.HasPrefix(line, "array(") && strings.HasSuffix(line, "{"):
			if len(path) == maxDumpDepth {
				return
			}
			path = append(path, key)
			key = ""
		case line == "}":
			path = path[:max(0, len(path)-1)]
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]=>"):
			if key = shortKey(strings.Trim(line[1:len(line)-len("]=>")], `"`)); key == "0" {
				key = ""
			}
		default:
			p.traceValue(strings.Trim(strings.Join(append(path[:len(path):len(path)], key), "."), "."), from, to)
		}
	}
}

// traceValue keeps a value of the request under its path: request.headers.Host, request.method.
func (p *parser) traceValue(path string, from, to int) {
	s := p.in.String
	if strings.HasPrefix(s[from:to], "string(") {
		quote := strings.Index(s[from:to], `) "`)
		if quote < 0 {
			return
		}
		from += quote + len(`) "`)
		if to > from && s[to-1] == '"' {
			to--
		}
	}
	path, ok := strings.CutPrefix(strings.TrimSuffix(path, ".0"), "request.")
	if !ok || from >= to {
		return
	}
	value := p.text(from, to)
	name, isHeader := strings.CutPrefix(path, "headers.")
	if !isHeader {
		p.traced.values[path] = value
		return
	}
	h := &p.traced.head
	p.traced.signed = p.traced.signed || strings.HasPrefix(value.String, "AWS4-")
	for i := range h.headers {
		if strings.EqualFold(h.headers[i].Name, name) {
			h.headers[i].Value, h.values[i] = value.String, value.Map
			return
		}
	}
	if len(h.headers) < maxTraced {
		h.add(inserted(name, "the name in the dump"), value)
	}
}

// addTraced adds the request as it is when a step has signed it.
func (p *parser) addTraced(from, to int) {
	r := Request{Format: KindHTTPRequest, Response: -1, Error: -1}
	value := func(name string) sigv4.Text { return p.traced.values[name] }
	method, path, query := value("method"), value("path"), value("query")
	r.Method, r.MethodMap = method.String, method.Map
	w := rewrite(path)
	w.copy(0, len(path.String))
	if query.String != "" {
		w.insert("?", "the dump has the query apart")
		w.in = query
		w.copy(0, len(query.String))
	}
	target := w.text()
	r.Target, r.TargetMap = target.String, target.Map
	r.Scheme = value("scheme").String
	h := headBlock{headers: append([]sigv4.Header(nil), p.traced.head.headers...), names: append([]sigv4.Map(nil), p.traced.head.names...), values: append([]sigv4.Map(nil), p.traced.head.values...)}
	p.setHeaders(&r, &h)
	p.addAnswered(r, from, to)
}
