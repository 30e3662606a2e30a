package fmt

import "reflect"

// basic gives a value whose type has a name, such as a time.Month, as what it is underneath; all whole
// numbers as int64 or uint64. In app.wasm another file stands for this one, which does it without reflect.
func basic(v any) any {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return r.Uint()
	case reflect.Float64:
		return r.Float()
	}
	return v
}

func typeName(v any) string {
	if v == nil {
		return "<nil>"
	}
	return reflect.TypeOf(v).String()
}
