// Package app holds what a person can do with Ordertrail, one small struct per screen, for a window, a browser or a
// command line alike. It joins the store, the importers and the reports; it knows no shell.
package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ordertrail/app/drop"
	"ordertrail/app/secret"
	"ordertrail/store"
	"ordertrail/track"
)

// FileName is what the shop's file in a data folder is called.
const FileName = "ordertrail.db"

// Config is what Open needs to know.
type Config struct {
	Folder    string           // the data folder; made when it is missing
	Now       func() time.Time // the clock
	Fixed     bool             // Now was chosen by a person: a sample shop's own clock does not apply
	Random    io.Reader        // for own numbers and page names
	Log       *slog.Logger     // nil logs into the data folder
	Version   string
	Words     Words                              // the message catalogue, for documents
	Languages map[string]Words                   // further catalogues by language, such as "de", for what customers read
	Free      func(folder string) (int64, error) // how many bytes the disk still takes; nil asks the system
	Secrets   *secret.Keeper                     // what opens mailboxes; nil keeps it for whoever runs the program
}

// Desktop is what only a window can do.
type Desktop interface {
	// ChooseFiles asks for files to import; none when the person cancels.
	ChooseFiles() ([]string, error)
	// Show opens a file of ours in whatever program the person uses for such files.
	Show(path string) error
}

// App is one shop. It can be bound to a window before it is opened; until then every call is refused with not-open. It is
// safe for use by many goroutines.
type App struct {
	config Config
	store  *store.Store
	ctx    context.Context // ends when the shop is closed
	stop   context.CancelFunc

	taking   sync.Mutex // held while a file is taken in
	keeping  sync.Mutex // held while what opens a mailbox is kept, replaced or forgotten
	changing sync.Mutex // held from reading the settings until they are kept, so that no change is lost to another

	mu       sync.Mutex
	unopened error // why the shop could not be opened, when that was last tried
	settings ShopSettings
	decide   track.Rules // what the settings decide statuses by
	opened   time.Time   // real time at which a sample shop was opened; zero for a real one
	start    time.Time   // the sample shop's own time at that moment
	emit     []func(name string, body any)
	desktop  Desktop
	plans    map[string]*heldPlan
	jobs     map[string]context.CancelFunc
	serial   int
	signin   *signingIn // that was begun last; nil none

	diskSeen diskState

	mail   mailRoom
	rests  rests
	drops  dropRoom
	tended sync.WaitGroup // what reads mailboxes while the shop is open
	book   factBook       // of all orders
	lately factBook       // of those of the last days
	gauged gauged
}

// New is a shop that is not open yet.
func New() *App {
	return &App{
		config: Config{Now: func() time.Time { return time.Time{} }, Log: slog.New(slog.DiscardHandler)}, settings: defaultSettings(),
		decide: defaultSettings().rules().decide(), lately: factBook{days: recentDays + 1}, plans: map[string]*heldPlan{}, jobs: map[string]context.CancelFunc{},
	}
}

// Open opens the shop in c.Folder and brings what depends on time up to now.
func (a *App) Open(ctx context.Context, c Config) error {
	err := a.open(ctx, c)
	a.mu.Lock()
	a.unopened = err
	a.mu.Unlock()
	return err
}

func (a *App) open(ctx context.Context, c Config) error {
	if c.Log == nil {
		c.Log = newLog(c.Folder)
	}
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	if c.Secrets == nil {
		own, err := os.UserConfigDir()
		if err != nil {
			own = os.TempDir() // a person without a place of their own: what opens a mailbox is asked for again
		}
		c.Secrets = secret.New(own, os.Getenv)
	}
	a.mu.Lock()
	a.config = c
	a.mu.Unlock()
	path := filepath.Join(c.Folder, FileName)
	s, err := openStore(ctx, path, store.Options{Now: a.now, Rules: a.rules, OnCommit: a.committed})
	if err != nil {
		return err
	}
	if err := a.begin(ctx, s); err != nil {
		_ = s.Close() // the first error is the one to tell
		a.mu.Lock()
		if a.stop != nil {
			a.stop() // what the opening began ends with it
		}
		a.store, a.ctx, a.stop = nil, nil, nil
		a.mu.Unlock()
		return err
	}
	a.keepReserve(path)
	return nil
}

// begin loads the settings, starts a sample shop's clock, takes back an import that was cut short, and sweeps what fell due while
// nobody looked.
func (a *App) begin(ctx context.Context, s *store.Store) error {
	settings, err := loadSettings(ctx, s, a.config.Now())
	if err != nil {
		return err
	}
	newest, err := store.Look(ctx, s, func(r *store.Reader) (time.Time, error) { return r.Newest(ctx) })
	if err != nil {
		return err
	}
	a.put(settings)
	if err := a.keepRules(ctx, s); err != nil {
		return err
	}
	a.mu.Lock()
	if !settings.SampleNow.IsZero() && !a.config.Fixed {
		a.opened, a.start = a.config.Now(), settings.SampleNow
		if newest.After(a.start) {
			a.start = newest // somebody went on with the story: its clock does not run backwards
		}
	}
	a.store = s
	a.ctx, a.stop = context.WithCancel(context.WithoutCancel(ctx))
	a.mu.Unlock()
	if err = s.MendRuns(ctx, a.telling(openingJob, "taking_back")); err == nil {
		_, err = s.Upgrade(ctx, a.deriving(openingJob))
	}
	if err == nil {
		err = a.Sweep(ctx)
	}
	if isFull(err) { // the shop can be read; what time alone changed follows when there is room
		a.config.Log.Error("sweep", "error", err)
		return nil
	}
	return err
}

// Close ends running work and closes the file. Closing what is not open does nothing.
func (a *App) Close() error {
	a.mu.Lock()
	s, stop := a.store, a.stop
	a.mu.Unlock()
	if s == nil {
		return nil
	}
	stop()
	a.tended.Wait()
	return s.Close()
}

// Sweep derives anew every order that time alone has changed.
func (a *App) Sweep(ctx context.Context) error {
	if _, err := a.store.Sweep(ctx); err != nil {
		return fmt.Errorf("bring orders up to now: %w", err)
	}
	return nil
}

// Tend sweeps every minute, reads the mailboxes and watches the drop folders until ctx ends or the shop is closed; a window or a server runs it beside
// itself.
func (a *App) Tend(ctx context.Context) {
	open, err := a.ready()
	if err != nil {
		return
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	context.AfterFunc(open, stop)
	a.tended.Go(func() { a.WatchMail(ctx, func(MailFetch) {}) })
	a.tended.Go(func() { a.WatchDrops(ctx, drop.Usual(), func(DropTake) {}) })
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			a.disk()
			if err := a.Sweep(ctx); err != nil && ctx.Err() == nil {
				a.config.Log.Error("sweep", "error", err)
			}
		}
	}
}

// now is the shop's clock: a sample shop goes on from the moment its story stands at.
func (a *App) now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.opened.IsZero() {
		return a.config.Now()
	}
	return a.start.Add(a.config.Now().Sub(a.opened))
}

// OnEmit adds a listener for announcements: "changed" with a Change, "progress" with a Progress.
func (a *App) OnEmit(f func(name string, body any)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.emit = append(a.emit, f)
}

// SetDesktop gives the shop a window's abilities.
func (a *App) SetDesktop(d Desktop) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.desktop = d
}

func (a *App) send(name string, body any) {
	a.mu.Lock()
	listeners := append([]func(string, any){}, a.emit...)
	a.mu.Unlock()
	for _, f := range listeners {
		f(name, body)
	}
}

// committed announces what a commit touched.
func (a *App) committed(c store.Change) {
	a.book.touch(c)
	a.lately.touch(c)
	a.send("changed", Change{Orders: nonNil(c.Orders), Tasks: len(c.Orders) > 0 || c.Queues, Runs: c.Runs, Settings: c.Settings})
}

// Bound are the structs whose methods a shell may call, one per screen.
func (a *App) Bound() []any {
	return []any{
		&Shells{a}, &Today{a}, &Orders{a}, &Scans{a}, &Imports{a}, &Reports{a}, &Settings{a}, &Returns{a}, &Claims{a}, &Mailboxes{a}, &Carriers{a}, &Drops{a}, &Review{a},
	}
}

// nonNil is list, or an empty one: a list that is not there would reach a screen as null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// The screens, for shells that call them directly.

// Imports is the Import screen.
func (a *App) Imports() *Imports { return &Imports{a} }

// Carriers is the Carriers screen.
func (a *App) Carriers() *Carriers { return &Carriers{a} }

// Review is the screen of what waits for a person to say what it means.
func (a *App) Review() *Review { return &Review{a} }

// Orders is the Orders and Order screens.
func (a *App) Orders() *Orders { return &Orders{a} }

// Today is the Today screen.
func (a *App) Today() *Today { return &Today{a} }

// Scans is the Station screen.
func (a *App) Scans() *Scans { return &Scans{a} }

// Reports is the KPI screen and everything handed out.
func (a *App) Reports() *Reports { return &Reports{a} }

// Mailboxes is where mailboxes are set up and fetched from.
func (a *App) Mailboxes() *Mailboxes { return &Mailboxes{a} }

// Drops is where watched folders are set up, and what lies in them.
func (a *App) Drops() *Drops { return &Drops{a} }

// Returns is what is done about returns.
func (a *App) Returns() *Returns { return &Returns{a} }
