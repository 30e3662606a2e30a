package postpolicy

// What is larger than these is refused, so that work and memory stay bounded on any input. They lie far
// above what S3 accepts, so that a refusal by S3 can still be explained.
const (
	// MaxPolicy is the longest policy document in bytes. S3 stops at MaxFormBytes for the whole form.
	MaxPolicy = 64 << 10
	// MaxFields is the most fields that a form may have, and the most parts of a body.
	MaxFields = 1_000
	// MaxFieldBytes is the most that the names and values of all fields may hold together, and the most
	// that the parts of a body may hold besides the file.
	MaxFieldBytes = 256 << 10
)

// MaxFormBytes is the most that S3 takes of a form before the content of the file, boundaries included:
// 20 KB (Amazon S3 API Reference, "Browser-Based Uploads Using POST"; its refusal names 20480 bytes).
const MaxFormBytes = 20_480

// MaxAge is the life of a signature in seconds, seven days, whatever the policy's expiration says
// (Amazon S3 API Reference, "Amazon S3 Signature Version 4 Authentication Specific Policy Keys").
const MaxAge = 604_800
