package eventstream

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// Decode reads the message that data starts with, and says how many bytes it has. The payload is part of
// data, not a copy. The *sigv4.Error of anything else has the offset in data of the byte that is wrong or,
// when data ends too early, its length.
//
// Both checksums are compared before what they cover is believed, no announced length is trusted, and
// everything that [Message.Append] refuses is refused.
func Decode(data []byte) (m Message, size int, err error) {
	if len(data) < preludeSize {
		return Message{}, 0, failed("prelude", "", len(data), "it has 12 bytes: total length, headers length, CRC; is the message whole?")
	}
	if got, want := binary.BigEndian.Uint32(data[8:]), crc32.ChecksumIEEE(data[:8]); got != want {
		return Message{}, 0, wrongCRC("prelude CRC", data[8:12], 8, want)
	}
	// the lengths stay unsigned 64-bit numbers until they are known to be small: an int may have 32 bits
	total, headers := uint64(binary.BigEndian.Uint32(data)), uint64(binary.BigEndian.Uint32(data[4:]))
	switch {
	case headers > MaxHeaders:
		return Message{}, 0, failed("headers length", fmt.Sprint(headers), 4, "the headers of a message have at most 131072 bytes")
	case total < overhead+headers:
		return Message{}, 0, failed("total length", fmt.Sprint(total), 0, fmt.Sprintf("a message with %d bytes of headers has at least %d", headers, overhead+headers))
	case total > overhead+headers+MaxPayload:
		return Message{}, 0, failed("total length", fmt.Sprint(total), 0, "the payload of a message has at most 25165824 bytes")
	case total > uint64(len(data)):
		return Message{}, 0, failed("message", "", len(data), fmt.Sprintf("it has %d bytes, and %d are there", total, len(data)))
	}
	end := int(total) - 4
	if got, want := binary.BigEndian.Uint32(data[end:]), crc32.ChecksumIEEE(data[:end]); got != want {
		return Message{}, 0, wrongCRC("message CRC", data[end:end+4], end, want)
	}
	payload := preludeSize + int(headers)
	if m.Headers, err = decodeHeaders(data[:payload]); err != nil {
		return Message{}, 0, err
	}
	m.Payload = data[payload:end:end]
	return m, int(total), nil
}

// wrongCRC is the error of a checksum at offset.
func wrongCRC(field string, found []byte, offset int, want uint32) error {
	return failed(field, fmt.Sprintf("%x", found), offset, fmt.Sprintf("the bytes before it give %08x; they were changed or cut on the way", want))
}

// DecodeAll reads the messages that data consists of. The error is Decode's for the first that cannot be
// read, with its number, counted from 1, in the field; the messages before it are given too.
func DecodeAll(data []byte) ([]Message, error) {
	var all []Message
	for at := 0; at < len(data); {
		m, size, err := Decode(data[at:])
		if err != nil {
			return all, numbered(len(all), at, err)
		}
		all = append(all, m)
		at += size
	}
	return all, nil
}

// decodeHeaders reads the headers that follow the prelude in data.
func decodeHeaders(data []byte) ([]Header, error) {
	var all []Header
	seen := map[string]bool{}
	for at := preludeSize; at < len(data); {
		start := at
		size := int(data[at])
		if at++; size > len(data)-at {
			return nil, failed("header name", "", start, "it goes past the end of the headers")
		}
		name := string(data[at : at+size])
		at += size
		if why := nameFault(name); why != "" {
			return nil, failed("header name", name, start, why)
		}
		if seen[name] {
			return nil, failed("header name", name, start, whyTwice)
		}
		seen[name] = true
		v, next, err := decodeValue(name, data, at)
		if err != nil {
			return nil, err
		}
		all = append(all, Header{name, v})
		at = next
	}
	return all, nil
}

// decodeValue reads the type and the value of the header name at data[at:], and says where the next starts.
func decodeValue(name string, data []byte, at int) (v Value, next int, err error) {
	if at == len(data) {
		return Value{}, 0, failed("header "+name, "", at, "its type is missing")
	}
	start, t := at, Type(data[at])
	if int(t) >= len(widths) {
		return Value{}, 0, failed("header "+name, fmt.Sprint(uint8(t)), at, "the type is none of the ten, 0 to 9")
	}
	size := widths[t]
	if at++; size < 0 {
		if len(data)-at < 2 {
			return Value{}, 0, failed("header "+name, "", len(data), "the length of its value is missing")
		}
		size = int(binary.BigEndian.Uint16(data[at:]))
		at += 2
	}
	if size > len(data)-at {
		return Value{}, 0, failed("header "+name, "", start, "its value goes past the end of the headers")
	}
	v = valueOf(t, data[at:at+size])
	if why := v.fault(); why != "" {
		return Value{}, 0, failed("header "+name, v.Data, start, why)
	}
	return v, at + size, nil
}
