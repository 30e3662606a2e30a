package eventstream

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"reflect"
	"strings"
	"testing"
	"time"

	"countersign/sigv4"
)

// encodings are messages and their bytes in hex. Sources: aws-sdk-go-v2, aws/protocol/eventstream v1.7.20,
// testdata; smithy-lang/smithy-rs@56ee88c5 aws-sigv4/src/event_stream.rs for the inner message. The last
// three are ours.
var encodings = []struct {
	name    string
	message Message
	encoded string
}{
	{"empty_message", Message{}, "000000100000000005c248eb7d98c8ff"},
	{"payload_no_headers", Message{nil, []byte("{'foo':'bar'}")}, "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936"},
	{
		"int32_header", Message{[]Header{{"event-type", Value{Type: Integer, Number: 40972}}}, []byte("{'foo':'bar'}")},
		"0000002d0000001041c424b80a6576656e742d74797065040000a00c7b27666f6f273a27626172277d36f480a0",
	},
	{
		"payload_one_str_header", Message{[]Header{{"content-type", Value{Type: String, Data: "application/json"}}}, []byte("{'foo':'bar'}")},
		"0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1",
	},
	{
		"all_headers", Message{[]Header{
			{"event-type", Value{Type: Integer, Number: 40972}},
			{"content-type", Value{Type: String, Data: "application/json"}},
			{"bool false", Value{Type: False}},
			{"bool true", Value{Type: True}},
			{"byte", Value{Type: Byte, Number: -49}},
			{"byte buf", Value{Type: ByteArray, Data: "I'm a little teapot!"}},
			{"timestamp", TimestampOf(time.UnixMilli(8675309))},
			{"int16", Value{Type: Short, Number: 42}},
			{"int64", Value{Type: Long, Number: 42424242}},
			{"uuid", Value{Type: UUID, Data: "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"}},
		}, []byte("{'foo':'bar'}")},
		"000000cc000000af0fae64ca0a6576656e742d74797065040000a00c0c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e" +
			"0a626f6f6c2066616c73650109626f6f6c207472756500046279746502cf08627974652062756606001449276d2061206c6974746c6520746561706f7421" +
			"0974696d657374616d70080000000000845fed05696e74313603002a05696e7436340500000000028757b204757569640901020304050607" +
			"08090a0b0c0d0e0f107b27666f6f273a27626172277daba5f10c",
	},
	{
		"inner message", Message{[]Header{{"some-header", Value{Type: String, Data: "value"}}}, []byte("test payload")},
		"0000003000000014ded9b3920b736f6d652d68656164657207000576616c756574657374207061796c6f61643e89b924",
	},
	{
		"least and greatest", Message{[]Header{
			{"a", Value{Type: Byte, Number: -1 << 7}}, {"b", Value{Type: Byte, Number: 1<<7 - 1}},
			{"c", Value{Type: Short, Number: -1 << 15}}, {"d", Value{Type: Short, Number: 1<<15 - 1}},
			{"e", Value{Type: Integer, Number: -1 << 31}}, {"f", Value{Type: Integer, Number: 1<<31 - 1}},
			{"g", Value{Type: Long, Number: -1 << 63}}, {"h", Value{Type: Timestamp, Number: 1<<63 - 1}},
		}, nil},
		frame("01610280"+"0162027f"+"0163038000"+"0164037fff"+"01650480000000"+"0166047fffffff"+"0167058000000000000000"+"0168087fffffffffffffff", ""),
	},
	{"longest name", Message{[]Header{{strings.Repeat("n", MaxName), Value{}}}, nil}, frame("ff"+strings.Repeat("6e", MaxName)+"00", "")},
	{"empty data", Message{[]Header{{"é", Value{Type: String}}, {"b", Value{Type: ByteArray}}}, []byte{0}}, frame("02c3a9070000"+"0162060000", "00")},
}

// frame puts headers and payload, in hex, into a message with the right lengths and checksums.
func frame(headers, payload string) string {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(headers)/2+len(payload)/2+16))
	out = binary.BigEndian.AppendUint32(out, uint32(len(headers)/2))
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
	body, err := hex.DecodeString(headers + payload)
	if err != nil {
		panic(err)
	}
	out = append(out, body...)
	return hex.EncodeToString(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out)))
}

func TestEncodings(t *testing.T) {
	for _, tc := range encodings {
		encoded, err := tc.message.Append([]byte("before"))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := hex.EncodeToString(encoded[6:]); string(encoded[:6]) != "before" || got != tc.encoded {
			t.Errorf("%s: encoded\n%s, want\n%s", tc.name, got, tc.encoded)
		}
		decoded, size, err := Decode(append(encoded[6:], "behind"...))
		if err != nil || size != len(encoded)-6 {
			t.Errorf("%s: %d of %d bytes read, %v", tc.name, size, len(encoded)-6, err)
			continue
		}
		if !reflect.DeepEqual(decoded.Headers, tc.message.Headers) || !bytes.Equal(decoded.Payload, tc.message.Payload) {
			t.Errorf("%s: decoded %+v, want %+v", tc.name, decoded, tc.message)
		}
	}
}

// The first four are of the same source as encodings: its corrupted messages.
func TestDecodeRefuses(t *testing.T) {
	for _, tc := range []struct {
		name, encoded, field string
		offset               int
	}{
		{"corrupted_length", "0000003e0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1", "prelude CRC", 8},
		{"corrupted_header_len", "0000003d0000002107fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1", "prelude CRC", 8},
		{"corrupted_headers", "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b61666f6f273a27626172277d8d9c08b1", "message CRC", 57},
		{"corrupted_payload", "0000001d00000000fd528c5a5b27666f6f273a27626172277dc3653936", "message CRC", 25},
		{"nothing", "", "prelude", 0},
		{"half a prelude", "0000001000", "prelude", 5},
		{"cut", "000000100000000005c248eb7d98c8", "message", 15},
		{"total length too small", prelude(15, 0), "total length", 0},
		{"total length smaller than the headers", prelude(20, 5), "total length", 0},
		{"headers too long", prelude(1<<31, MaxHeaders+1), "headers length", 4},
		{"headers length of all bits", prelude(1<<32-1, 1<<32-1), "headers length", 4},
		{"payload too long", prelude(16+MaxPayload+1, 0), "total length", 0},
		{"longest, and not there", prelude(16+MaxHeaders+MaxPayload, MaxHeaders), "message", 12},
		{"no name", frame("0000", ""), "header name", 12},
		{"name past the end", frame("0261", "61"), "header name", 12},
		{"name of all bits", frame("ff61", ""), "header name", 12},
		{"name not UTF-8", frame("01ff00", ""), "header name", 12},
		{"name twice", frame("016100"+"016101", ""), "header name", 15},
		{"no type", frame("0161", ""), "header a", 14},
		{"unknown type", frame("01610a", ""), "header a", 14},
		{"number past the end", frame("016104000000", "00"), "header a", 14},
		{"half a length", frame("01610700", ""), "header a", 16},
		{"string past the end", frame("016107000261", "61"), "header a", 14},
		{"string not UTF-8", frame("0161070001ff", ""), "header a", 14},
		{"string too long", frame("0161078000"+strings.Repeat("61", 1<<15), ""), "header a", 14},
		{"UUID past the end", frame("016109"+strings.Repeat("00", 15), ""), "header a", 14},
	} {
		data, err := hex.DecodeString(tc.encoded)
		if err != nil {
			t.Fatal(err)
		}
		m, size, err := Decode(data)
		check(t, tc.name, err, tc.field, tc.offset)
		if size != 0 || m.Headers != nil || m.Payload != nil {
			t.Errorf("%s: %d bytes, %+v beside the error", tc.name, size, m)
		}
		// behind another message the offset counts from the start of both
		const first = "000000100000000005c248eb7d98c8ff"
		data, _ = hex.DecodeString(first + tc.encoded)
		if tc.encoded == "" {
			continue
		}
		all, err := DecodeAll(data)
		check(t, tc.name, err, "message 2, "+tc.field, 16+tc.offset)
		if len(all) != 1 {
			t.Errorf("%s: %d messages before the error", tc.name, len(all))
		}
	}
}

// prelude is one with a right checksum, in hex.
func prelude(total, headers uint32) string {
	out := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, total), headers)
	return hex.EncodeToString(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out)))
}

func TestAppendRefuses(t *testing.T) {
	one := func(name string, v Value) Message { return Message{Headers: []Header{{name, v}}} }
	var many []Header
	for i := range 5 {
		many = append(many, Header{string(rune('a' + i)), Value{Type: String, Data: strings.Repeat("x", MaxValue)}})
	}
	for _, tc := range []struct {
		name    string
		message Message
		field   string
	}{
		{"payload too long", Message{Payload: make([]byte, MaxPayload+1)}, "payload"},
		{"headers too long", Message{Headers: many}, "headers"},
		{"no name", one("", Value{}), "header name"},
		{"name too long", one(strings.Repeat("n", MaxName+1), Value{}), "header name"},
		{"name not UTF-8", one("\xff", Value{}), "header name"},
		{"name twice", Message{Headers: []Header{{"a", Value{}}, {"a", Value{Type: False}}}}, "header name"},
		{"unknown type", one("a", Value{Type: 10}), "header a"},
		{"byte too great", one("a", Value{Type: Byte, Number: 128}), "header a"},
		{"short too small", one("a", Value{Type: Short, Number: -1<<15 - 1}), "header a"},
		{"integer too great", one("a", Value{Type: Integer, Number: 1 << 31}), "header a"},
		{"number of a string", one("a", Value{Type: String, Number: 1}), "header a"},
		{"number of true", one("a", Value{Number: 1}), "header a"},
		{"data of a number", one("a", Value{Type: Long, Data: "1"}), "header a"},
		{"data of false", one("a", Value{Type: False, Data: "1"}), "header a"},
		{"UUID too short", one("a", Value{Type: UUID, Data: "1"}), "header a"},
		{"byte array too long", one("a", Value{Type: ByteArray, Data: strings.Repeat("x", MaxValue+1)}), "header a"},
		{"string not UTF-8", one("a", Value{Type: String, Data: "\xff"}), "header a"},
	} {
		out, err := tc.message.Append([]byte("before"))
		check(t, tc.name, err, tc.field, -1)
		if string(out) != "before" {
			t.Errorf("%s: %q", tc.name, out)
		}
	}
	longest := Message{Headers: many[:4], Payload: make([]byte, MaxPayload)}
	longest.Headers[0].Value.Data = longest.Headers[0].Value.Data[:MaxValue-4*(1+1+1+2)+4] // 4 headers have 20 bytes more than their data
	out, err := longest.Append(nil)
	if err != nil || len(out) != 16+MaxHeaders+MaxPayload {
		t.Errorf("the longest message: %d bytes, %v", len(out), err)
	}
	if _, size, err := Decode(out); err != nil || size != len(out) {
		t.Errorf("the longest message: %d of %d bytes read, %v", size, len(out), err)
	}
}

// check wants an error of this package at a field and an offset.
func check(t *testing.T, name string, err error, field string, offset int) {
	t.Helper()
	var e *sigv4.Error
	if !errors.As(err, &e) {
		t.Errorf("%s: the error is %v", name, err)
		return
	}
	if e.Stage != sigv4.StageMessage || e.Field != field || e.Offset != offset || e.Why == "" || len(e.Input) > 210 {
		t.Errorf("%s: %v; want %s at byte %d", name, err, field, offset)
	}
}

// FuzzDecode: any input gives messages or a typed error, never both of the same bytes; what was read
// is written back byte for byte.
func FuzzDecode(f *testing.F) {
	for _, tc := range encodings {
		encoded, err := hex.DecodeString(tc.encoded)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(encoded, false)
		f.Add(append(encoded, encoded...), false)
		f.Add(encoded, true)
	}
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend { // right lengths and checksums, so that the headers are reached
			data = mended(data)
		}
		all, err := DecodeAll(data)
		var out []byte
		for _, m := range all {
			var appendErr error
			if out, appendErr = m.Append(out); appendErr != nil {
				t.Fatalf("%+v was read and cannot be written: %v", m, appendErr)
			}
		}
		if !bytes.HasPrefix(data, out) || err == nil && len(out) != len(data) {
			t.Fatalf("read %x, written %x, %v", data, out, err)
		}
		var e *sigv4.Error
		if err != nil && (!errors.As(err, &e) || e.Offset < len(out) || e.Offset > len(data)) {
			t.Fatalf("the error is %v; %d bytes were read of %d", err, len(out), len(data))
		}
	})
}

// mended is data with the lengths and the checksums of a single message; the headers length is kept as
// far as it can be.
func mended(data []byte) []byte {
	if len(data) < overhead {
		return data
	}
	out := bytes.Clone(data)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	headers := min(binary.BigEndian.Uint32(out[4:]), uint32(len(out)-overhead), MaxHeaders)
	binary.BigEndian.PutUint32(out[4:], headers)
	binary.BigEndian.PutUint32(out[8:], crc32.ChecksumIEEE(out[:8]))
	end := len(out) - 4
	binary.BigEndian.PutUint32(out[end:], crc32.ChecksumIEEE(out[:end]))
	return out
}
