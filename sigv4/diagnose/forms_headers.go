package diagnose

import (
	"sort"
	"strings"
)

// tidy makes a canonical request of one whose headers were written as they came: names in lower case,
// values trimmed and their spaces collapsed, lines of one name joined, all sorted, and the list of the
// signed headers made from them. faults names what had to be mended, in the order of causes.
func tidy(text string) (out string, faults []string) {
	named := canonicalLines(text)
	var headers []string
	signed, last := "", -1
	start, end := -1, -1
	for i, l := range named {
		line := text[l.span.Start:l.span.End]
		switch {
		case strings.HasPrefix(l.name, "header "):
			if start < 0 {
				start = l.span.Start
			}
			end = l.span.End
			headers = append(headers, line)
		case l.name == "signed headers":
			signed, last = line, i
		}
	}
	if start < 0 || last < 0 {
		return text, nil
	}
	fault := func(cause string, is bool) {
		if is {
			faults = append(faults, cause)
		}
	}
	lines := make([]string, len(headers))
	spaces, capitals := false, false
	for i, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		trimmed := collapse(value)
		spaces = spaces || trimmed != value || strings.TrimSpace(name) != name
		lower := strings.ToLower(strings.TrimSpace(name))
		capitals = capitals || lower != strings.TrimSpace(name)
		lines[i] = lower + ":" + trimmed
	}
	joined, twice := joinLines(lines)
	sorted := append([]string(nil), joined...)
	sort.SliceStable(sorted, func(i, j int) bool { return headerName(sorted[i]) < headerName(sorted[j]) })
	names := make([]string, len(sorted))
	for i, l := range sorted {
		names[i] = headerName(l)
	}
	list := strings.Join(names, ";")
	own := strings.Split(signed, ";")
	capitals = capitals || strings.ToLower(signed) != signed
	fault("header-whitespace", spaces)
	fault("header-duplicate", twice || repeated(own) != "")
	fault("header-name-case", capitals)
	fault("signed-headers-not-sorted", strings.Join(sorted, "\n") != strings.Join(joined, "\n") || !sort.StringsAreSorted(lowerAll(own)) || !sameSet(own, names))
	signedAt := named[last].span
	return text[:start] + strings.Join(sorted, "\n") + text[end:signedAt.Start] + list + text[signedAt.End:], faults
}

func headerName(line string) string {
	name, _, _ := strings.Cut(line, ":")
	return name
}

// collapse trims a value and makes one space of each run of them.
func collapse(value string) string {
	var b strings.Builder
	space := false
	for i := range len(value) {
		if c := value[i]; c == ' ' || c == '\t' {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteByte(value[i])
	}
	return b.String()
}

// joinLines joins the values of lines of one name with commas, at the place of the first.
func joinLines(lines []string) (out []string, twice bool) {
	at := map[string]int{}
	for _, l := range lines {
		name, value, _ := strings.Cut(l, ":")
		if i, ok := at[name]; ok {
			out[i] += "," + value
			twice = true
			continue
		}
		at[name] = len(out)
		out = append(out, l)
	}
	return out, twice
}

// repeated names an entry that is in a list twice, letters of any case, "" for none.
func repeated(names []string) string {
	seen := map[string]bool{}
	for _, n := range names {
		if n = strings.ToLower(n); seen[n] {
			return n
		}
		seen[n] = true
	}
	return ""
}

func lowerAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(n)
	}
	return out
}

// sameSet reports whether two lists hold the same names, letters of any case.
func sameSet(a, b []string) bool {
	has := map[string]bool{}
	for _, n := range a {
		has[strings.ToLower(n)] = true
	}
	for _, n := range b {
		if !has[n] {
			return false
		}
		delete(has, n)
	}
	return len(has) == 0
}

// unsortedAt names the first entry of a list that comes too late, "" where it is sorted.
func unsortedAt(names []string) string {
	for i := 1; i < len(names); i++ {
		if strings.ToLower(names[i-1]) > strings.ToLower(names[i]) {
			return names[i]
		}
	}
	return ""
}
