// Package store keeps everything the shop knows in one SQLite file, safe against crashes and double imports, and never
// decides a status: facts go in, what package track makes of them is written beside, and both leave in one piece.
//
// Writing goes through Store.Update, reading through Store.Read; both hand out a Reader, so that a use-case asks the same
// questions inside a transaction and outside. The pragmas and their reasons stand in connect.go, the schema in schema/.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"ordertrail/track"
)

// Deciders are the functions of package track that say what facts mean. Tests hand in simpler ones.
type Deciders struct {
	Keys   func(track.Event) []string
	Assign func([]track.Event) map[string]string
	Choose func([]*track.Event, func(track.OrderRef) []string) (orderID string, ambiguous bool)
	Derive func(track.Input) track.OrderState
}

var deciders = Deciders{track.GroupKeys, track.AssignParcels, track.ChooseOrder, track.Derive}

// Options say how a store is opened. Now must be set.
type Options struct {
	Now      func() time.Time
	Rules    func() track.Rules // the shop's rules in force; nil means track.DefaultRules in UTC
	Deciders Deciders           // fields left nil are those of package track
	OnCommit func(Change)       // called after each commit that changed something, outside the transaction
	CheckAll bool               // check the whole file at start however large it is
	Keep     int                // bytes from which the check at start is left out; 0 means 200 MB

	portion    int                // facts of an import recorded and derived at a time
	turn       int                // facts after which a turn of an import ends though nobody waits
	between    func() error       // called between two turns of an import, in tests
	vfs        string             // a fault-injecting file system, in tests
	place      func(string) Place // where a path lies; tests stand in for shares
	migrations []migration        // nil means the embedded ones
}

// Change says what a commit touched.
type Change struct {
	Orders   []string // ids, sorted
	Runs     bool
	Settings bool
	Queues   bool     // unread notices, scans, stations, messages
	Benched  []string // ids of orders that something was scanned for, whether it changed them or not
}

// IsZero reports whether nothing was touched.
func (c Change) IsZero() bool { return len(c.Orders) == 0 && !c.Runs && !c.Settings && !c.Queues }

// Store is one open file. It is safe for use by many goroutines.
type Store struct {
	path    string
	opts    Options
	lock    *os.File
	writer  *writer
	readers *readers
	closing sync.Once
	version atomic.Int64
	memory  *memory // the writer's

	importing chan struct{} // holds the import under way
	backups   sync.Mutex
}

// Errors that Open and Update return, to be told apart with errors.Is.
var (
	ErrReadOnly = errors.New("the data folder may not be written")
	ErrInUse    = errors.New("the data folder is in use by another Ordertrail")
	ErrShare    = errors.New("the data folder is on a network share")
	ErrNewer    = errors.New("the file was written by a newer Ordertrail")
	ErrForeign  = errors.New("the file is not an Ordertrail file")
	ErrDamaged  = errors.New("the file is damaged")
	ErrNotFound = errors.New("not found")
	ErrBadKey   = errors.New("continues no list: give the key that the page before ended with")
	ErrBadRun   = errors.New("is not the id of a run, like R000012")
	ErrClosed   = errors.New("the store is closed")
)

// Open opens the file at path, makes it when there is none, and brings it to the current schema after a verified copy.
// A file that is foreign, damaged or newer is refused with its bytes unchanged.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if opts.Now == nil {
		return nil, errors.New("open store: no clock given")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	opts.fill()
	if err := checkPlace(opts.place(filepath.Dir(path))); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	lock, err := takeLock(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s, err := openLocked(ctx, path, opts)
	if err == nil {
		err = errors.Join(os.RemoveAll(path+verifyFolder), removeDatabase(path+restoreDraft), sweepDraft(path))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), lock.Close())
	}
	s.lock = lock
	return s, nil
}

func (o *Options) fill() {
	if o.Rules == nil {
		rules := track.DefaultRules(time.UTC)
		o.Rules = func() track.Rules { return rules }
	}
	d, ours := &o.Deciders, deciders
	if d.Keys == nil {
		d.Keys = ours.Keys
	}
	if d.Assign == nil {
		d.Assign = ours.Assign
	}
	if d.Choose == nil {
		d.Choose = ours.Choose
	}
	if d.Derive == nil {
		d.Derive = ours.Derive
	}
	if o.Keep == 0 {
		o.Keep = 200 << 20
	}
	if o.turn == 0 {
		o.turn = longTurn
	}
	if o.portion == 0 {
		o.portion = portion
	}
	if o.place == nil {
		o.place = placeOf
	}
	if o.migrations == nil {
		o.migrations = embedded
	}
}

// openLocked opens the file; the caller holds its lock, or nobody else knows the file.
func openLocked(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := prepare(ctx, path, opts); err != nil {
		return nil, err
	}
	s := &Store{path: path, opts: opts, importing: make(chan struct{}, 1)}
	var err error
	if s.writer, err = openWriter(ctx, path, opts.vfs); err != nil {
		return nil, err
	}
	if err := migrate(ctx, s.writer, path, opts); err != nil {
		return nil, errors.Join(err, s.writer.close())
	}
	if s.readers, err = openReaders(path, opts.vfs); err != nil {
		return nil, errors.Join(err, s.writer.close())
	}
	return s, nil
}

// Version counts the commits since the file was opened. Who asks it before a Read and finds it the same in an Update knows
// that what was read still holds.
func (s *Store) Version() int64 { return s.version.Load() }

// Path is where the file lies.
func (s *Store) Path() string { return s.path }

// Close writes the log back into the file and gives the lock free. Calls under way are waited for; later ones, and a
// second Close, get ErrClosed.
func (s *Store) Close() error {
	err := ErrClosed
	s.closing.Do(func() {
		err = errors.Join(s.readers.close(), s.writer.close())
		if s.lock != nil {
			err = errors.Join(err, s.lock.Close())
		}
	})
	return err
}

// zone is the shop's time zone, in which times without an offset are read.
func (s *Store) zone() *time.Location { return zoneOf(s.opts.Rules()) }

func zoneOf(r track.Rules) *time.Location {
	if r.Zone != nil {
		return r.Zone
	}
	return time.UTC
}

// millis is t as it is stored; 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant is what millis stored.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
