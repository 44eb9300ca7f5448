package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/images"
	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// renderBoth builds the overlay without the function and with it. Without it,
// a function that changes nothing runs in its place: all else is the same.
func renderBoth(tools, overlay string) (before, after []images.Image, err error) {
	idle := filepath.Join(tools, "idle")
	if err := os.Mkdir(idle, 0o700); err != nil {
		return nil, nil, err
	}
	if err := tool.Idle(idle); err != nil {
		return nil, nil, err
	}
	kustomize := filepath.Join(tools, tool.Kustomize.Name)
	if before, err = render(kustomize, idle, overlay); err != nil {
		return nil, nil, err
	}
	after, err = render(kustomize, tools, overlay)
	return before, after, err
}

// render builds the overlay and lists its images. The function is looked up in
// the folder first.
func render(kustomize, folder, overlay string) ([]images.Image, error) {
	build := exec.Command(kustomize, "build", "--enable-alpha-plugins", "--enable-exec", overlay)
	build.Env = append(os.Environ(), tool.OnPath(folder))
	manifests, err := build.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fmt.Errorf("kustomize: %w\n%s", err, exit.Stderr)
		}
		return nil, err
	}
	return images.Read(manifests)
}
