// Package drop watches a folder that people and programs put files into, and hands every file over once, when it is whole.
//
// Events of the file system are not reliable on network shares, so the folder is looked at again and again, and events only make
// the next look come sooner. A file that had the same size and time in enough looks is whole: no clock is asked, so none can
// mislead. Whoever takes it claims it by renaming it into taking/, where nobody else writes to it; what became of it is where it
// goes next: done/ or failed/. Nothing is ever deleted, and no name is ever taken from another file. What a crash left in taking/
// is handed over again, so that whoever takes files must be able to take the same one twice.
package drop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The folders inside a watched one.
const (
	taking = "taking"
	done   = "done"
	failed = "failed"
)

// How many looks a file must have stood still for. At one look a second that is longer than the two seconds by which some
// shares round times, and for an empty file as long as a slow copy may need to its first byte.
const (
	looksWhole = 4
	looksEmpty = 20
)

// ErrGone is a file that was in the folder and is not any more, or is another one by now: somebody else took or replaced it.
var ErrGone = errors.New("the file is gone, or another one by now")

// Places says where a watched folder keeps what.
type Places struct {
	In     string // the watched folder; it is never made, for a share that is away must not look like an empty folder
	Own    string // who watches: what it claims lies apart from what another program claims in the same folder
	Done   string // where files go that were taken; "" is done/ in it
	Failed string // where files go that could not be; "" is failed/ in it
	Looks  int    // how many looks a file must have stood still for; 0 is the usual
}

// Folder is one watched folder. It is used by one goroutine at a time.
type Folder struct {
	Places
	inside []string // folders of ours in it, made when they are missing
	claims string
	seen   map[string]look
	lately map[string]look // files that were taken, where they lie now
}

// look is what a file was like when it was last looked at, for how many looks it was so, and how many it needs.
type look struct {
	size        int64
	time        time.Time
	stood, need int
	tries       int // how often it was claimed and put back
}

// New is a folder that is ready to be watched. Nothing is touched yet.
func New(p Places) *Folder {
	f := &Folder{Places: p, claims: filepath.Join(p.In, taking, p.Own), seen: map[string]look{}, lately: map[string]look{}}
	f.inside = []string{f.claims}
	if f.Done == "" {
		f.Done = filepath.Join(p.In, done)
		f.inside = append(f.inside, f.Done)
	}
	if f.Failed == "" {
		f.Failed = filepath.Join(p.In, failed)
		f.inside = append(f.inside, f.Failed)
	}
	if f.Looks == 0 {
		f.Looks = looksWhole
	}
	return f
}

// File is a file that is whole and nobody's yet.
type File struct {
	Name string
	Path string
	Size int64
	Time time.Time // when it was last written
}

// Seen is what one look found, in the order of names.
type Seen struct {
	Whole  []File
	Left   []Claim  // what an earlier look claimed and nobody ended
	Moving []string // files that did not stand still for long enough yet
}

// Look looks once. Looks that come in a hurry make files whole in a hurry: Watch keeps them apart.
func (f *Folder) Look() (s Seen, err error) {
	here, err := files(f.In)
	if err == nil {
		err = errors.Join(f.make(), f.recall())
	}
	if err != nil {
		return s, err
	}
	left, err := files(f.claims)
	if err != nil {
		return s, err
	}
	for _, e := range left {
		if info, err := e.Info(); err == nil {
			s.Left = append(s.Left, f.claim(e.Name(), e.Name(), info))
		}
	}
	now := make(map[string]look, len(here))
	for _, e := range here {
		info, err := e.Info()
		if err != nil || passing(e.Name()) {
			continue // gone since, or not meant for us yet
		}
		is := f.stand(e.Name(), info)
		if now[e.Name()] = is; is.stood < is.need {
			s.Moving = append(s.Moving, e.Name())
			continue
		}
		s.Whole = append(s.Whole, File{e.Name(), filepath.Join(f.In, e.Name()), is.size, is.time})
	}
	f.seen = now
	return s, nil
}

// stand counts one more look at a file that did not change, or begins anew.
func (f *Folder) stand(name string, info fs.FileInfo) look {
	is := f.seen[name]
	if is.need == 0 || is.size != info.Size() || !is.time.Equal(info.ModTime()) {
		is = look{size: info.Size(), time: info.ModTime(), need: f.Looks}
		if is.size == 0 {
			is.need = max(f.Looks, min(looksEmpty, f.Looks*looksEmpty/looksWhole))
		}
	}
	is.stood++
	return is
}

// Young reports whether a file may still become whole in as many looks as files usually need.
func (f *Folder) Young() bool {
	for _, is := range f.seen {
		if is.stood < is.need && is.need <= f.Looks {
			return true
		}
	}
	return false
}

// make makes the folders of ours that are missing, as open to others as the watched one is.
func (f *Folder) make() error {
	info, err := os.Stat(f.In)
	if err != nil {
		return err
	}
	for _, folder := range f.inside {
		if err := os.MkdirAll(folder, info.Mode().Perm()); err != nil {
			return err
		}
	}
	return nil
}

// files lists the files of a folder that are no links, no folders and not hidden.
func files(folder string) ([]fs.DirEntry, error) {
	list, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", folder, err)
	}
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") }), nil
}

// passing reports whether a file is on its way somewhere: a download that goes on, the note of a program that has it open.
func passing(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp", ".temp", ".filepart", ".swp", ".!ut", ".lock":
		return true
	}
	return strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, ".~lock.")
}
