package replace

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// ofContents are the extended attributes that the system derives from the bytes of a file
// (integrity measurement), or removes when these change. A new text must not have them.
var ofContents = []string{"security.ima", "security.evm", "security.capability"}

// keepAttributes gives a new file the extended attributes of the one it replaces, such as
// an access list, an SELinux label or those of users, and takes away what only the new
// one has: an access list that the directory gives to new files.
func keepAttributes(temp, old string) error {
	want, err := attributes(old)
	if err != nil {
		return err
	}
	have, err := attributes(temp)
	if err != nil {
		return err
	}
	for name, value := range want {
		if is, ok := have[name]; ok && bytes.Equal(is, value) {
			continue
		}
		if err := unix.Lsetxattr(temp, name, value, 0); err != nil {
			return notKept(name, err)
		}
	}
	for name := range have {
		if _, ok := want[name]; ok {
			continue
		}
		if err := unix.Lremovexattr(temp, name); err != nil && !errors.Is(err, unix.ENODATA) {
			return notKept(name, err)
		}
	}
	return nil
}

// notKept returns the error of an attribute that the new file does not get, or does not lose.
func notKept(name string, err error) error {
	return fmt.Errorf("the new file cannot have its extended attribute %s: %w; remove it from the file, or run as a user who may set it", name, err)
}

// attributes returns the extended attributes of a file, but for those of its contents; none on a
// file system that has no such attributes.
func attributes(path string) (map[string][]byte, error) {
	names, err := filled(func(b []byte) (int, error) { return unix.Llistxattr(path, b) })
	if err != nil {
		return nil, fmt.Errorf("listing its extended attributes: %w", err)
	}
	if len(names) == 0 {
		return nil, nil
	}
	all := map[string][]byte{}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		if slices.Contains(ofContents, name) {
			continue
		}
		value, err := filled(func(b []byte) (int, error) { return unix.Lgetxattr(path, name, b) })
		if err != nil {
			return nil, fmt.Errorf("reading its extended attribute %s: %w", name, err)
		}
		all[name] = value
	}
	return all, nil
}

// filled returns what a system call writes into a buffer that is large enough. With nil the call
// gives the size; as that may grow before the next call, it tries again. It returns nil where the
// file system has no extended attributes.
func filled(fill func([]byte) (int, error)) ([]byte, error) {
	for {
		size, err := fill(nil)
		if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS) || err == nil && size == 0 {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		b := make([]byte, size)
		n, err := fill(b)
		if err == nil {
			return b[:n], nil
		}
		if !errors.Is(err, unix.ERANGE) {
			return nil, err
		}
	}
}
