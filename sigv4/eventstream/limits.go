package eventstream

// Sizes of messages (Smithy, "Amazon Event Stream Specification", "Message Format" and "Headers
// Format"). A longer one is refused by services, so that writing it is an error here too.
const (
	// MaxPayload is the most bytes of a payload, 24 MiB. Services may allow less.
	MaxPayload = 24 << 20
	// MaxHeaders is the most bytes of all encoded headers of a message, 128 KiB.
	MaxHeaders = 128 << 10
	// MaxName is the longest name of a header, in bytes: its length is one byte.
	MaxName = 255
	// MaxValue is the longest byte array or string in a header, in bytes. The length is two bytes, of
	// which the highest bit stays unused.
	MaxValue = 1<<15 - 1
)

const (
	preludeSize  = 12              // two lengths and their CRC
	overhead     = preludeSize + 4 // with the CRC of the message: the size of an empty one
	signatureLen = 32              // bytes of an HMAC-SHA-256
)
