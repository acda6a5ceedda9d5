package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// hideInput lets a terminal show nothing of what is typed; what it returns lets it show everything again.
func hideInput(f *os.File) (restore func()) {
	var was uint32
	console := windows.Handle(f.Fd())
	if windows.GetConsoleMode(console, &was) != nil || windows.SetConsoleMode(console, was&^windows.ENABLE_ECHO_INPUT) != nil {
		return func() {}
	}
	return func() {
		_ = windows.SetConsoleMode(console, was)
		_, _ = os.Stderr.WriteString("\n")
	}
}
