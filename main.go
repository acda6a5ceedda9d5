// Command ordertrail is Ordertrail: the window when it is called alone, a command line when it is given a command.
//
// This package is wiring only: it hands clock, randomness, screens and window to the packages that need them.
package main

import (
	"context"
	"crypto/rand"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the shop's zone must be known on machines that ship none, Windows first of all

	"ordertrail/app/cli"
	"ordertrail/frontend"
)

// version is set by the build.
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // whoever asks twice to end it does not wait
	code := cli.Run(ctx, os.Args[1:], cli.World{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Now: time.Now, Random: rand.Reader, Getenv: os.Getenv,
		Screens: frontend.Dist, Words: frontend.English, Languages: frontend.Catalogues(), Version: version, Window: window,
	})
	stop()
	os.Exit(code)
}
