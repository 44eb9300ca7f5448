// Package pods reads the Pods of the cluster that it runs in, from the API server, by the
// ServiceAccount of its own Pod. It is the network's side of a check in the cluster: what it
// writes is what kubectl get pods --all-namespaces -o json prints, and the program that
// checks images reads that without any network.
package pods
