//go:build !linux

package output

import "io"

// vectoredTo is nil: only Linux is known to have writev(2) here.
func vectoredTo(io.Writer) Writer { return nil }
