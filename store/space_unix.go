//go:build linux || darwin

package store

import "golang.org/x/sys/unix"

// Free is how many bytes we may still write where folder lies.
func Free(folder string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
