// Command ecrcache pulls every image of a Kubernetes cluster through Amazon
// ECR's pull-through cache. With a ResourceList on standard input it is a KRM
// function.
package main

import (
	"os"

	"github.com/amerintlxperts/ecrcache/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
