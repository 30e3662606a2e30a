package main

import "testing"

func TestFormatFigures(t *testing.T) {
	got, err := formatFigures([]figure{
		{"fast", "s", []float64{0.2, 0.12, 3}, atMost(0.5, 0.25)},
		{"fast enough", "s", []float64{0.3}, atMost(0.5, 0.25)},
		{"slow", "s", []float64{123.4}, atMost(0.5, 0.25)},
		{"many times", "×", []float64{12.34}, atLeast(8, 15)},
		{"none", "ms", []float64{0, 0}, nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `  fast                                                                               0.2 s   0.12 to 3  must ≤ 0.5, goal ≤ 0.25: reached
  fast enough                                                                        0.3 s   0.3 to 0.3  must ≤ 0.5, goal ≤ 0.25: within what it must
  slow                                                                               123 s   123 to 123  must ≤ 0.5, goal ≤ 0.25: NOT REACHED
  many times                                                                        12.3 ×   12.3 to 12.3  must ≥ 8, goal ≥ 15: within what it must
  none                                                                                 0 ms  0 to 0
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if table, err := formatFigures([]figure{{name: "nothing"}}); err == nil {
		t.Errorf("got\n%s", table)
	}
}
