//go:build !linux

package replace

// cannotReplace knows of nothing here.
func (v *Version) cannotReplace() error { return nil }
