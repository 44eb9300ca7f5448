// Package pods reads the Pods of the cluster that it runs in, from the API server, by the
// ServiceAccount of its own Pod. It is for cmd/ecrcache-pods, the half of a check in the cluster
// that needs the network: it writes what kubectl get pods --all-namespaces -o json prints, and
// ecrcache check reads that without any network.
package pods
