// Package site turns the guides and the templates into the pages of the static site: plain HTML
// that is complete without JavaScript, with relative links, so that it works under any path and
// from file://. It runs natively, when the site is built; nothing of it reaches the wasm.
package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"countersign/app/view"
	"countersign/sigv4/sigv4test"
)

// Config says what to build and where.
type Config struct {
	Out     string // directory of the finished site; made when missing
	Web     string // directory of the hand-written assets (web/)
	SiteURL string // public address ending in "/", or empty: then no page names an absolute address
	Version string // shown in the footer
	Commit  string // shown in the footer

	Licences []Licence // of all that is inside, as Licences gives them
}

// Build writes every page, the guides and examples as scripts for the workbench, and the style
// sheets and icon that the pages use. The same input gives the same bytes.
func Build(c Config) error {
	if u, err := url.Parse(c.SiteURL); err != nil || c.SiteURL != "" && (u.Scheme != "https" || u.Host == "" || !strings.HasSuffix(u.Path, "/")) {
		return fmt.Errorf("the site's address %q (SITE_URL) is not one that starts with https:// and ends in /", c.SiteURL)
	}
	if len(c.Licences) == 0 {
		return errors.New("the licences of what is inside are missing: the site may not be passed on without them")
	}
	held, err := readContents()
	if err != nil {
		return err
	}
	for _, folder := range []string{"guides", "causes", "errors"} {
		if err := os.MkdirAll(filepath.Join(c.Out, folder), 0o755); err != nil {
			return err
		}
	}
	if err := copyAssets(c); err != nil {
		return err
	}
	if err := writeScripts(c, held); err != nil {
		return err
	}
	if err := writeTwins(c.Out, held.errors, held.causes); err != nil {
		return err
	}
	return writePages(c, held)
}

// contents are what the pages are made from.
type contents struct {
	guides   []view.Guide
	examples []view.Example // that the workbench offers
	errors   []errorGroup
	causes   []causeFamily
}

func readContents() (held contents, err error) {
	if held.examples, err = Examples(); err != nil {
		return held, fmt.Errorf("examples: %w", err)
	}
	if held.guides, err = Guides(); err != nil {
		return held, err
	}
	if held.errors, err = errorPages(); err != nil {
		return held, err
	}
	held.causes, err = causePages(held.errors)
	return held, err
}

// opened are all examples that a link can open: those that the workbench offers, and those of the pages
// about error codes.
func (held contents) opened() []view.Example {
	return slices.Concat(held.examples, errorExamples(held.errors))
}

// copyAssets copies the style sheets, and the icon: pages hold it, but the egress self-test asks for it as a file.
func copyAssets(c Config) error {
	for _, pattern := range []string{"*.css", "*.svg"} {
		names, err := filepath.Glob(filepath.Join(c.Web, pattern))
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("no %s in %s", pattern, c.Web)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(c.Out, filepath.Base(name)), text, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeScripts writes guides.js and examples.js, and knownanswers.js for the Self-test page. They are
// read with the page's other assets, because a page opened from file:// cannot fetch.
func writeScripts(c Config, held contents) error {
	answers, err := knownAnswers()
	if err != nil {
		return fmt.Errorf("knownanswers.js: %w", err)
	}
	for _, s := range []struct{ name, variable, data string }{
		{"guides.js", "countersignGuides", view.PackGuides(held.guides)},
		{"examples.js", "countersignExamples", view.PackExamples(held.opened())},
		{"knownanswers.js", "countersignKnownAnswers", answers},
	} {
		text, err := dataScript(s.variable, s.data)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := os.WriteFile(filepath.Join(c.Out, s.name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// knownAnswers are the files of package sigv4test in JSON, pairs of name and text.
func knownAnswers() (string, error) {
	var pairs [][2]string
	for _, t := range sigv4test.Texts() {
		pairs = append(pairs, [2]string{t.Name, t.Text})
	}
	data, err := json.Marshal(pairs)
	return string(data), err
}
