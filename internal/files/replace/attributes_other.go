//go:build !linux

package replace

// keepAttributes does nothing: extended attributes are kept on Linux alone.
func keepAttributes(string, string) error { return nil }
