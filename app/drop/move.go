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
// folder already is never replaced: in a folder that is not ours alone, an empty file holds the name before. Where the folder
// is on another disk the file is copied, read back, and only then taken away from where it was.
func move(path, folder string, ours bool) (string, error) {
	target, err := "", error(nil)
	if ours {
		target, err = free(folder, filepath.Base(path))
	} else {
		target, err = reserve(folder, filepath.Base(path))
	}
	if err != nil {
		return "", err
	}
	err = os.Rename(path, target)
	if otherDisk(err) {
		err = carry(path, target)
	}
	if err != nil {
		if !ours {
			_ = os.Remove(target) // the empty file that held the place
		}
		return "", err
	}
	return target, nil
}

// manyOfAName is how many files of one name a folder takes.
const manyOfAName = 100_000

// free is a path in a folder of ours that nothing has.
func free(folder, base string) (string, error) {
	return firstName(folder, base, func(path string) error {
		_, err := os.Lstat(path)
		switch {
		case err == nil:
			return fs.ErrExist
		case errors.Is(err, fs.ErrNotExist):
			return nil
		}
		return err
	})
}

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
		if err := take(path); !errors.Is(err, fs.ErrExist) {
			return path, err
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

// carry copies a file to another disk, and takes it away here when the copy was flushed and reads the same.
func carry(path, target string) (err error) {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	to, err := os.CreateTemp(filepath.Dir(target), ".carrying-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(to.Name()) // the copy that came to nothing
		}
	}()
	read := sha256.New()
	_, err = io.Copy(io.MultiWriter(to, read), from)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return err
	}
	back, err := digest(to.Name())
	if err != nil {
		return err
	}
	if back != [sha256.Size]byte(read.Sum(nil)) {
		return fmt.Errorf("the copy of %s in %s reads otherwise than the file: the disk it lies on may be failing", path, filepath.Dir(target))
	}
	now, err := os.Lstat(path)
	if err == nil && (now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime())) {
		err = fmt.Errorf("%s was written to while it was copied: it is tried again", path)
	}
	if err != nil {
		return err
	}
	_ = os.Chtimes(to.Name(), info.ModTime(), info.ModTime()) // a copy with another time is as good,
	_ = os.Chmod(to.Name(), info.Mode().Perm())               // and so is one that fewer may read
	if err = os.Rename(to.Name(), target); err != nil {
		return err
	}
	_ = from.Close() // some systems take nothing away that is open
	return os.Remove(path)
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
