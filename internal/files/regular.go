package files

import (
	"os"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// ReadRegular returns the text of a regular file. It fails for anything else, and with a *[Skip]
// for a file that is larger than a manifest may be.
func ReadRegular(path string) ([]byte, error) {
	file, info, err := open.Regular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info.Size() > maxSize {
		return nil, tooLarge(path, info.Size())
	}
	return open.ReadAtMost(file, maxSize)
}

// Open opens a regular file for reading. It fails for anything else, and does not wait for pipes.
func Open(path string) (*os.File, error) {
	file, _, err := open.Regular(path)
	return file, err
}
