package site

// What is known of the last return address: not reached yet, or any, or one number.
const (
	unreached = -2
	anyNumber = -1
)

func join(a, b int32) int32 {
	switch {
	case a == unreached || a == b:
		return b
	case b == unreached:
		return a
	}
	return anyNumber
}

// follow finds out what is known of the last return address at each site, whichever way the program
// came: from the call before, by a jump, or by the table of branches.
func (f *resumedFunc) follow() map[int]int32 {
	in := make([]int32, len(f.nest))
	for i := range in {
		in[i] = unreached
	}
	in[0] = 0
	if d := word32(f.record, recordDefer); d != 0 {
		at := f.place(f.entries[d])
		in[at] = join(in[at], int32(f.changed.deferReturn))
	}
	siteAt := map[int]site{}
	for _, s := range f.sites {
		siteAt[s.pc] = s
	}
	known := map[int]int32{}
	for changed := true; changed; {
		changed = false
		arrive := func(block int, state int32) {
			if at := f.place(block); at >= 0 {
				if j := join(in[at], state); j != in[at] {
					in[at], changed = j, true
				}
			}
		}
		state, at, depth := int32(unreached), -1, 0
		for i := f.codeList.table + 1; i < len(f.list); i++ {
			c := f.list[i]
			if at+1 < len(f.nest) && i == f.closed[f.nest[at+1]] {
				at++
				arrive(f.nest[at], state)
				state, depth = in[at], 0
				continue
			}
			switch c.op {
			case opBlock, opLoop, opIf:
				depth++
			case opEnd:
				depth--
			case opBr, opBrIf:
				if block := f.jumps[i-2]; block != 0 {
					arrive(block, state)
				}
				arrive(c.target, state)
			case opI64Const:
				if s, ok := siteAt[i]; ok && s.to >= firstNumber {
					known[i] = state
					state = s.to
				}
			}
			if depth == 0 && (c.op == opBr || c.op == opReturn || c.op == opUnreachable) {
				state = unreached
			}
		}
	}
	return known
}
