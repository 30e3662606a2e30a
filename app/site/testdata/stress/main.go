//go:build js

// Command stress makes Go's runtime do what unwinds its functions and resumes them: it grows and
// shrinks stacks, switches goroutines, collects garbage meanwhile, panics and recovers. It is built
// as app.wasm is, to show that what app/site does to a module leaves the runtime whole. It gives the
// page one line for each trial: its name, what came out, what should have.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
	"syscall/js"
	"time"
)

func main() {
	report := js.Global().Get("report")
	for _, t := range trials {
		report.Invoke(t.name, fmt.Sprint(t.run()), t.want)
	}
	report.Invoke("end", "", "")
}

var trials = []struct {
	name string
	run  func() any
	want string
}{
	{"deep recursion", func() any { return deep(5000, [4]int{1, 2, 3, 4}) }, "12502510"},
	{"recursion while the collector runs", collected, "150 1275"},
	{"goroutines and channels", pipeline, "500500"},
	{"goroutines that wait for a lock", locked, "20000"},
	{"select and timers", timed, "later 3"},
	{"panics of every kind", panics, panicked},
	{"a panic through deferred calls", unwound, "3 2 1 first: second"},
	{"a deferred call that panics anew", func() any { return caught(panicsAnew) }, "anew"},
	{"Goexit runs deferred calls", exited, "done"},
	{"maps that grow and shrink", maps, "100000 50000 2500000000"},
	{"sorting with closures", sorted, "true"},
	{"strings of many parts", func() any { return len(strings.Repeat(fmt.Sprintf("%08d", 7), 100_000)) }, "800000"},
	{"a call back from JavaScript", calledBack, "42"},
	{"values with finalizers", finalized, "true"},
	{"calls that others run in", resumed, "3 ends"},
}

// deep has a frame that the collector must read and that moves as the stack grows.
func deep(n int, a [4]int) int {
	if n == 0 {
		return a[0] + a[1] + a[2] + a[3]
	}
	p := &a
	turn(p)
	return deep(n-1, *p) + n + p[0] - a[0]
}

//go:noinline
func turn(p *[4]int) { p[0], p[1], p[2], p[3] = p[1], p[2], p[3], p[0] }

type tree struct {
	left, right *tree
	values      []int
}

func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	t := &tree{values: make([]int, depth)}
	for i := range t.values {
		t.values[i] = i
	}
	if depth%4 == 0 {
		runtime.GC()
	}
	t.left = grow(depth - 1)
	t.right = &tree{left: t.left, values: t.values}
	return t
}

func collected() any {
	var wait sync.WaitGroup
	sums := make([]int, 3)
	for k := range sums {
		wait.Go(func() {
			for t := grow(50); t != nil; t = t.left {
				sums[k] += len(t.right.values)
				if k == 0 && len(t.values) == 25 {
					runtime.Gosched()
				}
			}
		})
	}
	wait.Wait()
	if sums[0] != sums[1] || sums[1] != sums[2] {
		return sums
	}
	return fmt.Sprint(len(sums)*50, " ", sums[0])
}

func pipeline() any {
	in, out := make(chan int), make(chan int, 3)
	for range 100 {
		go func() {
			for v := range in {
				out <- len(make([]byte, v))
			}
		}()
	}
	go func() {
		for i := range 1000 {
			in <- i + 1
		}
		close(in)
	}()
	sum := 0
	for range 1000 {
		sum += <-out
	}
	return sum
}

func locked() any {
	var (
		lock sync.Mutex
		wait sync.WaitGroup
		n    int
	)
	for range 200 {
		wait.Go(func() {
			for range 100 {
				lock.Lock()
				v := n
				runtime.Gosched()
				n = v + 1
				lock.Unlock()
			}
		})
	}
	wait.Wait()
	return n
}

func timed() any {
	ticks, stop := time.NewTicker(time.Millisecond), make(chan string)
	defer ticks.Stop()
	time.AfterFunc(50*time.Millisecond, func() { stop <- "later" })
	n := 0
	for {
		select {
		case <-ticks.C:
			n = min(n+1, 3)
		case word := <-stop:
			return fmt.Sprint(word, " ", n)
		}
	}
}

// caught is what f panics with.
func caught(f func()) (text string) {
	defer func() {
		switch v := recover().(type) {
		case error:
			text = v.Error()
		default:
			text = fmt.Sprint(v)
		}
	}()
	f()
	return "nothing"
}

const panicked = "runtime error: index out of range [7] with length 3; " +
	"runtime error: slice bounds out of range [:7] with capacity 3; " +
	"runtime error: integer divide by zero; " +
	"runtime error: invalid memory address or nil pointer dereference; " +
	"assignment to entry in nil map; " +
	"interface conversion: interface {} is string, not int; " +
	"runtime error: makeslice: len out of range; " +
	"send on closed channel; " +
	"hash of unhashable type: []int; " +
	"own; " +
	"value method main.named.name called using nil *named pointer"

type named struct{ text string }

func (n named) name() string { return n.text }

//go:noinline
func nobody() interface{ name() string } { return (*named)(nil) }

func panics() any {
	list, seven, zero, minus := []int{1, 2, 3}, 7, 0, -1
	var (
		none  *tree
		table map[string]int
		word  any = "word"
		key   any = []int{1}
		shut      = make(chan int, 1)
	)
	close(shut)
	var texts []string
	for _, f := range []func(){
		func() { list[0] = list[seven] },
		func() { list = list[:seven] },
		func() { seven /= zero },
		func() { none.values = nil },
		func() { table["a"] = 1 },
		func() { seven = word.(int) },
		func() { list = make([]int, minus) },
		func() { shut <- 1 },
		func() { zero = map[any]int{}[key] },
		func() { panic(errors.New("own")) },
		func() { nobody().name() },
	} {
		texts = append(texts, caught(f))
		runtime.GC()
	}
	return strings.Join(texts, "; ")
}

func unwound() any {
	var order []string
	text := caught(func() {
		for i := range 3 {
			defer func() {
				runtime.GC()
				order = append(order, fmt.Sprint(i+1), fmt.Sprint(deep(1000, [4]int{}) == 500500))
			}()
		}
		defer func() { panic(fmt.Sprint(recover(), ": second")) }()
		panic("first")
	})
	return strings.ReplaceAll(strings.Join(order, " "), " true", "") + " " + text
}

func panicsAnew() {
	defer func() { panic("anew") }()
	var none *tree
	none.values = nil
}

func exited() any {
	done := make(chan string)
	go func() {
		defer func() { done <- "done" }()
		func() {
			defer runtime.GC()
			runtime.Goexit()
		}()
	}()
	return <-done
}

func maps() any {
	table := map[string]*tree{}
	for i := range 100_000 {
		table[fmt.Sprint(i)] = &tree{values: []int{i}}
	}
	full, sum := len(table), 0
	for key, t := range table {
		if t.values[0]%2 == 0 {
			delete(table, key)
		}
	}
	runtime.GC()
	for _, t := range table {
		sum += t.values[0]
	}
	return fmt.Sprint(full, " ", len(table), " ", sum)
}

func sorted() any {
	words := make([]string, 20_000)
	for i := range words {
		words[i] = fmt.Sprint(i * 7919 % 20_011)
	}
	sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	return sort.StringsAreSorted(words)
}

func calledBack() any {
	answer := make(chan int)
	call := js.FuncOf(func(_ js.Value, args []js.Value) any {
		go func() { answer <- args[0].Int() + deep(100, [4]int{}) - 5050 }()
		return nil
	})
	defer call.Release()
	js.Global().Call("setTimeout", call, 1, 42)
	return <-answer
}

func finalized() any {
	done := make(chan bool, 1)
	func() { runtime.SetFinalizer(&tree{values: make([]int, 9)}, func(*tree) { done <- true }) }()
	for range 10 {
		runtime.GC()
		select {
		case ok := <-done:
			return ok
		case <-time.After(time.Millisecond):
		}
	}
	return false
}
