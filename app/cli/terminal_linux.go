package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// hideInput lets a terminal show nothing of what is typed; what it returns lets it show everything again.
func hideInput(f *os.File) (restore func()) {
	was, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	if err != nil {
		return func() {}
	}
	hidden := *was
	hidden.Lflag &^= unix.ECHO
	if unix.IoctlSetTermios(int(f.Fd()), unix.TCSETS, &hidden) != nil {
		return func() {}
	}
	return func() {
		_ = unix.IoctlSetTermios(int(f.Fd()), unix.TCSETS, was)
		_, _ = os.Stderr.WriteString("\n")
	}
}
