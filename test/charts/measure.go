package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
)

// A Measurement is what became of the images of one chart with one set of values.
type Measurement struct {
	Chart, Mode string
	Problem     string `json:",omitempty"` // why it was not measured
	Verdicts    []Verdict
}

// A Bench measures charts.
type Bench struct {
	Library Library
	Program Program
	Folder  string // for copies
	Sets    int    // of values of a chart's own tests, at most
	made    int
}

func (b *Bench) folder() (string, error) {
	b.made++
	dir := filepath.Join(b.Folder, fmt.Sprint(b.made), "work")
	return dir, os.MkdirAll(dir, 0o755)
}

// InPlace rewrites the chart itself, as it stands in a repository with all charts that
// it depends on. The set of values, a file of the chart's own tests, may be empty.
func (b *Bench) InPlace(dir, set string) Measurement {
	m := Measurement{Chart: dir, Mode: "chart"}
	work, err := b.folder()
	if err != nil {
		return m.failed(err)
	}
	defer os.RemoveAll(filepath.Dir(work))
	copied := filepath.Join(work, filepath.Base(dir))
	if err := b.vendor(dir, copied, 0); err != nil {
		return m.failed(err)
	}
	if set != "" {
		inside, err := filepath.Rel(dir, set)
		if err != nil {
			return m.failed(err)
		}
		set = filepath.Join(copied, inside)
	}
	values, _, err := readValues(set)
	if err != nil {
		return m.failed(err)
	}
	before, err := b.Library.Render(copied, values)
	if err != nil {
		return m.failed(err)
	}
	tracer, err := b.tracer(copied, values)
	if err != nil {
		return m.failed(err)
	}
	traced := Compare(before, before)
	tracer.Trace(traced) // before the chart changes
	findings, err := b.Program.Rewrite(work)
	if err != nil {
		return m.failed(err)
	}
	if values, _, err = readValues(set); err != nil {
		return m.failed(fmt.Errorf("after the rewriting: %w", err))
	}
	after, err := b.Library.Render(copied, values)
	if err != nil {
		return m.failed(fmt.Errorf("after the rewriting: %w", err))
	}
	m.Verdicts = judge(Compare(before, after), traced, pathsIn(findings, filepath.Base(copied)))
	return m
}

// vendor copies a chart, and what it depends on, unpacked into its folder charts.
func (b *Bench) vendor(from, to string, depth int) error {
	if err := os.CopyFS(to, regularFiles{os.DirFS(from)}); err != nil {
		return err
	}
	packed, _ := filepath.Glob(filepath.Join(to, "charts", "*.tgz"))
	for _, file := range packed {
		if err := chartutil.ExpandFile(filepath.Join(to, "charts"), file); err != nil {
			return err
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return b.complete(from, to, depth)
}

// complete adds to a copied chart, and to the charts in it, what they depend on.
func (b *Bench) complete(from, to string, depth int) error {
	c, err := loader.LoadDir(to)
	if err != nil || depth > 5 {
		return err
	}
	inside, _ := filepath.Glob(filepath.Join(to, "charts", "*", "Chart.yaml"))
	for _, file := range inside {
		if err := b.complete(from, filepath.Dir(file), depth+1); err != nil {
			return err
		}
	}
	for _, d := range c.Metadata.Dependencies {
		there := slices.ContainsFunc(c.Dependencies(), func(sub *chart.Chart) bool { return sub.Name() == d.Name })
		source, known := b.Library.find(from, d)
		if there || !known {
			continue
		}
		if err := b.vendor(source, filepath.Join(to, "charts", d.Name), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// regularFiles leaves out links, which may lead nowhere once they are copied, and what
// keeps Git, and so the program, from looking at the charts that are put into charts/.
type regularFiles struct{ fs.FS }

func (f regularFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Type()&fs.ModeSymlink != 0 || e.Name() == ".gitignore" }), err
}

func (b *Bench) tracer(dir string, values map[string]any) (*Tracer, error) {
	c, err := b.Library.load(dir)
	if err != nil {
		return nil, err
	}
	all, err := commonutil.ToRenderValuesWithSchemaValidation(c, values, common.ReleaseOptions{}, common.DefaultCapabilities, true)
	if err != nil {
		return nil, err
	}
	plain, err := all.Table("Values")
	if err != nil {
		return nil, err
	}
	return &Tracer{library: b.Library, dir: dir, values: map[string]any(clone(asMap(plain)).(map[string]any))}, nil
}

func asMap(v common.Values) map[string]any {
	return untyped(map[string]any(v)).(map[string]any)
}

// untyped gives nested common.Values the plain type.
func untyped(v any) any {
	switch v := v.(type) {
	case common.Values:
		return untyped(map[string]any(v))
	case map[string]any:
		for key := range v {
			v[key] = untyped(v[key])
		}
		return v
	}
	return v
}

// release is a HelmRelease of a chart with values as its text has them.
func release(name string, values []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: release\nspec:\n  chart:\n    spec:\n      chart: %s\n  values:\n", name)
	for line := range strings.Lines(string(values)) {
		if strings.HasPrefix(line, "---") {
			continue
		}
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return b.Bytes()
}

// AsRelease rewrites a HelmRelease whose values are the text, where the chart itself is
// not to be had by the program.
func (b *Bench) AsRelease(dir, mode string, manifest []byte) Measurement {
	m := Measurement{Chart: dir, Mode: mode}
	work, err := b.folder()
	if err != nil {
		return m.failed(err)
	}
	defer os.RemoveAll(filepath.Dir(work))
	file := filepath.Join(work, "release.yaml")
	if err := os.WriteFile(file, manifest, 0o600); err != nil {
		return m.failed(err)
	}
	values, err := valuesOf(manifest)
	if err != nil {
		return m.failed(err)
	}
	before, err := b.Library.Render(dir, values)
	if err != nil {
		return m.failed(err)
	}
	findings, err := b.Program.Rewrite(work)
	if err != nil {
		return m.failed(err)
	}
	rewritten, err := os.ReadFile(file)
	if err != nil {
		return m.failed(err)
	}
	changed, err := valuesOf(rewritten)
	if err != nil {
		return m.failed(err)
	}
	after, err := b.Library.Render(dir, changed)
	if err != nil {
		return m.failed(fmt.Errorf("after the rewriting: %w", err))
	}
	tracer := &Tracer{library: b.Library, dir: dir, values: values}
	traced := Compare(before, before)
	tracer.Trace(traced)
	m.Verdicts = judge(Compare(before, after), traced, pathsIn(findings, ""))
	return m
}

func valuesOf(manifest []byte) (map[string]any, error) {
	var object struct {
		Spec struct{ Values map[string]any }
	}
	if err := yaml.Unmarshal(manifest, &object); err != nil {
		return nil, err
	}
	if object.Spec.Values == nil {
		return map[string]any{}, nil
	}
	return object.Spec.Values, nil
}

// pathsIn are the values that findings tell of, as paths from the values of the chart.
func pathsIn(findings []Finding, chartDir string) map[string]bool {
	told := map[string]bool{}
	for _, f := range findings {
		field := strings.NewReplacer(`["`, ".", `"]`, "").Replace(f.Field)
		field = strings.TrimPrefix(field, "spec.values.")
		if chartDir != "" {
			inside, ok := strings.CutPrefix(filepath.ToSlash(f.File), chartDir+"/")
			if !ok {
				continue
			}
			for _, part := range strings.Split(strings.TrimSuffix(inside, filepath.Base(inside)), "charts/") {
				if part == "ci/" {
					continue
				}
				if part = strings.Trim(part, "/"); part != "" {
					field = part + "." + field
				}
			}
		}
		told[strings.TrimPrefix(field, ".")] = true
	}
	return told
}

// judge finds, for what stayed, whether something was said of it.
func judge(verdicts, traced []Verdict, told map[string]bool) []Verdict {
	origin := map[string]Verdict{}
	for _, v := range traced {
		origin[v.Image.key()] = v
	}
	for i := range verdicts {
		v := &verdicts[i]
		from := origin[v.Image.key()]
		v.Depends, v.Whole, v.Convention = from.Depends, from.Whole, from.Convention
		if v.Outcome != Silent {
			continue
		}
		switch {
		case slices.ContainsFunc(v.Depends, func(path string) bool { return told[path] }):
			v.Outcome = Reported
		case !slices.ContainsFunc(v.Depends, namesImage):
			v.Outcome = Fixed
		}
	}
	return verdicts
}

// namesImage tells values that hold a part of a name from tags and digests.
func namesImage(path string) bool {
	last := strings.ToLower(path[strings.LastIndexByte(path, '.')+1:])
	return !strings.Contains(last, "tag") && !strings.Contains(last, "digest") && !strings.Contains(last, "sha") && !strings.HasSuffix(last, "version")
}

func (m Measurement) failed(err error) Measurement {
	m.Problem = err.Error()
	return m
}
