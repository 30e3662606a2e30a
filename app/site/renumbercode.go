package site

import "encoding/binary"

// The code of a call that writes a return address: room on the stack, then the constant, then this.
const (
	makeRoom   = "\x20\x01\x41\x08\x6b\x22\x01\x24\x00\x20\x01"
	makeRoomIn = 6 // instructions
	writePC    = "\x37\x03\x00"

	callTo   = "\x41\x00\x10"                                 // the function's number follows
	callWhat = "\x42\x10\x88\xa7\x21\x00\x41\x00\x20\x00\x11" // the function's type and table follow

	afterCall = cacheSP + unwound
)

// instructionsAre reports whether the code at an instruction starts like that.
func (c *codeList) instructionsAre(at int, want string) bool {
	for ; want != "" && at >= 0 && at < len(c.list); at++ {
		b := string(c.list[at].bytes)
		if len(b) > len(want) {
			b = b[:len(want)]
		}
		if want[:len(b)] != b {
			return false
		}
		want = want[len(b):]
	}
	return want == ""
}

// read finds the table, the sites and the jumps. It reports whether the body is laid out so that its
// numbers are in them alone.
func (f *resumedFunc) read(sigpanic int) bool {
	return f.readTable() && f.readSites(sigpanic) && f.readNumbers()
}

func (f *resumedFunc) readTable() bool {
	if !f.instructionsAre(0, cacheSP) || f.codeList.table < 3 || f.numberReads != 1 {
		return false
	}
	t := f.codeList.table
	if before := f.list[t-1]; before.op != opLocalGet || before.value != 0 {
		return false
	}
	at := t - 2
	for at > 1 && f.list[at].isPlainBlock() {
		f.nest = append(f.nest, f.list[at].opens)
		at--
	}
	switch {
	case f.list[at].op == opLoop:
		f.codeList.loop = f.list[at].opens
		if at--; at > 1 && f.list[at].isPlainBlock() {
			at--
		}
	case at > 1:
		return false
	}
	if at != 1 || len(f.nest) == 0 || f.list[t+1].op != opEnd {
		return false
	}
	f.entries = f.list[t].targets
	for _, block := range f.entries {
		if f.place(block) < 0 {
			return false
		}
	}
	return len(f.entries) > 0 && f.entries[0] == f.nest[0]
}

// place is which of the nest a block is, -1 when it is none.
func (f *resumedFunc) place(block int) int {
	// The nest was opened in one go, the innermost last.
	if n := f.nest[0] - block; n >= 0 && n < len(f.nest) {
		return n
	}
	return -1
}

// readSites finds what is done with return addresses.
func (f *resumedFunc) readSites(sigpanic int) bool {
	for i, in := range f.list {
		if in.op != opI64Const || in.value>>blockBits<<blockBits != f.base {
			continue
		}
		s := site{pc: i, number: uint64(in.value - f.base)}
		if !f.instructionsAre(i-makeRoomIn, makeRoom) || !f.instructionsAre(i+1, writePC) {
			return false
		}
		call := i + 3
		switch {
		case f.instructionsAre(i+2, callTo):
			callee, _ := binary.Uvarint(f.list[call].bytes[1:])
			s.trap = int(callee) == sigpanic
		case f.instructionsAre(i+2, callWhat):
			call = i + 8
		default:
			return false
		}
		if !f.instructionsAre(call+1, afterCall) {
			return false
		}
		s.end = call + 7
		if s.number > 0 && !s.trap {
			if s.number >= uint64(len(f.entries)) || s.end >= len(f.list) {
				return false
			}
			s.block = f.entries[s.number]
			if f.closed[s.block] != s.end {
				return false
			}
		}
		f.sites = append(f.sites, s)
	}
	return true
}

// readNumbers finds the jumps back, and refuses numbers that are used otherwise.
func (f *resumedFunc) readNumbers() bool {
	f.jumps = map[int]int{}
	for i, in := range f.list {
		isNumber := i > 0 && f.list[i-1].op == opI32Const
		switch {
		case in.op == opLocalTee && in.value == 0:
			return false
		case in.op == opLocalSet && in.value == 0:
			switch {
			case f.list[i-1].op == opWrap && f.instructionsAre(i+1, "\x41\x00\x20\x00\x11"):
			case isNumber && f.codeList.loop > 0 && f.list[i+1].op == opBr && f.list[i+1].target == f.codeList.loop:
				n := f.list[i-1].value
				if n < 0 || n >= int64(len(f.entries)) {
					n = int64(len(f.entries)) - 1
				}
				f.jumps[i-1] = f.entries[n]
			default:
				return false
			}
		case in.target >= 0 && in.target == f.codeList.loop && f.codeList.loop > 0:
			if in.op != opBr || f.jumps[i-2] == 0 {
				return false
			}
		}
	}
	return true
}

// renumber rewrites the body. It reports false when it leaves it as it is.
func (f *resumedFunc) renumber(body []byte, sigpanic int) (out []byte, ok bool, err error) {
	start, err := skipLocals(body)
	if err != nil {
		return nil, false, err
	}
	if f.codeList, err = decode(body[start:]); err != nil {
		return nil, false, err
	}
	locals, ok := withLocals(body[:start], addedLocals)
	if !ok || !f.read(sigpanic) {
		return nil, false, nil
	}
	branches, numberOf, ok := f.number()
	if !ok {
		return nil, false, nil
	}
	known := f.follow()
	sites := map[int]site{}
	for _, s := range f.sites {
		sites[s.pc] = s
	}

	// Blocks that nobody leaves early need not be there.
	targeted := map[int]bool{}
	for _, b := range branches {
		targeted[b] = true
	}
	for _, in := range f.list {
		if in.target > function {
			targeted[in.target] = true
		}
	}
	out = append(locals, cacheSP...)
	out = appendSignedVarint(append(out, opI64Const), f.base)
	out = append(out, opLocalTee, baseLocal, opLocalGet, 0, opExtend, opI64Or, opLocalSet, lastLocal)
	var open []int
	label := func(block int) uint64 {
		for n := len(open) - 1; n >= 0; n-- {
			if open[n] == block {
				return uint64(len(open) - 1 - n)
			}
		}
		return uint64(len(open)) // the function's end
	}
	skipped := map[int]bool{}
	for i := 2; i < len(f.list); i++ {
		in := f.list[i]
		switch {
		case in.opens > 0 && in.isPlainBlock() && !targeted[in.opens]:
			skipped[f.closed[in.opens]] = true
		case in.opens > 0:
			open = append(open, in.opens)
			out = append(out, in.bytes...)
		case skipped[i]:
		case in.op == opEnd:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			out = append(out, opEnd)
		case in.op == opBr, in.op == opBrIf:
			out = binary.AppendUvarint(append(out, in.op), label(in.target))
		case i == f.codeList.table:
			out = binary.AppendUvarint(append(out, opBrTable), uint64(len(branches)-1))
			for _, b := range branches {
				out = binary.AppendUvarint(out, label(b))
			}
		case f.jumps[i] != 0:
			out = appendSignedVarint(append(out, opI32Const), int64(numberOf[f.jumps[i]]))
		case sites[i].pc == i:
			out = appendPC(out, sites[i], known)
		case in.op >= opLocalGet && in.op <= opLocalTee && in.value >= baseLocal:
			out = binary.AppendUvarint(append(out, in.op), uint64(in.value+addedLocals))
		default:
			out = append(out, in.bytes...)
		}
	}
	return out, true, nil
}

// appendPC appends a site's return address.
func appendPC(out []byte, s site, known map[int]int32) []byte {
	if s.to == 0 {
		return append(out, opLocalGet, baseLocal)
	}
	before, ok := known[s.pc]
	if ok && before >= 0 {
		out = append(out, opLocalGet, lastLocal, opI64Const)
		out = append(appendSignedVarint(out, int64(s.to-before)), opI64Add)
	} else {
		out = append(out, opLocalGet, baseLocal, opI64Const)
		out = append(appendSignedVarint(out, int64(s.to)), opI64Or)
	}
	if ok {
		out = append(out, opLocalTee, lastLocal)
	}
	return out
}

// withLocals adds variables of 64 bits to a body's declarations of local variables, groups of a number and a
// type, of which the first must be the stack pointer's.
func withLocals(declared []byte, added uint64) (out []byte, ok bool) {
	groups, n := binary.Uvarint(declared)
	rest := declared[n:]
	if len(rest) < 2 || rest[0] != 1 || rest[1] != typeI32 {
		return nil, false
	}
	if count, n := binary.Uvarint(rest[2:]); n > 0 && rest[2+n] == typeI64 {
		out = append(binary.AppendUvarint(nil, groups), rest[:2]...)
		out = binary.AppendUvarint(out, count+added)
		return append(out, rest[2+n:]...), true
	}
	out = append(binary.AppendUvarint(nil, groups+1), rest[:2]...)
	return append(append(out, byte(added), typeI64), rest[2:]...), true
}
