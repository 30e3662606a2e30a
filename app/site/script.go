package site

import "encoding/json"

// dataScript gives a classic script that sets window.NAME to a string: value as JSON. A string,
// because the wasm parses it itself and nothing has to walk a JavaScript object. encoding/json
// escapes <, >, &, U+2028 and U+2029, so the text is safe in a file and inline in a page alike.
func dataScript(name string, value any) ([]byte, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	quoted, err := json.Marshal(string(data))
	if err != nil {
		return nil, err
	}
	return []byte("window." + name + " = " + string(quoted) + ";\n"), nil
}
