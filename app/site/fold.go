package site

// Much of the table pclntab counts upwards, from function to function: which function it is, where
// its record starts, where its table of pointer maps starts. Differences repeat where sums do not.
// foldRecords leaves the differences in the module, and the runtime adds them up when it starts,
// before there is a stack to look through.

// unfoldRecords begins moduledataverify1 of the runtime, which schedinit calls for the only module
// and which goes on to check what the sums have become.
const unfoldRecords = `
	var entry, start, maps uint32
	for i := range datap.ftab {
		f := &datap.ftab[i]
		entry += f.entryoff
		f.entryoff = entry
		if i == len(datap.ftab)-1 {
			break
		}
		start += f.funcoff
		f.funcoff = start
		r := (*_func)(unsafe.Pointer(&datap.pclntable[start]))
		r.entryOff = entry
		if r.npcdata > abi.PCDATA_StackMapIndex {
			table := (*uint32)(add(unsafe.Pointer(&r.nfuncdata), unsafe.Sizeof(r.nfuncdata)+abi.PCDATA_StackMapIndex*4))
			if *table != 0 {
				maps += *table - 1
				*table = maps
			}
		}
	}
`

// pcdataStackMap is PCDATA_StackMapIndex, the table by pc of pointer maps.
const pcdataStackMap = 1

// foldRecords edits the module's memory. A table of pointer maps is told by the difference and 1, so
// that 0 still means that there is none.
func foldRecords(memory []byte) error {
	t, err := findPclntab(memory)
	if err != nil {
		return err
	}
	var entry, before, maps uint32
	fold := func(at int, before *uint32) {
		v := word32(t.records, at)
		setWord32(t.records, at, v-*before)
		*before = v
	}
	for i, start := range t.starts {
		fold(8*i, &entry)
		fold(8*i+4, &before)
		r := t.records[start:]
		setWord32(r, recordEntry, 0)
		if word32(r, recordTables) > pcdataStackMap {
			field := r[recordSize+4*pcdataStackMap:]
			if v := word32(field, 0); v != 0 {
				setWord32(field, 0, v-maps+1)
				maps = v
			}
		}
	}
	fold(8*len(t.starts), &entry)
	return nil
}
