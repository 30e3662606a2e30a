// Package inject makes signed requests that are wrong on purpose, each with the mistakes that were made:
// the truth against which a search for mistakes is measured.
//
// It shares no code with the engine. Its signer follows the text of the IAM User Guide, "Create a signed
// AWS API request", and Amazon S3's "Authenticating Requests", step by step; a test holds it against the
// signers of aws-sdk-go-v2 and smithy-go. A mistake is an edit of what one step made, so that what follows
// goes on as a correct signer would from there.
//
// Everything is made from a seed, and the same seed always makes the same bytes.
package inject
