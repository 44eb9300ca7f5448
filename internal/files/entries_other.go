//go:build !linux

package files

import "os"

// readDir reads a directory.
func readDir(path string) ([]entry, error) {
	all, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	entries := make([]entry, len(all))
	for i, e := range all {
		entries[i] = entry{e.Name(), e.Type()}
	}
	return sorted(entries), nil
}
