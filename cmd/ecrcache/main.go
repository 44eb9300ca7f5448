// Command ecrcache pulls every image of a Kubernetes cluster through Amazon
// ECR's pull-through cache. With a ResourceList on standard input it is a KRM
// function.
package main

import (
	"os"

	"github.com/amerintlxperts/ecrcache/internal/cli"
)

// The linker sets these in a release (.goreleaser.yaml). In any other build they are empty, and
// the version comes from the Go tool's build information.
var version, commit, date string

func main() {
	build := cli.Build{Version: version, Commit: commit, Date: date}
	os.Exit(cli.Main(build, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
