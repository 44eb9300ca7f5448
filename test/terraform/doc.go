// Package terraform plans the generated module with Terraform itself. The provider is a
// stand-in that has the schema of hashicorp/aws, from the release that test/crd reads, and
// answers as AWS does not: it makes nothing, and takes everything that the schema takes. So
// Terraform checks the types, the references, the arguments of the module and the import
// blocks, and no account is needed.
//
// The test skips where Terraform is not on PATH or the schema cannot be downloaded; with
// ECRCACHE_E2E=required it fails.
package terraform
