// Command site builds, serves and checks the site. It is run from the root of the repository by
// build.sh.
package main

import (
	"flag"
	"fmt"
	"os"

	"countersign/app/site"
)

const usage = `usage: site build [-out DIR] [-version V] [-commit C]    write the pages
       site check [-out DIR]                             check every link and page
The public address of the site, where it is known, comes from SITE_URL.
`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func run(command string, args []string) error {
	c := site.Config{Web: "web", SiteURL: os.Getenv("SITE_URL")}
	flags := flag.NewFlagSet(command, flag.ExitOnError)
	flags.StringVar(&c.Out, "out", "dist/site", "directory of the finished site")
	flags.StringVar(&c.Version, "version", "0.1", "version for the footer")
	flags.StringVar(&c.Commit, "commit", "", "commit for the footer")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch command {
	case "build":
		return site.Build(c)
	case "check":
		return check(c)
	}
	return fmt.Errorf("no command is called %q\n%s", command, usage)
}

func check(c site.Config) error {
	faults, err := site.Check(os.DirFS(c.Out), c.SiteURL)
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(os.Stderr, f)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d faults in %s", len(faults), c.Out)
	}
	return nil
}
