package kustomize

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"go.yaml.in/yaml/v3"
)

// tree gives the planner what it may see.
type tree struct {
	files  map[string]string
	hidden []string
}

func (f tree) sees(p string) bool {
	return !slices.ContainsFunc(f.hidden, func(h string) bool { return p == h || strings.HasPrefix(p, h+"/") })
}

func (f tree) Read(p string) ([]byte, error) {
	text, found := f.files[p]
	if !found || !f.sees(p) {
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
	}
	return []byte(text), nil
}

func (f tree) IsDir(p string) bool { return f.sees(p) && len(f.List(p)) > 0 }

func (f tree) List(dir string) []string {
	var all []string
	for p := range f.files {
		if rest, found := strings.CutPrefix(p, dir+"/"); found && f.sees(p) {
			name, _, _ := strings.Cut(rest, "/")
			all = append(all, path.Join(dir, name))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// rules are those of the tests' configuration.
type rules struct{ back bool }

func (r rules) Name(image string) string {
	if r.back {
		return movedBack(image)
	}
	return moved(image)
}

func (r rules) Image(f *kustomization.Field) (string, bool) {
	if r.Fixed(f.Document) {
		return f.Text, false
	}
	return r.Name(f.Text), true
}

func (r rules) Fixed(d *kustomization.Document) bool {
	return d.Root.Text("metadata", "annotations", "ecrcache.amerintlxperts.github.io/ignore") == "true"
}
func (rules) Shown(file string) string { return file }
func (rules) Given(string) bool        { return true }
func (r rules) Restores() bool         { return r.back }

// candidates are the kustomizations that the planner sees.
func candidates(r *repository) []string {
	var all []string
	for _, name := range r.names() {
		if kustomization.IsFile(name) && (tree{r.files, r.hidden}).sees(name) {
			all = append(all, name)
		}
	}
	return all
}

// rewritten is the repository with the plan carried out; nil when the plan refuses.
func rewritten(t *testing.T, r *repository, back bool) (*repository, *kustomization.Plan) {
	t.Helper()
	p := kustomization.Read(tree{r.files, r.hidden}, candidates(r), rules{back})
	for _, problem := range p.Problems {
		if problem.Severity == kustomization.Error && problem.Code != kustomization.Broken {
			return nil, p
		}
	}
	out := *r
	out.files = map[string]string{}
	for name, text := range r.files {
		if (tree{r.files, r.hidden}).sees(name) {
			w := &writer{t: t, plan: p, rules: rules{back}, file: name}
			text = w.documents(text, "")
		}
		out.files[name] = text
	}
	return &out, p
}

// A writer carries a plan out on one file, through a YAML library: the bytes are held by
// the tests of the program.
type writer struct {
	t     *testing.T
	plan  *kustomization.Plan
	rules rules
	file  string
}

func (w *writer) documents(text, prefix string) string {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		w.t.Fatalf("%s: %v\n%s", w.file, err, text)
	}
	doc := root.Content[0]
	if kustomization.IsFile(w.file) && prefix == "" {
		w.kustomization(doc)
	} else if !strings.Contains(text, "ecrcache.amerintlxperts.github.io/ignore") {
		w.images(doc, prefix, "", nil)
	}
	out, err := yaml.Marshal(doc)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}

func get(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Kind == yaml.MappingNode && n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func (w *writer) kustomization(doc *yaml.Node) {
	if list := get(doc, "images"); list != nil {
		var all []*yaml.Node
		for i, n := range list.Content {
			all = append(all, w.entry(n, "images["+itoa(i)+"]")...)
		}
		list.Content = all
	}
	for _, key := range []string{"patches", "patchesJson6902", "patchesStrategicMerge"} {
		list := get(doc, key)
		if list == nil {
			continue
		}
		for i, n := range list.Content {
			at := key + "[" + itoa(i) + "]"
			if p := get(n, "patch"); p != nil {
				n, at = p, at+".patch"
			}
			if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, "\n") {
				n.Value = w.documents(n.Value, at+": ")
			}
		}
	}
}

func (w *writer) entry(n *yaml.Node, at string) []*yaml.Node {
	d := w.plan.Entries[kustomization.Place{File: w.file, Path: at}]
	if d == nil {
		return []*yaml.Node{n}
	}
	var all []*yaml.Node
	for _, i := range d.Images {
		var out yaml.Node
		if err := out.Encode(map[string]string{"name": i.Name, "newName": i.NewName, "newTag": i.NewTag, "digest": i.Digest, "tagSuffix": i.TagSuffix}); err != nil {
			w.t.Fatal(err)
		}
		all = append(all, &out)
	}
	return all
}

// images renames the images in a manifest or a patch.
func (w *writer) images(n *yaml.Node, prefix, at string, keys []string) {
	if get(n, "kind") != nil && get(n, "kind").Value == "ImageTagTransformer" {
		*get(n, "imageTag") = *w.entry(get(n, "imageTag"), "imageTag")[0]
		return
	}
	if n.Kind == yaml.ScalarNode && isImage(keys) {
		if w.plan.Stay[kustomization.Place{File: w.file, Path: prefix + strings.TrimPrefix(at, ".")}] == "" {
			n.Value = w.rules.Name(n.Value)
		}
		return
	}
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		key, below := n.Content[i].Value, append(keys[:len(keys):len(keys)], n.Content[i].Value)
		if key == "value" && get(n, "op") != nil {
			below = append(keys[:len(keys):len(keys)], strings.FieldsFunc(get(n, "path").Value, func(c rune) bool { return c == '/' || c == '-' || c >= '0' && c <= '9' })...)
		}
		w.images(n.Content[i+1], prefix, at+"."+key, below)
	}
	for i := 0; n.Kind == yaml.SequenceNode && i < len(n.Content); i++ {
		w.images(n.Content[i], prefix, at+"["+itoa(i)+"]", keys)
	}
}

func isImage(keys []string) bool {
	path := "/" + strings.Join(keys, "/")
	return strings.HasSuffix(path, "ontainers/image") || strings.HasSuffix(path, "/volumes/image/reference") || path == "/spec/image"
}
