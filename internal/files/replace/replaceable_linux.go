package replace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// cannotReplace returns an error that says why the file cannot be replaced although it may be
// written. The system would refuse the rename only when other files were renamed already.
func (v *Version) cannotReplace() error {
	dir := attributesOf(filepath.Dir(v.target))
	if dir&(unix.STATX_ATTR_IMMUTABLE|unix.STATX_ATTR_APPEND) != 0 {
		return errors.New("its directory is immutable or append-only (chattr)")
	}
	if v.info == nil {
		return nil
	}
	file := attributesOf(v.target)
	if file&(unix.STATX_ATTR_IMMUTABLE|unix.STATX_ATTR_APPEND) != 0 {
		return errors.New("the file is immutable or append-only (chattr)")
	}
	if info, err := os.Lstat(filepath.Dir(v.target)); err == nil && info.Mode()&fs.ModeSticky != 0 && !isOwn(info) && !isOwn(v.info) {
		return errors.New("the file belongs to another user, and its directory is sticky (chmod +t)")
	}
	if file&unix.STATX_ATTR_MOUNT_ROOT != 0 {
		return errors.New("the file is mounted by itself and cannot be replaced; mount its directory")
	}
	return nil
}

// isOwn reports whether a file belongs to the user who runs the program. To root all files count as
// its own.
func isOwn(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return os.Geteuid() == 0 || !ok || int(stat.Uid) == os.Geteuid()
}

// attributesOf returns the attributes of a path by statx(2), such as immutable; 0 when the system
// does not know them. They are no extended attributes.
func attributesOf(path string) uint64 {
	var s unix.Statx_t
	if unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW, 0, &s) != nil {
		return 0
	}
	return s.Attributes & s.Attributes_mask
}
