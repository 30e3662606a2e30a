package view

import (
	"strings"

	"countersign/sigv4/paste"
)

// errorCodes are the codes that have a page, between spaces. They are those of the catalogue, which is
// too heavy to travel with the workbench.
const errorCodes = " 400 403 AccessDenied AccessDeniedException AuthFailure AuthorizationHeaderMalformed " +
	"AuthorizationParametersError AuthorizationQueryParametersError ExpiredRequest ExpiredToken " +
	"ExpiredTokenException ForbiddenException IncompleteBody IncompleteSignature IncompleteSignatureException " +
	"InvalidAccessKeyId InvalidArgument InvalidChunkSizeError InvalidClientTokenId InvalidKey " +
	"InvalidPolicyDocument InvalidRequest InvalidSignature InvalidSignatureException InvalidToken " +
	"InvalidTokenId KMSInvalidSignatureException MalformedDate MalformedQueryString MalformedTrailerError " +
	"MissingAuthenticationToken MissingAuthenticationTokenException MissingFields MissingKey NotSignedUp " +
	"OptInRequired PermanentRedirect RequestExpired RequestTimeTooSkewed SignatureDoesNotMatch " +
	"SubscriptionRequiredException TemporaryRedirect Unauthorized UnauthorizedException UnauthorizedOperation " +
	"UnrecognizedClientException XAdminUserNotFound XAmzContentSHA256Mismatch "

// ErrorPage is the path of an error code's page, from the site's root; "" for a code without one.
func ErrorPage(code string) string {
	if code == "" || strings.Contains(code, " ") || !strings.Contains(errorCodes, " "+code+" ") {
		return ""
	}
	return "errors/" + code + ".html"
}

// errorLink leads to the page of the first answer's code. The single file has none, and hides it.
func errorLink(answers []paste.ServerError) Node {
	if len(answers) == 0 || ErrorPage(answers[0].Code.String) == "" {
		return Node{}
	}
	code := answers[0].Code.String
	return el("p", "cause-page", el("a", "", text("All about "+code)).with("href", ErrorPage(code)).
		with("rel", "noreferrer noopener").with("target", "_blank"))
}
