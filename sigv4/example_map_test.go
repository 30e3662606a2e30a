package sigv4_test

import (
	"fmt"

	"countersign/sigv4"
)

// Where does the %2520 in the canonical URI come from?
func ExampleMap_Sources() {
	r, c, s := listUsers()
	r.Target = "/a b"
	d, _ := sigv4.Derive(r, c, s)
	fmt.Println(d.CanonicalURI.String)
	for _, from := range d.CanonicalURI.Map.Sources(sigv4.Span{Start: 2, End: 7}) {
		fmt.Printf("%q\n", r.Target[from.Src.Start:from.Src.End])
	}
	// Output:
	// /a%2520b
	// " "
}

// A parser notes where each byte of what it reads lies in the paste; Through leads there.
func ExampleMap_Through() {
	paste := `curl 'https://h/a b'`
	var b sigv4.TextBuilder
	b.Copy(sigv4.Span{Start: 15, End: 19}, paste[15:19])
	target := b.Text()

	r, c, s := listUsers()
	r.Target = target.String
	d, _ := sigv4.Derive(r, c, s)
	toPaste := d.CanonicalURI.Map.Through(func(s sigv4.Source) (sigv4.Map, bool) {
		return target.Map, s.Part == sigv4.TargetPart
	})
	for _, from := range toPaste.Segments {
		fmt.Printf("%q from %q\n", d.CanonicalURI.String[from.Here.Start:from.Here.End], paste[from.Src.Start:from.Src.End])
	}
	// Output:
	// "/a" from "/a"
	// "%2520" from " "
	// "b" from "b"
}

func ExampleText_Slice() {
	request, credentials, signing := listUsers()
	d, err := sigv4.Derive(request, credentials, signing)
	if err != nil {
		panic(err)
	}
	version := sigv4.Span{Start: len("Action=ListUsers&"), End: len(d.CanonicalQuery.String)}
	part := d.CanonicalQuery.Slice(version)
	origin := d.CanonicalQuery.Map.Slice(version).Segments[0] // the same map
	fmt.Println(part.String, version.Len(), part.Map.Segments[0] == origin)
	fmt.Println(request.Target[origin.Src.Start:origin.Src.End])
	// Output:
	// Version=2010-05-08 18 true
	// Version=2010-05-08
}

// A parser of shell commands takes quotes off, and the map still leads to the bytes of the command.
func ExampleTextBuilder() {
	const command = `curl 'it'\''s'`
	var b sigv4.TextBuilder
	b.Drop(sigv4.Span{Start: 5, End: 6}, "a quote")
	b.Copy(sigv4.Span{Start: 6, End: 8}, "it")
	b.Replace("'", sigv4.Span{Start: 8, End: 12})
	b.Copy(sigv4.Span{Start: 12, End: 13}, "s")
	b.Insert("/", "curl adds the path")
	fmt.Println(b.Len())
	text := b.Text()
	fmt.Println(text.String, len(text.Map.Dropped))
	for _, s := range text.Map.Segments {
		fmt.Printf("%s is from %s, inserted: %t\n", text.String[s.Here.Start:s.Here.End], command[s.Src.Start:s.Src.End], s.Why != "")
	}
	// Output:
	// 5
	// it's/ 1
	// it is from it, inserted: false
	// ' is from '\'', inserted: false
	// s is from s, inserted: false
	// / is from , inserted: true
}
