package sigv4

// sealed holds a secret where package fmt does not look. A Format method is not enough: fmt does not
// call it for unexported fields, and for a verb that does not fit (%s) it follows one pointer. It
// never follows two.
type sealed[T any] struct {
	held **T
}

// seal puts a value away.
func seal[T any](value T) sealed[T] {
	p := &value
	return sealed[T]{&p}
}

// open gives the value, nil when nothing was put away.
func (s sealed[T]) open() *T {
	if s.held == nil {
		return nil
	}
	return *s.held
}
