// Package sealed keeps a secret from being printed.
package sealed

// Value holds a secret where package fmt does not look. A Format method is not enough: fmt does not
// call it for unexported fields, and for a verb that does not fit (%s) it follows one pointer. It
// never follows two.
type Value[T any] struct {
	held **T
}

// Seal puts a value away.
func Seal[T any](value T) Value[T] {
	p := &value
	return Value[T]{&p}
}

// Open gives the value, nil when nothing was put away.
func (v Value[T]) Open() *T {
	if v.held == nil {
		return nil
	}
	return *v.held
}
