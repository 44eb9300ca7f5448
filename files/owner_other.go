//go:build !unix

package files

import "io/fs"

// keepOwner does nothing: a new file has its directory's owner here.
func keepOwner(string, fs.FileInfo) {}
