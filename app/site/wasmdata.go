package site

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The Go linker leaves out every run of zeros from a module's data, and so splits one of the
// runtime's tables (findfunctab: for each function, 16 entries of which 2 bytes are set) into some
// 75 000 segments, each with an offset of its own. Joined again they pack far better: about 90 kB
// less brotli.

// joinedGap is the longest run of zeros that is written out to join two segments.
const joinedGap = 64

const dataSection = 11

var errModule = errors.New("not a WebAssembly module as the Go linker writes it")

// segment is bytes and where they are put in memory.
type segment struct {
	offset int64
	data   []byte
}

func (s segment) end() int64 { return s.offset + int64(len(s.data)) }

// editData edits the memory that a module starts with, and writes its data anew: close segments are
// joined, longer runs of zeros left out.
func editData(module []byte, edit func(memory []byte) error) ([]byte, error) {
	return editSection(module, dataSection, func(body []byte) ([]byte, error) {
		segments, err := readSegments(body)
		if err != nil {
			return nil, fmt.Errorf("data section: %w", err)
		}
		memory, err := spread(segments)
		if err != nil {
			return nil, fmt.Errorf("data section: %w", err)
		}
		if err := edit(memory); err != nil {
			return nil, err
		}
		return appendSegments(nil, cut(memory)), nil
	})
}

// editSection replaces the body of one section of a module.
func editSection(module []byte, section byte, edit func(body []byte) ([]byte, error)) ([]byte, error) {
	const header = 8
	if len(module) < header || string(module[:4]) != "\x00asm" {
		return nil, errModule
	}
	out, edited := append([]byte(nil), module[:header]...), false
	for rest := module[header:]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || size > uint64(len(rest)-1-n) {
			return nil, errModule
		}
		body := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		if id == section {
			var err error
			if body, err = edit(body); err != nil {
				return nil, err
			}
			edited = true
		}
		out = append(out, id)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	if !edited {
		return nil, fmt.Errorf("%w: there is no section %d", errModule, section)
	}
	return out, nil
}

// memoryLimit is the most memory that data may fill, in bytes: a multiple of what it is.
const memoryLimit = 32 << 20

// spread puts the segments into memory.
func spread(segments []segment) ([]byte, error) {
	var memory []byte
	for _, s := range segments {
		if s.offset < 0 || s.end() > memoryLimit {
			return nil, fmt.Errorf("%w: data at %d", errModule, s.offset)
		}
		if n := int(s.end()) - len(memory); n > 0 {
			memory = append(memory, make([]byte, n)...)
		}
		copy(memory[s.offset:], s.data)
	}
	return memory, nil
}

// cut makes segments of memory, leaving out what stays zero.
func cut(memory []byte) []segment {
	var out []segment
	for at := 0; at < len(memory); {
		if memory[at] == 0 {
			at++
			continue
		}
		end, zeros := at, 0
		for i := at; i < len(memory) && zeros <= joinedGap; i++ {
			if zeros++; memory[i] != 0 {
				end, zeros = i+1, 0
			}
		}
		out = append(out, segment{int64(at), memory[at:end]})
		at = end
	}
	return out
}

// Opcodes of the constant expression that gives a segment's offset.
const (
	opEnd      = 0x0b
	opI32Const = 0x41
)

// readSegments reads active segments of the first memory, the only kind that Go's linker writes.
func readSegments(body []byte) ([]segment, error) {
	count, n := binary.Uvarint(body)
	if n <= 0 || count > uint64(len(body)) {
		return nil, errModule
	}
	body = body[n:]
	segments := make([]segment, 0, count)
	for range count {
		if len(body) < 2 || body[0] != 0 || body[1] != opI32Const {
			return nil, errModule
		}
		offset, n := signedVarint(body[2:])
		if n <= 0 || len(body) <= 2+n || body[2+n] != opEnd {
			return nil, errModule
		}
		body = body[2+n+1:]
		size, n := binary.Uvarint(body)
		if n <= 0 || size > uint64(len(body)-n) {
			return nil, errModule
		}
		segments = append(segments, segment{offset, body[n : n+int(size)]})
		body = body[n+int(size):]
	}
	if len(body) > 0 {
		return nil, errModule
	}
	return segments, nil
}

func appendSegments(out []byte, segments []segment) []byte {
	out = binary.AppendUvarint(out, uint64(len(segments)))
	for _, s := range segments {
		out = append(out, 0, opI32Const)
		out = appendSignedVarint(out, s.offset)
		out = append(out, opEnd)
		out = binary.AppendUvarint(out, uint64(len(s.data)))
		out = append(out, s.data...)
	}
	return out
}

// signedVarint reads a signed LEB128 number, as WebAssembly writes them: not zig-zag, unlike
// encoding/binary's. n is 0 when there is none.
func signedVarint(b []byte) (value int64, n int) {
	for shift := 0; n < len(b) && shift < 63; {
		c := b[n]
		n++
		value |= int64(c&0x7f) << shift
		shift += 7
		if c < 0x80 {
			if c&0x40 != 0 {
				value -= 1 << shift
			}
			return value, n
		}
	}
	return 0, 0
}

func appendSignedVarint(out []byte, value int64) []byte {
	for {
		c := byte(value & 0x7f)
		value >>= 7
		if value == 0 && c&0x40 == 0 || value == -1 && c&0x40 != 0 {
			return append(out, c)
		}
		out = append(out, c|0x80)
	}
}
