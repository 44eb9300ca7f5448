package flux

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/order"
	"github.com/fluxcd/pkg/kustomize"
)

// onDisk are the files of a folder.
type onDisk string

func (d onDisk) Read(name string) ([]byte, error) { return os.ReadFile(filepath.Join(string(d), name)) }

func (d onDisk) IsDir(name string) bool {
	info, err := os.Stat(filepath.Join(string(d), name))
	return err == nil && info.IsDir()
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
		found := order.Find(onDisk(root), kustomizations(t, root), cache())
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

// cache is that of the configurations.
func cache() *image.Cache {
	return image.NewCache(image.Registry{AccountID: "123456789012", Region: "ca-central-1"}, []image.Upstream{{Registry: "ghcr.io", Prefix: "ghcr"}})
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

// kustomizations are the paths of all in a folder.
func kustomizations(t *testing.T, root string) []string {
	t.Helper()
	var all []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "kustomization.yaml" {
			all = append(all, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
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
