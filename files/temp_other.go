//go:build !unix

package files

import "os"

func createTemp(dir, pattern string) (Temp, error) { return os.CreateTemp(dir, pattern) }
