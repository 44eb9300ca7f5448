//go:build !unix

package process

// CheckFileLimit has nothing to refuse: only Unix has a limit on open files. It gives nil.
func CheckFileLimit() error { return nil }
