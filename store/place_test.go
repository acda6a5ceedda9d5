package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
)

func TestPlacesOnAnotherMachineAreRefused(t *testing.T) {
	t.Parallel()
	// Read a row as: a folder at this place is refused, or not.
	rows := []struct {
		place   Place
		refused bool
	}{
		{Place{Path: "/home/anna/shop", FSType: "ext4"}, false},
		{Place{Path: "/home/anna/shop", FSType: "btrfs"}, false},
		{Place{Path: "/home/anna/shop", FSType: "overlay"}, false},
		{Place{Path: "/home/anna/shop", FSType: "fuseblk"}, false}, // NTFS on a local disk
		{Place{Path: "/home/anna/shop", FSType: ""}, false},
		{Place{Path: "/Volumes/disk", FSType: "apfs"}, false},
		{Place{Path: `C:\Users\Anna\Shop`}, false},
		{Place{Path: `\\?\C:\Users\Anna\Shop`}, false},
		{Place{Path: "/mnt/nas", FSType: "nfs"}, true},
		{Place{Path: "/mnt/nas", FSType: "nfs4"}, true},
		{Place{Path: "/mnt/nas", FSType: "cifs"}, true},
		{Place{Path: "/mnt/nas", FSType: "smb3"}, true},
		{Place{Path: "/Volumes/nas", FSType: "smbfs"}, true},
		{Place{Path: "/Volumes/nas", FSType: "afpfs"}, true},
		{Place{Path: "/mnt/host", FSType: "9p"}, true},
		{Place{Path: "/mnt/box", FSType: "fuse.sshfs"}, true},
		{Place{Path: "/mnt/box", FSType: "fuse.rclone"}, true},
		{Place{Path: `\\nas\shop`}, true},
		{Place{Path: `\\?\UNC\nas\shop`}, true},
		{Place{Path: `//nas/shop`}, true},
		{Place{Path: `Z:\shop`, Remote: true}, true},
	}
	for _, row := range rows {
		if err := checkPlace(row.place); errors.Is(err, ErrShare) != row.refused {
			t.Errorf("%+v: %v, refused should be %t", row.place, err, row.refused)
		}
	}
}

func TestAShareIsRefusedBeforeAnythingIsMade(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "shop")
	opts := Options{Now: newClock().now, place: func(p string) Place { return Place{Path: p, FSType: "nfs4"} }}
	if _, err := Open(context.Background(), filepath.Join(folder, "shop.db"), opts); !errors.Is(err, ErrShare) {
		t.Errorf("got %v, want %v", err, ErrShare)
	}
	if found, _ := filepath.Glob(folder + "*"); len(found) > 0 {
		t.Errorf("%v was made", found)
	}
}

func TestSyncFoldersAreNamed(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		`C:\Users\Anna\OneDrive\Shop`: "OneDrive", `C:\Users\Anna\OneDrive - Sofa GmbH\Shop`: "OneDrive - Sofa GmbH",
		"/home/anna/Dropbox/shop": "Dropbox", "/Users/anna/Library/Mobile Documents/shop": "Mobile Documents",
		"/home/anna/dropboxes": "", "/home/anna/shop": "",
	} {
		if got := SyncFolder(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestTheMountOfAFolderIsTheDeepestOne(t *testing.T) {
	t.Parallel()
	const mounts = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:1 / / rw - ext4 /dev/sda1 rw
40 27 0:40 / /mnt/nas\040one rw shared:1 - nfs4 nas:/x rw
41 27 0:41 / /mnt rw - btrfs /dev/sdb rw
`
	for path, want := range map[string]string{"/home/x": "ext4", "/mnt/nas one/shop": "nfs4", "/mnt/nas": "btrfs", "/mnt/nas one": "nfs4"} {
		if got := mountType(mounts, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestOddFolderNamesLeadToTheRightFile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b", "50%25", "a#b", "a?b", "Müller", "a&b=c", "%00", "semi;colon", "quote'", "日本", "+plus", "a:b"} {
		path := filepath.Join(t.TempDir(), name, "shop.db")
		s := openAt(t, path, Options{})
		add(t, s, Recorded{Event: statedFact("1001", 1)})
		if found, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(path)), "*")); err != nil || len(found) != 1 {
			t.Errorf("%q: files were made at %v (%v)", name, found, err)
		}
		if id, err := identify(path); err != nil || id.application != applicationID {
			t.Errorf("%q: the file is elsewhere", name)
		}
	}
}
