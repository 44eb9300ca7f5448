// Package owners says whose the objects of a cluster are, as the cluster lists them
// (kubectl get -o json): which workload a Pod belongs to, which chart and release brought
// it, and what applied it. A Deployment of 40 Pods is then one thing to talk about.
//
// It reads what Kubernetes, Helm, Flux, Argo CD and Operator Lifecycle Manager write into
// the metadata of objects, and knows nothing of images.
package owners
