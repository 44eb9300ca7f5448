// Package owners says whose the objects of a cluster are, as the cluster lists them
// (kubectl get -o json): which workload a Pod belongs to, which chart and release brought
// it, and what applied it. Reports then have one line for a Deployment of 40 Pods. Package batch
// collects the objects; cli/cluster and cli/report group what was found by their owners.
//
// It reads what Kubernetes, Helm, Flux, Argo CD and Operator Lifecycle Manager write into
// the metadata of objects, and knows nothing of images.
package owners
