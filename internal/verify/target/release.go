package target

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// A Release is a HelmRelease of Flux, with the chart that Flux fetches for it
// (https://fluxcd.io/flux/components/helm/helmreleases/).
type Release struct {
	Target
	// ObjectName and ObjectNamespace are those of its metadata.
	ObjectName, ObjectNamespace string
	// Missing says which of its values are not in the tree.
	Missing []string
}

// Releases lists the HelmReleases of a tree, in the order of the files, wherever their charts
// are. It fails when a file cannot be read.
func Releases(ctx context.Context, t *tree.Tree) ([]Release, error) {
	c := &objectIndex{tree: t, others: map[[2]string][]located{}, generated: map[[2]string][]source{}}
	if err := eachFile(ctx, t, c.file); err != nil {
		return nil, err
	}
	c.substitute()
	all := make([]Release, len(c.releases))
	for i := range c.releases {
		all[i] = c.release(&c.releases[i])
	}
	return all, nil
}

// An objectIndex is the HelmReleases of all files, and the objects that they refer to.
type objectIndex struct {
	tree     *tree.Tree
	releases []located
	// others are the objects that they may name, by kind and name: sources, charts and ConfigMaps,
	// and HelmReleases for the patches of them.
	others map[[2]string][]located
	// generated are the files that kustomizations make ConfigMaps of, by the names of the
	// ConfigMap and of the key.
	generated map[[2]string][]source
	// postBuilds are the Flux Kustomizations that replace variables.
	postBuilds []postBuild
}

// A located object is one with its file.
type located struct {
	file string
	object
}

// file adds the objects of a file.
func (c *objectIndex) file(rel string) error {
	text, err := os.ReadFile(c.tree.Path(rel))
	if err != nil {
		return files.Named(rel, err)
	}
	if filename.IsKustomization(rel) && !isOfFlux(text) {
		c.kustomization(rel, text)
		return nil
	}
	if !slices.ContainsFunc([]string{helmGroup, sourceGroup, fluxGroup, "ConfigMap"}, func(word string) bool { return bytes.Contains(text, []byte(word)) }) {
		return nil
	}
	for _, o := range objects(text) {
		switch {
		case o.group() == helmGroup && o.text("kind") == "HelmRelease":
			c.releases = append(c.releases, located{rel, o})
			if !isPatch(&located{rel, o}) {
				c.add(rel, o)
			}
		case o.group() == fluxGroup && o.text("kind") == "Kustomization":
			c.kustomizationOfFlux(rel, o)
		case o.group() == sourceGroup, o.text("kind") == "ConfigMap":
			c.add(rel, o)
		}
	}
	return nil
}

// add adds an object that others may name.
func (c *objectIndex) add(file string, o object) {
	key := [2]string{o.text("kind"), o.at("metadata").text("name")}
	c.others[key] = append(c.others[key], located{file, o})
}

// release describes a HelmRelease.
func (c *objectIndex) release(o *located) Release {
	spec, metadata := o.at("spec"), o.at("metadata")
	r := Release{
		Target:     Target{Kind: OfHelm, Name: "HelmRelease " + o.name(), File: o.file},
		ObjectName: metadata.text("name"), ObjectNamespace: metadata.text("namespace"),
	}
	r.Release = r.ObjectName
	if name := spec.text("releaseName"); !hasPlaceholder(name) && name != "" {
		r.Release = name
	}
	for _, namespace := range []string{spec.text("targetNamespace"), r.ObjectNamespace} {
		if namespace != "" && !hasPlaceholder(namespace) && r.Namespace == "" {
			r.Namespace = namespace
		}
	}
	withTests, _ := spec.at("test")["enable"].(bool)
	r.SkipTests = !withTests
	switch {
	case r.ObjectName == "":
		r.Unbuildable = "it has no name"
	case hasPlaceholder(r.ObjectName):
		r.Unbuildable = "its name has a placeholder: " + r.ObjectName
	case strings.HasPrefix(r.Release, "-"):
		r.Unbuildable = "the name of a release cannot begin with -" // Helm takes it for an option, such as --post-renderer
	case isPatch(o):
		c.patched(&r, o)
	default:
		r.Unbuildable = c.chart(&r, o, o)
		c.values(&r, o)
	}
	slices.Sort(r.Missing)
	r.Missing = slices.Compact(r.Missing)
	return r
}

// isPatch reports whether a HelmRelease names no source of a chart: then it is a patch of
// another one, as overlays have them.
func isPatch(o *located) bool {
	return o.at("spec", "chartRef") == nil && o.at("spec", "chart", "spec", "sourceRef") == nil
}

// patched describes what a patch makes of the HelmRelease that it is for: the nearest one with its
// name. The values of the patch come last, so they override the others.
func (c *objectIndex) patched(r *Release, patch *located) {
	base := c.named("HelmRelease", r.ObjectNamespace, r.ObjectName, patch)
	if base == nil {
		r.Unbuildable = "it names no source of a chart, and no other HelmRelease has its name"
		return
	}
	r.Unbuildable = c.chart(r, base, patch)
	if r.Namespace == "" {
		r.Namespace = base.at("metadata").text("namespace")
	}
	c.values(r, base)
	c.values(r, patch)
}

// placeholder matches the beginning of what another program fills in before Flux reads it: ${NAME},
// {{ .name }}, $(NAME).
var placeholder = regexp.MustCompile(`\$\{|\{\{|\$\(`)

func hasPlaceholder(text string) bool { return placeholder.MatchString(text) }

// named returns the object that another one names: of that kind and name, and of that namespace
// as far as both say it. Of several, it is the nearest in the tree. It returns nil when there is
// none.
func (c *objectIndex) named(kind, namespace, name string, by *located) *located {
	var best *located
	nearest := -1
	for i, all := 0, c.others[[2]string{kind, name}]; i < len(all); i++ {
		o := &all[i]
		if !mayBe(o.at("metadata").text("namespace"), namespace) {
			continue
		}
		if near := nearness(o.file, by.file); near > nearest {
			best, nearest = o, near
		}
	}
	return best
}

// mayBe reports whether two namespaces can be the same: a manifest without one gets it from a
// kustomization.
func mayBe(a, b string) bool {
	return a == "" || b == "" || a == b || hasPlaceholder(a) || hasPlaceholder(b)
}

// sameFile is the nearness of a file to itself, above that of all others.
const sameFile = 1 << 10

// nearness is how near two files are in the tree: how many directories they have in common from the
// top, and one more where they are in the same.
func nearness(a, b string) int {
	if a == b {
		return sameFile
	}
	n := 0
	as, bs := strings.Split(path.Dir(a), "/"), strings.Split(path.Dir(b), "/")
	for n < min(len(as), len(bs)) && as[n] == bs[n] {
		n++
	}
	if n == len(as) && n == len(bs) {
		n++
	}
	return n
}

// refer names an object in messages.
func refer(kind, namespace, name string) string {
	return fmt.Sprintf("%s %s", kind, strings.Trim(namespace+"/"+name, "/"))
}
