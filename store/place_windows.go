package store

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// placeOf asks Windows whether the drive of folder is a mapped network drive.
func placeOf(folder string) Place {
	p := Place{Path: folder}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(folder) + `\`)
	if err == nil {
		p.Remote = windows.GetDriveType(root) == windows.DRIVE_REMOTE
	}
	return p
}
