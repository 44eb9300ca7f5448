package target

import (
	"cmp"
	"os"
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// values collects the values of a HelmRelease: those of spec.valuesFrom in their order, then
// spec.values (https://fluxcd.io/flux/components/helm/helmreleases/#values).
func (c *objectIndex) values(r *Release, o *located) {
	for _, value := range o.at("spec").list("valuesFrom") {
		from := asObject(value)
		kind, name := from.text("kind"), from.text("name")
		text, found := "", false
		if kind == "ConfigMap" && from.text("targetPath") == "" {
			text, found = c.configMap(name, r.ObjectNamespace, cmp.Or(from.text("valuesKey"), "values.yaml"), o)
		}
		switch optional, _ := from["optional"].(bool); {
		case found:
			r.ValuesTexts = append(r.ValuesTexts, []byte(text))
		case !optional:
			r.Missing = append(r.Missing, "values of "+refer(kind, r.ObjectNamespace, name))
		}
	}
	if values := o.at("spec", "values"); values != nil {
		r.ValuesTexts = append(r.ValuesTexts, []byte(marshal(values)))
	}
}

// configMap returns the text of a key of a ConfigMap that is in the files, or that a
// kustomization generates of one.
func (c *objectIndex) configMap(name, namespace, key string, by *located) (string, bool) {
	if o := c.named("ConfigMap", namespace, name, by); o != nil {
		text, found := o.at("data")[key].(string)
		return text, found
	}
	file, nearest := "", -1
	for _, g := range c.generated[[2]string{name, key}] {
		if near := nearness(g.by, by.file); near > nearest {
			file, nearest = g.file, near
		}
	}
	if file == "" {
		return "", false
	}
	text, err := os.ReadFile(c.tree.Path(file))
	return string(text), err == nil
}

// source is a file of which a kustomization, in the file by, makes a key of a ConfigMap.
type source struct{ by, file string }

// kustomization remembers the files of which a kustomization makes ConfigMaps
// (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/).
func (c *objectIndex) kustomization(file string, text []byte) {
	for _, o := range objects(text) {
		for _, value := range o.list("configMapGenerator") {
			generator := asObject(value)
			for _, one := range generator.texts("files") {
				as, from, renamed := strings.Cut(one, "=")
				if !renamed {
					as, from = path.Base(one), one
				}
				if rel, inside := tree.Local(path.Dir(file), from); inside && c.tree.IsFile(rel) {
					key := [2]string{generator.text("name"), as}
					c.generated[key] = append(c.generated[key], source{file, rel})
				}
			}
		}
	}
}
