package files

import "golang.org/x/sys/unix"

// isLocal reports whether an open file is on a file system for disks of this machine. It
// gives a file whole to who reads it, and does for all of its files what it does for
// one; those of networks and of programs need not.
func isLocal(fd int) bool {
	var stat unix.Statfs_t
	if unix.Fstatfs(fd, &stat) != nil {
		return false
	}
	switch uint32(stat.Type) {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC:
		return true
	}
	return false
}
