package e2e

import (
	"strings"
	"testing"
)

// infrastructure is a configuration that asks for the cache itself.
const infrastructure = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata:
  name: ghcr
  annotations:
    config.kubernetes.io/function: |
      exec:
        path: ecrcache
    config.kubernetes.io/local-config: "true"
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams:
  - registry: ghcr.io
    credential: {}
  infrastructure:
    namespace: ecr-cache
`

// generatedKinds are the kinds that it asks for.
var generatedKinds = []string{"kind: PullThroughCacheRule\n", "kind: RepositoryCreationTemplate\n", "apiVersion: secretsmanager.services.k8s.aws/v1alpha1\nkind: Secret\n"}

// TestKustomizeGenerates: as a generator and as a transformer, the function brings
// the cache along; built again from what came out, nothing changes.
func TestKustomizeGenerates(t *testing.T) {
	for _, field := range []string{"generators", "transformers"} {
		t.Run(field, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, "cache.yaml", strings.Replace(infrastructure, "path: ecrcache", "path: "+ecrcache(t), 1))
			write(t, folder, "settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n")
			write(t, folder, "kustomization.yaml", "resources:\n- settings.yaml\n"+field+":\n- cache.yaml\n")
			got := run(t, folder, "kustomize", append(withFunctions, ".")...).done(t)
			holdsCache(t, got)
			if strings.Contains(got, "config.kubernetes.io/path") {
				t.Errorf("kustomize keeps the path annotation, which would reach the cluster:\n%s", got)
			}
			if field == "generators" {
				return
			}
			write(t, folder, "settings.yaml", got)
			same(t, "second build", got, run(t, folder, "kustomize", append(withFunctions, ".")...).done(t))
		})
	}
}

// TestSecretGenerator: kustomize gives the Secret of a secretGenerator another name,
// and leaves the reference; the function says so, and not where the name stays.
func TestSecretGenerator(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "cache.yaml", strings.Replace(infrastructure, "path: ecrcache", "path: "+ecrcache(t), 1))
	const generator = "secretGenerator:\n- name: ghcr-credentials\n  namespace: ecr-cache\n  literals: ['credentials.json={\"username\":\"a\",\"accessToken\":\"b\"}']\n"
	for options, renamed := range map[string]bool{"": true, "  options: {disableNameSuffixHash: true}\n": false} {
		write(t, folder, "kustomization.yaml", generator+options+"transformers:\n- cache.yaml\n")
		got := run(t, folder, "kustomize", append(withFunctions, ".")...)
		stream := got.done(t)
		if kept := strings.Contains(stream, "  name: ghcr-credentials\n  namespace: ecr-cache\n"); kept == renamed {
			t.Errorf("%q: kustomize keeps the name: %v\n%s", options, kept, stream)
		}
		if warned := strings.Contains(got.stderr, "kustomize will end its name in a hash"); warned != renamed {
			t.Errorf("%q: warned: %v\n%s", options, warned, got.stderr)
		}
	}
}

// TestKptGenerates: kpt writes each object to a file of its own, and a second run
// changes no byte of the package.
func TestKptGenerates(t *testing.T) {
	needKpt(t)
	folder := t.TempDir()
	write(t, folder, "cache.yaml", infrastructure)
	write(t, folder, "settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n")
	write(t, folder, "Kptfile", "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: cache\npipeline:\n  mutators:\n  - exec: ecrcache\n    configPath: cache.yaml\n")
	args := []string{"render", ".", "--allow-exec"}
	run(t, folder, "kpt", kptArgs(t.TempDir(), args)...).done(t)
	got := files(t, folder)
	for _, name := range []string{"ecrcache/secret-ghcr.yaml", "ecrcache/pullthroughcacherule-ghcr.yaml", "ecrcache/repositorycreationtemplate-ghcr.yaml"} {
		if got[name] == "" {
			t.Errorf("kpt wrote no %s", name)
		}
	}
	run(t, folder, "kpt", kptArgs(t.TempDir(), args)...).done(t)
	sameFiles(t, got, files(t, folder))

	write(t, folder, "cache.yaml", strings.Split(infrastructure, "  infrastructure:")[0])
	run(t, folder, "kpt", kptArgs(t.TempDir(), args)...).done(t)
	for name := range files(t, folder) {
		if strings.HasPrefix(name, "ecrcache/") {
			t.Errorf("%s is still there when nothing is to be generated", name)
		}
	}
}

// holdsCache holds a stream to the objects of the cache.
func holdsCache(t *testing.T, stream string) {
	t.Helper()
	for _, kind := range generatedKinds {
		if strings.Count(stream, kind) != 1 {
			t.Errorf("%q stands %d times in\n%s", kind, strings.Count(stream, kind), stream)
		}
	}
}
