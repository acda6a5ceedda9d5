package drop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Claim is a file that is ours to take in. It must be ended with Finish, Fail or Return; one that is not comes again.
type Claim struct {
	Name string // as it was dropped
	Key  string // its name among the claims, which no other claim has at the same time
	Path string // where it lies now
	size int64
	time time.Time
	past int // how often it was claimed and returned before
	of   *Folder
}

func (f *Folder) claim(name, key string, info fs.FileInfo) Claim {
	return Claim{Name: name, Key: key, Path: filepath.Join(f.claims, key), size: info.Size(), time: info.ModTime(), of: f}
}

// Claim makes a file ours, as it was seen. Any error leaves it where it was; ErrGone is one that is not that file any more.
func (f *Folder) Claim(file File) (Claim, error) {
	if info, err := os.Lstat(file.Path); errors.Is(err, fs.ErrNotExist) || err == nil && !file.is(info) {
		return Claim{}, ErrGone
	}
	path, err := move(file.Path, f.claims, true)
	if errors.Is(err, fs.ErrNotExist) {
		return Claim{}, ErrGone // another program was faster
	}
	if err != nil {
		f.again(file.Name, 0) // somebody still holds it
		return Claim{}, fmt.Errorf("claim %s: %w", file.Name, err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return Claim{}, fmt.Errorf("claim %s: %w", file.Name, err)
	}
	c := f.claim(file.Name, filepath.Base(path), info)
	c.past = f.seen[file.Name].tries
	if !file.is(info) { // replaced in between: it is not whole yet
		return Claim{}, errors.Join(ErrGone, c.Return())
	}
	return c, nil
}

func (f File) is(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && info.Size() == f.Size && info.ModTime().Equal(f.Time)
}

// First reports whether the file was never returned before, as far as this program remembers.
func (c Claim) First() bool { return c.past == 0 }

// Grew reports whether somebody wrote on while the file was ours: what was read of it is not all.
func (c Claim) Grew() bool {
	info, err := os.Stat(c.Path)
	return err == nil && (info.Size() != c.size || !info.ModTime().Equal(c.time))
}

// Finish puts the file where taken ones lie, and says where that is. For a while it is still looked at there: one that somebody
// goes on writing to comes back into the folder.
func (c Claim) Finish() (path string, err error) {
	if path, err = move(c.Path, c.of.Done, false); err == nil {
		c.of.lately[path] = look{size: c.size, time: c.time}
	}
	return path, err
}

// recall puts back what was written to after it was taken: a copy that paused for longer than a file stands still.
func (f *Folder) recall() error {
	for path, was := range f.lately {
		info, err := os.Lstat(path)
		switch was.stood++; {
		case err != nil || was.stood > longest:
			delete(f.lately, path)
		case info.Size() == was.size && info.ModTime().Equal(was.time):
			f.lately[path] = was
		default:
			delete(f.lately, path)
			if _, err := move(path, f.In, false); err != nil {
				return fmt.Errorf("put %s back, which grew after it was taken: %w", path, err)
			}
		}
	}
	return nil
}

// Fail puts the file where those lie that could not be taken, with a text beside it that says why.
func (c Claim) Fail(why string) (path string, err error) {
	path, err = move(c.Path, c.of.Failed, false)
	if err != nil {
		return "", err
	}
	beside, err := reserve(c.of.Failed, filepath.Base(path)+".why.txt")
	if err != nil {
		return path, err
	}
	return path, os.WriteFile(beside, []byte(why+"\n"), 0o600)
}

// Beside is a free name for a file of ours where those lie that could not be taken, called as the dropped one with an ending of
// its own. An empty file holds the place.
func (c Claim) Beside(ending string) (string, error) {
	return reserve(c.of.Failed, strings.TrimSuffix(c.Name, filepath.Ext(c.Name))+ending)
}

// Return puts the file back where it was dropped. It is whole again when it stood still for longer than before: the longer the
// more often it was returned.
func (c Claim) Return() error {
	tries := c.past + 1
	path, err := move(c.Path, c.of.In, false)
	if err == nil {
		c.of.again(filepath.Base(path), tries)
	}
	return err
}

// longest is for how many looks a file is left alone at most.
const longest = 600

// again has a file stand still from now on, for longer the more often it was tried.
func (f *Folder) again(name string, tries int) {
	info, err := os.Lstat(filepath.Join(f.In, name))
	if err != nil {
		return // the next look sees what is there
	}
	need := f.Looks
	if tries > 0 {
		need = min(longest, f.Looks*8<<min(tries-1, 10))
	}
	f.seen[name] = look{size: info.Size(), time: info.ModTime(), need: need, tries: tries}
}
