// Command demo builds kustomize and the function, runs kustomize on the example
// with and without it, and shows what becomes of every image.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/test/e2e"
	"golang.org/x/term"
)

const example = "examples/kustomize"

func main() {
	if err := run(os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(stdout *os.File, progress io.Writer) error {
	tools, err := os.MkdirTemp("", "ecrcache-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tools)
	for _, tool := range []struct {
		name  string
		build func(string) error
	}{{"ecrcache", e2e.Ecrcache}, {"kustomize (a minute or two the first time)", e2e.Kustomize}} {
		fmt.Fprintln(progress, "building", tool.name)
		if err := tool.build(tools); err != nil {
			return err
		}
	}
	before, err := kustomize(tools, progress, "--enable-alpha-plugins") // alone it runs no function
	if err != nil {
		return err
	}
	after, err := kustomize(tools, progress, "--enable-alpha-plugins", "--enable-exec")
	if err != nil {
		return err
	}
	return show(stdout, isTerminal(stdout), before, after)
}

// kustomize builds the example.
func kustomize(tools string, progress io.Writer, options ...string) ([]byte, error) {
	cmd := exec.Command(filepath.Join(tools, "kustomize"), append(append([]string{"build"}, options...), ".")...)
	cmd.Dir = filepath.Join("..", "..", example)
	cmd.Env = append(os.Environ(), "PATH="+tools+string(os.PathListSeparator)+os.Getenv("PATH"))
	cmd.Stderr = progress
	fmt.Fprintln(progress, "in", example+":", "kustomize", cmd.Args[1:])
	return cmd.Output()
}

// isTerminal reports whether colours are wanted (https://no-color.org).
func isTerminal(f *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))
}
