// Package cluster holds what is generated and rewritten against a real Kubernetes API
// server: kube-apiserver with its etcd, in the process of the test. It is a module of its
// own because it compiles for minutes, and so that nothing of it is ever in the function's
// go.mod.
//
// The server has the CRDs that test/crd reads from their releases, and no controllers: an
// object stays as it was applied. TestControllers starts another one, with Kubernetes' own
// controllers (kube-controller-manager). The Go tool does not see the cases of the module above
// change: run the tests with -count=1.
package cluster
