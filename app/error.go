package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"syscall"

	"ordertrail/importers"
	"ordertrail/importers/sheet"
	"ordertrail/reports/workbook"
	"ordertrail/store"
)

// Error is an error as it reaches a person: a code that the message catalogue knows, what the words need, and the English
// text for a shell that has no catalogue.
type Error struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Args    []string `json:"args"`
}

func (e *Error) Error() string { return e.Message }

// sentinels gives each kind of failure its code. Read a row as: <error> is shown as <code>.
var sentinels = []struct {
	err  error
	code string
}{
	{store.ErrInUse, "in-use"},
	{store.ErrReadOnly, "no-permission"},
	{store.ErrShare, "network-share"},
	{store.ErrNewer, "newer-file"},
	{store.ErrForeign, "foreign-file"},
	{store.ErrDamaged, "damaged-file"},
	{store.ErrBadKey, "bad-key"},
	{store.ErrBadRun, "bad-run"},
	{store.ErrNotFound, "not-found"},
	{store.ErrClosed, "not-open"},
	{store.ErrUnderWay, "run-under-way"},
	{workbook.ErrTooLong, "list-too-long"},
	{fs.ErrPermission, "no-permission"},
	{context.Canceled, "cancelled-by-you"},
	{context.DeadlineExceeded, "took-too-long"},
}

// Explain turns any error into code, arguments and text. It is the one place where that happens.
func Explain(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	out := &Error{Code: "failed", Message: err.Error(), Args: []string{}}
	var damaged *sheet.Refusal
	var wrong *importers.WrongChoice
	switch {
	case errors.As(err, &wrong):
		out.Code, out.Args = "bad-choice", []string{wrong.Value}
	case errors.As(err, &damaged):
		out.Code, out.Args = damaged.Code, []string{damaged.File, damaged.Sheet}
	case isFull(err):
		out.Code, out.Message = "disk-full", "the disk is full, and nothing of this was written: free some space and do it again ("+err.Error()+")"
	case errors.Is(err, fs.ErrNotExist):
		out.missing(err)
	default:
		for _, s := range sentinels {
			if errors.Is(err, s.err) {
				out.Code = s.code
				break
			}
		}
	}
	return out
}

// inWords puts the catalogue's words into a refusal of a table; any other error stays as it is.
func (a *App) inWords(err error) error {
	var refusal *sheet.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	return fail(refusal.Code, refusal.Text(a.say), refusal.File, refusal.Sheet)
}

// explained is Explain with the catalogue's words.
func (a *App) explained(err error) *Error { return Explain(a.inWords(err)) }

// missing tells a file or folder that is not there by its name.
func (e *Error) missing(err error) {
	e.Code = "no-such-file"
	var at *fs.PathError
	if errors.As(err, &at) {
		e.Message, e.Args = fmt.Sprintf("there is no file or folder at %s: check the name", at.Path), []string{at.Path}
	}
}

// What the database's driver says when there is no room: for the file and its log, and for the map of its log.
const (
	sqliteFull   = 13
	sqliteNoRoom = 4874 // SQLITE_IOERR_SHMSIZE
)

// isFull reports whether an error comes from a disk without room, be it the database's or another file's.
func isFull(err error) bool {
	var coded interface{ Code() int }
	if errors.As(err, &coded) && (coded.Code() == sqliteFull || coded.Code() == sqliteNoRoom) {
		return true
	}
	return errors.Is(err, syscall.ENOSPC)
}

// fail makes an Error of ours.
func fail(code, message string, args ...string) *Error {
	return &Error{Code: code, Message: message, Args: nonNil(args)}
}

// guard is deferred by every bound method: a panic becomes an error that is logged and told, instead of leaving a page
// waiting for ever.
func (a *App) guard(call string, err *error) {
	p := recover()
	if p == nil {
		*err = a.inWords(*err)
		return
	}
	a.config.Log.Error("panic", "call", call, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	*err = fail("bug", fmt.Sprintf("%s broke down: %v. Nothing was written; the log holds the details.", call, p))
}

// ready is the context for a call; it refuses when the shop is not open, with the reason where it could not be opened.
func (a *App) ready() (context.Context, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ctx == nil && a.unopened != nil {
		return nil, a.unopened
	}
	if a.ctx == nil {
		return nil, fail("not-open", "the shop is not open yet")
	}
	return a.ctx, nil
}
