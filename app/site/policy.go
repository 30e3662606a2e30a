package site

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// WorkbenchPolicy is the Content-Security-Policy of the pages that run the workbench. Nothing on
// them can open a connection, send a form or run an inline script. Wasm may be compiled; the
// workers are the loader (a file of the site) and the one that computes (a blob, under this policy).
// Trusted Types leave one way to name a script, host.js's own, and none to set HTML.
const WorkbenchPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src data:; worker-src 'self' blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types countersign"

// ReadingPolicy is the policy of the pages that only show text: no script runs on them at all.
const ReadingPolicy = "default-src 'none'; style-src 'self'; img-src data:; connect-src 'none'; " +
	"form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// SearchPolicy is the policy of the pages that can be searched: of scripts, only the site's own run, and
// they too can open no connection and set no HTML.
var SearchPolicy = strings.Replace(ReadingPolicy, "style-src", "script-src 'self'; style-src", 1)

// missingPolicy is the policy of the page for missing addresses, which holds its style: ReadingPolicy
// with that style's digest.
func missingPolicy(style string) string {
	return strings.Replace(ReadingPolicy, "style-src 'self'", "style-src "+digestSource([]byte(style)), 1)
}

// digestSource is the source expression that allows exactly this script or style.
func digestSource(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
