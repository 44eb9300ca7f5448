package crd

import (
	"fmt"
	"os"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// A Catalogue knows the kinds of many CRDs by their group, version and name. A
// version that is no longer served is not in it.
type Catalogue struct {
	kinds  map[schema.GroupVersionKind]*kind
	served map[schema.GroupKind][]string
}

// Load reads files that hold one CRD each.
func Load(files []string) (*Catalogue, error) {
	c := &Catalogue{kinds: map[schema.GroupVersionKind]*kind{}, served: map[schema.GroupKind][]string{}}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := c.add(text); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return c, nil
}

// add adds the served versions of one CRD.
func (c *Catalogue) add(text []byte) error {
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	group := schema.GroupKind{Group: crd.Spec.Group, Kind: crd.Spec.Names.Kind}
	if crd.Kind != "CustomResourceDefinition" || len(crd.Spec.Versions) == 0 {
		return fmt.Errorf("kind %q with %d versions; want a CustomResourceDefinition", crd.Kind, len(crd.Spec.Versions))
	}
	for _, version := range crd.Spec.Versions {
		if !version.Served {
			continue
		}
		k, err := newKind(version.Schema, crd.Spec.Scope == apiextensionsv1.NamespaceScoped)
		if err != nil {
			return fmt.Errorf("version %s: %w", version.Name, err)
		}
		c.kinds[group.WithVersion(version.Name)] = k
		c.served[group] = append(c.served[group], version.Name)
	}
	return nil
}

// Kinds lists the kinds of a group, in no order.
func (c *Catalogue) Kinds(group string) []string {
	var all []string
	for known := range c.served {
		if known.Group == group {
			all = append(all, known.Kind)
		}
	}
	return all
}
