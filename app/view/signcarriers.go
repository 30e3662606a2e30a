package view

// signCarrier is one thing that a signature travels in.
type signCarrier struct {
	value, words string
	fields       string                      // that matter for it beside alwaysShown, with a space around each
	sign         func(*signDrawing) error    // computes all that is drawn
	steps        func(*signDrawing) []Node   // draws it
	exports      func(*signDrawing) []Export // the forms in which it is copied
}

// carriers lists them all, in the order of their choice. The first is chosen when nothing is.
func carriers() []signCarrier {
	const request = " method url headers body service rules "
	return []signCarrier{
		{"header", "Authorization header", request + "algorithm payload ",
			(*signDrawing).signRequest, (*signDrawing).steps, (*signDrawing).requestExports},
		{"query", "Presigned URL", request + "algorithm payload expires ",
			(*signDrawing).signRequest, (*signDrawing).steps, (*signDrawing).requestExports},
		{"chunked", "Chunked upload (aws-chunked)", request + "algorithm mode chunk-size checksum ",
			(*signDrawing).signChunks, (*signDrawing).chunkedSteps, (*signDrawing).requestExports},
		{"policy", "Browser form (POST policy)", " url form-fields conditions expires ",
			(*signDrawing).signPolicy, (*signDrawing).policySteps, (*signDrawing).policyExports},
		{"websocket", "WebSocket URL", " url service expires ",
			(*signDrawing).signRequest, (*signDrawing).steps, (*signDrawing).socketExports},
		{"events", "Event stream", " url headers body event-type service ",
			(*signDrawing).signEvents, (*signDrawing).eventSteps, (*signDrawing).eventExports},
		{"token", "Token or password", " kind ",
			(*signDrawing).signToken, (*signDrawing).tokenSteps, (*signDrawing).tokenExports},
	}
}

// carrierOf is the carrier of that value.
func carrierOf(value string) signCarrier {
	list := carriers()
	for _, c := range list {
		if c.value == value {
			return c
		}
	}
	return list[0]
}

func carrierChoices() []Choice {
	var choices []Choice
	for _, c := range carriers() {
		choices = append(choices, Choice{c.value, c.words})
	}
	return choices
}
