package sigv4

// What is larger than these is refused, so that work and memory stay bounded on any input. They lie far
// above what any AWS service accepts, so that a refusal by a service can still be explained.
const (
	// MaxHeaders is the most header lines a request may have. Servers stop at 100 to 1,000.
	MaxHeaders = 10_000
	// MaxTarget is the longest target, in bytes. Services stop at 8 to 64 KiB. Explaining a target of this
	// length in which every byte is an escape takes about half a second.
	MaxTarget = 256 << 10
	// MaxHeaderBytes is the most that the names and values of all headers may hold together.
	// Services stop at 8 to 64 KiB.
	MaxHeaderBytes = 256 << 10
	// MaxExpires is the longest life of a presigned URL in seconds, seven days
	// (Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters").
	MaxExpires = 604_800
)
