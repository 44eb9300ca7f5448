package flux

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/fluxcd/pkg/kustomize"
)

// toldLate are the entries that check calls late, as errors, of paths in a folder.
func toldLate(t *testing.T, root string, paths ...string) []string {
	t.Helper()
	args := append([]string{"check", "--account-id", "123456789012", "--region", "ca-central-1", "--upstream", "ghcr.io=ghcr", "-o", "json"}, paths...)
	cmd := exec.Command("ecrcache", args...)
	cmd.Dir = root
	out, err := cmd.Output() // it fails, because images are not in the cache yet
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	var report struct {
		Findings []struct{ Severity, Code, File, Message string }
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var all []string
	for _, f := range report.Findings {
		if f.Code == "late-entry" && f.Severity == "error" {
			all = append(all, f.File+": "+f.Message)
		}
	}
	return all
}

// builds is how many random trees are built. Of each, kustomize builds the outermost
// kustomization twice.
const builds = 60

// TestLostEntries: over random trees of bases, overlays and Components, what the program
// says of lost entries is what kustomize does: it says nothing where the build is the
// build without the cache, with the names of the cache, and something everywhere else.
func TestLostEntries(t *testing.T) {
	lost := 0
	for seed := range int64(builds) {
		files, without := randomTree(rand.New(rand.NewSource(seed)))
		got, want := randomBuild(t, files), randomBuild(t, without)
		for i := range want {
			want[i] = strings.Replace(want[i], "ghcr.io/", registry+"ghcr/", 1)
		}
		root := write(t, files)
		found := toldLate(t, root, ".")
		if same := slices.Equal(got, want); same != (len(found) == 0) {
			t.Errorf("seed %d: built %v, want %v, told %v\n%s", seed, got, want, found, shown(files))
		} else if !same {
			lost++
		}
	}
	if lost < builds/10 || lost > builds*9/10 {
		t.Errorf("%d of %d trees lose an entry", lost, builds)
	}
}

// randomTree is a chain of overlays over one image, with entries that set other tags,
// and the cache somewhere in it; and the same without the cache.
func randomTree(r *rand.Rand) (files, without map[string]string) {
	files, without = map[string]string{"base/pod.yaml": pod}, map[string]string{"base/pod.yaml": pod}
	both := func(name, text string) { files[name], without[name] = text, text }
	both("base/kustomization.yaml", "resources: [pod.yaml]\n")
	component, transformers := "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n", ""
	for n := range 20 {
		name := fmt.Sprint("amerintlxperts/fork", n)
		if n == 0 {
			name = "amerintlxperts/api"
		}
		tag := "{name: ghcr.io/" + name + ", newName: " + registry + "ghcr/" + name + "}"
		component += "- " + tag + "\n"
		transformers += "---\n{apiVersion: builtin, kind: ImageTagTransformer, metadata: {name: '" + name + "'}, imageTag: " + tag + "}\n"
	}
	files["component/kustomization.yaml"] = component
	files["transformers/kustomization.yaml"] = "resources: [images.yaml]\n"
	files["transformers/images.yaml"] = transformers
	tags := 0
	entry := func() string {
		tags++
		return fmt.Sprintf("images: [{name: "+api+", "+[...]string{"newTag: v%d", "tagSuffix: '-%d'", "newName: ghcr.io/amerintlxperts/fork%d"}[r.Intn(3)]+"}]\n", tags)
	}
	levels := 1 + r.Intn(4)
	at, below := r.Intn(levels), "base"
	for level := range levels {
		name := fmt.Sprint("level", level)
		text := "resources: [../" + below + "]\n"
		if r.Intn(3) == 0 {
			text += entry()
		}
		var components []string
		for range r.Intn(3) {
			c := fmt.Sprint("tag", tags)
			both(c+"/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"+entry())
			components = append(components, "../"+c)
		}
		plain, cached := slices.Clone(components), ""
		if level == at {
			if r.Intn(2) == 0 {
				components = slices.Insert(components, r.Intn(len(components)+1), "../component")
			} else {
				cached = "transformers: [../transformers]\n"
			}
		}
		files[name+"/kustomization.yaml"] = text + "components: [" + strings.Join(components, ", ") + "]\n" + cached
		without[name+"/kustomization.yaml"] = text + "components: [" + strings.Join(plain, ", ") + "]\n"
		below = name
	}
	both("kustomization.yaml", "resources: ["+below+"]\n")
	return files, without
}

// randomBuild are the images that the outermost kustomization of a tree gives.
func randomBuild(t *testing.T, files map[string]string) []string {
	t.Helper()
	root := write(t, files)
	resources, err := kustomize.SecureBuild(root, root, false)
	if err != nil {
		t.Fatalf("%v\n%s", err, shown(files))
	}
	text, err := resources.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return images(t, string(text))
}

func shown(files map[string]string) string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s\n  %s\n", name, strings.ReplaceAll(files[name], "\n", "\n  "))
	}
	return b.String()
}
