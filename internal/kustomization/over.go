package kustomization

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// candidate reads what a file holds: a kustomization, or objects that build one.
func (t *tree) candidate(file string) {
	if IsFile(file) {
		t.load(path.Dir(file))
		return
	}
	documents, err := t.documents(file)
	if err != nil {
		return
	}
	for _, d := range documents {
		t.readBuilds(d)
	}
}

// readBuilds reads the builds that an object of Flux or Argo CD asks for.
func (t *tree) readBuilds(d *Document) {
	switch kind := kindOf(d.Root); {
	case kind.Group == "kustomize.toolkit.fluxcd.io" && kind.Kind == "Kustomization":
		t.readFlux(d)
	case kind.Group == "helm.toolkit.fluxcd.io" && kind.Kind == "HelmRelease":
		t.readRelease(d)
	case kind.Group == "argoproj.io" && (kind.Kind == "Application" || kind.Kind == "ApplicationSet"):
		t.readArgo(d)
	}
}

// readFlux reads Flux's Kustomization
// (https://fluxcd.io/flux/components/kustomize/kustomizations/).
func (t *tree) readFlux(d *Document) {
	spec := d.Root.Get("spec")
	b := &build{way: merged, at: d.place("spec"), dir: t.directory(d.File, spec.Text("path"))}
	b.entries = t.readEntries(d, spec.Get("images"), "spec.images")
	for _, key := range []string{"patches", "patchesJson6902"} {
		b.patches = append(b.patches, t.patchList(nil, d, spec.Get(key), "spec."+key)...)
	}
	b.patches = append(b.patches, objectsIn(d, spec.Get("patchesStrategicMerge"), "spec.patchesStrategicMerge")...)
	for _, r := range references(spec, "components") {
		b.components = append(b.components, r.text)
	}
	t.addBuild(b, spec.Text("path"))
}

// readRelease reads the post-renderers of a HelmRelease. What they change is a chart's.
func (t *tree) readRelease(d *Document) {
	spec := d.Root.Get("spec")
	list := spec.Get("postRenderers")
	if list == nil {
		return
	}
	u := t.unreadAt(d, spec, "spec.chart", "the chart")
	u.values, u.given = texts(spec.Get("values")), t.rules.Given(d.File)
	if chart := spec.At("chart", "spec"); chart.At("sourceRef").Text("kind") == "GitRepository" {
		u.readBelow(t, t.directory(d.File, chart.Text("chart")), 0)
	}
	u.anyName = fromConfigMaps(spec)
	for i, renderer := range list.Items {
		k := renderer.Get("kustomize")
		at := "spec.postRenderers[" + itoa(i) + "].kustomize"
		b := &build{at: d.place(at), unread: []unread{u}}
		b.entries = t.readEntries(d, k.Get("images"), at+".images")
		for _, key := range []string{"patches", "patchesJson6902"} {
			b.patches = append(b.patches, t.patchList(nil, d, k.Get(key), at+"."+key)...)
		}
		b.patches = append(b.patches, objectsIn(d, k.Get("patchesStrategicMerge"), at+".patchesStrategicMerge")...)
		t.builds = append(t.builds, b)
	}
}

// fromConfigMaps reports whether values of a chart come from ConfigMaps, whose texts may be
// those of files that are rewritten.
func fromConfigMaps(spec *yamlbytes.Node) bool {
	from := spec.Get("valuesFrom")
	return from != nil && slices.ContainsFunc(from.Items, func(n *yamlbytes.Node) bool { return n.Text("kind") == "ConfigMap" })
}

// objectsIn are objects that stand in a list as they are.
func objectsIn(d *Document, list *yamlbytes.Node, at string) []patch {
	if list == nil {
		return nil
	}
	var all []patch
	for i, n := range list.Items {
		prefix := at + "[" + itoa(i) + "]."
		all = append(all, patch{[]object{{d, n, kindOf(n), func(p string) string { return prefix + p }}}})
	}
	return all
}

// readArgo reads the sources of Argo CD's Application and ApplicationSet
// (https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/).
func (t *tree) readArgo(d *Document) {
	t.argoSources(d, d.Root.Get("spec"), "spec")
	t.argoSources(d, d.Root.At("spec", "template", "spec"), "spec.template.spec")
}

func (t *tree) argoSources(d *Document, spec *yamlbytes.Node, at string) {
	if source := spec.Get("source"); source != nil {
		t.argoSource(d, source, at+".source")
	}
	if sources := spec.Get("sources"); sources != nil {
		for i, source := range sources.Items {
			t.argoSource(d, source, at+".sources["+itoa(i)+"]")
		}
	}
}

func (t *tree) argoSource(d *Document, source *yamlbytes.Node, at string) {
	k := source.Get("kustomize")
	b := &build{way: set, at: d.place(at), dir: t.directory(d.File, source.Text("path"))}
	b.entries = t.readEntries(d, k.Get("images"), at+".kustomize.images")
	b.patches = t.patchList(nil, d, k.Get("patches"), at+".kustomize.patches")
	for _, r := range references(k, "components") {
		b.components = append(b.components, r.text)
	}
	t.addBuild(b, source.Text("path"))
}

// addBuild adds a build over the kustomization of a directory; over all manifests below
// it, where it has none; over what we do not read, where it is not there.
func (t *tree) addBuild(b *build, p string) {
	if b.dir == "" || !t.files.IsDir(b.dir) {
		// What stands in a template may be a directory of this tree.
		template := strings.Contains(p, "{{") || strings.Contains(p, "${")
		b.unread = append(b.unread, unread{what: "the manifests at path " + strconv.Quote(p), at: b.at, line: 1, anyName: template})
	} else if t.load(b.dir) == nil {
		t.generated(b, b.dir, 0)
	}
	for _, dir := range b.components {
		if c := t.load(t.within(b.dir, dir)); c != nil {
			c.named = true
		}
	}
	t.builds = append(t.builds, b)
}

// generated takes the manifests below a directory without a kustomization, as Flux does
// (https://github.com/fluxcd/pkg/blob/kustomize/v1.41.0/kustomize/kustomize_generator.go).
func (t *tree) generated(b *build, dir string, depth int) {
	if depth > deepest {
		return
	}
	for _, file := range t.files.List(dir) {
		switch {
		case t.files.IsDir(file):
			if k := t.load(file); k != nil {
				b.bases = append(b.bases, k)
			} else {
				t.generated(b, file, depth+1)
			}
		case path.Ext(file) == ".yaml" || path.Ext(file) == ".yml":
			b.manifests = append(b.manifests, file)
		}
	}
}

// directory finds the directory that a path in the repository means: below the root of the
// repository, or else below the nearest directory above the file that has it. Without a
// repository nobody knows which directory no path means.
func (t *tree) directory(file, p string) string {
	p = path.Clean("/" + p)
	if rooted, ok := t.files.(interface{ Root() string }); ok && rooted.Root() != "/" {
		if where := t.within(rooted.Root(), "."+p); t.files.IsDir(where) {
			return where
		}
	}
	for dir := path.Dir(file); p != "/"; dir = path.Dir(dir) {
		if where := t.within(dir, "."+p); t.files.IsDir(where) {
			return where
		}
		if dir == path.Dir(dir) {
			break
		}
	}
	return ""
}
