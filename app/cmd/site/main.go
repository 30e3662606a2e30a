// Command site builds, serves and checks the site. It is run from the root of the repository by
// build.sh.
package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"countersign/app/site"
)

const usage = `usage: site build [-dist DIR] [-version V] [-commit C]    write all deliveries
       site check [-dist DIR]                            check every link and page
       site serve [-dist DIR] [-addr HOST:PORT]          serve the site
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
	c := site.Config{SiteURL: os.Getenv("SITE_URL")}
	flags := flag.NewFlagSet(command, flag.ExitOnError)
	dist := flags.String("dist", "dist", "directory of the deliveries")
	addr := flags.String("addr", "127.0.0.1:8080", "where to serve")
	flags.StringVar(&c.Version, "version", "0.1", "version for the footer")
	flags.StringVar(&c.Commit, "commit", "", "commit for the footer")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch command {
	case "build":
		return site.Deliver(".", *dist, c, os.Stdout)
	case "check":
		return check(filepath.Join(*dist, "site"), c.SiteURL)
	case "serve":
		return serve(filepath.Join(*dist, "site"), *addr)
	}
	return fmt.Errorf("no command is called %q\n%s", command, usage)
}

// serve serves dir until the process ends. The address is printed once it can be opened.
func serve(dir, addr string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	return http.Serve(listener, site.Handler(os.DirFS(dir)))
}

func check(dir, siteURL string) error {
	faults, err := site.Check(os.DirFS(dir), siteURL)
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(os.Stderr, f)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d faults in %s", len(faults), dir)
	}
	return nil
}
