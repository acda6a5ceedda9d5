package store

import "runtime"

// Room asks for memory that nobody touches, so that the system gives it none, until leave is called. Go collects garbage when the
// heap has doubled: long work that throws away nearly all that it makes and keeps little would collect every few megabytes, which
// takes up to a fifth of its time.
func Room(bytes int) (leave func()) {
	idle := make([]byte, bytes)
	return func() { runtime.KeepAlive(idle) }
}

// Read a row as: <work> takes that much room.
const (
	RoomToImport  = 24 << 20 // an import stays flat: it has about 8 MB in use, however long the file
	roomToRebuild = 64 << 20
)
