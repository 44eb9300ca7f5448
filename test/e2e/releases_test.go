package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// TestReleases: what the charts of HelmReleases bring along, by real Helm: a chart that it fetches
// from a repository on this machine, in the version that is asked for, and one of the same Git
// repository. What values name is not among it, and nor is the Pod of a test.
func TestReleases(t *testing.T) {
	helm := needHelm(t, tool.Helm4)
	t.Setenv("HELM_CACHE_HOME", t.TempDir())
	t.Setenv("HELM_CONFIG_HOME", t.TempDir())
	served := t.TempDir()
	for _, version := range []string{"1.0.0", "1.1.0", "2.0.0"} {
		chart := filepath.Join(t.TempDir(), "shop")
		makeFolder(t, filepath.Join(chart, "templates"))
		write(t, chart, "Chart.yaml", "apiVersion: v2\nname: shop\nversion: "+version+"\n")
		write(t, chart, "values.yaml", "image:\n  repository: ghcr.io/amerintlxperts/shop\n  tag: v1\n")
		write(t, chart, "templates/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n"+
			"  initContainers:\n  - name: migrate\n    image: ghcr.io/amerintlxperts/shop-migrate-"+version[:1]+":v"+version+"\n"+
			"  containers:\n  - name: shop\n    image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\n")
		write(t, chart, "templates/test.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\n  annotations:\n    helm.sh/hook: test\nspec:\n  containers:\n  - name: test\n    image: ghcr.io/amerintlxperts/shop-test:v1\n")
		run(t, served, helm, "package", chart).done(t)
	}
	charts := httptest.NewServer(http.FileServer(http.Dir(served)))
	defer charts.Close()
	run(t, served, helm, "repo", "index", ".", "--url", charts.URL).done(t)

	fleet := t.TempDir()
	makeFolder(t, filepath.Join(fleet, ".git"))
	makeFolder(t, filepath.Join(fleet, "charts", "local", "templates"))
	makeFolder(t, filepath.Join(fleet, "apps"))
	write(t, fleet, "charts/local/Chart.yaml", "apiVersion: v2\nname: local\nversion: 1.0.0\n")
	write(t, fleet, "charts/local/templates/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: local}\nspec: {containers: [{name: a, image: 'ghcr.io/amerintlxperts/local:v1'}]}\n")
	write(t, fleet, "sources.yaml", "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: charts, namespace: flux-system}\nspec: {url: '"+charts.URL+"'}\n")
	write(t, fleet, "apps/shop.yaml", `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  chart:
    spec:
      chart: shop
      version: 1.x
      sourceRef:
        kind: HelmRepository
        name: charts
        namespace: flux-system
  values:
    image:
      repository: ghcr.io/amerintlxperts/shop
`)
	write(t, fleet, "apps/local.yaml", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: local, namespace: apps}\nspec: {chart: {spec: {chart: ./charts/local, sourceRef: {kind: GitRepository, name: flux-system}}}}\n")
	before, temporary := files(t, fleet), t.TempDir()
	got := runWith(t, "TMPDIR="+temporary, fleet, "ecrcache", "releases", "--account-id", "123456789012", "--region", "ca-central-1", "--strict", "--helm-command", helm, "apps")
	const want = `# the configuration
spec:
  kustomize:
    helmReleases: true
    releases:
    - images:
      - ghcr.io/amerintlxperts/local
      name: local
      namespace: apps
    - images:
      - ghcr.io/amerintlxperts/shop-migrate-1
      name: shop
      namespace: apps
`
	if got.code != 0 || got.stdout != want || !strings.HasSuffix(got.stderr, "\necrcache: 2 HelmReleases rendered, 0 not; 2 images that no value names\n") {
		t.Errorf("exit code %d\n%s\n%s", got.code, got.stdout, got.stderr)
	}
	sameFiles(t, before, files(t, fleet))
	if left := files(t, temporary); len(left) > 0 {
		t.Errorf("left in the directory of temporary files: %v", left)
	}
}

func makeFolder(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
}
