package store

import (
	"fmt"
	"strings"
)

// Place is where a folder lies, as the operating system tells it.
type Place struct {
	Path   string
	FSType string // "ext4", "nfs4", "smbfs" …; "" when not known
	Remote bool   // the drive is a mapped network drive
}

// Read a row as: a file system of this type keeps its files on another machine, where locks and flushes cannot be trusted.
var shareTypes = map[string]bool{
	"nfs": true, "nfs3": true, "nfs4": true, "cifs": true, "smb": true, "smb2": true, "smb3": true, "smbfs": true,
	"afpfs": true, "afs": true, "9p": true, "ceph": true, "glusterfs": true, "fuse.glusterfs": true, "lustre": true,
	"ncpfs": true, "webdav": true, "davfs": true, "fuse.davfs2": true, "fuse.sshfs": true, "fuse.rclone": true,
	"fuse.s3fs": true, "macfuse_sshfs": true,
}

// Read a row as: a folder with this name is copied elsewhere while we write.
var syncFolders = []string{
	"onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "mobile documents",
	"nextcloud", "owncloud", "syncthing", "pcloud",
}

// checkPlace refuses folders on another machine.
func checkPlace(p Place) error {
	slashed := strings.ReplaceAll(p.Path, `\`, "/")
	unc := strings.HasPrefix(slashed, "//") && !strings.HasPrefix(slashed, "//./") && !strings.HasPrefix(slashed, "//?/")
	if strings.HasPrefix(strings.ToUpper(slashed), "//?/UNC/") {
		unc = true
	}
	switch {
	case unc:
		return fmt.Errorf("%w (%s): choose a folder on this computer; a backup may go to the share", ErrShare, p.Path)
	case p.Remote:
		return fmt.Errorf("%w (%s is a network drive): choose a folder on this computer; a backup may go to the share", ErrShare, p.Path)
	case shareTypes[strings.ToLower(p.FSType)]:
		return fmt.Errorf("%w (%s, %s): choose a folder on this computer; a backup may go to the share", ErrShare, p.Path, p.FSType)
	}
	return nil
}

// SyncFolder names the synchronised folder that path lies in, "" when it lies in none. Such a folder works, but its
// service may copy the file in the middle of a change: the user is warned.
func SyncFolder(path string) string {
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		lower := strings.ToLower(part)
		for _, name := range syncFolders {
			if lower == name || strings.HasPrefix(lower, name+" ") || strings.HasPrefix(lower, name+" -") {
				return part
			}
		}
	}
	return ""
}

// mountType finds the file system type of path in the text of Linux's /proc/self/mountinfo.
func mountType(mountinfo, path string) string {
	best, found := "", ""
	for line := range strings.Lines(mountinfo) {
		head, tail, ok := strings.Cut(line, " - ")
		fields, types := strings.Fields(head), strings.Fields(tail)
		if !ok || len(fields) < 5 || len(types) < 1 {
			continue
		}
		at := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(fields[4])
		inside := path == at || strings.HasPrefix(path, strings.TrimSuffix(at, "/")+"/")
		if inside && len(at) >= len(best) {
			best, found = at, types[0]
		}
	}
	return found
}
