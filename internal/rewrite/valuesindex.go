package rewrite

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// A valuesIndex knows which files and texts hold a chart's values, because something in
// the sources names them as such. It is made before anything is rewritten, so that the
// order of the sources does not matter.
type valuesIndex struct {
	// files are the paths of files, texts the keys of ConfigMaps, as namespace/name/key.
	files, texts map[string]bool
	// charts are the folders with a Chart.yaml.
	charts map[string]bool
	// generated are the files of generated ConfigMaps.
	generated []generatedFile
	// substituted are the ConfigMaps from which Flux takes the values of variables, by
	// namespace and name.
	substituted map[[2]string]bool
	// applied are those whose texts are objects that a ClusterResourceSet of Cluster API
	// applies, likewise.
	applied map[[2]string]bool
	// sources are where charts come from, by kind and name. installs are the objects that
	// install one and name values for it, fileCharts and textCharts what came of that: the
	// charts of files, and of ConfigMaps by name.
	sources                map[string]chartSource
	readsCharts            bool
	chartsAt               Charts
	installs               []install
	fileCharts, textCharts map[string]onlyChart
}

// An install is an object that installs a chart.
type install struct {
	file string
	root *yamlbytes.Node
}

// A generatedFile is a file that is a key of a generated ConfigMap.
type generatedFile struct{ name, key, file string }

// valuesMarks are in the bytes of every item that names values.
var valuesMarks = []scan.Marks{
	{Rare: 'F', Words: []string{"valuesFrom", "valueFiles", "valuesFile", "additionalValuesFiles", "substituteFrom"}},
	{Rare: 'R', Words: []string{"ClusterResourceSet"}},
	{Rare: 'G', Words: []string{"configMapGenerator"}},
}

func newValuesIndex(sources []Source, readsCharts bool, charts Charts) *valuesIndex {
	x := &valuesIndex{
		files: map[string]bool{}, texts: map[string]bool{}, charts: map[string]bool{},
		sources: map[string]chartSource{}, fileCharts: map[string]onlyChart{}, textCharts: map[string]onlyChart{}, substituted: map[[2]string]bool{},
		applied:     map[[2]string]bool{},
		readsCharts: readsCharts, chartsAt: charts,
	}
	x.take(sources)
	return x
}

// take notes what sources name. Of a source that comes in blocks it is called for each: what
// stands before the object that names it is not known then.
func (x *valuesIndex) take(sources []Source) {
	for i := range sources {
		if path.Base(sources[i].Path) == "Chart.yaml" {
			x.charts[path.Dir(sources[i].Path)] = true
		}
		for j := range sources[i].Items {
			x.item(sources[i].Path, &sources[i].Items[j])
		}
	}
	for _, g := range x.generated {
		if g.key == defaultValuesKey || x.named(g.name, g.key) {
			x.files[g.file] = true
		}
	}
	if x.readsCharts {
		x.chartsOfValues()
	}
	x.installs = nil
}

func (x *valuesIndex) item(file string, it *yamlbytes.Item) {
	raw := it.Raw()
	if x.readsCharts && scan.HasMark(raw, sourceMarks) {
		if root, err := it.Parse(); err == nil && root != nil {
			x.source(root)
		}
	}
	if !scan.HasMark(raw, valuesMarks) {
		return
	}
	if root, err := it.Parse(); err == nil && root != nil {
		x.object(fileOf(root, finding.File{Path: file}).Path, root)
	}
}

// object takes what an object names as values.
func (x *valuesIndex) object(file string, root *yamlbytes.Node) {
	dir := path.Dir(file)
	x.installs = append(x.installs, install{file, root})
	namespace := root.Text("metadata", "namespace")
	for _, from := range elements(root.At("spec", "postBuild", "substituteFrom")) {
		if from.Text("kind") == "ConfigMap" {
			x.substituted[[2]string{namespace, from.Text("name")}] = true
		}
	}
	for _, from := range elements(root.At("spec", "valuesFrom")) {
		if from.Text("kind") == "ConfigMap" {
			x.texts[namespace+"/"+from.Text("name")+"/"+keyOr(from.Text("valuesKey"))] = true
		}
	}
	if root.Text("kind") == "ClusterResourceSet" { // https://cluster-api.sigs.k8s.io/tasks/cluster-resource-set
		for _, resource := range elements(root.At("spec", "resources")) {
			if resource.Text("kind") == "ConfigMap" {
				x.applied[[2]string{namespace, resource.Text("name")}] = true
			}
		}
	}
	for _, chart := range elements(root.Get("helmCharts")) {
		x.add(dir, chart.Get("valuesFile"))
		x.addAll(dir, chart.Get("additionalValuesFiles"))
	}
	x.add(dir, root.Get("valuesFile"))
	x.addAll(dir, root.Get("additionalValuesFiles"))
	x.addAll(dir, root.At("helm", "valuesFiles")) // fleet.yaml
	x.everywhere(root)
	for _, generator := range elements(root.Get("configMapGenerator")) {
		x.generator(dir, generator)
	}
}

// everywhere takes the files that Argo CD and Flux name, at any depth: both mean files of
// a repository, whose top is not known here, so the end of the path has to do.
func (x *valuesIndex) everywhere(n *yamlbytes.Node) {
	for i := range n.Pairs {
		p := &n.Pairs[i]
		if p.Key.Value == "valueFiles" || p.Key.Value == "valuesFiles" {
			for _, file := range elements(p.Value) {
				name := file.Value
				if strings.HasPrefix(name, "$") { // $ref/path, of another source
					_, name, _ = strings.Cut(name, "/")
				}
				if name = strings.TrimLeft(path.Clean("/"+name), "/"); name != "" {
					x.files["…/"+name] = true
				}
			}
			continue
		}
		x.everywhere(p.Value)
	}
	for _, element := range n.Items {
		x.everywhere(element)
	}
}

// generator notes the files of a generated ConfigMap. They are values when a HelmRelease
// reads them with valuesFrom, which may stand in any source.
func (x *valuesIndex) generator(dir string, generator *yamlbytes.Node) {
	for _, entry := range elements(generator.Get("files")) {
		key, file, found := strings.Cut(entry.Value, "=")
		if !found {
			key, file = path.Base(entry.Value), entry.Value
		}
		x.generated = append(x.generated, generatedFile{generator.Text("name"), key, path.Join(dir, file)})
	}
}

// named reports whether a HelmRelease takes its values from the key of a ConfigMap, in
// whichever namespace: a kustomization may give it another one.
func (x *valuesIndex) named(name, key string) bool {
	for text := range x.texts {
		if strings.HasSuffix(text, "/"+name+"/"+key) {
			return true
		}
	}
	return false
}

// defaultValuesKey is the key of a ConfigMap that Flux reads when none is named
// (https://fluxcd.io/flux/components/helm/helmreleases/#values-references).
const defaultValuesKey = "values.yaml"

func keyOr(key string) string {
	if key == "" {
		return defaultValuesKey
	}
	return key
}

func (x *valuesIndex) addAll(dir string, list *yamlbytes.Node) {
	for _, file := range elements(list) {
		x.add(dir, file)
	}
}

func (x *valuesIndex) add(dir string, file *yamlbytes.Node) {
	if file.IsText() && file.Value != "" {
		x.files[path.Join(dir, file.Value)] = true
	}
}

// isFile reports whether a file was named, or is beside a Chart.yaml.
func (x *valuesIndex) isFile(file string) bool {
	if x == nil || file == "" {
		return false
	}
	if x.files[path.Clean(file)] || x.charts[path.Dir(file)] && !chartFiles[path.Base(file)] {
		return true
	}
	for rest := path.Clean(file); ; {
		if x.files["…/"+rest] {
			return true
		}
		var found bool
		if _, rest, found = strings.Cut(rest, "/"); !found {
			return false
		}
	}
}

// chartFiles are the files beside a Chart.yaml that are no values.
var chartFiles = map[string]bool{"Chart.yaml": true, "Chart.lock": true, "requirements.yaml": true, "requirements.lock": true}

// isText reports whether a key of a ConfigMap holds values: it is named as such, or a
// HelmRelease reads it.
func (x *valuesIndex) isText(o *object, key string) bool {
	return key == defaultValuesKey || x != nil && (x.texts[o.namespace+"/"+o.at.Name+"/"+key] || x.texts["/"+o.at.Name+"/"+key])
}

func elements(n *yamlbytes.Node) []*yamlbytes.Node {
	if n == nil {
		return nil
	}
	return n.Items
}
