package replace

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// accessList is a POSIX access list as the kernel keeps it (linux/posix_acl_xattr.h): the
// version 2, then tag, permissions and identifier of each entry. user:1234 may read.
const accessList = "\x02\x00\x00\x00" +
	"\x01\x00\x06\x00\xff\xff\xff\xff" + // user::rw-
	"\x02\x00\x04\x00\xd2\x04\x00\x00" + // user:1234:r--
	"\x04\x00\x04\x00\xff\xff\xff\xff" + // group::r--
	"\x10\x00\x04\x00\xff\xff\xff\xff" + // mask::r--
	"\x20\x00\x00\x00\xff\xff\xff\xff" // other::---

// TestReplaceAttributes: a rewritten file has the extended attributes and the access list
// that it had, and none that the directory gives to new files.
func TestReplaceAttributes(t *testing.T) {
	dir, all := two(t)
	set(t, all[0].Path, "user.origin", "git \x00 and more")
	set(t, all[0].Path, "user.empty", "")
	set(t, all[0].Path, "system.posix_acl_access", accessList)
	set(t, dir, "system.posix_acl_default", strings.Replace(accessList, "\xd2\x04", "\xd3\x04", 1))
	for i := range all {
		all[i].Version = read(t, all[i].Path)
	}
	if err := (&Replacer{}).Replace(context.Background(), all); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "new", "new")
	for name, want := range map[string]string{"user.origin": "git \x00 and more", "user.empty": "", "system.posix_acl_access": accessList} {
		if got, err := get(all[0].Path, name); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
	}
	if got, err := get(all[1].Path, "system.posix_acl_access"); !errors.Is(err, unix.ENODATA) {
		t.Errorf("b.yaml has got the access list %q, %v", got, err)
	}
	for i, want := range []os.FileMode{all[0].info.Mode(), all[1].info.Mode()} {
		if info, err := os.Stat(all[i].Path); err != nil || info.Mode() != want {
			t.Errorf("%s: mode %v, %v; want %v", all[i].Path, info.Mode(), err, want)
		}
	}
}

// TestReplaceAttributeRefused: where the new file may not have an attribute, no file is
// written. Of a symbolic link the attributes are those of its target, which is replaced.
func TestReplaceAttributeRefused(t *testing.T) {
	dir, all := two(t)
	set(t, all[1].Path, "user.origin", "git")
	all[1].Version = read(t, all[1].Path)
	r := &Replacer{Create: func(in, pattern string) (Temp, error) {
		f, err := os.CreateTemp(in, pattern)
		return elsewhere{f}, err
	}}
	err := r.Replace(context.Background(), all)
	if err == nil || !strings.Contains(err.Error(), "b.yaml: the new file cannot have its extended attribute user.origin: ") || !strings.HasSuffix(err.Error(), "; no file was written") {
		t.Error(err)
	}
	for _, name := range []string{"a.yaml", "b.yaml"} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(text) != "old" {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
	}
}

// elsewhere is a file whose name leads to a file system without attributes of users.
type elsewhere struct{ Temp }

func (f elsewhere) Name() string { return "/proc/self/status" }

// TestLinks: a further name of a file is counted.
func TestLinks(t *testing.T) {
	_, all := two(t)
	if err := os.Link(all[0].Path, filepath.Join(t.TempDir(), "again.yaml")); err != nil {
		t.Fatal(err)
	}
	if one, two := read(t, all[1].Path).Links(), read(t, all[0].Path).Links(); one != 1 || two != 2 {
		t.Errorf("%d and %d names", one, two)
	}
}

// set sets an attribute. A file system without them is rare on Linux.
func set(t *testing.T, path, name, value string) {
	t.Helper()
	err := unix.Setxattr(path, name, []byte(value), 0)
	if errors.Is(err, unix.ENOTSUP) {
		t.Skipf("NOT TESTED: the file system of %s has no attributes such as %s; set TMPDIR to a directory on ext4, xfs or btrfs", path, name)
	}
	if err != nil {
		t.Fatalf("%s %s: %v", path, name, err)
	}
}

func get(path, name string) (string, error) {
	b := make([]byte, 1024)
	n, err := unix.Getxattr(path, name, b)
	return string(b[:max(n, 0)]), err
}
