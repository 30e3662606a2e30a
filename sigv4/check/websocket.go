package check

import (
	"countersign/sigv4/token"
)

func isWebSocket(in *input) bool { return in.oneLine() && hasScheme(in.line, "wss://") }

// verifyWebSocket verifies a presigned wss URL by the rules of the service that its credential names.
func verifyWebSocket(in *input) (*verification, error) {
	url := "wss://" + in.line[len("wss://"):] // the scheme in any case
	p, err := token.ParseWebSocket(url)
	if err != nil {
		return nil, err
	}
	switch p.Claim().Scope.Service {
	case "iotdevicegateway":
		p, err = token.ParseIoT(url)
	case "kinesisvideo":
		p, err = token.ParseKinesisVideo(url)
	case "transcribe":
		p, err = token.ParseTranscribe(url)
	case "execute-api":
		p, err = token.ParseAPIGateway(url)
	}
	if err != nil {
		return nil, err
	}
	return in.verifyToken("WebSocket URL", p, "X-Amz-ChannelARN", "X-Amz-ClientId")
}
