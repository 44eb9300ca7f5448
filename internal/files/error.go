package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Named is an error of a file, begun with the path that the caller knows it by.
func Named(path string, err error) error { return fmt.Errorf("%s: %w", path, cause(err)) }

var errChanged = errors.New("somebody changed the file meanwhile; run again")

// cause is an error without the operation and the path, which the caller names.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted")
	}
	return err
}
