package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Within lists the files of folders, in the order of their names, and leaves everything else as it is.
func (i *Imports) Within(paths []string) (files []string, err error) {
	defer i.app.guard("Imports.Within", &err)
	if _, err := i.app.ready(); err != nil {
		return nil, err
	}
	return FilesWithin(paths)
}

// FilesWithin is Imports.Within for whoever has no shop open.
func FilesWithin(paths []string) ([]string, error) {
	files := []string{}
	for _, p := range paths {
		found, err := filesBelow(p)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

// filesBelow lists the files of a folder that are not hidden. What is no file, and a folder without any, is listed by its
// own name: its own answer says what is wrong with it.
func filesBelow(root string) ([]string, error) {
	if root == "-" {
		return []string{root}, nil
	}
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case path == root && (err != nil || !d.IsDir()):
			out = append(out, path)
			return nil
		case err == nil && !strings.HasPrefix(d.Name(), ".") && isFile(path, d):
			out = append(out, path)
		}
		return err
	})
	if err == nil && len(out) == 0 {
		out = append(out, root)
	}
	slices.Sort(out)
	return out, err
}

// isFile tells a file, or a link to one, from a folder, a pipe that nobody may ever write to, and a device.
func isFile(path string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	to, err := os.Stat(path)
	return err == nil && to.Mode().IsRegular()
}
