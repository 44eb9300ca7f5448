package crd

import "testing"

// accepted are objects in good shape, which the controllers' documentation would
// show so. What is refused is one edit away from them.
var accepted = map[string]string{
	"Crossplane rule": `apiVersion: ecr.aws.m.upbound.io/v1beta1
kind: PullThroughCacheRule
metadata: {name: ghcr, namespace: ecr-cache}
spec:
  managementPolicies: [Observe, Create, Update, LateInitialize]
  forProvider:
    region: ca-central-1
    ecrRepositoryPrefix: ghcr
    upstreamRegistryUrl: ghcr.io
    credentialArn: arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf
`,
	"Crossplane cluster rule": `apiVersion: ecr.aws.upbound.io/v1beta1
kind: PullThroughCacheRule
metadata: {name: ghcr}
spec:
  deletionPolicy: Orphan
  forProvider:
    region: ca-central-1
    ecrRepositoryPrefix: ghcr
    upstreamRegistryUrl: ghcr.io
    credentialArn: arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf
`,
	"Crossplane cluster version": `apiVersion: secretsmanager.aws.upbound.io/v1beta1
kind: SecretVersion
metadata: {name: ghcr}
spec:
  forProvider:
    region: ca-central-1
    secretIdRef: {name: ghcr}
    secretStringSecretRef: {key: credentials.json, name: ghcr-credentials, namespace: ecr-cache}
`,
	"ACK rule": `apiVersion: ecr.services.k8s.aws/v1alpha1
kind: PullThroughCacheRule
metadata: {name: ghcr, namespace: ecr-cache}
spec:
  ecrRepositoryPrefix: ghcr
  upstreamRegistry: github-container-registry
  upstreamRegistryURL: ghcr.io
  credentialRef: {from: {name: ghcr}}
`,
	"ACK secret": `apiVersion: secretsmanager.services.k8s.aws/v1alpha1
kind: Secret
metadata: {name: ghcr, namespace: ecr-cache}
spec:
  name: ecr-pullthroughcache/ghcr
  secretString: {key: credentials.json, name: ghcr-credentials}
`,
	"ACK template": `apiVersion: ecr.services.k8s.aws/v1alpha1
kind: RepositoryCreationTemplate
metadata: {name: ghcr, namespace: ecr-cache}
spec:
  prefix: ghcr
  appliedFor: [PULL_THROUGH_CACHE]
`,
	"Flux repository": `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: my-app, namespace: flux-system}
spec:
  image: ghcr.io/amerintlxperts/my-app
  interval: 10m
  provider: generic
`,
	"Flux policy": `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: my-app, namespace: flux-system}
spec:
  imageRepositoryRef: {name: my-app}
  policy: {semver: {range: ">=1.0.0"}}
  digestReflectionPolicy: Always
  interval: 10m
`,
	"Flux update": `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: my-app, namespace: flux-system}
spec:
  interval: 30m
  sourceRef: {kind: GitRepository, name: flux-system}
  git: {commit: {author: {email: flux@example.com}}}
  update: {path: ./clusters, strategy: Setters}
`,
}

func TestAccepted(t *testing.T) {
	c := crds(t)
	for name, text := range accepted {
		t.Run(name, func(t *testing.T) {
			for _, problem := range c.Problems(parse(t, []byte(text))) {
				t.Error(problem)
			}
		})
	}
}
