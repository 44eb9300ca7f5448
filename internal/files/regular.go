package files

import (
	"os"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// ReadRegular reads all of a regular file that is no larger than a manifest may be.
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

// Open opens a regular file for reading, without waiting.
func Open(path string) (*os.File, error) {
	file, _, err := open.Regular(path)
	return file, err
}
