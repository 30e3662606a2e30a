// Command sigv4 is the signing engine in a terminal. Without an argument it lists its commands.
//
// Secrets come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN) or
// from standard input, never from arguments: those can be read by everybody on the machine.
package main

import (
	"fmt"
	"io"
	"os"
)

// command is one subcommand. run gets the arguments after its name and gives the exit status.
type command struct {
	name, does string
	run        func(args []string, t terminal) int
}

// commands lists them in the order of the help.
var commands = []command{
	{"diagnose", "say why AWS refused a signature", runDiagnose},
	{"batch", "diagnose JSON Lines, one case a line", runBatch},
	{"sign", "sign the HTTP request on standard input and print every step", sign},
	{"verify", "verify a signed request, URL or token and name the stage that departs", runVerify},
}

// terminal is what a command may touch.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
}

// unusable is the exit status for input that a command can do nothing with.
const unusable = 2

func main() {
	os.Exit(dispatch(os.Args[1:], terminal{os.Stdin, os.Stdout, os.Stderr, os.Getenv}))
}

// dispatch runs the command that args names.
func dispatch(args []string, t terminal) int {
	if len(args) > 0 {
		for _, c := range commands {
			if c.name == args[0] {
				return c.run(args[1:], t)
			}
		}
		fmt.Fprintf(t.err, "sigv4: there is no command %q\n", args[0])
	}
	fmt.Fprint(t.err, "usage: sigv4 COMMAND [FLAGS]    (sigv4 COMMAND -h lists the flags)\n\n")
	for _, c := range commands {
		fmt.Fprintf(t.err, "  %-9s %s\n", c.name, c.does)
	}
	return unusable
}
