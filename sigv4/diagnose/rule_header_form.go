package diagnose

import "strings"

// headerFormRule judges how the signer wrote the headers and their list.
func headerFormRule() rule {
	return rule{
		name:   "header-form",
		causes: []string{"header-whitespace", "header-duplicate", "header-name-case", "signed-headers-not-sorted"},
		guide:  guideSteps + "#canonical-headers",
		sources: []Citation{
			{docSigning, "Canonical headers: names in lower case, values trimmed and their runs of spaces collapsed, sorted by name; SignedHeaders lists the same names in the same order, each once."},
		},
		judge: judgeHeaderForm,
	}
}

func judgeHeaderForm(b *bench) []Finding {
	if b.verified() {
		return nil
	}
	if b.client != nil {
		return b.ownHeaders()
	}
	if out := b.listOfHeaders(); len(out) > 0 {
		return out
	}
	return append(b.repeatedHeaders(), b.spacedHeaders()...)
}

// spacedHeaders judges a header with a run of spaces within its value, where the server computed
// another signature and nothing shows what was signed.
func (b *bench) spacedHeaders() []Finding {
	if !b.mismatch() && !b.maybeMismatch() || b.server != nil {
		return nil
	}
	names, _ := b.signedNames()
	for _, h := range looseHeaders(b.ev.Text) {
		if !strings.Contains(h.value, "  ") || masked(h.value) || len(names) > 0 && !hasName(names, h.name) || len(names) == 0 && !strings.HasPrefix(h.name, "content-") && !signedKind(h.name) {
			continue
		}
		return []Finding{{
			Cause: "header-whitespace", Title: "A header holds a run of spaces", Confidence: Possible,
			Why:   "The value of " + quoted(h.name, 0) + " is " + quoted(h.value, strings.Index(h.value, "  ")) + ". " + headerWords("header-whitespace"),
			Test:  "Send it with single spaces: if the request is accepted, it is this.",
			Found: h.value, Expected: collapse(h.value), Marks: h.mark("headers", "a run of spaces"), Fixes: headerFormFixes("header-whitespace"),
		}}
	}
	return nil
}

// ownHeaders judges the headers of the client's own canonical request.
func (b *bench) ownHeaders() []Finding {
	text := b.client.Text.String
	c := b.contrast
	if b.client.Masked || c == nil && b.server != nil || c != nil && !c.signers() {
		return nil
	}
	mended, faults := tidy(text)
	var out []Finding
	for _, cause := range faults {
		f := Finding{Cause: cause, Title: headerTitle(cause), Why: headerWords(cause), Fixes: headerFormFixes(cause)}
		if cause == "signed-headers-not-sorted" && headersSorted(text) {
			f.Title = "The canonical headers and SignedHeaders do not name the same headers"
		}
		f.Confidence, f.Test = b.clientsOwn()
		if c != nil {
			f.Confidence = b.mended(c, mended)
			f.Test = testFor(f.Confidence)
		} else if cause == "header-whitespace" {
			f.Confidence, f.Test = Likely, "Is the white space there in what is hashed, or only in this log?"
		}
		if f.Confidence == Proved {
			f.Why = "With its headers in canonical form, your canonical request is " + b.whose(c.theirs) + ", byte for byte. " + f.Why
		}
		f.Found, f.Expected, f.Marks = b.firstHeaderFault(cause, text)
		out = append(out, f)
	}
	return out
}

// headersSorted reports whether the canonical headers and their list are sorted, each for itself.
func headersSorted(text string) bool {
	var names []string
	for _, l := range canonicalLines(text) {
		if name, ok := strings.CutPrefix(l.name, "header "); ok {
			names = append(names, name)
		} else if l.name == "signed headers" && unsortedAt(strings.Split(text[l.span.Start:l.span.End], ";")) != "" {
			return false
		}
	}
	return unsortedAt(names) == ""
}

// firstHeaderFault shows the first line in which a fault is.
func (b *bench) firstHeaderFault(cause, text string) (found, expected string, marks []Mark) {
	for _, l := range canonicalLines(text) {
		line := text[l.span.Start:l.span.End]
		want := line
		name, isHeader := strings.CutPrefix(l.name, "header ")
		switch {
		case isHeader && cause == "header-whitespace":
			want = strings.TrimSpace(headerName(line)) + ":" + collapse(line[strings.IndexByte(line, ':')+1:])
		case isHeader && cause == "header-name-case":
			want = name + line[strings.IndexByte(line, ':'):]
		case l.name == "signed headers" && cause == "header-name-case":
			want = strings.ToLower(line)
		case l.name == "signed headers":
			tidied, _ := tidy(text)
			for _, other := range canonicalLines(tidied) {
				if other.name == l.name {
					want = tidied[other.span.Start:other.span.End]
				}
			}
		}
		if want != line {
			return line, want, markRange(b.client.Text, l.span, "headers", "not in canonical form", true)
		}
	}
	return "", "", nil
}

// listOfHeaders judges SignedHeaders alone, of the request or of a piece of one.
func (b *bench) listOfHeaders() []Finding {
	names, marks := b.signedNames()
	if len(names) == 0 {
		return nil
	}
	list := strings.Join(names, ";")
	var out []Finding
	add := func(cause, why string) {
		f := Finding{Cause: cause, Title: headerTitle(cause), Why: why + " " + headerWords(cause), Found: list, Marks: marks, Fixes: headerFormFixes(cause)}
		f.Confidence, f.Test = b.formFault()
		out = append(out, f)
	}
	if name := repeated(names); name != "" {
		add("header-duplicate", "SignedHeaders names "+quoted(name, 0)+" twice.")
	}
	if strings.ToLower(list) != list {
		add("header-name-case", "SignedHeaders is "+quoted(list, 0)+", with capitals.")
	}
	if name := unsortedAt(names); name != "" {
		add("signed-headers-not-sorted", "In SignedHeaders "+quoted(name, 0)+" comes too late.")
	}
	return out
}

// repeatedHeaders judges a header that a request, or a piece of one, has more than once.
func (b *bench) repeatedHeaders() []Finding {
	all := looseHeaders(b.ev.Text)
	for i := 1; i < len(all); i++ {
		for j := max(0, i-16); j < i; j++ {
			x, y := all[j], all[i]
			if !strings.EqualFold(x.name, y.name) || !signedKind(x.name) || x.value == y.value {
				continue
			}
			if strings.Count(b.ev.Text[x.span.End:y.span.Start], "\n") > i-j {
				continue // something stands between them: they may be of two requests
			}
			f := Finding{
				Cause: "header-duplicate", Title: "The header " + quoted(strings.ToLower(x.name), 0) + " is there twice",
				Why:   "It stands as " + quoted(x.name, 0) + " and as " + quoted(y.name, 0) + ". Names are compared without regard to case: the service joins both values in one line, and a signer that keeps them apart, or keeps one, signs another text.",
				Marks: append(x.mark("headers", "the first"), y.mark("headers", "the second")...), Fixes: headerFormFixes("header-duplicate"),
				Found: x.name + ", " + y.name,
			}
			f.Confidence, f.Test = Possible, mendAndSend
			if x.name != y.name && strings.HasPrefix(strings.ToLower(x.name), "x-amz-") {
				f.Confidence, f.Test = b.formFault()
			} else if !b.mismatch() && !b.maybeMismatch() {
				return nil
			}
			return []Finding{f}
		}
	}
	return nil
}

// signedKind reports whether a header is of those that are signed, and that nobody repeats on purpose.
func signedKind(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "x-amz-") && name != "x-amz-content-sha256" || name == "content-type" || name == "host"
}

func headerTitle(cause string) string {
	switch cause {
	case "header-whitespace":
		return "White space in a header was signed as it is"
	case "header-duplicate":
		return "A header is signed twice"
	case "header-name-case":
		return "A header's name was signed with capitals"
	}
	return "The signed headers are not sorted by name"
}

func headerWords(cause string) string {
	switch cause {
	case "header-whitespace":
		return "In canonical headers nothing stands between the colon and the value or behind it, and runs of spaces within a value become one."
	case "header-duplicate":
		return "Values of one name are joined with commas in one line, and the name stands once in SignedHeaders."
	case "header-name-case":
		return "Names are written in lower case, in the canonical headers and in SignedHeaders."
	}
	return "Canonical headers and SignedHeaders hold the same names, sorted by their bytes in lower case."
}

func headerFormFixes(cause string) []Fix {
	switch cause {
	case "header-whitespace":
		return []Fix{{Do: "Trim values and collapse their spaces before signing", On: "Python", Code: "' '.join(value.split())"}, {Do: "Trim values and collapse their spaces before signing", On: "JavaScript", Code: "value.trim().replace(/\\s+/g, ' ')"}}
	case "header-duplicate":
		return []Fix{{Do: "Set each header once", Detail: "Look for a second place that sets it: an interceptor, a default of the HTTP client, the signer itself. Where it must be sent more than once, join the values with commas in one canonical line.", Code: "x-amz-meta-a:first,second"}}
	case "header-name-case":
		return []Fix{{Do: "Lower the names before sorting and signing", On: "Python", Code: "headers = {k.lower(): v for k, v in headers.items()}"}}
	}
	return []Fix{{Do: "Sort the names, and make both lists from the sorted ones", On: "Python", Code: "names = sorted(k.lower() for k in headers)\nsigned_headers = ';'.join(names)"}, {Do: "Sort the names, and make both lists from the sorted ones", On: "JavaScript", Code: "const names = Object.keys(headers).map(k => k.toLowerCase()).sort();"}}
}
