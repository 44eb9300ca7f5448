package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

// secretText stands in every secret of this test, and base64 has it as it is there.
const secretText, secretBase64 = "n0tT0BeT0ld", "bjB0VDBCZVQwbGQ="

// secretObjects name the registry beside a secret, in places that are reported.
const secretObjects = `apiVersion: v1
kind: Secret
metadata:
  name: ghcr
stringData:
  login: docker login ghcr.io --password ` + secretText + `
  url: https://robot:` + secretText + `@ghcr.io/amerintlxperts/app:v1
data:
  # ghcr.io
  plain: ` + secretBase64 + `
---
apiVersion: v1
kind: Pod
metadata:
  name: login
spec:
  containers:
  - name: login
    image: robot:` + secretText + `@ghcr.io/amerintlxperts/app:v1
    args:
    - docker login ghcr.io --password ` + secretText + `
`

// TestSecretsUnderTheirCallers: what kpt and kustomize make of results and of
// standard error tells no secret either.
func TestSecretsUnderTheirCallers(t *testing.T) {
	folder := example(t, "kustomize")
	write(t, folder, "secret.yaml", secretObjects)
	write(t, folder, "kustomization.yaml", strings.Replace(files(t, folder)["kustomization.yaml"], "resources:\n", "resources:\n- secret.yaml\n", 1))
	got := run(t, folder, "kustomize", append(withFunctions, ".")...)
	holds(t, got.done(t), "password "+secretText)
	silent(t, "kustomize", got.stderr)

	needKpt(t)
	folder = example(t, "kpt")
	write(t, folder, "secret.yaml", secretObjects)
	results := t.TempDir()
	got = run(t, folder, "kpt", "fn", "eval", ".", "--exec", "ecrcache", "--fn-config", "pull-through-cache.yaml", "--results-dir", results, "--truncate-output=false")
	got.done(t)
	silent(t, "kpt", got.stdout+got.stderr)
	written := files(t, results)["results.yaml"]
	holds(t, written, "…ghcr.io/amerintlxperts/app:v1…")
	silent(t, filepath.Join(results, "results.yaml"), written)
}

func silent(t *testing.T, who, text string) {
	t.Helper()
	if strings.Contains(text, secretText) || strings.Contains(text, secretBase64) {
		t.Errorf("%s tells the secret:\n%s", who, text)
	}
}
