// Package dependencies is only tests: docs/dependencies.md lists the modules of go.mod and the
// licences of all that is linked into the programs.
package dependencies
