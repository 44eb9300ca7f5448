package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
)

// A Library finds the dependencies that a chart names and does not bring, by name, in
// the charts that were fetched: of several, one of the version that is asked for, and
// the nearest.
type Library map[string][]volume

type volume struct{ dir, version string }

// FindCharts lists the charts below a directory, without those inside other charts, and
// a library of them all.
func FindCharts(root string) ([]string, Library, error) {
	var all []string
	library := Library{}
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.Name() != "Chart.yaml" {
			return err
		}
		dir := filepath.Dir(path)
		if m, err := chartutil.LoadChartfile(path); err == nil {
			library[m.Name] = append(library[m.Name], volume{dir, m.Version})
		}
		if !slices.ContainsFunc(all, func(outer string) bool { return strings.HasPrefix(dir, outer+"/") }) {
			all = append(all, dir)
		}
		return nil
	})
	return all, library, err
}

// find is the folder of the chart that a dependency means.
func (l Library) find(from string, d *chart.Dependency) (string, bool) {
	if local, ok := strings.CutPrefix(d.Repository, "file://"); ok {
		if dir := filepath.Join(from, local); exists(filepath.Join(dir, "Chart.yaml")) {
			return dir, true
		}
	}
	best, points := "", -1
	for _, v := range l[d.Name] {
		if v.dir == from || strings.HasPrefix(v.dir, from+"/") {
			continue
		}
		p := len(commonPrefix(from, v.dir))
		if constraint, err := semver.NewConstraint(d.Version); err == nil {
			if version, err := semver.NewVersion(v.version); err == nil && constraint.Check(version) {
				p += 1000
			}
		}
		if p > points {
			best, points = v.dir, p
		}
	}
	return best, points >= 0
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func commonPrefix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// load reads a chart and adds what it depends on.
func (l Library) load(dir string) (*chart.Chart, error) {
	c, err := loader.LoadDir(dir)
	if err != nil {
		return nil, err
	}
	err = l.complete(c, dir, 0)
	fix(c)
	return c, err
}

// random are the functions of templates whose texts are others each time.
var random = regexp.MustCompile(`\brand(AlphaNum|Alpha|Numeric|Ascii)\b`)

// fix gives random texts of a chart one value, so that an object whose name is random is
// found again in another rendering: the number of characters that is asked for.
func fix(c *chart.Chart) {
	for _, template := range c.Templates {
		template.Data = random.ReplaceAll(template.Data, []byte("toString"))
	}
	for _, sub := range c.Dependencies() {
		fix(sub)
	}
}

// complete adds to a chart what it depends on. Helm asks for the very version; whichever
// was fetched is good enough to see how images are put together.
func (l Library) complete(c *chart.Chart, dir string, depth int) error {
	if depth > 5 {
		return fmt.Errorf("chart %s depends on itself", c.Name())
	}
	for _, d := range c.Metadata.Dependencies {
		asked := *d
		d.Version = ""
		if slices.ContainsFunc(c.Dependencies(), func(sub *chart.Chart) bool { return sub.Name() == d.Name }) {
			continue
		}
		from, known := l.find(dir, &asked)
		if !known {
			return fmt.Errorf("the dependency %s is not there", d.Name)
		}
		sub, err := loader.LoadDir(from)
		if err != nil {
			return err
		}
		if err := l.complete(sub, from, depth+1); err != nil {
			return err
		}
		c.AddDependency(sub)
	}
	return nil
}

// Rendered is the text of every template of a chart.
type Rendered map[string]string

// Render renders a chart with values on top of its own. Charts of bitnami refuse any images
// but their own, those of a cache too; their users are told to allow them (docs/charts.md).
func (l Library) Render(dir string, values map[string]any) (Rendered, error) {
	out, err := l.render(dir, values)
	if err != nil && strings.Contains(err.Error(), "allowInsecureImages") {
		return l.render(dir, withAllowed(values))
	}
	return out, err
}

// withAllowed is a copy of values in which bitnami's charts allow any images.
func withAllowed(values map[string]any) map[string]any {
	at := clone(values).(map[string]any)
	all := at
	for _, key := range []string{"global", "security"} {
		next, ok := at[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[key] = next
		}
		at = next
	}
	at["allowInsecureImages"] = true
	return all
}

func (l Library) render(dir string, values map[string]any) (out Rendered, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("rendering: %v", p)
		}
	}()
	c, err := l.load(dir)
	if err != nil {
		return nil, err
	}
	values = clone(values).(map[string]any)
	if err := chartutil.ProcessDependencies(c, values); err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: "release", Namespace: "default", Revision: 1, IsInstall: true}
	all, err := commonutil.ToRenderValuesWithSchemaValidation(c, values, options, common.DefaultCapabilities, true)
	if err != nil {
		return nil, err
	}
	return engine.Render(c, all)
}

// clone copies maps and lists, because Helm changes values in place.
func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		c := make(map[string]any, len(v))
		for key, value := range v {
			c[key] = clone(value)
		}
		return c
	case []any:
		c := make([]any, len(v))
		for i := range v {
			c[i] = clone(v[i])
		}
		return c
	}
	return v
}

// quiet keeps Helm's remarks about charts to itself.
func quiet() { slog.SetDefault(slog.New(slog.DiscardHandler)) }
