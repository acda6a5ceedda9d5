// Package faultvfs lets a test cut the power or break the disk under a database at any moment: a file system for SQLite
// that records every write, or refuses one of them.
//
// It wraps the default file system of modernc.org/sqlite, following SQLite's C interface (https://sqlite.org/c3ref/vfs.html).
// Functions are handed to the library the way it stores its own: as the word that a func value is. Only tests import it.
package faultvfs

import (
	"fmt"
	"path/filepath"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Name is what a database is opened with: ?vfs=fault.
const Name = "fault"

// Kind says what an operation does to a file.
type Kind uint8

// The operations that change what a disk holds, and the mark a test sets.
const (
	Create Kind = iota
	Write
	Truncate
	Sync
	Delete
	Mark
)

// Op is one operation, in the order they were asked for.
type Op struct {
	Kind    Kind
	File    string // base name
	Offset  int64
	Bytes   []byte
	N       int64 // size after Truncate, number of a Mark
	Durable bool  // a Delete that was asked to reach the disk at once
}

// Plan says which operation goes wrong and how.
type Plan struct {
	FailAt int   // number of the operation, from 1; 0 for none
	Sticky bool  // all later ones go wrong as well
	Code   int32 // the result code SQLite is told
}

// disk is what all files of one process share.
type disk struct {
	mu     sync.Mutex
	record bool
	plan   Plan
	log    []Op
	done   int // operations so far
	hits   int // of those, how many were made to fail
	files  map[uintptr]open
	tables map[uintptr]uintptr // the library's table of file methods -> ours
}

// open is one open file: its name and the methods the library gave it.
type open struct {
	name  string
	under uintptr
}

var (
	state    = &disk{files: map[uintptr]open{}, tables: map[uintptr]uintptr{}}
	under    uintptr // the default file system
	register sync.Once
)

type (
	openFunc     = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	deleteFunc   = func(*libc.TLS, uintptr, uintptr, int32) int32
	closeFunc    = func(*libc.TLS, uintptr) int32
	writeFunc    = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	truncateFunc = func(*libc.TLS, uintptr, int64) int32
	syncFunc     = func(*libc.TLS, uintptr, int32) int32
)

func asFunc[T any](word uintptr) T { return *(*T)(unsafe.Pointer(&word)) }
func asWord[T any](f T) uintptr    { return *(*uintptr)(unsafe.Pointer(&f)) }
func at[T any](word uintptr) *T    { return *(**T)(unsafe.Pointer(&word)) } // memory of the library, not of Go

// Register makes the file system known to SQLite. It may be called often.
func Register() {
	register.Do(func() {
		tls := libc.NewTLS()
		if under = sqlite3.Xsqlite3_vfs_find(tls, 0); under == 0 {
			panic("faultvfs: SQLite has no default file system")
		}
		word := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
		ours := at[sqlite3.Tsqlite3_vfs](word)
		*ours = *at[sqlite3.Tsqlite3_vfs](under)
		name, err := libc.CString(Name)
		if err != nil {
			panic(err)
		}
		ours.FzName, ours.FpNext = name, 0
		ours.FxOpen, ours.FxDelete = asWord[openFunc](xOpen), asWord[deleteFunc](xDelete)
		if code := sqlite3.Xsqlite3_vfs_register(tls, word, 0); code != 0 {
			panic(fmt.Sprint("faultvfs: register: ", code))
		}
	})
}

// Begin starts a recording, or a plan of failure, or both.
func Begin(record bool, plan Plan) {
	state.mu.Lock()
	defer state.mu.Unlock()
	state.record, state.plan, state.log, state.done, state.hits = record, plan, nil, 0, 0
}

// End stops it: what was recorded, how many operations there were, and how many were made to fail.
func End() (log []Op, done, hits int) {
	state.mu.Lock()
	defer state.mu.Unlock()
	log, done, hits = state.log, state.done, state.hits
	state.record, state.plan, state.log = false, Plan{}, nil
	return log, done, hits
}

// Acknowledge marks that the program was told "n is committed" now.
func Acknowledge(n int64) {
	state.mu.Lock()
	defer state.mu.Unlock()
	if state.record {
		state.log = append(state.log, Op{Kind: Mark, N: n})
	}
}

// step counts an operation, lets it fail if its turn has come, and records it otherwise.
func step(op Op) int32 {
	state.mu.Lock()
	defer state.mu.Unlock()
	state.done++
	if p := state.plan; p.FailAt > 0 && (state.done == p.FailAt || p.Sticky && state.done > p.FailAt) {
		state.hits++
		return p.Code
	}
	if state.record {
		state.log = append(state.log, op)
	}
	return sqlite3.SQLITE_OK
}

func xOpen(tls *libc.TLS, _, name, file uintptr, flags int32, outFlags uintptr) int32 {
	vfs := at[sqlite3.Tsqlite3_vfs](under)
	code := asFunc[openFunc](vfs.FxOpen)(tls, under, name, file, flags, outFlags)
	f := at[sqlite3.Tsqlite3_file](file)
	if code != sqlite3.SQLITE_OK || f.FpMethods == 0 || name == 0 {
		return code
	}
	base := filepath.Base(libc.GoString(name))
	state.mu.Lock()
	defer state.mu.Unlock()
	state.files[file] = open{base, f.FpMethods}
	f.FpMethods = state.methods(tls, f.FpMethods)
	if state.record && flags&sqlite3.SQLITE_OPEN_CREATE != 0 {
		state.log = append(state.log, Op{Kind: Create, File: base})
	}
	return code
}

// methods is our copy of a table of file methods, made once for each.
func (d *disk) methods(tls *libc.TLS, table uintptr) uintptr {
	if ours, ok := d.tables[table]; ok {
		return ours
	}
	word := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
	m := at[sqlite3.Tsqlite3_io_methods](word)
	*m = *at[sqlite3.Tsqlite3_io_methods](table)
	m.FxClose, m.FxWrite = asWord[closeFunc](xClose), asWord[writeFunc](xWrite)
	m.FxTruncate, m.FxSync = asWord[truncateFunc](xTruncate), asWord[syncFunc](xSync)
	d.tables[table] = word
	return word
}

func find(file uintptr) (open, *sqlite3.Tsqlite3_io_methods) {
	state.mu.Lock()
	defer state.mu.Unlock()
	f := state.files[file]
	return f, at[sqlite3.Tsqlite3_io_methods](f.under)
}

func xClose(tls *libc.TLS, file uintptr) int32 {
	f, m := find(file)
	at[sqlite3.Tsqlite3_file](file).FpMethods = f.under
	state.mu.Lock()
	delete(state.files, file)
	state.mu.Unlock()
	return asFunc[closeFunc](m.FxClose)(tls, file)
}

func xWrite(tls *libc.TLS, file, from uintptr, n int32, offset int64) int32 {
	f, m := find(file)
	bytes := append([]byte(nil), unsafe.Slice(at[byte](from), n)...)
	if code := step(Op{Kind: Write, File: f.name, Offset: offset, Bytes: bytes}); code != sqlite3.SQLITE_OK {
		return code
	}
	return asFunc[writeFunc](m.FxWrite)(tls, file, from, n, offset)
}

func xTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	f, m := find(file)
	if code := step(Op{Kind: Truncate, File: f.name, N: size}); code != sqlite3.SQLITE_OK {
		return code
	}
	return asFunc[truncateFunc](m.FxTruncate)(tls, file, size)
}

// xSync only notes that the file was flushed: what is durable follows from the recording, and a real flush takes time.
func xSync(_ *libc.TLS, file uintptr, _ int32) int32 {
	f, _ := find(file)
	return step(Op{Kind: Sync, File: f.name})
}

func xDelete(tls *libc.TLS, _, name uintptr, durable int32) int32 {
	op := Op{Kind: Delete, File: filepath.Base(libc.GoString(name)), Durable: durable != 0}
	if code := step(op); code != sqlite3.SQLITE_OK {
		return code
	}
	vfs := at[sqlite3.Tsqlite3_vfs](under)
	return asFunc[deleteFunc](vfs.FxDelete)(tls, under, name, durable)
}
