package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestArgoPlugin runs the generate command of the config management plugin as the
// plugin's server does: in the application's directory, taking what it prints.
func TestArgoPlugin(t *testing.T) {
	folder := example(t, "argocd")
	var plugin struct {
		Spec struct {
			Generate struct{ Command, Args []string }
		}
	}
	read(t, filepath.Join(folder, "plugin.yaml"), &plugin)
	words := append(plugin.Spec.Generate.Command, plugin.Spec.Generate.Args...)
	printed := run(t, folder, words[0], words[1:]...).done(t)
	if !strings.HasPrefix(printed, "apiVersion: apps/v1\n") || !strings.Contains(printed, "image: 123456789012.dkr.ecr.") {
		t.Errorf("it prints:\n%s", printed)
	}
	// A failure of kustomize must not become an empty application.
	if err := os.Remove(filepath.Join(folder, "shop.yaml")); err != nil {
		t.Fatal(err)
	}
	if got := run(t, folder, words[0], words[1:]...); got.code == 0 || got.stdout != "" {
		t.Errorf("exit code %d, printed %q", got.code, got.stdout)
	}
}

// TestArgoBuildOptions: with the options of argocd-cm, Argo CD's own kustomize runs
// the function.
func TestArgoBuildOptions(t *testing.T) {
	var settings struct{ Data map[string]string }
	read(t, "../../examples/argocd/argocd-cm.yaml", &settings)
	options := strings.Fields(settings.Data["kustomize.buildOptions"])
	built := run(t, example(t, "kustomize"), "kustomize", append(append([]string{"build"}, options...), ".")...).done(t)
	if !strings.Contains(built, "image: 123456789012.dkr.ecr.") {
		t.Errorf("the function did not run:\n%s", built)
	}
}
