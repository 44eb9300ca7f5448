//go:build !unix

package cli

// enoughFiles has nothing to refuse where there is no such limit.
func enoughFiles() error { return nil }
