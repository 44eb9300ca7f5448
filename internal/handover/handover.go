// Package handover runs ecrcache-aws, the program with AWS's SDK, in the place of a verb that asks
// AWS, as git and kubectl run their plugins: the one beside this program, else one on the PATH. It
// gets the same arguments, streams and signals, and its exit code is that of the run. Package
// internal/cli/session calls it.
package handover

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Program is the name of the program that asks AWS.
const Program = "ecrcache-aws"

// Find is where the program is. The error says where it was looked for, and how to get it.
func Find() (string, error) {
	name := Program
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	self, err := os.Executable()
	if err == nil {
		if beside, ok := besideOf(self, name); ok {
			return beside, nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("this asks AWS, which only the program %s can; it is neither in %s nor in a directory of PATH. It comes in every archive and image of a release, and with make build, or CGO_ENABLED=0 go install github.com/amerintlxperts/ecrcache/cmd/...@latest", Program, filepath.Dir(self))
	}
	return path, nil
}

// besideOf finds a program in the directory of self, or of the file that self is a symbolic link
// to: krew and Homebrew put a link on the PATH and keep the programs elsewhere. Of a program that
// was started by its link, os.Executable names the link on macOS and Windows, the file on Linux.
func besideOf(self, name string) (string, bool) {
	places := []string{self}
	if file, err := filepath.EvalSymlinks(self); err == nil && file != self {
		places = append(places, file)
	}
	for _, place := range places {
		if beside := filepath.Join(filepath.Dir(place), name); isProgram(beside) {
			return beside, true
		}
	}
	return "", false
}

// isProgram reports whether a file is there that can be run.
func isProgram(path string) bool {
	_, err := exec.LookPath(path)
	return err == nil
}

// Run runs the program with these arguments. On Unix it replaces this process and returns only an
// error; elsewhere it waits, and returns the program's exit code. The error is that of Find, or
// that the program could not be started.
func Run(args []string) (code int, err error) {
	path, err := Find()
	if err != nil {
		return 0, err
	}
	if code, err = run(path, args); err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	return code, nil
}
