package site

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// stdEdits keep out of the WebAssembly module what Go's runtime does for those who debug a process
// from outside and nobody can ask of a page: execution traces, metrics, profiles, GODEBUG and
// tracebacks, which have no names to show (see dropTraces). A tenth of the module was that.
// What is edited is read for the release that checkToolchain asks for.
var stdEdits = []edit{
	{"runtime/symtab.go", verifyTable, verifyTable + unfoldRecords},

	// Nobody starts a trace: without these three the compiler sees that no event is written.
	{"runtime/traceruntime.go", "\treturn trace.enabled\n", "\treturn false\n"},
	{"runtime/traceruntime.go", "\treturn trace.enabledWithAllocFree\n", "\treturn false\n"},
	{"runtime/traceruntime.go", "\treturn trace.shutdown.Load()\n", "\treturn false\n"},
	{"runtime/traceruntime.go", "\treturn tl.gen != 0\n", "\treturn false\n"},

	emptied("runtime/traceback.go", "func traceback1(pc, sp, lr uintptr, gp *g, flags unwindFlags) {"),
	emptied("runtime/traceback.go", "func goroutineheader(gp *g) {"),
	emptied("runtime/traceback.go", "func tracebackothers(me *g) {"),
	emptied("runtime/hexdump.go", "func hexdumpWords(p, len uintptr, mark func(uintptr, hexdumpMarker)) {"),
	emptied("runtime/mgcmark.go", "func gcDumpObject(label string, obj, off uintptr) {"),

	// What GODEBUG would turn on: gctrace, schedtrace, checkfinalizers.
	{"runtime/mgc.go", "\tif debug.gctrace > 0 {\n", "\tif false {\n"},
	emptied("runtime/mgcmark_greenteagc.go", "func dumpScanStats() {"),
	emptied("runtime/proc.go", "func schedtrace(detailed bool) {"),
	emptied("runtime/mcheckmark.go", "func checkFinalizersAndCleanups() {"),
	emptied("runtime/metrics.go", "func godebug_registerMetric(name string, read func() uint64) {"),

	// Profiles of memory, of blocking and of mutexes.
	emptied("runtime/malloc.go", "func profilealloc(mp *m, x unsafe.Pointer, size uintptr) {"),
	emptied("runtime/mprof.go", "func mProf_NextCycle() {"),
	emptied("runtime/mprof.go", "func mProf_Flush() {"),
	emptied("runtime/mprof.go", "func mProf_PostSweep() {"),
	emptied("runtime/mprof.go", "func blockevent(cycles int64, skip int) {"),
	emptied("runtime/mprof.go", "func saveblockevent(cycles, rate int64, skip int, which bucketType) {"),
	emptied("runtime/mprof.go", "func mutexevent(cycles int64, skip int) {"),
	emptied("runtime/mprof.go", "func (prof *mLockProfile) recordUnlock(cycles int64) {"),
	emptied("runtime/mprof.go", "func (prof *mLockProfile) captureStack() {"),
	emptied("runtime/mprof.go", "func (prof *mLockProfile) store() {"),
}

// verifyTable is the first line of what starts with unfoldRecords.
const verifyTable = "func moduledataverify1(datap *moduledata) {\n"

// emptied makes a function without results return at once. It is named by its first line.
func emptied(file, header string) edit {
	return edit{file, header + "\n", header + "\n\treturn\n"}
}

// stdStandIns are the files of the standard library that others stand for.
var stdStandIns = []struct{ file, source string }{
	{"internal/godebug/godebug.go", noGodebug},
	{"crypto/internal/fips140only/fips140only.go", noFIPS140Only},
	{"crypto/internal/fips140/check/check.go", noFIPS140Check},
	{"crypto/internal/boring/notboring.go", noBoring},
	{"fmt/print.go", smallFmt},
	{"fmt/format.go", basicValues},
	{"fmt/errors.go", "package fmt\n"},
	{"fmt/scan.go", "package fmt\n"},
}

// smallFmt stands for package fmt, and basicValues for the other file of smallfmt.
//
//go:embed smallfmt/fmt.go
var smallFmt string

const basicValues = `package fmt

import (
	"internal/abi"
	"internal/reflectlite"
	"unsafe"
)

func basic(v any) any {
	if v == nil {
		return nil
	}
	data := (*abi.EmptyInterface)(unsafe.Pointer(&v)).Data
	switch abi.TypeOf(v).Kind() {
	case abi.String:
		return *(*string)(data)
	case abi.Bool:
		return *(*bool)(data)
	case abi.Int, abi.Int64:
		return *(*int64)(data)
	case abi.Int32:
		return int64(*(*int32)(data))
	case abi.Int16:
		return int64(*(*int16)(data))
	case abi.Int8:
		return int64(*(*int8)(data))
	case abi.Uint, abi.Uint64, abi.Uintptr:
		return *(*uint64)(data)
	case abi.Uint32:
		return uint64(*(*uint32)(data))
	case abi.Uint16:
		return uint64(*(*uint16)(data))
	case abi.Uint8:
		return uint64(*(*uint8)(data))
	case abi.Float64:
		return *(*float64)(data)
	}
	return v
}

func typeName(v any) string {
	if v == nil {
		return "<nil>"
	}
	return reflectlite.TypeOf(v).String()
}
`

// noGodebug stands for the settings of $GODEBUG: a page has no environment, all are as they come.
const noGodebug = `package godebug

type Setting struct{ name string }

func New(name string) *Setting { return &Setting{name} }

func (s *Setting) Name() string { return s.name }

func (s *Setting) Undocumented() bool { return false }

func (s *Setting) String() string { return s.name + "=" }

func (s *Setting) IncNonDefault() {}

func (s *Setting) Value() string { return "" }
`

// noFIPS140Only stands for the mode that $GODEBUG would turn on, which brings AES and a generator of
// random numbers along with every hash.
const noFIPS140Only = `package fips140only

func Enforced() bool { return false }
`

// noFIPS140Check stands for the check of the program's own bytes in that mode, which brings SHA-3.
const noFIPS140Check = `package check
`

// noBoring stands for BoringCrypto, which no js build has, and keeps its ciphers out.
const noBoring = `package boring

import "hash"

const available = false

func Unreachable() {}

func NewSHA1() hash.Hash   { panic("no BoringCrypto in this build") }
func NewSHA384() hash.Hash { panic("no BoringCrypto in this build") }
func NewSHA512() hash.Hash { panic("no BoringCrypto in this build") }

func SHA1([]byte) [20]byte   { panic("no BoringCrypto in this build") }
func SHA384([]byte) [48]byte { panic("no BoringCrypto in this build") }
func SHA512([]byte) [64]byte { panic("no BoringCrypto in this build") }
`

// overlay is the file that tells the go command where the edited files of the standard library lie,
// both seen from the root of the tree.
const (
	overlay  = ".build/overlay.json"
	stdFiles = ".build/std"
)

// trimStd writes to root/.build the files that stand for those of the standard library, and the overlay.
func trimStd(root string) error {
	goroot, err := runGo(root, nil, "env", "GOROOT")
	if err != nil {
		return err
	}
	src, target := filepath.Join(strings.TrimSpace(string(goroot)), "src"), filepath.Join(root, stdFiles)
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	replaced := map[string]string{}
	write := func(file string, source []byte) error {
		replaced[filepath.Join(src, file)] = filepath.Join(stdFiles, file)
		return writeFile(filepath.Join(target, file), source)
	}
	for _, stand := range stdStandIns {
		if err := write(stand.file, []byte(stand.source)); err != nil {
			return err
		}
	}
	for _, e := range stdEdits {
		if replaced[filepath.Join(src, e.file)] == "" {
			source, err := os.ReadFile(filepath.Join(src, e.file))
			if err != nil {
				return err
			}
			if err := write(e.file, source); err != nil {
				return err
			}
		}
		if err := e.apply(target); err != nil {
			return fmt.Errorf("trim the standard library of %s: %w", tracesRelease, err)
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, overlay), list, 0o644)
}

// writeFile writes a file and makes its folder.
func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
