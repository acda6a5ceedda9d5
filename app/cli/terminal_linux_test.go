package cli

import (
	"bufio"
	"context"
	"errors"
	"os"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal is a terminal and the person at it.
func terminal(t *testing.T) (person, terminal *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("a password is typed at a terminal, and this system makes none: %v", err)
	}
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	terminal, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = errors.Join(person.Close(), terminal.Close()) })
	return person, terminal
}

func echoes(t *testing.T, f *os.File) bool {
	t.Helper()
	now, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return now.Lflag&unix.ECHO != 0
}

// TestATerminalShowsWhatIsTypedAgain interrupts somebody who types a password, and lets them finish.
func TestATerminalShowsWhatIsTypedAgain(t *testing.T) {
	t.Parallel()
	_, silent := terminal(t)
	interrupted, interrupt := context.WithCancel(context.Background())
	read := make(chan error)
	go func() {
		_, err := readHidden(interrupted, silent, bufio.NewReader(silent))
		read <- err
	}()
	for echoes(t, silent) {
	}
	interrupt()
	if err := <-read; !errors.Is(err, context.Canceled) || !echoes(t, silent) {
		t.Errorf("interrupted: %v, shows what is typed: %v", err, echoes(t, silent))
	}
	person, typed := terminal(t)
	if _, err := person.WriteString("s3cret\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := readHidden(context.Background(), typed, bufio.NewReader(typed)); line != "s3cret\n" || err != nil || !echoes(t, typed) {
		t.Errorf("typed %q (%v)", line, err)
	}
}
