package eventstream

import (
	"encoding/binary"
	"math"
	"time"
	"unicode/utf8"
)

// Type is the type of a header's value, numbered as on the wire.
type Type uint8

// The types.
const (
	True      Type = iota // no value follows
	False                 // no value follows
	Byte                  // Number, 8 bits with a sign
	Short                 // Number, 16 bits
	Integer               // Number, 32 bits
	Long                  // Number, 64 bits
	ByteArray             // Data, at most MaxValue bytes
	String                // Data, UTF-8, at most MaxValue bytes
	Timestamp             // Number, milliseconds since 1970-01-01 00:00 UTC
	UUID                  // Data, 16 bytes
)

// widths are the bytes of a value by its type; -1: a length of two bytes goes before it.
var widths = [...]int{True: 0, False: 0, Byte: 1, Short: 2, Integer: 4, Long: 8, ByteArray: -1, String: -1, Timestamp: 8, UUID: 16}

// String is the type's name in the specification.
func (t Type) String() string {
	names := [...]string{"true", "false", "byte", "short", "integer", "long", "byte_array", "string", "timestamp", "uuid"}
	if int(t) >= len(names) {
		return "unknown type"
	}
	return names[t]
}

// Value is the value of a header. Number or Data holds it, as the type says; the other is empty.
type Value struct {
	Type   Type
	Number int64
	Data   string
}

// TimestampOf is a timestamp, cut to the millisecond.
func TimestampOf(t time.Time) Value { return Value{Type: Timestamp, Number: t.UnixMilli()} }

// Time is the time of a timestamp, in UTC; for another type it is not ok.
func (v Value) Time() (t time.Time, ok bool) {
	if v.Type != Timestamp {
		return time.Time{}, false
	}
	return time.UnixMilli(v.Number).UTC(), true
}

// fault says what keeps v from being written, "" when nothing does.
func (v Value) fault() string {
	if int(v.Type) >= len(widths) {
		return "the type is none of the ten, 0 to 9"
	}
	low, high := int64(0), int64(0) // of Number
	switch v.Type {
	case Byte:
		low, high = math.MinInt8, math.MaxInt8
	case Short:
		low, high = math.MinInt16, math.MaxInt16
	case Integer:
		low, high = math.MinInt32, math.MaxInt32
	case Long, Timestamp:
		low, high = math.MinInt64, math.MaxInt64
	}
	switch isData := v.Type == ByteArray || v.Type == String || v.Type == UUID; {
	case v.Number < low || v.Number > high:
		return "its number does not fit the type " + v.Type.String()
	case !isData && v.Data != "":
		return "a value of type " + v.Type.String() + " has no data"
	case v.Type == UUID && len(v.Data) != widths[UUID]:
		return "a UUID has 16 bytes"
	case len(v.Data) > MaxValue:
		return "a value has at most 32767 bytes; put more into the payload"
	case v.Type == String && !utf8.ValidString(v.Data):
		return "a string is UTF-8; use a byte array"
	}
	return ""
}

// append writes type and value; v has no fault.
func (v Value) append(dst []byte) []byte {
	dst = append(dst, byte(v.Type))
	switch v.Type {
	case Byte, Short, Integer, Long, Timestamp:
		var eight [8]byte
		binary.BigEndian.PutUint64(eight[:], uint64(v.Number))
		return append(dst, eight[8-widths[v.Type]:]...)
	case ByteArray, String:
		dst = binary.BigEndian.AppendUint16(dst, uint16(len(v.Data)))
	}
	return append(dst, v.Data...)
}

// valueOf reads a value of the type from its bytes, which have the width of the type.
func valueOf(t Type, data []byte) Value {
	switch t {
	case Byte, Short, Integer, Long, Timestamp:
		var number uint64
		for _, b := range data {
			number = number<<8 | uint64(b)
		}
		shift := 64 - 8*len(data)
		return Value{Type: t, Number: int64(number<<shift) >> shift} // extends the sign
	}
	return Value{Type: t, Data: string(data)}
}
