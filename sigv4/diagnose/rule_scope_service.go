package diagnose

import (
	"fmt"
	"strings"
)

// scopeServiceRule judges the service of the credential scope against the host name.
func scopeServiceRule() rule {
	return rule{
		name:   "scope-service-wrong",
		causes: []string{"scope-service-wrong"},
		guide:  guideScope + "#signing-name",
		sources: []Citation{
			{docTroubleshooting, "The credential scope must name the service that the request is sent to."},
		},
		judge: func(b *bench) []Finding {
			got, want := b.credential.element(3), b.host.Service
			if !b.host.Known || want == "" || got == "" || masked(got) || unexpanded(got) || got == want || b.accepted() || want == "iotdata" && got == mqttService {
				return nil
			}
			f := Finding{
				Cause: "scope-service-wrong", Found: got, Expected: want, Confidence: Likely,
				Title: fmt.Sprintf("The request is signed for the service %s and sent to %s", quoted(got, 0), quoted(want, 0)),
				Why: fmt.Sprintf("The host %s is signed for as %s; the credential scope names %s. The signing name is not always the first label of the host name.",
					quoted(b.request.Host, 0), quoted(want, 0), quoted(got, 0)),
				Test:  "Sign for " + quoted(want, 0) + " and send again: if this was not all, the answer changes.",
				Marks: markSource(b.request, b.credential.source, b.credential.at(serviceElement).span, "scope", "signed for this service", true),
				Fixes: []Fix{
					{Do: "Sign with the endpoint's signing name", Detail: "It stands in the credential scope and goes into the signing key: change both.", Code: "Credential=AKIDEXAMPLE/YYYYMMDD/REGION/" + shellSafe(want, "SERVICE") + "/aws4_request"},
					{Do: "Say the signing name", On: "curl", Code: "curl --aws-sigv4 'aws:amz:REGION:" + shellSafe(want, "SERVICE") + "' …"},
				},
			}
			if strings.EqualFold(got, want) {
				f.Why += " The two differ in case only; signing names are written as here, and the signing key depends on every letter."
			}
			if f.Found == b.host.Region {
				f.Why += " It is the name of a region: region and service may have changed places."
			}
			if _, said := b.says("coral.scope_service", "s3.service_wrong"); said {
				f.Confidence, f.Test = Certain, ""
			} else if b.saysAnything() {
				f.Confidence = Possible
				if b.isCoral() && b.mismatch() {
					f.Why += " Yet the server came as far as comparing signatures, and AWS's front end checks the service before that: the request that was sent may be another than the one pasted."
				}
			}
			return []Finding{f}
		},
	}
}

// mqttService is the signing name of MQTT over WebSocket, on the host names of an account's device data.
const mqttService = "iotdevicegateway"

// shellSafe is a name of lower-case letters, digits and hyphens as it stands; any other is replaced,
// for it goes into commands that are copied into a shell.
func shellSafe(name, instead string) string {
	if isRegionName(name) {
		return name
	}
	return instead
}
