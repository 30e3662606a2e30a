//go:build js

package main

import (
	"fmt"
	"runtime"
)

// walker goes where its dice say, and rests in some of its calls: it lets others run, collects
// garbage, or needs more stack than there is.
type walker struct {
	dice  uint64
	rests bool
	steps int
	trace uint64
}

func (w *walker) throw(sides uint64) uint64 {
	w.dice = w.dice*6364136223846793005 + 1442695040888963407
	return w.dice >> 33 % sides
}

//go:noinline
func (w *walker) step(at uint64) *tree {
	w.steps++
	w.trace = w.trace*31 + at
	if w.rests {
		switch w.steps * 7919 % 13 {
		case 0, 1, 2, 3:
			runtime.Gosched()
		case 4:
			deep(w.steps%700, [4]int{})
		case 5:
			if w.steps%5 == 0 {
				runtime.GC()
			}
		}
	}
	return &tree{values: []int{int(at)}}
}

// walk has a call on every way through branches and loops, and pointers that live across them.
func (w *walker) walk(rounds int) (sum int, text string) {
	defer func() {
		w.step(1)
		if v := recover(); v != nil {
			text = fmt.Sprint(v, " ", sum > 0)
		}
		w.step(2)
	}()
	kept := w.step(3)
	for i := range rounds {
		if w.throw(2) == 0 {
			kept = w.step(4)
			if w.throw(3) == 0 {
				kept.left = w.step(5)
			}
		} else if w.throw(2) == 0 {
			kept.right = w.step(6)
		}
		for w.throw(4) != 0 {
			if w.throw(5) == 0 {
				continue
			}
			a, b := w.step(7), w.step(8)
			sum += a.values[0] + b.values[0]
			if w.throw(6) == 0 {
				break
			}
			a.left = b
		}
		switch w.throw(5) {
		case 0:
			w.step(9)
		case 1:
			for range w.throw(3) {
				w.step(10)
			}
			fallthrough
		case 2:
			kept.left = w.step(11)
		case 3:
			func() {
				defer w.step(12)
				w.step(13)
			}()
		}
		if kept.left != nil {
			sum += kept.left.values[0]
		}
		sum += kept.values[0]
		if i == rounds-1 {
			w.trap(kept, int(w.throw(3)))
		}
	}
	return sum, "whole"
}

// trap panics in a frame that the deferred calls of its callers still read.
func (w *walker) trap(t *tree, kind int) {
	var none *tree
	first, second := w.step(14), w.step(15)
	switch kind {
	case 0:
		first.left = none.left
	case 1:
		second.values[kind+len(t.values)]++
	default:
		panic(first.values[0] + second.values[0])
	}
	w.step(16)
}

// resumed walks the same ways with rests and without, several at a time.
func resumed() any {
	type result struct {
		trace uint64
		sum   int
		text  string
	}
	run := func(dice uint64, rests bool) (r result) {
		w := &walker{dice: dice, rests: rests}
		r.sum, r.text = w.walk(20)
		r.trace = w.trace
		return r
	}
	const walks = 60
	got := make([]result, walks)
	done := make(chan int)
	for i := range got {
		go func() {
			got[i] = run(uint64(i)*977, true)
			done <- i
		}()
	}
	for range got {
		<-done
	}
	texts := map[string]int{}
	for i := range got {
		if want := run(uint64(i)*977, false); got[i] != want {
			return fmt.Sprint("walk ", i, ": ", got[i], ", without rests ", want)
		}
		texts[got[i].text]++
	}
	return fmt.Sprint(len(texts), " ends")
}
