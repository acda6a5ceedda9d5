package store

import (
	"os"
	"path/filepath"
)

// placeOf asks the kernel where folder is mounted. A folder that is not there yet is where its nearest parent is.
func placeOf(folder string) Place {
	p := Place{Path: folder}
	for {
		if real, err := filepath.EvalSymlinks(folder); err == nil {
			folder = real
			break
		}
		if up := filepath.Dir(folder); up != folder {
			folder = up
			continue
		}
		break
	}
	if text, err := os.ReadFile("/proc/self/mountinfo"); err == nil {
		p.FSType = mountType(string(text), folder)
	}
	return p
}
