// Package drop watches a folder that people and programs put files into, and hands every file over once, when it is whole.
//
// Events of the file system are not reliable on network shares, so the folder is looked at again and again. A file that had
// the same size and time in two looks is claimed by renaming it into the folder taking/; what became of it is where it goes
// next: done/ or failed/. Nothing is ever deleted. What a crash left in taking/ is handed over again, so that whoever takes
// files must be able to take the same one twice.
package drop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The folders inside a watched one.
const (
	taking = "taking"
	done   = "done"
	failed = "failed"
)

// Folder is one watched folder. It is used by one goroutine at a time.
type Folder struct {
	path string
	seen map[string]look
}

// look is what a file was like when it was last looked at.
type look struct {
	size int64
	time time.Time
}

// Open makes a folder ready to be watched, with the folders inside it that are missing.
func Open(path string) (*Folder, error) {
	for _, name := range []string{taking, done, failed} {
		if err := os.MkdirAll(filepath.Join(path, name), 0o700); err != nil {
			return nil, fmt.Errorf("watch %s: %w", path, err)
		}
	}
	return &Folder{path: path, seen: map[string]look{}}, nil
}

// Claim is a file that is ours to take in. It must be ended with Done or Fail.
type Claim struct {
	Name string // as it was dropped
	Path string // where it lies now
	in   string // the watched folder
}

// Look looks once and claims every file that is whole: those an earlier look left in taking/, and those that have not
// changed since the look before. They come in the order of their names.
func (f *Folder) Look() ([]Claim, error) {
	left, err := f.files(taking)
	if err != nil {
		return nil, err
	}
	here, err := f.files("")
	if err != nil {
		return nil, err
	}
	now := map[string]look{}
	for _, file := range here {
		info, err := file.Info()
		if err != nil || passing(file.Name()) {
			continue // gone since, or not meant for us yet
		}
		is := look{info.Size(), info.ModTime()}
		if f.seen[file.Name()] != is {
			now[file.Name()] = is
			continue
		}
		name, err := move(filepath.Join(f.path, file.Name()), filepath.Join(f.path, taking))
		if err != nil {
			now[file.Name()] = is // somebody still holds it; the next look tries again
			continue
		}
		left = append(left, named{file, name})
	}
	f.seen = now
	out := make([]Claim, 0, len(left))
	for _, file := range left {
		out = append(out, Claim{Name: file.Name(), Path: filepath.Join(f.path, taking, file.Name()), in: f.path})
	}
	slices.SortFunc(out, func(a, b Claim) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// named is a file under the name it was claimed by.
type named struct {
	fs.DirEntry
	name string
}

func (n named) Name() string { return n.name }

// files lists the files of one folder that are no links, no folders and not hidden.
func (f *Folder) files(inside string) ([]fs.DirEntry, error) {
	list, err := os.ReadDir(filepath.Join(f.path, inside))
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", f.path, err)
	}
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") }), nil
}

// passing reports whether a file is on its way somewhere: a download that goes on, the note of a program that has it open.
func passing(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart":
		return true
	}
	return strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}

// Done puts the file where taken ones lie.
func (c Claim) Done() error {
	_, err := move(c.Path, filepath.Join(c.in, done))
	return err
}

// Fail puts the file where those lie that could not be taken, with a text beside it that says why.
func (c Claim) Fail(why string) error {
	name, err := move(c.Path, filepath.Join(c.in, failed))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.in, failed, name+".why.txt"), []byte(why+"\n"), 0o600)
}

// move renames a file into a folder, under the first name that is free there, and returns that name.
func move(path, folder string) (string, error) {
	base := filepath.Base(path)
	ext := filepath.Ext(base)
	for n := 1; n < 10_000; n++ {
		name := base
		if n > 1 {
			name = strings.TrimSuffix(base, ext) + "-" + strconv.Itoa(n) + ext
		}
		if _, err := os.Lstat(filepath.Join(folder, name)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return name, os.Rename(path, filepath.Join(folder, name))
	}
	return "", fmt.Errorf("put %s into %s: ten thousand files of that name lie there", base, folder)
}

// Run looks every so often until ctx ends and hands each file to take. What take returns an error for goes to failed/ with
// that error's text, everything else to done/; a file whose taking was cut short by the end of ctx stays claimed. What goes
// wrong with the folder itself, such as a share that is away, is told to trouble, and the next look tries again.
func (f *Folder) Run(ctx context.Context, every time.Duration, take func(context.Context, Claim) error, trouble func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := f.round(ctx, take); err != nil && ctx.Err() == nil {
			trouble(err)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

func (f *Folder) round(ctx context.Context, take func(context.Context, Claim) error) error {
	claims, err := f.Look()
	for _, c := range claims {
		err := take(ctx, c)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			err = c.Fail(err.Error())
		default:
			err = c.Done()
		}
		if err != nil {
			return fmt.Errorf("put %s away: %w", c.Name, err)
		}
	}
	return err
}
