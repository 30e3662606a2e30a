package chunked

import (
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"strings"

	"countersign/sigv4/internal/sha256"
)

// Checksum is a checksum of the whole decoded body that S3 takes as a trailing header (Amazon S3 User
// Guide, "Checking object integrity"). Those that are not listed here, SHA-1 among them, are not computed.
type Checksum uint8

// The checksums.
const (
	NoChecksum Checksum = iota
	CRC32
	CRC32C
	CRC64NVME
	SHA256
)

const checksumPrefix = "x-amz-checksum-"

// Header is the name of the header that carries the checksum, "" for NoChecksum.
func (c Checksum) Header() string {
	switch c {
	case CRC32:
		return checksumPrefix + "crc32"
	case CRC32C:
		return checksumPrefix + "crc32c"
	case CRC64NVME:
		return checksumPrefix + "crc64nvme"
	case SHA256:
		return checksumPrefix + "sha256"
	}
	return ""
}

// checksumOf is the checksum that a header of this name carries, in any case. computed is false for a
// name that is a checksum's but that is not computed here.
func checksumOf(name string) (c Checksum, computed bool) {
	name = strings.ToLower(name)
	for c = CRC32; c <= SHA256; c++ {
		if c.Header() == name {
			return c, true
		}
	}
	return NoChecksum, !strings.HasPrefix(name, checksumPrefix)
}

// nvme is the polynomial of CRC-64/NVME in reversed bit order (NVM Express NVM Command Set
// Specification, "64b CRC").
const nvme = 0x9a6c9329ac4bc9b5

// new starts a checksum.
func (c Checksum) new() hash.Hash {
	switch c {
	case CRC32:
		return crc32.NewIEEE()
	case CRC32C:
		return crc32.New(crc32.MakeTable(crc32.Castagnoli))
	case CRC64NVME:
		return crc64.New(crc64.MakeTable(nvme))
	case SHA256:
		return sha256.New()
	}
	return nil
}

// size is the length of the header's value.
func (c Checksum) size() int {
	if c == NoChecksum {
		return 0
	}
	return base64.StdEncoding.EncodedLen(c.new().Size())
}

// value is the header's value: the sum in base64, most significant byte first.
func value(h hash.Hash) string { return base64.StdEncoding.EncodeToString(h.Sum(nil)) }

// Of is the value of the checksum's header for a body, "" for NoChecksum.
func (c Checksum) Of(body []byte) string {
	h := c.new()
	if h == nil {
		return ""
	}
	h.Write(body)
	return value(h)
}
