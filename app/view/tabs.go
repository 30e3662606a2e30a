package view

import "slices"

// tabGroup is the class of a group of tabs.
const tabGroup = "tabs"

// tabButton is the tab that opens a panel.
func tabButton(id, panel, name string) Node {
	return button("tab", ActTab, name, text(name)).withID(id).with("role", "tab").with("aria-controls", panel)
}

// tabsOf is a group of tabs and their panels. SelectTab says which is open.
func tabsOf(title string, tabs, panels []Node) Node {
	bar := el("div", "tab-bar", tabs...).with("role", "tablist").with("aria-label", title)
	return el("div", tabGroup, append([]Node{bar}, panels...)...)
}

// SelectTab opens, in every group of tabs of the trees, the one with the given name, or the first
// where a group has none of that name. The trees given are not changed.
func SelectTab(nodes []Node, name string) []Node {
	out := slices.Clone(nodes)
	for i, n := range out {
		if n.Class == tabGroup {
			out[i] = openTab(n, name)
		} else if len(n.Children) > 0 {
			out[i].Children = SelectTab(n.Children, name)
		}
	}
	return out
}

func openTab(group Node, name string) Node {
	names := tabNames(group)
	if len(names) == 0 {
		return group
	}
	if !slices.Contains(names, name) {
		name = names[0]
	}
	group.Children = slices.Clone(group.Children)
	bar := &group.Children[0]
	bar.Children = slices.Clone(bar.Children)
	for i, tab := range bar.Children {
		selected, tabindex := "false", "-1"
		if tab.attr("data-arg") == name {
			selected, tabindex = "true", "0"
		}
		bar.Children[i] = tab.with("aria-selected", selected).with("tabindex", tabindex)
	}
	for i, panel := range group.Children[1:] {
		if panel.attr("data-arg") != name {
			group.Children[1+i] = panel.with("hidden", "true")
		}
	}
	return group
}

func tabNames(group Node) []string {
	if len(group.Children) == 0 {
		return nil
	}
	var names []string
	for _, tab := range group.Children[0].Children {
		names = append(names, tab.attr("data-arg"))
	}
	return names
}

// attr gives the value of an attribute, "" when it is not there.
func (n Node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// TabBeside gives the tab n places from the named one in the group that holds it first, going round.
func TabBeside(nodes []Node, name string, n int) string {
	for _, node := range nodes {
		if node.Class == tabGroup {
			names := tabNames(node)
			if i := slices.Index(names, name); i >= 0 {
				return names[((i+n)%len(names)+len(names))%len(names)]
			}
			continue
		}
		if found := TabBeside(node.Children, name, n); found != "" {
			return found
		}
	}
	return ""
}
