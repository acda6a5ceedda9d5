//go:build !production && !dev && !bindings

package main

import (
	"context"
	"errors"

	"ordertrail/app"
)

// window of a build without the desktop parts: the command line works, the screens are served to a browser.
func window(context.Context, app.Config) error {
	return errors.New("this build has no window: run `ordertrail serve` and open the address it prints, or build with `make run`")
}
