package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Once reports whether path can be read only once: a pipe, such as a shell makes of <(command).
func Once(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Type() == fs.ModeNamedPipe
}

// Spool keeps what can be read only once in a file of that name, for a plan reads its file more than once; drop removes it. It
// ends with ctx, also while nothing arrives.
func Spool(ctx context.Context, name string, in io.Reader) (path string, drop func(), err error) {
	folder, err := os.MkdirTemp("", "ordertrail-*")
	if err != nil {
		return "", nil, fmt.Errorf("keep %s: %w", name, err)
	}
	drop = func() { _ = os.RemoveAll(folder) } // it is in the system's folder for what may go
	path = filepath.Join(folder, name)
	if err = spool(ctx, path, in); err != nil {
		drop()
		return "", nil, fmt.Errorf("read %s: %w", name, err)
	}
	return path, drop, nil
}

// SpoolPipe is Spool for a pipe at a path.
func SpoolPipe(ctx context.Context, at string) (path string, drop func(), err error) {
	f, err := os.OpenFile(at, os.O_RDONLY|syscall.O_NONBLOCK, 0) // otherwise opening waits for whoever writes
	if err != nil {
		return "", nil, err // it names the path
	}
	defer f.Close()
	return Spool(ctx, filepath.Base(at), &slowPipe{ctx: ctx, from: f, looks: pipeLooks})
}

// spool writes to a new file all that arrives.
func spool(ctx context.Context, path string, in io.Reader) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	all := make(chan error, 1)
	go func() {
		n, err := io.Copy(out, io.LimitReader(in, largestFile+1))
		if err == nil && n > largestFile {
			err = fmt.Errorf("it is larger than is read at once (more than %d MB): split it into smaller files", largestFile>>20)
		}
		all <- errors.Join(err, out.Close())
	}()
	select {
	case err = <-all:
		return err
	case <-ctx.Done():
		return ctx.Err() // nothing wakes a read that waits; it ends with the program
	}
}

// How often, and how long apart, a pipe is looked at again that nobody has opened for writing yet.
const (
	pipeLooks = 30
	pipePause = 50 * time.Millisecond
)

// slowPipe is a pipe that whoever writes into it may open a moment later.
type slowPipe struct {
	ctx   context.Context
	from  io.Reader
	looks int // that are left
	begun bool
}

func (p *slowPipe) Read(b []byte) (int, error) {
	for {
		n, err := p.from.Read(b)
		p.begun = p.begun || n > 0
		if p.begun || !errors.Is(err, io.EOF) || p.looks == 0 {
			return n, err
		}
		p.looks--
		select {
		case <-time.After(pipePause):
		case <-p.ctx.Done():
			return 0, p.ctx.Err()
		}
	}
}
