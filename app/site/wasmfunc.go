package site

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Sections that tell the types of functions, and the types of values.
const (
	typeSection     = 1
	importSection   = 2
	functionSection = 3

	typeI32 = 0x7f
	typeI64 = 0x7e
)

// resumableType is the first type of a module, that of Go's functions: they take the number of the
// block to go on from and return whether to unwind.
const resumableType = "\x60\x01\x7f\x01\x7f"

// readResumable tells for each function of a module whether it is of that type.
func readResumable(module []byte) ([]bool, error) {
	types, err := section(module, typeSection)
	if err != nil {
		return nil, err
	}
	if _, n := binary.Uvarint(types); n <= 0 || !strings.HasPrefix(string(types[n:]), resumableType) {
		return nil, fmt.Errorf("%w: the first type is not that of Go's functions", errModule)
	}
	functions, err := section(module, functionSection)
	if err != nil {
		return nil, err
	}
	count, n := binary.Uvarint(functions)
	if n <= 0 || count > uint64(len(functions)) {
		return nil, errModule
	}
	out := make([]bool, count)
	for i := range out {
		functions = functions[n:]
		var kind uint64
		if kind, n = binary.Uvarint(functions); n <= 0 {
			return nil, errModule
		}
		out[i] = kind == 0
	}
	return out, nil
}

// section is the body of one section of a module.
func section(module []byte, id byte) (body []byte, err error) {
	_, err = editSection(module, id, func(found []byte) ([]byte, error) {
		body = found
		return found, nil
	})
	return body, err
}

// countImports is how many functions a module imports, the only kind of import that Go's linker writes.
func countImports(module []byte) (int, error) {
	imports, err := section(module, importSection)
	if err != nil {
		return 0, err
	}
	count, n := binary.Uvarint(imports)
	if n <= 0 || count > uint64(len(imports)) {
		return 0, errModule
	}
	rest := imports[n:]
	for range count {
		for range 2 { // the names of the module and of the function
			length, n := binary.Uvarint(rest)
			if n <= 0 || length >= uint64(len(rest)-n) {
				return 0, errModule
			}
			rest = rest[n+int(length):]
		}
		if _, n = binary.Uvarint(rest[1:]); n <= 0 || rest[0] != 0 {
			return 0, fmt.Errorf("%w: an import that is no function", errModule)
		}
		rest = rest[1+n:]
	}
	if len(rest) > 0 {
		return 0, errModule
	}
	return int(count), nil
}
