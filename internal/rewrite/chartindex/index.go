package chartindex

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// An Index knows which files and texts hold a chart's values, because something in the
// sources names them as such. It is complete before anything is rewritten, so that the order
// of the sources does not matter.
type Index struct {
	// files are the paths of files, or anyFolder and the end of a path. texts are the keys of
	// ConfigMaps, as namespace/name/key.
	files, texts map[string]bool
	// charts are the folders with a Chart.yaml.
	charts map[string]bool
	// generated are the files of generated ConfigMaps.
	generated []generatedFile
	// substituted are the ConfigMaps from which Flux takes the values of variables, by
	// namespace and name.
	substituted map[[2]string]bool
	// applied are the ConfigMaps that a ClusterResourceSet of Cluster API applies: their texts
	// are objects.
	applied map[[2]string]bool
	// readsCharts says that the charts of values are looked for; without it the fields below
	// stay empty.
	readsCharts bool
	// chartsAt returns the chart in a directory of the repository; nil for no repository.
	chartsAt Charts
	// sources are where charts come from, as kind/name.
	sources map[string]chartSource
	// installs are the objects that install a chart and name values for it.
	installs []install
	// fileCharts are the charts of files by path, textCharts those of ConfigMaps by name.
	fileCharts, textCharts map[string]onlyChart
}

// An install is an object that installs a chart, with its file.
type install struct {
	file string
	root *yamlbytes.Node
}

// A generatedFile is a file whose text a configMapGenerator puts under a key of a ConfigMap.
type generatedFile struct{ name, key, file string }

// valuesMarks mark every item that names values.
var valuesMarks = []scan.Marks{
	{Rare: 'F', Words: []string{"valuesFrom", "valueFiles", "valuesFile", "additionalValuesFiles", "substituteFrom"}},
	{Rare: 'R', Words: []string{"ClusterResourceSet"}},
	{Rare: 'G', Words: []string{"configMapGenerator"}},
}

// NewIndex returns an empty index. With readsCharts it also finds out of which chart values
// are. charts returns the chart in a directory; it may be nil.
func NewIndex(readsCharts bool, charts Charts) *Index {
	return &Index{
		files: map[string]bool{}, texts: map[string]bool{}, charts: map[string]bool{},
		sources: map[string]chartSource{}, fileCharts: map[string]onlyChart{}, textCharts: map[string]onlyChart{}, substituted: map[[2]string]bool{},
		applied:     map[[2]string]bool{},
		readsCharts: readsCharts, chartsAt: charts,
	}
}

// AddFile adds what the items of a file name as values. For a stream in blocks it is called for
// each block: values before the object that names them are not known then.
func (x *Index) AddFile(file string, items []yamlbytes.Item) {
	if path.Base(file) == "Chart.yaml" {
		x.charts[path.Dir(file)] = true
	}
	for i := range items {
		x.item(file, &items[i])
	}
}

// Resolve finds the files of generated ConfigMaps, and the charts of values, among all files
// that were added.
func (x *Index) Resolve() {
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

// item adds what an item names, if its bytes have a mark of it.
func (x *Index) item(file string, it *yamlbytes.Item) {
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
		x.object(object.FileOf(root, finding.File{Path: file}).Path, root)
	}
}

// object adds what an object names as values.
func (x *Index) object(file string, root *yamlbytes.Node) {
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
		x.valuesFile(dir, chart.Get("valuesFile"))
		x.valuesFiles(dir, chart.Get("additionalValuesFiles"))
	}
	x.valuesFile(dir, root.Get("valuesFile"))
	x.valuesFiles(dir, root.Get("additionalValuesFiles"))
	x.valuesFiles(dir, root.At("helm", "valuesFiles")) // fleet.yaml
	x.valueFilesIn(root)
	for _, generator := range elements(root.Get("configMapGenerator")) {
		x.generator(dir, generator)
	}
}

// anyFolder before a path in Index.files says that the file may be below any folder.
const anyFolder = "…/"

// valueFilesIn adds the files that Argo CD and Flux name, at any depth of an object. Their paths
// begin at the top of a repository, which is not known here, so only the end of a path counts.
func (x *Index) valueFilesIn(n *yamlbytes.Node) {
	for i := range n.Pairs {
		p := &n.Pairs[i]
		if p.Key.Value == "valueFiles" || p.Key.Value == "valuesFiles" {
			for _, file := range elements(p.Value) {
				name := file.Value
				if strings.HasPrefix(name, "$") { // $ref/path, of another source
					_, name, _ = strings.Cut(name, "/")
				}
				if name = strings.TrimLeft(path.Clean("/"+name), "/"); name != "" {
					x.files[anyFolder+name] = true
				}
			}
			continue
		}
		x.valueFilesIn(p.Value)
	}
	for _, element := range n.Items {
		x.valueFilesIn(element)
	}
}

// generator adds the files of a generated ConfigMap. They are values when a HelmRelease, which
// may be in any source, reads them with valuesFrom.
func (x *Index) generator(dir string, generator *yamlbytes.Node) {
	for _, entry := range elements(generator.Get("files")) {
		key, file, found := strings.Cut(entry.Value, "=")
		if !found {
			key, file = path.Base(entry.Value), entry.Value
		}
		x.generated = append(x.generated, generatedFile{generator.Text("name"), key, path.Join(dir, file)})
	}
}

// named reports whether a HelmRelease takes its values from the key of a ConfigMap. Any
// namespace counts, because a kustomization may set another one.
func (x *Index) named(name, key string) bool {
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

// keyOr returns the key, or the default one for none.
func keyOr(key string) string {
	if key == "" {
		return defaultValuesKey
	}
	return key
}

// valuesFiles adds the files that a list names, by paths from a directory.
func (x *Index) valuesFiles(dir string, list *yamlbytes.Node) {
	for _, file := range elements(list) {
		x.valuesFile(dir, file)
	}
}

// valuesFile adds a file, by its path from a directory.
func (x *Index) valuesFile(dir string, file *yamlbytes.Node) {
	if file.IsText() && file.Value != "" {
		x.files[path.Join(dir, file.Value)] = true
	}
}

// IsFile reports whether a file was named as values, or is beside a Chart.yaml.
func (x *Index) IsFile(file string) bool {
	if x == nil || file == "" {
		return false
	}
	if x.files[path.Clean(file)] || x.charts[path.Dir(file)] && !chartFiles[path.Base(file)] {
		return true
	}
	for rest := path.Clean(file); ; {
		if x.files[anyFolder+rest] {
			return true
		}
		var found bool
		if _, rest, found = strings.Cut(rest, "/"); !found {
			return false
		}
	}
}

// chartFiles are the files of a chart that are no values.
var chartFiles = map[string]bool{"Chart.yaml": true, "Chart.lock": true, "requirements.yaml": true, "requirements.lock": true}

// IsText reports whether a key of a ConfigMap holds values: its name says so, or a HelmRelease
// reads it.
func (x *Index) IsText(o *object.Object, key string) bool {
	return key == defaultValuesKey || x != nil && (x.texts[o.Namespace+"/"+o.Resource.Name+"/"+key] || x.texts["/"+o.Resource.Name+"/"+key])
}

// elements returns the entries of a list; none for nil.
func elements(n *yamlbytes.Node) []*yamlbytes.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// IsSubstituted reports whether Flux takes the values of variables from a ConfigMap, as far as
// it is known: in a stream the Kustomization that says so may come later.
func (x *Index) IsSubstituted(o *object.Object) bool {
	return o.IsConfigMap() && x != nil && x.substituted[[2]string{o.Namespace, o.Root.Text("metadata", "name")}]
}

// IsApplied reports whether a ClusterResourceSet applies the texts of a ConfigMap, so that they
// are objects.
func (x *Index) IsApplied(o *object.Object) bool {
	return o.IsConfigMap() && x != nil && x.applied[[2]string{o.Namespace, o.Resource.Name}]
}
