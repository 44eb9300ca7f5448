//go:build !unix

package builder

import "os/exec"

// startGroup does nothing on systems without process groups: there only the builder itself is
// ended, and its children end by themselves.
func startGroup(*exec.Cmd) {}

func killGroup(*exec.Cmd) {}
