package drop

import (
	"context"
	"errors"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Pace is how often a folder is looked at.
type Pace struct {
	Idle   time.Duration // while nothing is on its way
	Busy   time.Duration // while a file is being written, or was just heard of; Folder counts these looks
	Answer time.Duration // how long a look may take before the folder counts as away; 0 is for ever
}

// Usual is the pace for folders on disks and shares alike.
func Usual() Pace { return Pace{Idle: 5 * time.Second, Busy: time.Second, Answer: 30 * time.Second} }

// ErrNoAnswer is a folder that does not answer, as a share does whose server is gone.
var ErrNoAnswer = errors.New("the folder does not answer")

// Watch looks until ctx ends, and hands what each look found to found, or why it could not look: the next look tries again. A
// folder that does not answer is told once as ErrNoAnswer and does not hold up the end of ctx.
func (f *Folder) Watch(ctx context.Context, p Pace, found func(context.Context, Seen, error)) {
	ear := listen()
	defer ear.close()
	for ctx.Err() == nil {
		s, err := f.answer(ctx, p, ear, found)
		if ctx.Err() != nil {
			return
		}
		found(ctx, s, err)
		next := p.Idle
		if len(s.Moving) > 0 {
			next = p.Busy
		}
		ear.wait(ctx, next, p.Busy)
	}
}

// glance is what a look came to.
type glance struct {
	seen Seen
	err  error
}

// answer looks beside, so that a share that hangs holds up nobody.
func (f *Folder) answer(ctx context.Context, p Pace, ear *ear, found func(context.Context, Seen, error)) (Seen, error) {
	came := make(chan glance, 1)
	go func() {
		s, err := f.Look()
		if ear.forget(err); err == nil {
			ear.hear(f.In)
		}
		came <- glance{s, err}
	}()
	var late <-chan time.Time
	if p.Answer > 0 {
		timer := time.NewTimer(p.Answer)
		defer timer.Stop()
		late = timer.C
	}
	for {
		select {
		case g := <-came:
			return g.seen, g.err
		case <-late:
			found(ctx, Seen{}, ErrNoAnswer)
		case <-ctx.Done():
			return Seen{}, ctx.Err()
		}
	}
}

// ear hears of changes where the system tells of them. Whether it does or not, looks go on.
type ear struct {
	watcher *fsnotify.Watcher // nil where there is none
	on      bool
}

func listen() *ear {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return &ear{} // too many watchers on this computer, or a system without
	}
	return &ear{watcher: w}
}

func (e *ear) hear(path string) {
	if e.watcher != nil && !e.on {
		e.on = e.watcher.Add(path) == nil
	}
}

// forget begins anew with a folder that was away: the one that comes back may be another.
func (e *ear) forget(err error) {
	if err != nil {
		e.on = false
	}
}

func (e *ear) close() {
	if e.watcher != nil {
		_ = e.watcher.Close() // nobody listens any more
	}
}

// wait waits so long, or only as long as soon when something is heard, or until ctx ends.
func (e *ear) wait(ctx context.Context, long, soon time.Duration) {
	var heard chan fsnotify.Event
	var lost chan error
	if e.watcher != nil {
		heard, lost = e.watcher.Events, e.watcher.Errors
	}
	timer := time.NewTimer(long)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			return
		case _, open := <-heard:
			if heard = nil; open {
				timer.Reset(min(long, soon))
			}
		case _, open := <-lost:
			if !open {
				lost = nil
			}
		}
	}
}
