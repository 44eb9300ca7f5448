package docs

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// install is what the example adds to Argo CD itself, by its manifests and by its chart.
const install = "examples/argocd/install"

// object is a YAML map.
type object = map[string]any

// TestArgoCDValues: the values for Argo CD's chart say the same as the patches of its
// manifests, but for the ConfigMap of the plugin, which the chart names by itself.
func TestArgoCDValues(t *testing.T) {
	var values struct {
		Configs struct {
			CM  map[string]string
			CMP struct {
				Create  bool
				Plugins map[string]object
			}
		}
		RepoServer struct {
			InitContainers  []object `yaml:"initContainers"`
			VolumeMounts    []object `yaml:"volumeMounts"`
			ExtraContainers []object `yaml:"extraContainers"`
			Volumes         []object
		} `yaml:"repoServer"`
	}
	var deployment struct {
		Spec struct {
			Template struct {
				Spec struct {
					InitContainers []object `yaml:"initContainers"`
					Containers     []object
					Volumes        []object
				}
			}
		}
	}
	var plugin struct{ Spec object }
	var settings struct{ Data map[string]string }
	read(t, "values.yaml", &values)
	read(t, "repo-server.yaml", &deployment)
	read(t, "plugin.yaml", &plugin)
	read(t, "argocd-cm.yaml", &settings)

	pod, chart := deployment.Spec.Template.Spec, values.RepoServer
	same(t, "build options", settings.Data, values.Configs.CM)
	same(t, "plugin", plugin.Spec, values.Configs.CMP.Plugins["ecrcache"])
	same(t, "init containers", pod.InitContainers, chart.InitContainers)
	same(t, "mounts of the repo-server", pod.Containers[0]["volumeMounts"], any(anys(chart.VolumeMounts)))
	for _, mount := range pod.Containers[1]["volumeMounts"].([]any) {
		if mount := mount.(object); mount["name"] == "ecrcache-plugin" {
			mount["subPath"] = "ecrcache.yaml"
		}
	}
	same(t, "sidecar", pod.Containers[1:], chart.ExtraContainers)
	for _, volume := range pod.Volumes {
		if volume["name"] == "ecrcache-plugin" {
			volume["configMap"] = object{"name": "argocd-cmp-cm"}
		}
	}
	same(t, "volumes", pod.Volumes, chart.Volumes)
	if !values.Configs.CMP.Create {
		t.Error("the chart makes no ConfigMap of plugins")
	}
}

// anys is a list as the parser gives it where no type is asked for.
func anys(list []object) []any {
	all := make([]any, len(list))
	for i, o := range list {
		all[i] = o
	}
	return all
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, install, name))
	must(t, err)
	must(t, yaml.Unmarshal(text, into))
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-manifests +chart):\n%s", what, diff)
	}
}
