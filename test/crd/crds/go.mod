// This module has no code. It names the releases whose CRDs the tests read; the
// tests download them and read the files. go mod tidy would drop them all: never
// run it here. After a change of a version, run go mod download with the paths
// of all, which records their sums.
module github.com/amerintlxperts/ecrcache/test/crd/crds

go 1.26.6

require (
	github.com/aws-controllers-k8s/ec2-controller v1.19.0
	github.com/aws-controllers-k8s/ecr-controller v1.6.3
	github.com/aws-controllers-k8s/iam-controller v1.7.2
	github.com/aws-controllers-k8s/secretsmanager-controller v1.2.1
	github.com/crossplane/crossplane/v2 v2.3.4
	github.com/external-secrets/external-secrets v1.3.2
	github.com/fluxcd/helm-controller v1.6.4
	github.com/fluxcd/image-automation-controller v1.2.4
	github.com/fluxcd/image-reflector-controller v1.2.4
	github.com/fluxcd/kustomize-controller v1.9.6
	github.com/fluxcd/source-controller v1.9.6
	github.com/kyverno/kyverno v1.19.1
	github.com/upbound/provider-aws/v2 v2.7.0
)
