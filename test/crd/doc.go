// Package crd holds objects against the CRDs that the controllers publish, with
// the API server's own code: what it prunes, defaults and refuses. It is a module
// of its own so that neither that code nor the controllers are ever in the
// function's go.mod. It holds the Terraform module against the schema of its
// provider, too, from which Crossplane's is made.
//
// The CRDs are read from the releases that crds/go.mod names. A test skips where
// they cannot be downloaded, and says so; with ECRCACHE_E2E=required it fails. The
// Go tool does not see the cases of the module above change: run the tests with
// -count=1.
package crd
