//go:build !linux

package input

import (
	"errors"
	"os"
)

// pagesOf is not known here.
func pagesOf(*os.File, int64, int64) ([]byte, error) { return nil, errors.ErrUnsupported }
