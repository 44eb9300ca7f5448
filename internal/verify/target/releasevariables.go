package target

import (
	"fmt"
	"maps"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// A postBuild is what a Flux Kustomization replaces in the files below its path.
type postBuild struct {
	located
	dir string
}

// kustomizationOfFlux remembers a Flux Kustomization that replaces variables.
func (c *objectIndex) kustomizationOfFlux(file string, o object) {
	spec := o.at("spec")
	if dir, inside := tree.Local(spec.text("path")); spec.at("postBuild") != nil && inside {
		c.postBuilds = append(c.postBuilds, postBuild{located{file, o}, dir})
	}
}

// substitute replaces the variables in all objects, as Flux does after it has built the files
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution).
// One whose value is not in the files stays.
func (c *objectIndex) substitute() {
	for i := range c.releases {
		c.fillIn(&c.releases[i])
	}
	for _, all := range c.others {
		for i := range all {
			c.fillIn(&all[i])
		}
	}
}

// fillIn replaces the variables in an object, by the Flux Kustomization with the deepest path above
// its file.
func (c *objectIndex) fillIn(o *located) {
	var by *postBuild
	for i := range c.postBuilds {
		b := &c.postBuilds[i]
		if (b.dir == "." || strings.HasPrefix(o.file, b.dir+"/")) && (by == nil || len(b.dir) > len(by.dir)) {
			by = b
		}
	}
	text := ""
	if by != nil {
		text = marshal(o.object)
	}
	if !strings.Contains(text, "${") {
		return
	}
	if all := objects(substituted([]byte(text), c.variablesOf(by))); len(all) == 1 {
		o.object = all[0]
	}
}

// variablesOf are the variables of a Kustomization: those of ConfigMaps in their order, then its own.
func (c *objectIndex) variablesOf(b *postBuild) map[string]string {
	all := map[string]string{}
	for _, value := range b.at("spec", "postBuild").list("substituteFrom") {
		from := asObject(value)
		if o := c.named(from.text("kind"), b.at("metadata").text("namespace"), from.text("name"), &b.located); o != nil {
			for name, value := range o.at("data") {
				all[name] = fmt.Sprint(value)
			}
		}
	}
	maps.Copy(all, variables(b.at("spec")))
	return all
}
