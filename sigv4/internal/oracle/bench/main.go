// Command bench signs the same requests with the engine and with other signers for Go, in turns within
// one run, and prints what a signature takes, what it allocates, and how many times as fast the engine is.
package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"
)

// contender is one signer of an operation: sign makes one signature.
type contender struct {
	name string
	sign func() error
	must float64 // the least ratio to the engine's time; 0 for the engine itself
	goal float64

	limit bool // it is what no signer can do without: the ratio is the engine's time to it, and must is the most
}

const (
	rounds = 101                  // of each contender; the median is printed
	batch  = 2 * time.Millisecond // long enough to pay for the garbage it makes, short against a scheduler's slice
)

func main() {
	fmt.Printf("%-28s%-16s%10s%9s%9s%9s%7s%7s\n", "", "", "ns", "B", "allocs", "ratio", "must", "goal")
	for _, operation := range operations() {
		contenders, err := operation.contenders()
		if err == nil {
			err = compare(operation.name, contenders)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "bench: %s: %v\n", operation.name, err)
			os.Exit(1)
		}
	}
}

// compare prints a table of contenders, of which the first is the engine.
func compare(name string, contenders []contender) error {
	times := make([][]float64, len(contenders))
	counts := make([]int, len(contenders))
	for i, c := range contenders {
		count, err := calibrate(c.sign)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		counts[i] = count
	}
	for range rounds {
		for i, c := range contenders {
			runtime.GC() // nobody pays for the garbage of the one before
			if err := c.sign(); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			start := time.Now()
			for range counts[i] {
				if err := c.sign(); err != nil {
					return fmt.Errorf("%s: %w", c.name, err)
				}
			}
			times[i] = append(times[i], float64(time.Since(start).Nanoseconds())/float64(counts[i]))
		}
	}
	engine := median(times[0])
	for i, c := range contenders {
		memory := testing.Benchmark(func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.sign(); err != nil {
					b.Fatal(err)
				}
			}
		})
		took := median(times[i])
		fmt.Printf("%-28s%-16s%10.0f%9d%9d", name, c.name, took, memory.AllocedBytesPerOp(), memory.AllocsPerOp())
		ratio := took / engine
		if c.limit {
			ratio = engine / took
		}
		if c.must > 0 {
			fmt.Printf("%8.1f×%6.1f×%6.1f×", ratio, c.must, c.goal)
		}
		fmt.Println()
	}
	return nil
}

// calibrate gives how many signatures fill a batch.
func calibrate(sign func() error) (int, error) {
	count := 0
	for start := time.Now(); time.Since(start) < 20*batch; count++ { // it warms up too
		if err := sign(); err != nil {
			return 0, err
		}
	}
	return max(count/20, 1), nil
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
