package main

import "testing"

func TestFormat(t *testing.T) {
	got, err := format([]measurement{
		{"a case", "aws4 1.13.2", []float64{70, 60, 65}},
		{"a case", "aws4fetch 1.0.20", []float64{50, 40, 900}},
		{"a case", "engine", []float64{8, 12.345, 10}},
		{"a case", "engine, headers read as text", []float64{11, 11}},
		{"a stream", "whole", []float64{123456, 2345678}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `
a case                                        median  a second  ÷ engine   3 rounds
  aws4 1.13.2                                   65µs     15385       6.5   60µs to 70µs
  aws4fetch 1.0.20                              50µs     20000       5.0   40µs to 900µs
  engine                                        10µs    100000       1.0   8µs to 12.3µs
  engine, headers read as text                  11µs     90909       1.1   11µs to 11µs
  the fastest of the others ÷ engine: 5.0 (must: 4, goal: 6)

a stream                                      median  a second  ÷ engine   2 rounds
  whole                                        1.23s       0.8             123ms to 2.35s
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormatRefusesMissingTimes(t *testing.T) {
	for _, values := range [][]float64{nil, {10, 0}, {-1}} {
		if table, err := format([]measurement{{"a case", "engine", values}}); err == nil {
			t.Errorf("%v: got\n%s", values, table)
		}
	}
}
