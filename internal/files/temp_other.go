//go:build !unix

package files

import "os"

func createTemp(dir, pattern string) (Temp, error) { return os.CreateTemp(dir, pattern) }

// isTooMany reports whether no further file can be opened, which is not known here.
func isTooMany(error) bool { return false }
