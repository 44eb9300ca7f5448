// Package dependencies holds go.mod and the licences of what is linked to what
// docs/dependencies.md says of them.
package dependencies
