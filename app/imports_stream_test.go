package app

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeIsReadAsOftenAsItIsWanted(t *testing.T) {
	t.Parallel()
	at := filepath.Join(t.TempDir(), "orders.csv")
	if err := syscall.Mkfifo(at, 0o600); err != nil {
		t.Fatal(err)
	}
	if !Once(at) || Once(filepath.Dir(at)) {
		t.Error("a pipe is read once, anything else as often as one likes")
	}
	if _, err := openContent(at); err == nil {
		t.Error("a pipe was opened where a file is read more than once")
	}
	wrote := make(chan error, 1)
	go func() { wrote <- os.WriteFile(at, []byte(twoOrders), 0o600) }() // opens it when it gets there
	path, drop, err := SpoolPipe(t.Context(), at)
	if err = errors.Join(err, <-wrote); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := os.ReadFile(path); string(got) != twoOrders || filepath.Base(path) != "orders.csv" {
			t.Errorf("%s: %q %v", path, got, err)
		}
	}
	drop()
	if _, err := os.Stat(filepath.Dir(path)); err == nil {
		t.Error("it was left behind")
	}
}

func TestReadingAPipeEndsWithWhoeverWaits(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	defer out.Close()
	go func() {
		_, _ = out.Write([]byte("order_number"))
		cancel()
	}()
	if _, _, err := Spool(ctx, "-", in); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
