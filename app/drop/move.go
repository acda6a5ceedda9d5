package drop

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

// move renames a file into a folder, under the first name that is free there, and returns where it lies now. What lies in the
// folder already is never replaced, nor what comes into it meanwhile where the folder is not ours alone. Where the folder is on
// another disk the file is copied, read back, and only then taken away from where it was.
func move(path, folder string, ours bool) (string, error) {
	put := place
	if ours {
		put = renameIfFree
	}
	base := filepath.Base(path)
	target, err := firstName(folder, base, func(target string) error { return put(path, target) })
	if !otherDisk(err) {
		return target, err
	}
	return carry(path, folder, func(copied string) (string, error) {
		return firstName(folder, base, func(target string) error { return put(copied, target) })
	})
}

// place gives a file a name that nothing has. Should a file of that name come at the same moment, it stays, and place says so.
func place(path, target string) error {
	err := os.Link(path, target)
	switch {
	case err == nil:
		if err = os.Remove(path); err != nil {
			_ = os.Remove(target) // one of the two names must go
		}
		return err
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist), otherDisk(err):
		return err
	}
	return placeHeld(path, target)
}

// placeHeld is place for disks where a file has one name only: an empty file of ours holds the name, and is looked at once more
// right before it is replaced.
func placeHeld(path, target string) error {
	f, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	held, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if now, err := os.Lstat(target); err != nil || !os.SameFile(held, now) || now.Size() != 0 {
		return fs.ErrExist
	}
	if err = os.Rename(path, target); err != nil {
		_ = os.Remove(target) // the empty file that held the place
	}
	return err
}

func renameIfFree(path, target string) error {
	_, err := os.Lstat(target)
	switch {
	case err == nil:
		return fs.ErrExist
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(path, target)
	}
	return err
}

// manyOfAName is how many files of one name a folder takes.
const manyOfAName = 100_000

// reserve makes an empty file in a folder under the first name that is free.
func reserve(folder, base string) (string, error) {
	return firstName(folder, base, func(path string) error {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		return f.Close()
	})
}

// firstName is the first of a.csv, a-2.csv, a-3.csv … that take does not say of that it exists.
func firstName(folder, base string, take func(path string) error) (string, error) {
	for n := 1; n < manyOfAName; n++ {
		path := filepath.Join(folder, numbered(base, n))
		switch err := take(path); {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrExist):
			return "", err
		}
	}
	return "", fmt.Errorf("put %s into %s: %d files of that name lie there", base, folder, manyOfAName)
}

// numbered is the n-th name like base, no longer than every file system takes.
func numbered(base string, n int) string {
	const longestName = 240
	ext := filepath.Ext(base)
	if len(ext) > 20 {
		ext = ""
	}
	stem, number := strings.TrimSuffix(base, ext), ""
	if n > 1 {
		number = "-" + strconv.Itoa(n)
	}
	for len(stem)+len(number)+len(ext) > longestName {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	return stem + number + ext
}

// carry copies a file to another disk, has put give the copy its name when it was flushed and reads the same, and takes the file
// away here.
func carry(path, folder string, put func(copied string) (string, error)) (target string, err error) {
	from, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return "", err
	}
	to, err := os.CreateTemp(folder, ".carrying-*")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(to.Name()) // the copy that came to nothing
		}
	}()
	if err = copyWhole(from, to); err != nil {
		return "", err
	}
	now, err := os.Lstat(path)
	if err == nil && (now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime())) {
		err = fmt.Errorf("%s was written to while it was copied: it is tried again", path)
	}
	if err != nil {
		return "", err
	}
	_ = os.Chtimes(to.Name(), info.ModTime(), info.ModTime()) // a copy with another time is as good,
	_ = os.Chmod(to.Name(), info.Mode().Perm())               // and so is one that fewer may read
	if target, err = put(to.Name()); err != nil {
		return "", err
	}
	_ = from.Close() // some systems take nothing away that is open
	return target, os.Remove(path)
}

// copyWhole copies a file, flushes and closes the copy, and holds what is read back of it against what was written.
func copyWhole(from, to *os.File) error {
	read := sha256.New()
	_, err := io.Copy(io.MultiWriter(to, read), from)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return err
	}
	back, err := digest(to.Name())
	if err == nil && back != [sha256.Size]byte(read.Sum(nil)) {
		err = fmt.Errorf("the copy of %s in %s reads otherwise than the file: the disk it lies on may be failing", from.Name(), filepath.Dir(to.Name()))
	}
	return err
}

func digest(path string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return [sha256.Size]byte(h.Sum(nil)), err
}

// Move puts a file into a folder as it lies, under the first name that is free there, and returns where it lies now.
func Move(path, folder string) (string, error) { return move(path, folder, false) }
