//go:build !linux

package replace

import "os"

// putIn puts a new file in the place of the old one. What somebody writes to that between the last
// look at it and the rename is lost here.
func (n *Replacement) putIn(temp string) error { return os.Rename(temp, n.target) }
