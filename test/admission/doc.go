// Package admission holds the generated policies to the API server's own code, without a
// server: its CEL with its costs and limits, and its JSON patches (k8s.io/apiserver). It
// compares what the policies make of references with what package image and the function
// make of them. test/cluster has a whole API server.
package admission
