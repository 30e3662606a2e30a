// Package docs holds the guides and the pages about the tool, written in Markdown, for the site to
// turn into pages.
//
// A guide starts with its title as a first-level heading and one paragraph that is both the lede
// of the page and its description. Every further heading is of level two or three and carries
// its permanent anchor: "## Which clock is wrong {#which-clock}". Links to other guides name the
// Markdown file, so that they work in the repository too. Raw HTML is refused.
//
// Five kinds of fenced block are filled in by the engine when the site is built, so their
// bodies are empty:
//
//	sigv4 example=NAME show=WHAT    one value of the derivation of an example request
//	carrier example=NAME show=WHAT  one value of what else a signature travels in: a chunk, a policy ...
//	paste example=NAME              an example for the workbench, with the link that opens it
//	clock example=NAME              the times that such an example's message names, as a table
//	hosts of=GROUP                  what the engine reads from host names of one kind, as a table
package docs

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

// ApacheLicence is the text of the licence under which the test vectors are published.
//
//go:embed licences/Apache-2.0.txt
var ApacheLicence string

// Guide is the Markdown source of one guide or page.
type Guide struct {
	Name     string // file name without extension, the same for the source and the page
	Markdown string
}

//go:embed privacy.md
var privacy string

//go:embed offline.md
var offline string

//go:embed embed-it.md
var embedIt string

//go:embed host.md
var host string

//go:embed guides/signature-expired.md
var signatureExpired string

//go:embed guides/sigv4-step-by-step.md
var stepByStep string

//go:embed guides/signature-errors.md
var signatureErrors string

//go:embed guides/credential-scope.md
var credentialScope string

//go:embed guides/other-carriers.md
var otherCarriers string

//go:embed causes/*.md errors/*.md
var folders embed.FS

// Causes lists the pages about causes, one for each, in the order of their ids. They are written as
// guides are: symptom, why, fix, sources.
func Causes() ([]Guide, error) { return folder("causes") }

// Errors lists what is written about error codes, one for each code, in the order of the codes; no-code
// is about answers without one. They are written as guides are: meaning, do. Their messages, and what
// follows from these, are not in them: the site adds them.
func Errors() ([]Guide, error) { return folder("errors") }

func folder(name string) ([]Guide, error) {
	files, err := fs.Glob(folders, name+"/*.md")
	if err != nil {
		return nil, err
	}
	var list []Guide
	for _, file := range files {
		text, err := folders.ReadFile(file)
		if err != nil {
			return nil, err
		}
		list = append(list, Guide{strings.TrimSuffix(path.Base(file), ".md"), string(text)})
	}
	return list, nil
}

// Pages lists the pages about the tool itself, in the order of the footer. They are written as
// guides are, and lie at the site's root.
func Pages() []Guide {
	return []Guide{
		{"privacy", privacy},
		{"offline", offline},
		{"embed-it", embedIt},
		{"host", host},
	}
}

// Guides lists the guides in the order of the index.
func Guides() []Guide {
	return []Guide{
		{"signature-errors", signatureErrors},
		{"signature-expired", signatureExpired},
		{"credential-scope", credentialScope},
		{"sigv4-step-by-step", stepByStep},
		{"other-carriers", otherCarriers},
	}
}
