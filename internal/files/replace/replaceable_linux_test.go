package replace

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// The flags of ioctl_iflags(2).
const (
	flagImmutable  = 0x10
	flagAppendOnly = 0x20
)

// TestCannotReplace: what the system would refuse only at the rename is refused before any
// file is written.
func TestCannotReplace(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root may make files immutable and mount them")
	}
	for want, hinder := range map[string]func(t *testing.T, path string) (undo func()){
		"b.yaml: the file is immutable or append-only (chattr)": func(t *testing.T, path string) func() {
			flag(t, path, flagImmutable)
			return func() { flag(t, path, 0) }
		},
		"b.yaml: the file is immutable or append-only (chattr) ": func(t *testing.T, path string) func() {
			flag(t, path, flagAppendOnly)
			return func() { flag(t, path, 0) }
		},
		"a.yaml: its directory is immutable or append-only (chattr)": func(t *testing.T, path string) func() {
			flag(t, filepath.Dir(path), flagAppendOnly)
			return func() { flag(t, filepath.Dir(path), 0) }
		},
		"b.yaml: the file is mounted by itself and cannot be replaced; mount its directory": func(t *testing.T, path string) func() {
			other := filepath.Join(t.TempDir(), "other.yaml")
			write(t, other, "old")
			if err := unix.Mount(other, path, "", unix.MS_BIND, ""); err != nil {
				t.Skipf("NOT TESTED: mounting: %v", err)
			}
			return func() { _ = unix.Unmount(path, 0) }
		},
	} {
		t.Run(want, func(t *testing.T) {
			dir, all := two(t)
			undo := hinder(t, all[1].Path)
			for i := range all {
				all[i].Version = read(t, all[i].Path)
			}
			err := (&Replacer{}).Replace(context.Background(), all)
			holds(t, dir, "old", "old")
			undo()
			if err == nil || !strings.HasSuffix(err.Error(), strings.TrimSpace(want)+"; no file was written") {
				t.Error(err)
			}
		})
	}
}

// flag sets a flag of a file, or clears all of these.
func flag(t *testing.T, path string, flag int) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	flags, err := unix.IoctlGetInt(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, flags&^(flagImmutable|flagAppendOnly)|flag)
	}
	if err != nil {
		t.Skipf("NOT TESTED: the file system of %s has no such flags: %v", path, err)
	}
}
