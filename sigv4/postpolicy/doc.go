// Package postpolicy builds, signs and checks browser uploads to Amazon S3 by POST policy: an HTML form
// whose hidden fields carry a policy, which says what may be uploaded until when, and its signature.
//
// # The steps
//
// A policy is a JSON document in UTF-8 (Amazon S3 API Reference, "POST Policy"):
//
//	{"expiration":"2015-12-30T12:00:00.000Z","conditions":[
//	  {"bucket":"sigv4examplebucket"},                exact: the field has this value
//	  ["eq","$acl","public-read"],                    the same, written otherwise
//	  ["starts-with","$key","user/user1/"],           the field starts so; "" allows any value
//	  ["content-length-range",1,10485760]]}           the file has so many bytes
//
// It is signed in three steps (same reference, "Authenticating Requests in Browser-Based Uploads Using
// POST"): the document in base64 is the string to sign, with no hash and no other line; the signing key
// is that of any other request, for service s3; the signature is the HMAC-SHA-256, in hex. They travel as
// the fields policy and x-amz-signature, beside x-amz-algorithm, x-amz-credential, x-amz-date and, with
// temporary credentials, x-amz-security-token.
//
// # Building
//
// [Sign] completes a [Policy] with the conditions that S3 demands for those fields, and gives every step
// and the fields to add to the form. [SignDocument] signs a document that others wrote, byte for byte.
// [Body] writes the form with its file in multipart/form-data.
//
// # Checking
//
// [ParseBody] reads a form out of a captured body, and [Form.Policy] the policy that it carries. S3 asks
// two questions, in this order, and so does this package:
//
//   - Is the signature right? [Verify] computes it over the policy as found.
//   - Does the form meet the policy? [Check] goes through every condition and every field, and says for
//     each whether it holds, and why not. Each field must be named by a condition, except policy,
//     x-amz-signature, file and those that start with x-ignore-; so must the bucket, which is no field.
//
// S3 replaces ${filename} in any field before it compares, reads field names in any case, and does not
// read what stands after the file. S3-compatible servers differ: versitygw does not replace ${filename},
// and refuses a form that was signed more than an hour ago.
//
// # Secrets
//
// A session token stands in the policy, and so in its base64. No error, no finding and no fmt verb shows
// it; Signed.Document, Signed.StringToSign and the values of the fields hold it, to be sent.
package postpolicy
