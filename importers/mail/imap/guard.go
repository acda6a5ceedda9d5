package imap

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// guard is a connection that ends when a command takes longer, or brings more bytes, than it was allowed. The library's own
// deadlines begin anew with every line, so that a server which sends one byte now and then would hold it for ever.
type guard struct {
	net.Conn
	mu     sync.Mutex
	timer  *time.Timer
	left   int64 // bytes the command may still bring
	whole  int64 // bytes the connection may still bring
	reason error // what ended the connection first
}

// What ends a connection before its other end does.
var (
	errTooMuch = errors.New("the server sends more than was asked for")
	errTooSlow = errors.New("the server does not answer in time")
)

// Read reads what may still come.
func (g *guard) Read(b []byte) (int, error) {
	g.mu.Lock()
	most := min(g.left, g.whole)
	g.mu.Unlock()
	if most <= 0 {
		return 0, g.end(errTooMuch)
	}
	n, err := g.Conn.Read(b[:min(int64(len(b)), most)])
	g.mu.Lock()
	g.left, g.whole = g.left-int64(n), g.whole-int64(n)
	g.mu.Unlock()
	if err != nil {
		return n, g.end(err)
	}
	return n, nil
}

// Write notes why it could not.
func (g *guard) Write(b []byte) (int, error) {
	n, err := g.Conn.Write(b)
	if err != nil {
		return n, g.end(err)
	}
	return n, nil
}

// end keeps the first reason.
func (g *guard) end(err error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.reason == nil {
		g.reason = err
	}
	return err
}

// silent reports whether the other side never said a thing.
func (g *guard) silent(o Limits) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.whole == o.Session
}

// cause is what ended the connection; nil while it stands.
func (g *guard) cause() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.reason
}

// unasked is how much a server may say while nobody asked it for anything.
const unasked = 64 << 10

// allow lets a command take so long and bring so many bytes; the end of ctx ends the connection. What it returns is called
// when the command is over.
func (g *guard) allow(ctx context.Context, long time.Duration, bytes int64) (over func()) {
	g.mu.Lock()
	g.left = bytes
	g.mu.Unlock()
	g.extend(long)
	stop := context.AfterFunc(ctx, func() { _ = g.Close() })
	return func() {
		stop()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.left = unasked
		g.timer.Stop()
	}
}

// extend lets the command take so long from now on.
func (g *guard) extend(long time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.timer == nil {
		g.timer = time.AfterFunc(long, func() {
			_ = g.end(errTooSlow)
			_ = g.Close()
		})
		return
	}
	g.timer.Reset(long)
}

// The library's own deadlines do not count.

// SetDeadline does nothing.
func (g *guard) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (g *guard) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (g *guard) SetWriteDeadline(time.Time) error { return nil }
