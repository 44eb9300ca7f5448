package files

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// Named returns the error of a file, with the path that the caller knows the file by before it.
func Named(path string, err error) error { return fmt.Errorf("%s: %w", path, open.Cause(err)) }
