//go:build unix

package files

import (
	"io/fs"
	"syscall"
)

// keepOwner gives a new file the owner of another, where the caller may: a run as root
// must not take users' files away from them. It reports whether there was another owner.
func keepOwner(temp Temp, info, like fs.FileInfo) bool {
	has, ok := info.Sys().(*syscall.Stat_t)
	wanted, known := like.Sys().(*syscall.Stat_t)
	if ok && known && has.Uid == wanted.Uid && has.Gid == wanted.Gid {
		return false
	}
	if known {
		_ = temp.Chown(int(wanted.Uid), int(wanted.Gid)) // others than root need not
	}
	return true
}
