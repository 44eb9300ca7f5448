//go:build unix

package replace

import (
	"io/fs"
	"syscall"
)

// keepOwner gives a new file, whose info is given, the owner of another (like), where the user may:
// a run as root must not take users' files away from them. It reports whether there was another
// owner, because chown may clear bits of the mode.
func keepOwner(temp Temp, info, like fs.FileInfo) bool {
	has, ok := info.Sys().(*syscall.Stat_t)
	wanted, known := like.Sys().(*syscall.Stat_t)
	if ok && known && has.Uid == wanted.Uid && has.Gid == wanted.Gid {
		return false
	}
	if known && temp.Chown(int(wanted.Uid), int(wanted.Gid)) != nil {
		_ = temp.Chown(-1, int(wanted.Gid)) // others than root may give files to their own groups
	}
	return true
}

// Links returns how many hard links the file had; 0 for a file that is to be created. A replacement
// changes one of them: the others keep the old text.
func (v *Version) Links() int {
	if v.info == nil {
		return 0
	}
	if info, ok := v.info.Sys().(*syscall.Stat_t); ok {
		return int(info.Nlink)
	}
	return 1
}
