// Package handover runs the second program, as git and kubectl run theirs: the one beside
// this program, else one on the PATH. It takes the arguments, the streams and the signals,
// and its exit code is that of the run.
package handover

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Program is what asks AWS.
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
		return "", fmt.Errorf("this asks AWS, which the program %s does; it is neither in %s nor in a directory of PATH. It comes in every archive and image of a release, and with make build, or CGO_ENABLED=0 go install github.com/amerintlxperts/ecrcache/cmd/...@latest", Program, filepath.Dir(self))
	}
	return path, nil
}

// besideOf finds a program in the directory of another one, or of the file that this one is
// a link to: krew and Homebrew put one link on the PATH and keep the programs elsewhere. Where
// a program is started by a link, macOS and Windows name the link, Linux the file.
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

// Run runs the program with the arguments of this one, and returns its exit code where it
// cannot take the place of this process.
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
