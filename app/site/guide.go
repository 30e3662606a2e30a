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
