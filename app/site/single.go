package site

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	styleLink  = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)">\n?`)
	scriptLink = regexp.MustCompile(`<script src="([^"]+)" defer></script>\n?`)
	iconLink   = regexp.MustCompile(`<link rel="icon" href="([^"]+)" type="image/svg\+xml">`)
)

// singleFile is the home page with everything inside: styles, scripts, the module, the icon. 'self'
// means nothing for a page that is one file, so its policy names the digests of what it holds.
func singleFile(c Config) ([]byte, error) {
	home, err := os.ReadFile(filepath.Join(c.Out, "index.html"))
	if err != nil {
		return nil, err
	}
	asset := func(name string) string {
		var data []byte
		if err == nil {
			data, err = os.ReadFile(filepath.Join(c.Out, name))
		}
		return string(data)
	}
	var styles, scripts strings.Builder
	var styleSums, scriptSums []string
	addScript := func(source string) {
		source = strings.ReplaceAll(source, "</script", `<\/script`)
		scripts.WriteString("<script>" + source + "</script>\n")
		scriptSums = append(scriptSums, digest(source))
	}
	page := string(home)
	for _, m := range styleLink.FindAllStringSubmatch(page, -1) {
		source := asset(m[1])
		styles.WriteString("<style>" + source + "</style>\n")
		styleSums = append(styleSums, digest(source))
	}
	for _, m := range scriptLink.FindAllStringSubmatch(page, -1) {
		if m[1] == "host.js" {
			addScript(asset("wasm.js"))
		}
		addScript(asset(m[1]))
	}
	if err != nil {
		return nil, err
	}
	if len(styleSums) == 0 || len(scriptSums) < 2 {
		return nil, fmt.Errorf("index.html: found %d style sheets and %d scripts", len(styleSums), len(scriptSums))
	}
	page = styleLink.ReplaceAllString(page, "")
	page = scriptLink.ReplaceAllString(page, "")
	page = iconLink.ReplaceAllStringFunc(page, func(link string) string {
		name := iconLink.FindStringSubmatch(link)[1]
		return strings.Replace(link, name, "data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString([]byte(asset(name))), 1)
	})
	policy := strings.NewReplacer("script-src 'self'", "script-src "+strings.Join(scriptSums, " "),
		"style-src 'self'", "style-src "+strings.Join(styleSums, " "),
		"worker-src 'self' blob:", "worker-src blob:",
		"img-src 'self' data:", "img-src data:").Replace(WorkbenchPolicy)
	for _, r := range []struct{ old, new string }{
		{html.EscapeString(WorkbenchPolicy), policy},
		{"</head>", styles.String() + "</head>"},
		{"</body>", scripts.String() + "</body>"},
	} {
		if n := strings.Count(page, r.old); n != 1 {
			return nil, fmt.Errorf("index.html: expected %q once, found it %d times", r.old, n)
		}
		page = strings.Replace(page, r.old, r.new, 1)
	}
	return []byte(page), err
}

// digest is the source expression that allows one inline script or style.
func digest(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
