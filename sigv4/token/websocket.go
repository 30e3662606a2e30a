package token

import (
	"strings"

	"countersign/sigv4"
)

const (
	httpsPort      = 443  // of wss and https, left out of the Host header
	transcribePort = 8443 // of Transcribe's streaming endpoint, in the Host header

	// KinesisVideoExpires is the life that AWS's client gives a signalling URL, in seconds
	// (amazon-kinesis-video-streams-webrtc-sdk-js, SigV4RequestSigner).
	KinesisVideoExpires = 299
	// TranscribeExpires is the longest life of a Transcribe URL in seconds (Amazon Transcribe Developer
	// Guide, "Setting up a WebSocket stream").
	TranscribeExpires = 300
)

// WebSocketRequest asks for a presigned wss URL.
type WebSocketRequest struct {
	Terms
	Service string
	Host    string
	Port    int     // 0 or 443 is left out; any other is part of the host that is signed
	Path    string  // in wire form, with its slash; "" is /
	Params  []Param // signed
	Expires int     // 1 to sigv4.MaxExpires
}

func webSocketForm(service string) form {
	return form{scheme: "wss://", service: service, longest: sigv4.MaxExpires, headers: hostOnly, sorted: true}
}

// WebSocket presigns the GET with which a WebSocket opens (RFC 6455, section 4.1), session token signed,
// for any service: see KinesisVideo, Transcribe, APIGateway, and IoT, which differs. X-Amz-Signature stands
// among the other parameters by name, as the client of Kinesis Video writes it. The error is of type
// *sigv4.Error.
func WebSocket(r WebSocketRequest) (Token, error) {
	if err := checkVisible("service", r.Service, maxName); err != nil {
		return Token{}, err
	}
	return openWebSocket(webSocketForm(r.Service), r)
}

// ParseWebSocket takes a presigned wss URL of any service apart. The error is of type *sigv4.Error.
func ParseWebSocket(url string) (Parsed, error) { return webSocketForm("").parse(url) }

func openWebSocket(f form, r WebSocketRequest, notes ...string) (Token, error) {
	host, err := hostAndPort(r.Host, r.Port, httpsPort)
	if err != nil {
		return Token{}, err
	}
	if r.Path == "" {
		r.Path = "/"
	}
	if at := strings.IndexAny(r.Path, "?#"); r.Path[0] != '/' || at >= 0 {
		return Token{}, refuse("path", r.Path, max(at, 0), "it starts with a slash and holds neither query nor fragment")
	}
	text, d, err := f.presign(r.Terms, r.Expires, r.Path, hostHeader(host), r.Params)
	if err != nil {
		return Token{}, err
	}
	return newToken(text, d, append(notes, "Open the WebSocket with this URL as it is.")...), nil
}

// IoTRequest asks for the URL of MQTT over WebSocket.
type IoTRequest struct {
	Terms
	Host    string // the account's endpoint
	Port    int    // 0 or 443 is left out
	Expires int    // seconds; 0 leaves X-Amz-Expires out, as AWS's JavaScript device SDK does
}

func iotForm() form {
	return form{scheme: "wss://", service: "iotdevicegateway", longest: sigv4.MaxExpires, headers: hostOnly,
		sent: "X-Amz-Security-Token", lasting: true}
}

// IoT presigns wss://host/mqtt for service iotdevicegateway. The session token is appended after signing,
// behind X-Amz-Signature, and is not signed (AWS IoT Core Developer Guide, "MQTT over WebSocket";
// aws-iot-device-sdk-js, device/index.js, signUrl). The error is of type *sigv4.Error.
func IoT(r IoTRequest) (Token, error) {
	return openWebSocket(iotForm(), WebSocketRequest{Terms: r.Terms, Host: r.Host, Port: r.Port, Path: "/mqtt", Expires: r.Expires},
		"The session token stands behind the signature and is not signed; signed, it would be refused.")
}

// ParseIoT takes a URL of MQTT over WebSocket apart; the session token is in the Claim and not in the
// Request. The error is of type *sigv4.Error.
func ParseIoT(url string) (Parsed, error) { return iotForm().parse(url) }

// KinesisVideoRequest asks for the signalling URL of a Kinesis Video Streams channel (WebRTC).
type KinesisVideoRequest struct {
	Terms
	Host       string // as GetSignalingChannelEndpoint gives it
	ChannelARN string
	ClientID   string // of a viewer; "" for the master
	Expires    int    // 1 to sigv4.MaxExpires
}

func kinesisVideoForm() form { return webSocketForm("kinesisvideo") }

// KinesisVideo presigns wss://host/?X-Amz-ChannelARN=…&X-Amz-ClientId=… for service kinesisvideo, session
// token signed (Kinesis Video Streams with WebRTC Developer Guide, "ConnectAsMaster" and
// "ConnectAsViewer"), in the order of AWS's JavaScript client (amazon-kinesis-video-streams-webrtc-sdk-js,
// SigV4RequestSigner). The error is of type *sigv4.Error.
func KinesisVideo(r KinesisVideoRequest) (Token, error) {
	if err := checkVisible("X-Amz-ChannelARN", r.ChannelARN, 1024); err != nil {
		return Token{}, err
	}
	own := []Param{{"X-Amz-ChannelARN", r.ChannelARN}}
	if r.ClientID != "" {
		if err := checkVisible("X-Amz-ClientId", r.ClientID, 256); err != nil {
			return Token{}, err
		}
		if len(r.ClientID) >= 4 && strings.EqualFold(r.ClientID[:4], "AWS_") {
			return Token{}, refuse("X-Amz-ClientId", r.ClientID, 0, "it must not start with AWS_")
		}
		own = append(own, Param{"X-Amz-ClientId", r.ClientID})
	}
	return openWebSocket(kinesisVideoForm(), WebSocketRequest{Terms: r.Terms, Host: r.Host, Params: own, Expires: r.Expires})
}

// ParseKinesisVideo takes a signalling URL apart. The error is of type *sigv4.Error.
func ParseKinesisVideo(url string) (Parsed, error) { return kinesisVideoForm().parse(url) }
