//go:build !linux

package replace

import "os"

// putIn puts a new file in the place of the old one.
func (n *Replacement) putIn(temp string) error { return os.Rename(temp, n.target) }
