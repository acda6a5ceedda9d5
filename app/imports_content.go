package app

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

const (
	largestFile = 1 << 30 // what is taken in at once; no export of a shop and no mailbox comes near it
	heldFile    = 8 << 20 // up to this a file is read once into memory; a larger one stays where it lies
)

// content is what is in a file that somebody wants to take in. It can be read at any place and as often as it is wanted.
type content struct {
	name string
	size int64
	path string  // of a file that stays where it lies
	pack *packed // of one that lies in an archive

	sheet   string // that is meant, of a workbook taken in sheet by sheet
	unasked bool   // nobody waits for it: no screen is told how far it came

	mu    sync.Mutex
	bytes *bytes.Reader // of one that is held
	file  *os.File      // while somebody reads
}

// open finds the file, at its path or as it came from a browser, and in the archive that it lies in.
func (f ImportFile) open() (*content, error) {
	c, err := f.openItself()
	if err != nil {
		return nil, err
	}
	if c, err = c.inside(f.Inside); err == nil {
		c.sheet = f.Sheet
	}
	return c, err
}

func (f ImportFile) openItself() (*content, error) {
	if f.Path != "" {
		return openContent(f.Path)
	}
	b, err := base64.StdEncoding.DecodeString(f.Content)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name, err)
	}
	return &content{name: f.Name, size: int64(len(b)), bytes: bytes.NewReader(b)}, nil
}

// openContent finds a file on disk. A folder, a pipe or a device is refused: none can be read as often as it is wanted.
func openContent(path string) (*content, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fail("no-such-file", fmt.Sprintf("there is no file at %s: check the name, or drag the file in", path), path)
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", path, err)
	case info.IsDir():
		return nil, fmt.Errorf("the folder %s holds no file to take in: check where the files were saved", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file but a device: choose the file itself", path)
	case info.Size() > heldFile && info.Size() <= largestFile:
		return &content{name: filepath.Base(path), size: info.Size(), path: path}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err // it names the path
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, largestFile+1))
	if err == nil && len(b) > largestFile {
		return nil, fmt.Errorf("%s is larger than is read at once (more than %d MB): split it into smaller files", path, largestFile>>20)
	}
	return &content{name: filepath.Base(path), size: int64(len(b)), bytes: bytes.NewReader(b)}, err
}

// ReadAt reads from a place, and opens the file when nobody has.
func (c *content) ReadAt(b []byte, at int64) (int, error) {
	if c.bytes != nil {
		return c.bytes.ReadAt(b, at)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.file == nil {
		f, err := c.openFile()
		if err != nil {
			return 0, err
		}
		c.file = f
	}
	return c.file.ReadAt(b, at)
}

func (c *content) openFile() (*os.File, error) {
	if c.pack != nil {
		return c.pack.unpack()
	}
	return os.Open(c.path)
}

// rest closes the file until somebody reads again, so that a person can go on working with it.
func (c *content) rest() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.file != nil {
		_ = c.file.Close() // it was only read
		if c.pack != nil {
			_ = os.Remove(c.file.Name()) // it was unpacked for reading, and is again when it is wanted
		}
		c.file = nil
	}
	if c.pack != nil {
		c.pack.archive.rest()
	}
}
