package open

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// Cause returns the error without the operation and the path that the standard library puts
// before it, for callers who name the file themselves:
//
//	open a.yaml: permission denied   becomes   permission denied
func Cause(err error) error {
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
