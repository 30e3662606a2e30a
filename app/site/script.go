package site

import "encoding/json"

// dataScript gives a classic script that sets window.NAME to a string. encoding/json escapes <, >,
// &, U+2028 and U+2029, so the text is safe in a file and inline in a page alike.
func dataScript(name, data string) ([]byte, error) {
	quoted, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	return []byte("window." + name + " = " + string(quoted) + ";\n"), nil
}
