package store

import (
	"os"
	"path/filepath"
	"syscall"
)

// placeOf asks the kernel for the file system type of folder, or of its nearest parent that is there.
func placeOf(folder string) Place {
	p := Place{Path: folder}
	for at := folder; ; at = filepath.Dir(at) {
		var fs syscall.Statfs_t
		if err := syscall.Statfs(at, &fs); err == nil {
			name := make([]byte, 0, len(fs.Fstypename))
			for _, c := range fs.Fstypename {
				if c == 0 {
					break
				}
				name = append(name, byte(c))
			}
			p.FSType = string(name)
			return p
		} else if !os.IsNotExist(err) || at == filepath.Dir(at) {
			return p
		}
	}
}
