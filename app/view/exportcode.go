package view

import (
	"strconv"
	"strings"
)

// goExport is a program that sends the request with net/http. A parsed URL keeps the path and the
// query as written; the headers are set in the map itself, which keeps their names.
func goExport(o Outgoing) string {
	var b strings.Builder
	body := "nil"
	imports := []string{"fmt", "io", "log", "net/http"}
	if len(o.Body) > 0 {
		imports, body = append(imports, "strings"), "strings.NewReader("+strconv.Quote(string(o.Body))+")"
	}
	b.WriteString("package main\n\nimport (\n")
	for _, name := range imports {
		b.WriteString("\t" + strconv.Quote(name) + "\n")
	}
	b.WriteString(")\n\nfunc main() {\n")
	b.WriteString("\treq, err := http.NewRequest(" + strconv.Quote(o.Method) + ", " + strconv.Quote(o.URL()) + ", " + body + ")\n")
	b.WriteString("\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n")
	for _, h := range o.grouped() {
		switch strings.ToLower(h.name) {
		case "host":
			b.WriteString("\treq.Host = " + strconv.Quote(h.values[0]) + "\n")
		case "content-length": // net/http writes it
		default:
			values := make([]string, len(h.values))
			for i, v := range h.values {
				values[i] = strconv.Quote(v)
			}
			b.WriteString("\treq.Header[" + strconv.Quote(h.name) + "] = []string{" + strings.Join(values, ", ") + "}\n")
		}
	}
	b.WriteString("\tres, err := http.DefaultTransport.RoundTrip(req) // a client would follow redirects, which are not signed\n")
	b.WriteString("\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\tdefer res.Body.Close()\n")
	b.WriteString("\tanswer, err := io.ReadAll(res.Body)\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n")
	b.WriteString("\tfmt.Printf(\"%s\\n%s\\n\", res.Status, answer)\n}\n")
	return b.String()
}

// pythonExport sends the request with http.client, which leaves path and headers as they are.
func pythonExport(o Outgoing) string {
	var b strings.Builder
	connection := "HTTPSConnection"
	if o.Scheme == "http" {
		connection = "HTTPConnection"
	}
	b.WriteString("import http.client\n\n")
	b.WriteString("connection = http.client." + connection + "(" + byteString(o.Authority) + ", timeout=30)\n")
	b.WriteString("connection.putrequest(" + byteString(o.Method) + ", " + byteString(o.Target) +
		", skip_host=True, skip_accept_encoding=True)\n")
	for _, h := range o.Headers {
		b.WriteString("connection.putheader(" + byteString(h.Name) + ", " + byteString(strings.TrimSpace(h.Value)) + ")\n")
	}
	if o.needsLength() {
		b.WriteString("connection.putheader(\"Content-Length\", \"" + strconv.Itoa(len(o.Body)) + "\")\n")
	}
	if len(o.Body) == 0 {
		b.WriteString("connection.endheaders()\n")
	} else {
		b.WriteString("connection.endheaders(b" + byteString(string(o.Body)) + ")\n")
	}
	b.WriteString("response = connection.getresponse()\n")
	b.WriteString("print(response.status, response.reason)\nprint(response.read().decode(errors=\"replace\"))\n")
	return b.String()
}

// nodeExport sends the request with Node's http module. Headers given as a list are sent as they are.
func nodeExport(o Outgoing) string {
	var b strings.Builder
	module := "node:" + o.Scheme
	b.WriteString("const http = require(" + byteString(module) + ");\n\n")
	host, port := o.Authority, ""
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		host, port = host[:i], host[i+1:]
	}
	b.WriteString("const request = http.request({\n")
	b.WriteString("  host: " + byteString(strings.Trim(host, "[]")) + ",\n")
	if port != "" {
		b.WriteString("  port: " + byteString(port) + ",\n")
	}
	b.WriteString("  method: " + byteString(o.Method) + ",\n")
	b.WriteString("  path: " + byteString(o.Target) + ",\n")
	b.WriteString("  headers: [\n")
	for _, h := range o.Headers {
		b.WriteString("    " + byteString(h.Name) + ", " + byteString(strings.TrimSpace(h.Value)) + ",\n")
	}
	if o.needsLength() {
		b.WriteString("    \"Content-Length\", \"" + strconv.Itoa(len(o.Body)) + "\",\n")
	}
	b.WriteString("  ],\n}, (response) => {\n  console.log(response.statusCode, response.statusMessage);\n  response.pipe(process.stdout);\n});\n")
	if len(o.Body) == 0 {
		b.WriteString("request.end();\n")
	} else {
		b.WriteString("request.end(Buffer.from(" + byteString(string(o.Body)) + ", \"latin1\")); // latin1: \\xHH is that byte\n")
	}
	return b.String()
}
