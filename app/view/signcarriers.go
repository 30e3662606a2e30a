package view

// signCarrier is one thing that a signature travels in.
type signCarrier struct {
	value, words string
	guide        string                      // the section that explains it
	fields       string                      // that matter for it beside alwaysShown, with a space around each
	sign         func(*signDrawing) error    // computes all that is drawn
	steps        func(*signDrawing)          // draws it
	exports      func(*signDrawing) []Export // the forms in which it is copied
}

// carriers lists them all, in the order of their choice. The first is chosen when nothing is.
func carriers() []signCarrier {
	const request = " method url headers body service rules "
	return []signCarrier{
		{"header", "Authorization header", "#steps", request + "algorithm payload ",
			(*signDrawing).signRequest, (*signDrawing).requestSteps, (*signDrawing).requestExports},
		{"query", "Presigned URL", "#presigned", request + "algorithm payload expires ",
			(*signDrawing).signRequest, (*signDrawing).requestSteps, (*signDrawing).requestExports},
		{"chunked", "Chunked upload (aws-chunked)", guideCarriers + "#chunked", request + "algorithm mode chunk-size checksum ",
			(*signDrawing).signChunks, (*signDrawing).chunkedSteps, (*signDrawing).requestExports},
		{"policy", "Browser form (POST policy)", guideCarriers + "#browser-form", " url form-fields conditions expires ",
			(*signDrawing).signPolicy, (*signDrawing).policySteps, (*signDrawing).policyExports},
		{"websocket", "WebSocket URL", guideCarriers + "#websocket", " url service expires ",
			(*signDrawing).signRequest, (*signDrawing).requestSteps, (*signDrawing).socketExports},
		{"events", "Event stream", guideCarriers + "#event-stream", " url headers body event-type service ",
			(*signDrawing).signEvents, (*signDrawing).eventSteps, (*signDrawing).eventExports},
		{"token", "Token or password", guideCarriers + "#tokens", " kind ",
			(*signDrawing).signToken, (*signDrawing).tokenSteps, (*signDrawing).tokenExports},
	}
}

// carrierOf is the carrier of that value.
func carrierOf(value string) *signCarrier {
	list := carriers()
	for i := range list {
		if list[i].value == value {
			return &list[i]
		}
	}
	return &list[0]
}

func carrierChoices() []Choice {
	var choices []Choice
	for _, c := range carriers() {
		choices = append(choices, Choice{c.value, c.words})
	}
	return choices
}
