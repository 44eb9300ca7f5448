// Command demo builds the example of a team's repository with real kustomize,
// without the function and with it, and shows what becomes of every image. It
// fails when an image is still pulled from ghcr.io. Run it in test/e2e.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

const example = "../../examples/kustomize"

func main() {
	if err := demo(os.Stdout, os.Stderr, colours(os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// demo writes the images to out, and what it is doing to progress.
func demo(out, progress io.Writer, paint palette) error {
	folder, err := os.MkdirTemp("", "ecrcache-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Fprintln(progress, "building ecrcache and kustomize; the first time takes a minute or two")
	if err := tool.Build(folder, tool.Ecrcache, tool.Kustomize); err != nil {
		return err
	}
	before, after, err := renderBoth(folder, example)
	if err != nil {
		return err
	}
	fmt.Fprintln(progress, "kustomize build --enable-alpha-plugins --enable-exec examples/kustomize")
	fmt.Fprint(out, "\n", show(compare(before, after), paint))
	return verdict(out, before, after)
}
