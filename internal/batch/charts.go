package batch

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// withCharts gives the rewriter access to the Helm charts in the repository of the inputs: a
// chart's templates show how it uses its values.
func (b *Batch) withCharts(r *rewrite.Rewriter) (*rewrite.Rewriter, error) {
	if !r.ReadsCharts() || len(b.Inputs) == 0 || b.Inputs[0].Path == "" {
		return r, nil
	}
	if b.charts == nil { // they are the same for all configurations
		tree, err := files.TreeOf(firstDir(b.Inputs))
		if err != nil {
			return nil, err
		}
		b.charts = &charts{tree: tree, read: map[string]*chartvalues.Chart{}}
	}
	return r.WithCharts(b.charts.at), nil
}

// charts are the charts of a repository that were read, by directory.
type charts struct {
	tree files.Tree
	read map[string]*chartvalues.Chart
}

// at returns the chart in a directory; nil for none. A chart in the folder charts of another one
// is read with that one, whose values and templates count for it.
func (c *charts) at(dir string) *chartvalues.Chart {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	dir = filepath.ToSlash(absolute)
	if known, ok := c.read[dir]; ok {
		return known
	}
	if c.manifest(dir) == nil {
		c.read[dir] = nil
		return nil
	}
	outer := dir
	for up := path.Dir(outer); path.Base(up) == "charts" && c.manifest(path.Dir(up)) != nil; up = path.Dir(outer) {
		outer = path.Dir(up)
	}
	c.load(outer, 0).Link()
	return c.read[dir]
}

// manifest returns the Chart.yaml of a directory; nil for none that can be read.
func (c *charts) manifest(dir string) *yamlbytes.Node {
	text, err := c.tree.Read(path.Join(dir, "Chart.yaml"))
	if err != nil {
		return nil
	}
	root, refusals := yamlbytes.ParseDocument(text)
	if len(refusals) > 0 {
		return nil
	}
	return root
}

// maxNesting bounds charts in charts, and folders of templates: links may make a circle.
const maxNesting = 8

// load reads the chart in a directory and those in its folder charts. What Chart.yaml does with
// values that the templates do not show makes the use of the values unknown.
func (c *charts) load(dir string, depth int) *chartvalues.Chart {
	manifest := c.manifest(dir)
	chart := &chartvalues.Chart{Charts: map[string]*chartvalues.Chart{}}
	c.read[dir] = chart
	var texts, values [][]byte
	c.each(path.Join(dir, "templates"), 0, func(text []byte) { texts = append(texts, text) })
	for _, folder := range []string{dir, path.Join(dir, "ci")} {
		for _, file := range c.tree.List(folder) {
			isYAML := strings.HasPrefix(path.Ext(file), ".y") // .yaml or .yml
			if text, err := c.tree.Read(file); err == nil && isYAML {
				values = append(values, text)
			}
		}
	}
	chart.Templates = chartvalues.ReadTemplates(texts, values)
	if importsValues(manifest) {
		chart.Templates = chartvalues.UnknownTemplates()
	}
	for _, sub := range c.tree.List(path.Join(dir, "charts")) {
		named := c.manifest(sub)
		if named == nil || depth > maxNesting {
			continue
		}
		keys := keysOf(manifest, named.Text("name"))
		for _, key := range keys {
			chart.Charts[key] = c.load(sub, depth+1)
		}
		if len(keys) > 1 { // the values in its own folder are for all of its aliases
			chart.Templates = chartvalues.UnknownTemplates()
		}
	}
	return chart
}

// each calls visit with the text of every file below a directory.
func (c *charts) each(dir string, depth int, visit func([]byte)) {
	for _, file := range c.tree.List(dir) {
		if c.tree.IsDir(file) {
			if depth < maxNesting {
				c.each(file, depth+1, visit)
			}
		} else if text, err := c.tree.Read(file); err == nil {
			visit(text)
		}
	}
}

// keysOf returns the keys of the values of a chart that another one depends on: its name, or
// its aliases (https://helm.sh/docs/topics/charts/#alias-field-in-dependencies).
func keysOf(manifest *yamlbytes.Node, name string) []string {
	var keys []string
	if dependencies := manifest.Get("dependencies"); dependencies != nil {
		for _, d := range dependencies.Items {
			if alias := d.Text("alias"); d.Text("name") == name && alias != "" {
				keys = append(keys, alias)
			}
		}
	}
	if len(keys) == 0 {
		keys = append(keys, name)
	}
	return keys
}

// importsValues reports whether a chart takes values of the charts that it depends on for
// its own (https://helm.sh/docs/topics/charts/#importing-child-values-via-dependencies).
func importsValues(manifest *yamlbytes.Node) bool {
	dependencies := manifest.Get("dependencies")
	if dependencies == nil {
		return false
	}
	for _, d := range dependencies.Items {
		if d.Get("import-values") != nil {
			return true
		}
	}
	return false
}
