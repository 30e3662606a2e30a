package view

import (
	"strconv"
	"strings"
)

// goExport is a program that sends the request with net/http. A parsed URL keeps the path and the
// query as written; the headers are set in the map itself, which keeps their names.
func goExport(o Outgoing) string {
	var b program
	body := "nil"
	imports := []string{"fmt", "io", "log", "net/http"}
	if len(o.Body) > 0 {
		imports, body = append(imports, "strings"), "strings.NewReader("+strconv.Quote(string(o.Body))+")"
	}
	b.add("package main\n\nimport (\n")
	for _, name := range imports {
		b.add("\t", strconv.Quote(name), "\n")
	}
	b.add(")\n\nfunc main() {\n")
	b.add("\treq, err := http.NewRequest(", strconv.Quote(o.Method), ", ", strconv.Quote(o.URL()), ", ", body, ")\n")
	b.add("\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n")
	for _, h := range o.grouped() {
		switch strings.ToLower(h.name) {
		case "host":
			b.add("\treq.Host = ", strconv.Quote(h.values[0]), "\n")
		case "content-length": // net/http writes it
		default:
			values := make([]string, len(h.values))
			for i, v := range h.values {
				values[i] = strconv.Quote(v)
			}
			b.add("\treq.Header[", strconv.Quote(h.name), "] = []string{", strings.Join(values, ", "), "}\n")
		}
	}
	b.add("\tres, err := http.DefaultTransport.RoundTrip(req) // a client would follow redirects, which are not signed\n")
	b.add("\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\tdefer res.Body.Close()\n")
	b.add("\tanswer, err := io.ReadAll(res.Body)\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n")
	b.add("\tfmt.Printf(\"%s\\n%s\\n\", res.Status, answer)\n}\n")
	return string(b)
}

// pythonExport sends the request with http.client, which leaves path and headers as they are.
func pythonExport(o Outgoing) string {
	var b program
	connection := "HTTPSConnection"
	if o.Scheme == "http" {
		connection = "HTTPConnection"
	}
	b.add("import http.client\n\n")
	b.add("connection = http.client.", connection, "(", byteString(o.Authority), ", timeout=30)\n")
	b.add("connection.putrequest(", byteString(o.Method), ", ", byteString(o.Target),
		", skip_host=True, skip_accept_encoding=True)\n")
	for _, h := range o.Headers {
		b.add("connection.putheader(", byteString(h.Name), ", ", byteString(strings.TrimSpace(h.Value)), ")\n")
	}
	if o.needsLength() {
		b.add("connection.putheader(\"Content-Length\", \"", strconv.Itoa(len(o.Body)), "\")\n")
	}
	if len(o.Body) == 0 {
		b.add("connection.endheaders()\n")
	} else {
		b.add("connection.endheaders(b", byteString(string(o.Body)), ")\n")
	}
	b.add("response = connection.getresponse()\n")
	b.add("print(response.status, response.reason)\nprint(response.read().decode(errors=\"replace\"))\n")
	return string(b)
}

// nodeExport sends the request with Node's http module. Headers given as a list are sent as they are.
func nodeExport(o Outgoing) string {
	var b program
	module := "node:" + o.Scheme
	b.add("const http = require(", byteString(module), ");\n\n")
	host, port := o.Authority, ""
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		host, port = host[:i], host[i+1:]
	}
	b.add("const request = http.request({\n")
	b.add("  host: ", byteString(strings.Trim(host, "[]")), ",\n")
	if port != "" {
		b.add("  port: ", byteString(port), ",\n")
	}
	b.add("  method: ", byteString(o.Method), ",\n")
	b.add("  path: ", byteString(o.Target), ",\n")
	b.add("  headers: [\n")
	for _, h := range o.Headers {
		b.add("    ", byteString(h.Name), ", ", byteString(strings.TrimSpace(h.Value)), ",\n")
	}
	if o.needsLength() {
		b.add("    \"Content-Length\", \"", strconv.Itoa(len(o.Body)), "\",\n")
	}
	b.add("  ],\n}, (response) => {\n  console.log(response.statusCode, response.statusMessage);\n  response.pipe(process.stdout);\n});\n")
	if len(o.Body) == 0 {
		b.add("request.end();\n")
	} else {
		b.add("request.end(Buffer.from(", byteString(string(o.Body)), ", \"latin1\")); // latin1: \\xHH is that byte\n")
	}
	return string(b)
}
