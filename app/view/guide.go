package view

// Guide is a troubleshooting guide as element trees, made from Markdown when the site is built.
// The live UI gets all guides packed, loaded with the page's other assets.
type Guide struct {
	Path     string    `json:"path"` // relative to the site's root: "guides/signature-expired.html"
	Title    string    `json:"title"`
	Summary  string    `json:"summary"`
	Sections []Section `json:"sections"`
}

// Section is a part of a guide under one heading. The first, before any heading, has no ID.
// Links in Body are relative to the site's root, whatever page draws them.
type Section struct {
	ID    string `json:"id"`
	Level int    `json:"level"` // 2 or 3, as in h2 and h3; 0 for the first
	Title string `json:"title"`
	Body  []Node `json:"body"`

	packed string // Body as UnpackGuides found it: a panel shows one section of dozens
}

// body is what stands in the section.
func (s Section) body() []Node {
	if s.packed == "" {
		return s.Body
	}
	u := unpacker{in: s.packed}
	return u.nodes(0)
}
