package view

// socketExports are the ways to open a presigned WebSocket. The URL is all there is to it.
func (w *signDrawing) socketExports() []Export {
	protocol := ""
	if w.in.settings.Service == "iotdevicegateway" {
		protocol = "mqtt" // asked for in the handshake, and not signed
	}
	return []Export{
		{"URL", "Whoever has it can use it until it expires.", Outgoing.URL},
		{"JavaScript", "For a browser, and Node.js from version 22.", func(o Outgoing) string {
			second := ""
			if protocol != "" {
				second = ", " + byteString(protocol)
			}
			return "const socket = new WebSocket(" + byteString(o.URL()) + second + ");\n" +
				"socket.onopen = () => console.log(\"open\");\nsocket.onclose = (event) => console.log(event.code, event.reason);\n"
		}},
		{"Python", "With the package websockets.", func(o Outgoing) string {
			second := ""
			if protocol != "" {
				second = ", subprotocols=[" + byteString(protocol) + "]"
			}
			return "from websockets.sync.client import connect\n\n" +
				"with connect(" + byteString(o.URL()) + second + ") as socket:\n    print(\"open\")\n"
		}},
		{"wscat", "With npm’s wscat.", func(o Outgoing) string {
			second := ""
			if protocol != "" {
				second = " --subprotocol " + protocol
			}
			return "wscat" + second + " --connect " + shellQuoted(o.URL())
		}},
	}
}
