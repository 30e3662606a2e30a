package site

import (
	"fmt"

	"countersign/app/view"
	"countersign/docs"
)

// Guides reads every guide into element trees, with the computed examples in place.
func Guides() ([]view.Guide, error) {
	var guides []view.Guide
	for _, source := range docs.Guides() {
		g, err := parseGuide("guides/"+source.Name+".html", []byte(source.Markdown))
		if err != nil {
			return nil, fmt.Errorf("docs/guides/%s.md:%w", source.Name, err)
		}
		guides = append(guides, g)
	}
	return guides, nil
}

// texts are the pages about the tool, as guides are, the licences last.
func texts(licences []Licence) ([]view.Guide, error) {
	var list []view.Guide
	for _, source := range docs.Pages() {
		g, err := parseGuide(source.Name+".html", []byte(source.Markdown))
		if err != nil {
			return nil, fmt.Errorf("docs/%s.md:%w", source.Name, err)
		}
		list = append(list, g)
	}
	return append(list, licencesPage(licences)), nil
}
