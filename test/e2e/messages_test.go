package e2e

import (
	"strings"
	"testing"
)

// moving is a tag of which the function warns.
const moving = `apiVersion: v1
kind: Pod
metadata: {name: moving}
spec:
  containers:
  - {name: moving, image: "ghcr.io/amerintlxperts/moving:latest"}
`

// saysOfMoving is from the message about it.
const saysOfMoving = "ECR looks for a newer image behind a tag only when it is pulled"

// TestMessagesOnce: kpt shows the results of a function and what it writes to standard error,
// kustomize the latter alone. The reader gets each message once, in both, also when the function
// refuses its input.
func TestMessagesOnce(t *testing.T) {
	t.Run("kpt", func(t *testing.T) {
		needKpt(t)
		for name, args := range map[string][]string{
			"render": {"fn", "render", ".", "--allow-exec", "--truncate-output=false"},
			"eval":   {"fn", "eval", ".", "--exec", "ecrcache", "--fn-config", "pull-through-cache.yaml", "--truncate-output=false"},
		} {
			folder := example(t, "kpt")
			write(t, folder, "moving.yaml", moving)
			got := run(t, folder, "kpt", args...)
			got.done(t)
			saysOnce(t, name, got, saysOfMoving)
		}
		folder := example(t, "kpt")
		write(t, folder, "long.yaml", strings.Replace(moving, "/moving:latest", "/"+strings.Repeat("a", 238)+":v1", 1))
		got := run(t, folder, "kpt", "fn", "render", ".", "--allow-exec", "--truncate-output=false")
		if got.code == 0 {
			t.Error("kpt renders what the function refuses")
		}
		saysOnce(t, "refused", got, "ECR takes 2 to 256 characters")
	})
	t.Run("kpt source, piped", func(t *testing.T) {
		needKpt(t)
		folder := example(t, "kpt")
		write(t, folder, "moving.yaml", moving)
		got := run(t, folder, "bash", "-c", "kpt fn source . --fn-config pull-through-cache.yaml | ecrcache > list.yaml")
		saysOnce(t, "piped", got, saysOfMoving)
	})
	t.Run("kustomize", func(t *testing.T) {
		folder := example(t, "kustomize")
		write(t, folder, "moving.yaml", moving)
		write(t, folder, "kustomization.yaml", strings.Replace(files(t, folder)["kustomization.yaml"], "resources:\n", "resources:\n- moving.yaml\n", 1))
		got := run(t, folder, "kustomize", append(withFunctions, ".")...)
		got.done(t)
		saysOnce(t, "build", got, saysOfMoving)
	})
}

func saysOnce(t *testing.T, name string, got outcome, message string) {
	t.Helper()
	if n := strings.Count(strings.Join(strings.Fields(got.stdout+got.stderr), " "), message); n != 1 {
		t.Errorf("%s: said %d times\n%s%s", name, n, got.stdout, got.stderr)
	}
}
