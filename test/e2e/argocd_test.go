package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
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
	read(t, filepath.Join(folder, "install/plugin.yaml"), &plugin)
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
	read(t, "../../examples/argocd/install/argocd-cm.yaml", &settings)
	options := strings.Fields(settings.Data["kustomize.buildOptions"])
	built := run(t, example(t, "kustomize"), "kustomize", append(append([]string{"build"}, options...), ".")...).done(t)
	if !strings.Contains(built, "image: 123456789012.dkr.ecr.") {
		t.Errorf("the function did not run:\n%s", built)
	}
}

// argo is what the patch finds of Argo CD's own manifests.
const argo = `
apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm, labels: {app.kubernetes.io/part-of: argocd}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: argocd-repo-server}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: argocd-repo-server}}
  template:
    metadata: {labels: {app.kubernetes.io/name: argocd-repo-server}}
    spec:
      initContainers:
      - {name: copyutil, image: quay.io/argoproj/argocd:v3.1.0, volumeMounts: [{name: var-files, mountPath: /var/run/argocd}]}
      containers:
      - {name: argocd-repo-server, image: quay.io/argoproj/argocd:v3.1.0, volumeMounts: [{name: plugins, mountPath: /home/argocd/cmp-server/plugins}]}
      volumes:
      - {name: var-files, emptyDir: {}}
      - {name: plugins, emptyDir: {}}
`

// A podSpec is what the test reads of a pod.
type podSpec struct {
	InitContainers []container `yaml:"initContainers"`
	Containers     []container
	Volumes        []struct {
		Name      string
		ConfigMap struct{ Name string } `yaml:"configMap"`
	}
}

type container struct {
	Name         string
	Args         []string
	VolumeMounts []struct {
		Name      string
		MountPath string `yaml:"mountPath"`
		SubPath   string `yaml:"subPath"`
	} `yaml:"volumeMounts"`
}

// TestArgoInstall adds the example to what stands for Argo CD's own manifests: every
// mount has its volume, the plugin its ConfigMap, and the binary is on both PATHs.
func TestArgoInstall(t *testing.T) {
	folder := filepath.Join(example(t, "argocd"), "install")
	replaceIn(t, filepath.Join(folder, "kustomization.yaml"), "https://raw.githubusercontent.com/argoproj/argo-cd/v3.1.0/manifests/install.yaml", "argo.yaml")
	if err := os.WriteFile(filepath.Join(folder, "argo.yaml"), []byte(argo), 0o644); err != nil {
		t.Fatal(err)
	}
	built := run(t, folder, "kustomize", "build", ".").done(t)
	var names []string
	var pod podSpec
	for text := range strings.SplitSeq(built, "\n---\n") {
		var object struct {
			Kind     string
			Metadata struct{ Name string }
			Data     map[string]string
			Spec     struct{ Template struct{ Spec podSpec } }
		}
		if err := yaml.Unmarshal([]byte(text), &object); err != nil {
			t.Fatal(err)
		}
		if object.Data["plugin.yaml"] != "" {
			names = append(names, object.Metadata.Name)
		}
		if object.Kind == "Deployment" {
			pod = object.Spec.Template.Spec
		}
	}
	volumes := map[string]string{}
	for _, v := range pod.Volumes {
		volumes[v.Name] = v.ConfigMap.Name
	}
	if !slices.Equal(names, []string{volumes["ecrcache-plugin"]}) {
		t.Errorf("the plugin is the ConfigMaps %v, mounted is %q", names, volumes["ecrcache-plugin"])
	}
	var onPath []string
	for _, c := range append(pod.InitContainers, pod.Containers...) {
		for _, m := range c.VolumeMounts {
			if _, ok := volumes[m.Name]; !ok {
				t.Errorf("%s mounts %s, which is no volume", c.Name, m.Name)
			}
			if m.MountPath == "/usr/local/bin/ecrcache" && m.SubPath == "ecrcache" {
				onPath = append(onPath, c.Name)
			}
		}
	}
	if slices.Sort(onPath); !slices.Equal(onPath, []string{"argocd-repo-server", "ecrcache"}) {
		t.Errorf("the binary is on the PATH of %v", onPath)
	}
	unpacks(t, pod)
}

// unpacks runs the init container's command with a wget that hands out an archive.
func unpacks(t *testing.T, pod podSpec) {
	t.Helper()
	folder := t.TempDir()
	wget := "#!/bin/sh\ntar -czf \"$2\" -C '" + filepath.Dir(ecrcache(t)) + "' ecrcache\n"
	if err := os.WriteFile(filepath.Join(folder, "wget"), []byte(wget), 0o755); err != nil {
		t.Fatal(err)
	}
	into := t.TempDir()
	i := slices.IndexFunc(pod.InitContainers, func(c container) bool { return c.Name == "ecrcache" })
	script := strings.NewReplacer("/tmp/", folder+"/", " -C /ecrcache", " -C "+into).Replace(pod.InitContainers[i].Args[0])
	runWith(t, "PATH="+folder+":"+os.Getenv("PATH"), folder, "sh", "-ec", script).done(t)
	holds(t, run(t, folder, filepath.Join(into, "ecrcache"), "version").done(t), "ecrcache ")
}

func replaceIn(t *testing.T, path, what, with string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(text), what, with)), 0o644); err != nil {
		t.Fatal(err)
	}
}
