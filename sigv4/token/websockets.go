package token

// TranscribeRequest asks for the URL of a Transcribe stream.
type TranscribeRequest struct {
	Terms
	Host    string  // transcribestreaming.region.amazonaws.com
	Path    string  // "" is /stream-transcription-websocket
	Params  []Param // language-code, media-encoding, sample-rate ...
	Expires int     // 1 to TranscribeExpires
}

func transcribeForm() form {
	return form{scheme: "wss://", service: "transcribe", longest: TranscribeExpires, headers: hostOnly}
}

// Transcribe presigns wss://host:8443/stream-transcription-websocket?language-code=… for service
// transcribe; port and session token are signed (Amazon Transcribe Developer Guide, "Setting up a
// WebSocket stream"). The error is of type *sigv4.Error.
func Transcribe(r TranscribeRequest) (Token, error) {
	if r.Path == "" {
		r.Path = "/stream-transcription-websocket"
	}
	return openWebSocket(transcribeForm(), WebSocketRequest{Terms: r.Terms, Host: r.Host, Port: transcribePort, Path: r.Path,
		Params: r.Params, Expires: r.Expires}, "The port 8443 is part of the host that is signed.")
}

// ParseTranscribe takes the URL of a Transcribe stream apart. The error is of type *sigv4.Error.
func ParseTranscribe(url string) (Parsed, error) { return transcribeForm().parse(url) }

// APIGatewayRequest asks for the URL of a WebSocket API with IAM authorization.
type APIGatewayRequest struct {
	Terms
	Host    string  // api-id.execute-api.region.amazonaws.com, or the custom domain
	Stage   string  // as in the URL: "prod", "$default"; "" for a custom domain's root
	Params  []Param // signed
	Expires int     // 1 to sigv4.MaxExpires
}

func apiGatewayForm() form { return webSocketForm("execute-api") }

// APIGateway presigns wss://host/stage for service execute-api, session token signed (Amazon API Gateway
// Developer Guide, "Control access to WebSocket APIs with AWS IAM authorization"). The calls to
// https://host/stage/@connections/id are ordinary requests, signed in their headers. The error is of type
// *sigv4.Error.
func APIGateway(r APIGatewayRequest) (Token, error) {
	return openWebSocket(apiGatewayForm(), WebSocketRequest{Terms: r.Terms, Host: r.Host, Path: "/" + r.Stage, Params: r.Params, Expires: r.Expires})
}

// ParseAPIGateway takes the URL of a WebSocket API apart. The error is of type *sigv4.Error.
func ParseAPIGateway(url string) (Parsed, error) { return apiGatewayForm().parse(url) }
