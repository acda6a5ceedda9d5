package app

import (
	"fmt"
	"os"
	"syscall"
	"testing"
)

// coded stands in for an error of the database's driver.
type coded int

func (c coded) Error() string { return fmt.Sprintf("driver says %d", int(c)) }
func (c coded) Code() int     { return int(c) }

func TestAFullDiskIsToldAsOne(t *testing.T) {
	t.Parallel()
	// Read a row as: this error is told under that code.
	for _, c := range []struct {
		err  error
		code string
	}{
		{fmt.Errorf("settle: %w", coded(13)), "disk-full"},
		{fmt.Errorf("open: connect: %w", coded(4874)), "disk-full"},
		{fmt.Errorf("write pick.pdf: %w", &os.PathError{Op: "write", Path: "pick.pdf", Err: syscall.ENOSPC}), "disk-full"},
		{fmt.Errorf("write: %w", coded(5)), "failed"},
		{fmt.Errorf("write pick.pdf: %w", &os.PathError{Op: "write", Path: "pick.pdf", Err: syscall.EACCES}), "no-permission"},
	} {
		if got := Explain(c.err).Code; got != c.code {
			t.Errorf("%v is told as %q, want %q", c.err, got, c.code)
		}
	}
}
