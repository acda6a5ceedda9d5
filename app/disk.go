package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"ordertrail/store"
)

// How a disk stands. The shop can be read however full it is; scans go on as long as the disk takes them.
const (
	diskEnough = ""
	diskLow    = "low"  // a warning
	diskFull   = "full" // nothing large is begun any more
)

// The levels: a warning below half a gigabyte or three times the shop's file, for its log and a copy may each be as large;
// nothing large is begun when it would leave less than the reserve, which is kept for scans.
const (
	warnBelow   = 500 << 20
	warnTimes   = 3
	diskReserve = 48 << 20
	rowNeeds    = 20 << 10 // of an order with its log, measured on large imports
	pageNeeds   = 16 << 10
)

// diskFreshFor is how long an answer about the disk is taken for true.
const diskFreshFor = 5 * time.Second

// diskState is what was last seen of the disk.
type diskState struct {
	asked time.Time
	level string
	free  int64
}

// disk says how the disk of the data folder stands. Where the system cannot tell, there is enough.
func (a *App) disk() diskState {
	a.mu.Lock()
	d, ask, folder, moment := a.diskSeen, a.config.Free, a.config.Folder, a.config.Now()
	a.mu.Unlock()
	if age := moment.Sub(d.asked); a.config.Free == nil && age >= 0 && age < diskFreshFor {
		return d
	}
	if ask == nil {
		ask = store.Free
	}
	free, err := ask(folder)
	if err != nil {
		free = 1 << 62
	}
	now := diskState{asked: moment, level: diskLevel(free, a.fileSize()), free: free}
	a.mu.Lock()
	a.diskSeen = now
	a.mu.Unlock()
	if now.level != d.level && !d.asked.IsZero() {
		a.send("changed", Change{Orders: []string{}, Settings: true}) // every screen shows how it stands
	}
	return now
}

func diskLevel(free, file int64) string {
	switch {
	case free < diskReserve:
		return diskFull
	case free < max(warnBelow, warnTimes*file):
		return diskLow
	}
	return diskEnough
}

// fileSize is how large the shop's file and its log are together.
func (a *App) fileSize() int64 {
	var size int64
	a.mu.Lock()
	s := a.store
	a.mu.Unlock()
	if s == nil {
		return 0
	}
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(s.Path() + suffix); err == nil {
			size += info.Size()
		}
	}
	return size
}

// reserveFile, behind the name of the shop's file, holds a megabyte of nothing. On a disk without any room the database cannot
// even be read, for it keeps the map of its log beside it: then this is given up for it.
const (
	reserveFile = ".reserve"
	reserveSize = 1 << 20
)

// openStore opens the shop's file; when the disk has no room even for that, with the room of the reserve.
func openStore(ctx context.Context, path string, o store.Options) (*store.Store, error) {
	s, err := store.Open(ctx, path, o)
	if isFull(err) && os.Remove(path+reserveFile) == nil {
		s, err = store.Open(ctx, path, o)
	}
	return s, err
}

// keepReserve lays the reserve aside again once there is room.
func (a *App) keepReserve(path string) {
	if info, err := os.Stat(path + reserveFile); err == nil && info.Size() == reserveSize || a.disk().level == diskFull {
		return
	}
	_, err := writeFile(path+reserveFile, func(f *os.File) error {
		_, err := f.Write(make([]byte, reserveSize))
		return err
	})
	if err != nil {
		a.config.Log.Error("keep the reserve", "error", err) // the shop works without it
	}
}

// room refuses work that would leave less than the reserve on the disk.
func (a *App) room(need int64) error {
	free := a.disk().free
	if free-need >= diskReserve {
		return nil
	}
	return fail("disk-low", a.say("error.disk-low", inMB(free), inMB(need+diskReserve)), inMB(free), inMB(need+diskReserve))
}

// inMB is a size in whole megabytes, never too little.
func inMB(bytes int64) string { return fmt.Sprint((bytes + 1<<20 - 1) >> 20) }

// DiskWarning is what a command line tells about a disk that takes nothing large any more; "" while there is room.
func (a *App) DiskWarning() string {
	if d := a.disk(); d.level == diskFull {
		return a.say("disk.full", inMB(d.free))
	}
	return ""
}

// SyncWarning is what a command line tells about a data folder that a service synchronises; "" about any other.
func (a *App) SyncWarning() string {
	if folder := store.SyncFolder(a.config.Folder); folder != "" {
		return a.say("safety.synced", folder)
	}
	return ""
}
