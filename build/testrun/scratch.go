package main

import "golang.org/x/sys/unix"

// memory is where Linux keeps files in memory, and roomy what must be free there.
const (
	memory = "/dev/shm"
	roomy  = 8 << 30
)

// inMemory is the folder for the tests' own files if memory has room for them, else none. The tests make thousands of small
// shops, and each commit in one waits for the disk: a seventh of the store's tests, in which nothing is tested. Faults of the disk are
// made by the tests themselves, and behave alike wherever the files lie.
func inMemory() string {
	var at unix.Statfs_t
	if unix.Statfs(memory, &at) != nil || at.Bavail*uint64(at.Bsize) < roomy {
		return ""
	}
	return memory
}
